"""App declaration."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts stand below the trail: nothing here knows organisations or persons."""

    name = "zhibu.accounts"
    label = "accounts"
    verbose_name = "账号"
