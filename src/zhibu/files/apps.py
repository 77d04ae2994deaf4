"""App declaration; tells the trail how to find its subjects."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Attachments."""

    name = "zhibu.files"
    label = "files"
    verbose_name = "附件"

    def ready(self) -> None:
        """A file is a subject of the trail."""
        from zhibu.files import subjects  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("file", subjects.places)
