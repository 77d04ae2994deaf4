"""The app of 换届选举."""

from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    """Brings its procedures; what a case of theirs does besides its log is done on the pages of this package. Numbers of votes stay."""

    name = "zhibu.team.elections"
    label = "elections"
    verbose_name = "换届选举"

    def ready(self) -> None:
        """Its cases can be opened; the steps are done here. Who stands in an election under way goes on under the record that stays."""
        from zhibu.access.queries import told  # noqa: PLC0415  models are there once all apps are loaded
        from zhibu.cases.registry import lead_steps, lead_to, lines_alone, register  # noqa: PLC0415  the same
        from zhibu.letters.prefills import Subject, use  # noqa: PLC0415  the same
        from zhibu.register.services.erasing import stays_without_a_name  # noqa: PLC0415  the same
        from zhibu.register.services.following import against_merging, follows_the_person  # noqa: PLC0415  the same
        from zhibu.team.elections.letters import SUBJECT, TEXTS  # noqa: PLC0415  the same
        from zhibu.team.elections.models import BallotMark, BallotName, Candidate, Elected  # noqa: PLC0415  the same
        from zhibu.team.elections.queries.merging import UNDER_WAY, both_stand  # noqa: PLC0415  the same
        from zhibu.team.elections.rules import procedure  # noqa: PLC0415  the same
        from zhibu.team.elections.services.sending import request_went  # noqa: PLC0415  the same
        from zhibu.team.elections.terms import Office  # noqa: PLC0415  the same

        register(procedure.ELECTION, procedure.ELECTION_WITHOUT_COMMITTEE)
        lead_to(procedure.OF, "organisation")
        use(SUBJECT, Subject("换届选举", "election", TEXTS, went=request_went))
        for key in procedure.KEYS:
            lead_steps(key, "election_step")
            lines_alone(key, "reply", "nominate", "review")
        for table in ("candidate", "ballot", "elected"):
            told.teach(f"elections_{table}", "office", Office.word)
        for model in (Candidate, BallotName, BallotMark, Elected):
            stays_without_a_name(model)
            follows_the_person(model, only=UNDER_WAY)
        against_merging(both_stand)
