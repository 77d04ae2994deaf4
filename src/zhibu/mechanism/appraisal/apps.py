"""The app of 目标考评."""

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """Tables, agreements, points."""

    name = "zhibu.mechanism.appraisal"
    label = "appraisal"
    verbose_name = "目标考评"
    default_auto_field = "django.db.models.BigAutoField"
