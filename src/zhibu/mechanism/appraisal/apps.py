"""The app of 目标考评."""

from django.apps import AppConfig


class AppraisalConfig(AppConfig):
    """Tables, agreements, points."""

    name = "zhibu.mechanism.appraisal"
    label = "appraisal"
    verbose_name = "目标考评"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tables and agreements are subjects of the trail; the year of a table is a case; what is late is told."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.access.queries.subjects import name_by  # noqa: PLC0415  the same
        from zhibu.cases.registry import lead_steps, lead_to, lines_alone  # noqa: PLC0415  at start-up
        from zhibu.cases.registry import register as register_case  # noqa: PLC0415  the same
        from zhibu.mechanism.appraisal import subjects  # noqa: PLC0415  the same
        from zhibu.mechanism.appraisal.brought import APPRAISAL  # noqa: PLC0415  the same
        from zhibu.mechanism.appraisal.queries.handing import agreements_of  # noqa: PLC0415  the same
        from zhibu.mechanism.appraisal.queries.satisfaction import giver_of  # noqa: PLC0415  the same
        from zhibu.mechanism.appraisal.rules.procedure import TARGET_YEAR, UNDONE  # noqa: PLC0415  the same
        from zhibu.mechanism.appraisal.rules.satisfaction import QUESTION  # noqa: PLC0415  the same
        from zhibu.mechanism.appraisal.terms import SCHEME  # noqa: PLC0415  the same
        from zhibu.mechanism.responsibility import packs  # noqa: PLC0415  the same
        from zhibu.oversight.brought import of_organisations  # noqa: PLC0415  the same
        from zhibu.polls.brought import bring  # noqa: PLC0415  the same
        from zhibu.trail.subjects import register  # noqa: PLC0415  the same

        bring(giver_of, QUESTION)
        packs.bring(agreements_of)
        register("scheme", subjects.schemes)
        register("agreement", subjects.agreements)
        name_by("scheme", subjects.scheme_names)
        name_by("agreement", subjects.agreement_names)
        for (table, column), say in subjects.WORDS.items():
            told.teach(table, column, say)
        register_case(TARGET_YEAR)
        lead_to(SCHEME, "appraisal_year")
        lead_steps(TARGET_YEAR.key, "appraisal_step")
        lines_alone(TARGET_YEAR.key, *UNDONE)
        of_organisations(APPRAISAL)
