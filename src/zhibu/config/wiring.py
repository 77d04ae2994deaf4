"""What upper packages put into places of lower ones, and who answers what lower ones ask of whoever stands above them.

Read once, when all models are ready (``apps.py``).
"""

from zhibu.access.pages import GRANTS
from zhibu.access.queries import told
from zhibu.access.queries.subjects import Label, name_by
from zhibu.access.token_door import DOOR
from zhibu.api import door
from zhibu.cases import panels as cases
from zhibu.files import subjects as files
from zhibu.gatherings import panels as gatherings
from zhibu.gatherings.imports import LEDGERS
from zhibu.keeping import panels as keeping
from zhibu.letters import panels as letters
from zhibu.mechanism.appraisal import panels as appraisal
from zhibu.mechanism.coordination import panels as coordination
from zhibu.mechanism.coordination.imports import LISTS
from zhibu.mechanism.honours import graded
from zhibu.mechanism.honours import panels as honours
from zhibu.mechanism.honours.imports import RECEIVED
from zhibu.mechanism.life_meetings import panels as life_meetings
from zhibu.mechanism.responsibility import panels as responsibility
from zhibu.mechanism.responsibility.imports import DIVISIONS
from zhibu.mechanism.secretary_reports import panels as secretary_reports
from zhibu.mechanism.sessions import panels as sessions
from zhibu.mechanism.steering import panels as steering
from zhibu.mechanism.study import panels as study
from zhibu.mechanism.ties import panels as ties
from zhibu.oversight import panels as findings
from zhibu.oversight.effects import foresee
from zhibu.oversight.shelf import SHELF
from zhibu.parameters import effects
from zhibu.parameters import panels as parameters
from zhibu.polls import panels as polls
from zhibu.register.desk import folded
from zhibu.register.imports import further
from zhibu.team.assessment import panels as assessment
from zhibu.team.assessment.queries.people import latest_grades
from zhibu.team.elections import panels as elections
from zhibu.team.floating import panels as floating
from zhibu.team.managing import panels as managing
from zhibu.web import citing, gate, offers, panels


def wire() -> None:
    """Everything, in any order."""
    _answers()
    _panels()
    _offers()


def _answers() -> None:
    """Grants stand behind the gate of every page; upper packages answer what lower ones ask."""
    gate.use(GRANTS)
    door.use(DOOR)
    told.teach("files_filerecord", "medium", files.medium_word)
    told.teach("files_filerecord", "subject_kind", files.owner_word)
    name_by("file", lambda numbers, _: {number: Label(text) for number, text in files.names(numbers).items()})
    citing.use(SHELF)
    effects.use(foresee)
    further.use(LEDGERS, DIVISIONS, *LISTS, RECEIVED)
    graded.use(latest_grades)


def _desk() -> panels.Desk:
    """What waits in lower packages, in one statement."""
    waiting = (gatherings, cases, letters, appraisal, parameters, keeping, polls)
    return folded(*(one.on_the_desk for one in waiting))


def _panels() -> None:
    """What the start page and the pages of the register and of gatherings show of others."""
    panels.use(
        desk=[_desk(), findings.on_the_desk],
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
            secretary_reports.of_member,
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


def _offers() -> None:
    """Ways from a page to pages that know more."""
    slip = offers.Offer("打印登录码", "member_slip", "print_slips")
    offers.add("member", offers.Offer("谁能看到", "member_readers", "see_record"), slip)
    offers.add("member", offers.Offer("登记外出流动", "floating_out", "edit_members"))
    offers.add("member", offers.Offer("工作交接", "member_handover", "edit_posts"))
    plan = offers.Offer("安排会议", "gathering_new_for", "record_gatherings")
    offers.add("organisation", offers.Offer("谁能看到", "organisation_readers", "see_register"), plan)
    offers.add("organisation", offers.Offer("会议记录从哪天起", "organisation_records_from", "edit_organisations"))
    offers.add("organisation", offers.Offer("制度汇编", "institutions_of", "see_rules"))
