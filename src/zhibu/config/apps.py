"""App declaration: the one package that knows all the others."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Wires what lower packages only declare."""

    name = "zhibu.config"
    label = "config"

    def ready(self) -> None:
        """Models stand only now."""
        from zhibu.config.wiring import wire  # noqa: PLC0415  see above

        wire()
