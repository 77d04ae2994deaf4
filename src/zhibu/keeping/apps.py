"""App declaration; tells the trail how to find its subjects, and how they are called."""

from django.apps import AppConfig


class KeepingConfig(AppConfig):
    """Stands above ``access``: it asks for rights, and takes the owner from an account."""

    name = "zhibu.keeping"
    label = "keeping"
    verbose_name = "资料保管"

    def ready(self) -> None:
        """Copies with full numbers are subjects of the trail; what is kept of a person here and in ``access`` goes with the person."""
        from zhibu.access.models import AccountOwner  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.keeping import subjects  # noqa: PLC0415  the same
        from zhibu.keeping.models import Hold, Notice  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import goes_with_the_person  # noqa: PLC0415  the same
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("export", subjects.exports)
        name_by("export", subjects.names)
        for model in (Notice, Hold, AccountOwner):
            goes_with_the_person(model)
        follows_the_person(Hold, "lifted_on")
