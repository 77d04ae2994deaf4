"""The app of the postbox; tells the trail how to find and name its subjects."""

from django.apps import AppConfig


class PostboxConfig(AppConfig):
    """Named for its tables."""

    name = "zhibu.postbox"
    label = "postbox"
    verbose_name = "门户往来"

    def ready(self) -> None:
        """Pages outside and arrivals are subjects of the trail."""
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.postbox import subjects  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("publication", subjects.nowhere)
        register("arrival", subjects.nowhere)
        name_by("publication", subjects.pages)
        name_by("arrival", subjects.arrivals)
