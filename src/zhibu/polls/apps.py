"""The app of polls; tells the trail how to find and name its subjects."""

from django.apps import AppConfig


class PollsConfig(AppConfig):
    """Named for its tables."""

    name = "zhibu.polls"
    label = "polls"
    verbose_name = "征求意见"

    def ready(self) -> None:
        """A poll is a subject of the trail: its opening and its end are."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.polls import subjects  # noqa: PLC0415  the same
        from zhibu.polls.models import Poll  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("poll", subjects.places)
        name_by("poll", subjects.names)
        told.teach(Poll._meta.db_table, "purpose", subjects.purpose_word)
