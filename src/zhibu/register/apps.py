"""App declaration; tells the trail how to find its subjects."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The register."""

    name = "zhibu.register"
    label = "register"
    verbose_name = "名册"

    def ready(self) -> None:
        """Persons, organisations and units are subjects of the trail."""
        from zhibu.register import subjects  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("person", subjects.persons)
        register("organisation", subjects.organisations)
        register("unit", subjects.units)
