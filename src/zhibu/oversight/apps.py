"""The app of findings; it has no tables."""

from django.apps import AppConfig


class OversightConfig(AppConfig):
    """For its templates."""

    name = "zhibu.oversight"
    label = "oversight"
