"""The app of local parameters."""

from django.apps import AppConfig


class ParametersConfig(AppConfig):
    """Named for its tables."""

    name = "zhibu.parameters"
    label = "parameters"
