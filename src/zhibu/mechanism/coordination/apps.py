"""The app of 共驻共建."""

from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    """Brings its two procedures; takes what liaisons send."""

    name = "zhibu.mechanism.coordination"
    label = "coordination"
    verbose_name = "共驻共建"

    def ready(self) -> None:
        """Its cases can be opened, their steps are done on its pages; arrivals go to its handler."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.cases.registry import lead_steps, lead_to, lines_alone, register  # noqa: PLC0415  the same
        from zhibu.mechanism.coordination.rules import procedures  # noqa: PLC0415  the same
        from zhibu.mechanism.coordination.services.arriving import handle  # noqa: PLC0415  the same
        from zhibu.mechanism.coordination.subjects import WORDS  # noqa: PLC0415  the same
        from zhibu.mechanism.coordination.terms import NEED, PROJECT, Deed  # noqa: PLC0415  the same
        from zhibu.postbox.arrivals import take  # noqa: PLC0415  the same

        register(procedures.NEED_PROCEDURE, procedures.PROJECT_PROCEDURE)
        lead_to(procedures.OF_NEED, "coordination_need")
        lead_to(procedures.OF_PROJECT, "coordination_project")
        lead_steps(NEED, "coordination_need_step")
        lead_steps(PROJECT, "coordination_project_step")
        lines_alone(PROJECT, *procedures.PROJECT_PROCEDURE.by_key)
        for table, column, word in WORDS:
            told.teach(table, column, word)
        for deed in Deed:
            take(str(deed), handle)
