"""The Django app of the shell."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Templates, tags and assets; no models."""

    name = "zhibu.web"
    label = "web"
