"""The app of 述职评议考核."""

from django.apps import AppConfig


class SecretaryReportsConfig(AppConfig):
    """Brings its procedure and what is late; what it says of a person goes with that person."""

    name = "zhibu.mechanism.secretary_reports"
    label = "secretary_reports"
    verbose_name = "述职评议考核"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """A problem leads back to its report; grades and counts go with the person, be it destroyed or merged."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are ready only here
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.cases.registry import confide, lead_to, register  # noqa: PLC0415  at start-up
        from zhibu.cases.terms import HEAD  # noqa: PLC0415  the same
        from zhibu.mechanism.secretary_reports import subjects  # noqa: PLC0415  models are ready only here
        from zhibu.mechanism.secretary_reports.brought import REPORTS, UNHEARD  # noqa: PLC0415  the same
        from zhibu.mechanism.secretary_reports.models import ReportCount, SecretaryReport  # noqa: PLC0415  the same
        from zhibu.mechanism.secretary_reports.rules.procedure import PROBLEM  # noqa: PLC0415  at start-up
        from zhibu.mechanism.secretary_reports.tables import year_url  # noqa: PLC0415  the same
        from zhibu.mechanism.secretary_reports.terms import REPORT, SEE, ReportGrade  # noqa: PLC0415  the same
        from zhibu.oversight.brought import of_organisations  # noqa: PLC0415  the same
        from zhibu.oversight.tables import lead  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import goes_with_the_person  # noqa: PLC0415  the same
        from zhibu.register.services.following import follows_the_person  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register as stands  # noqa: PLC0415  the same

        register(PROBLEM)
        confide(PROBLEM.key, holder=SEE, assignee=HEAD)
        lead_to(REPORT, "secretary_report")
        stands("secretary_report", subjects.reports)
        name_by("secretary_report", subjects.names)
        told.teach("secretary_reports_secretaryreport", "grade", ReportGrade.word)
        goes_with_the_person(ReportCount)
        goes_with_the_person(SecretaryReport)
        follows_the_person(SecretaryReport, "organisation_id", "year")
        follows_the_person(ReportCount)
        of_organisations(REPORTS)
        lead(UNHEARD, "去述职评议", year_url)
