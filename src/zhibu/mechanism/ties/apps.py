"""The app of 联系群众; its rows are those of cases."""

from django.apps import AppConfig


class TiesConfig(AppConfig):
    """Brings its procedure."""

    name = "zhibu.mechanism.ties"
    label = "ties"
    verbose_name = "联系群众"

    def ready(self) -> None:
        """Its cases can be opened."""
        from zhibu.cases.registry import lead_to, register  # noqa: PLC0415  at start-up
        from zhibu.mechanism.ties.rules import VISIT, VISIT_MATTER  # noqa: PLC0415  the same

        register(VISIT_MATTER)
        lead_to(VISIT, "gathering")
