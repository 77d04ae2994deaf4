"""The app of 制度汇编."""

from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    """Brings its subjects, and who sees attached copies."""

    name = "zhibu.mechanism.institutions"
    label = "institutions"
    verbose_name = "制度汇编"

    def ready(self) -> None:
        """An institution is a subject of the trail; its versions own files."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.files import owners  # noqa: PLC0415  the same
        from zhibu.mechanism.institutions import brought, files, subjects  # noqa: PLC0415  the same
        from zhibu.mechanism.institutions.models import InstitutionClause  # noqa: PLC0415  the same
        from zhibu.oversight.brought import of_organisations  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("institution", subjects.places)
        name_by("institution", subjects.names)
        told.teach(InstitutionClause._meta.db_table, "parameter", subjects.says)
        owners.use(files.KIND, files.OWNER)
        of_organisations(brought.INSTITUTIONS)
