"""The app of 中心组学习."""

from django.apps import AppConfig


class StudyConfig(AppConfig):
    """Brings its subjects; who made up for a session goes with the person."""

    name = "zhibu.mechanism.study"
    label = "study"
    verbose_name = "中心组学习"

    def ready(self) -> None:
        """A line of a plan is a subject of the trail; make-ups and papers belong to their gathering."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.mechanism.study import brought, subjects  # noqa: PLC0415  the same
        from zhibu.mechanism.study.models import MakeUp, StudyPaper  # noqa: PLC0415  the same
        from zhibu.mechanism.study.terms import StudyPaperKind, Way  # noqa: PLC0415  the same
        from zhibu.oversight.brought import of_organisations  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import goes_with_the_person  # noqa: PLC0415  the same
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        register("study_line", subjects.places)
        name_by("study_line", subjects.names)
        told.teach(MakeUp._meta.db_table, "way", Way.word)
        told.teach(StudyPaper._meta.db_table, "kind", StudyPaperKind.word)
        goes_with_the_person(MakeUp)
        follows_the_person(MakeUp, "holding_id")
        of_organisations(brought.STUDY)
