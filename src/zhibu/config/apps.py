"""App declaration: the one package that knows all the others."""

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """Wires what lower packages only declare."""

    name = "zhibu.config"
    label = "config"

    def ready(self) -> None:
        """Grants stand behind the gate of every page; upper packages show and offer themselves on pages of lower ones."""
        from zhibu.access.pages import GRANTS  # noqa: PLC0415  models are ready only here
        from zhibu.access.queries import told  # noqa: PLC0415  the same
        from zhibu.access.queries.subjects import Label, name_by  # noqa: PLC0415  the same
        from zhibu.access.token_door import DOOR  # noqa: PLC0415  the same
        from zhibu.api import door  # noqa: PLC0415  the same
        from zhibu.cases import panels as cases  # noqa: PLC0415  the same
        from zhibu.files import subjects as files  # noqa: PLC0415  the same
        from zhibu.gatherings import panels as gatherings  # noqa: PLC0415  the same
        from zhibu.gatherings.imports import LEDGERS  # noqa: PLC0415  the same
        from zhibu.keeping import panels as keeping  # noqa: PLC0415  the same
        from zhibu.letters import panels as letters  # noqa: PLC0415  the same
        from zhibu.mechanism.appraisal import panels as appraisal  # noqa: PLC0415  the same
        from zhibu.mechanism.coordination import panels as coordination  # noqa: PLC0415  the same
        from zhibu.mechanism.honours import graded  # noqa: PLC0415  the same
        from zhibu.mechanism.honours import panels as honours  # noqa: PLC0415  the same
        from zhibu.mechanism.life_meetings import panels as life_meetings  # noqa: PLC0415  the same
        from zhibu.mechanism.responsibility import panels as responsibility  # noqa: PLC0415  the same
        from zhibu.mechanism.responsibility.imports import DIVISIONS  # noqa: PLC0415  the same
        from zhibu.mechanism.sessions import panels as sessions  # noqa: PLC0415  the same
        from zhibu.mechanism.steering import panels as steering  # noqa: PLC0415  the same
        from zhibu.mechanism.study import panels as study  # noqa: PLC0415  the same
        from zhibu.mechanism.ties import panels as ties  # noqa: PLC0415  the same
        from zhibu.oversight import panels as findings  # noqa: PLC0415  the same
        from zhibu.oversight.effects import foresee  # noqa: PLC0415  the same
        from zhibu.oversight.shelf import SHELF  # noqa: PLC0415  the same
        from zhibu.parameters import effects  # noqa: PLC0415  the same
        from zhibu.parameters import panels as parameters  # noqa: PLC0415  the same
        from zhibu.polls import panels as polls  # noqa: PLC0415  the same
        from zhibu.register.desk import folded  # noqa: PLC0415  the same
        from zhibu.register.imports import further  # noqa: PLC0415  the same
        from zhibu.team.assessment import panels as assessment  # noqa: PLC0415  the same
        from zhibu.team.assessment.queries.people import latest_grades  # noqa: PLC0415  the same
        from zhibu.team.elections import panels as elections  # noqa: PLC0415  the same
        from zhibu.team.floating import panels as floating  # noqa: PLC0415  the same
        from zhibu.team.managing import panels as managing  # noqa: PLC0415  the same
        from zhibu.web import citing, gate, offers, panels  # noqa: PLC0415  the same

        gate.use(GRANTS)
        door.use(DOOR)
        told.teach("files_filerecord", "medium", files.medium_word)
        told.teach("files_filerecord", "subject_kind", files.owner_word)
        name_by("file", lambda numbers, _: {number: Label(text) for number, text in files.names(numbers).items()})
        citing.use(SHELF)
        effects.use(foresee)
        further.use(LEDGERS, DIVISIONS)
        graded.use(latest_grades)
        desk = folded(
            gatherings.on_the_desk,
            cases.on_the_desk,
            letters.on_the_desk,
            parameters.on_the_desk,
            keeping.on_the_desk,
            polls.on_the_desk,
        )
        panels.use(
            desk=[desk, findings.on_the_desk],
            own=[folded(polls.on_the_desk, gatherings.on_the_desk)],
            start=[managing.on_the_desk, ties.on_the_desk],
            organisation=[
                findings.of_organisation,
                elections.of_organisation,
                responsibility.of_organisation,
                coordination.of_organisation,
                appraisal.of_organisation,
                honours.of_organisation,
            ],
            unit=[coordination.of_unit],
            member=[
                findings.of_member,
                managing.of_member,
                floating.of_member,
                assessment.of_member,
                responsibility.of_member,
                honours.of_member,
            ],
            gathering=[
                ties.of_gathering,
                study.of_gathering,
                life_meetings.of_gathering,
                sessions.of_gathering,
                assessment.of_gathering,
                steering.of_gathering,
            ],
        )
        slip = offers.Offer("打印登录码", "member_slip", "print_slips")
        offers.add("member", offers.Offer("谁能看到", "member_readers", "see_record"), slip)
        offers.add("member", offers.Offer("登记外出流动", "floating_out", "edit_members"))
        offers.add("member", offers.Offer("工作交接", "member_handover", "edit_posts"))
        plan = offers.Offer("安排会议", "gathering_new_for", "record_gatherings")
        offers.add("organisation", offers.Offer("谁能看到", "organisation_readers", "see_register"), plan)
        offers.add("organisation", offers.Offer("会议记录从哪天起", "organisation_records_from", "edit_organisations"))
        offers.add("organisation", offers.Offer("制度汇编", "institutions_of", "see_rules"))
