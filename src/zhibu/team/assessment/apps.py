"""The app of 民主评议党员."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Brings its procedure; what it says of a person goes with that person."""

    name = "zhibu.team.assessment"
    label = "assessment"
    verbose_name = "民主评议党员"

    def ready(self) -> None:
        """Its cases can be opened, and each of their steps is done on its pages.

        Of two records of one person that both have a grade of a year the kept one's holds: a person is graded once.
        """
        from zhibu.access.queries import told  # noqa: PLC0415  models are ready only here
        from zhibu.cases.registry import lead_steps, lead_to, lines_alone, register  # noqa: PLC0415  at start-up
        from zhibu.oversight.brought import of_organisations  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import goes_with_the_person  # noqa: PLC0415  models are ready only here
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same
        from zhibu.team.assessment import brought  # noqa: PLC0415  the same
        from zhibu.team.assessment.models import Grade, PollLine  # noqa: PLC0415  the same
        from zhibu.team.assessment.rules.procedure import ASSESSED, ASSESSMENT  # noqa: PLC0415  at start-up
        from zhibu.team.assessment.terms import GradeOf  # noqa: PLC0415  the same

        register(ASSESSMENT)
        lead_to(ASSESSED, "assessment")
        lead_steps(ASSESSMENT.key, "assessment_step")
        lines_alone(ASSESSMENT.key, "file")
        goes_with_the_person(Grade)
        goes_with_the_person(PollLine)
        follows_the_person(Grade, "year")
        follows_the_person(PollLine, "count_id")
        of_organisations(brought.ASSESSMENTS)
        told.teach("assessment_grade", "grade", GradeOf.word)
