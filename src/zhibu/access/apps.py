"""App declaration."""

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Grants are subjects of the trail through the account that holds them."""

    name = "zhibu.access"
    label = "access"
    verbose_name = "授权"
