"""App declaration: the one package that knows all the others."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Wires what lower packages only declare."""

    name = "zhibu.config"
    label = "config"

    def ready(self) -> None:
        """Grants stand behind the gate of every page; findings show themselves on pages of lower packages."""
        from zhibu.access.pages import GRANTS  # noqa: PLC0415  models are ready only here
        from zhibu.oversight import panels as findings  # noqa: PLC0415  the same
        from zhibu.web import gate, panels  # noqa: PLC0415  the same

        gate.use(GRANTS)
        panels.use(desk=[findings.on_the_desk], organisation=[findings.of_organisation], member=[findings.of_member])
