"""App declaration."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Only templates: this package has no table."""

    name = "zhibu.api"
    label = "api"
    verbose_name = "接口"
