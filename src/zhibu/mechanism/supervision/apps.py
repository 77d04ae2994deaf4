"""The app of 督办; its rows are those of cases."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """Brings its procedure."""

    name = "zhibu.mechanism.supervision"
    label = "supervision"
    verbose_name = "督办事项"

    def ready(self) -> None:
        """Its cases can be opened."""
        from zhibu.cases.registry import register  # noqa: PLC0415  at start-up
        from zhibu.mechanism.supervision.rules import FIRST, SUPERVISED_MATTER  # noqa: PLC0415  the same

        register(FIRST, SUPERVISED_MATTER)
