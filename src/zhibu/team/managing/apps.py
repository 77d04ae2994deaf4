"""The app of 分类管理; its rows are the register's."""

from django.apps import AppConfig


class ManagingConfig(AppConfig):
    """For its templates."""

    name = "zhibu.team.managing"
    label = "managing"
