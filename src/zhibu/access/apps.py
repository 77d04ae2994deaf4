"""App declaration."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Grants are subjects of the trail through the account that holds them."""

    name = "zhibu.access"
    label = "access"
    verbose_name = "授权"

    def ready(self) -> None:
        """An account belongs to whoever it belonged to, under the record that stays."""
        from zhibu.access.models import AccountOwner  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same

        follows_the_person(AccountOwner)
