"""The app of 庆祝活动."""

from django.apps import AppConfig


class CommemorationConfig(AppConfig):
    """Tells the agenda which of its lines are a programme's."""

    name = "zhibu.mechanism.commemoration"
    label = "commemoration"
    verbose_name = "庆祝活动"

    def ready(self) -> None:
        """At start-up."""
        from zhibu.gatherings import agenda_holds  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.mechanism.commemoration.queries.lines import nobody_leaves, standing_on  # noqa: PLC0415  the same

        agenda_holds.use(held=standing_on, leaving=nobody_leaves)
