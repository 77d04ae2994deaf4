"""App declaration; tells the trail how to find its subjects, and how they are called."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Stands above ``parameters``: deadlines read local ones."""

    name = "zhibu.cases"
    label = "cases"
    verbose_name = "办理事项"

    def ready(self) -> None:
        """A case is a subject of the trail, with words for the keys it holds."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.cases import papers, subjects  # noqa: PLC0415  the same
        from zhibu.cases.services.turning import fold_again  # noqa: PLC0415  the same
        from zhibu.files import owners  # noqa: PLC0415  the same
        from zhibu.register.services.undo import refresh_with  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("case", subjects.paths)
        refresh_with("case", fold_again)
        name_by("case", subjects.names)
        for table, column, say in subjects.WORDS:
            told.teach(table, column, say)
        owners.use(papers.KIND, papers.OWNER)
