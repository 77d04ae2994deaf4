"""App declaration."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """Audit, read log, seals."""

    name = "zhibu.trail"
    label = "trail"
    verbose_name = "日志"
