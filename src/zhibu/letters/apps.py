"""The app of letters; tells the trail how to find and name its subjects."""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Named for its tables."""

    name = "zhibu.letters"
    label = "letters"
    verbose_name = "公文往来"

    def ready(self) -> None:
        """A letter is a subject of the trail, and owns what is attached to it."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.files import owners  # noqa: PLC0415  the same
        from zhibu.letters import owner, subjects, terms  # noqa: PLC0415  the same
        from zhibu.letters.models import Letter  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("letter", subjects.places)
        name_by("letter", subjects.names)
        told.teach(Letter._meta.db_table, "kind", terms.kind_word)
        owners.use(owner.KIND, owner.OWNER)
