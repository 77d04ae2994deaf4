"""What is held there; the matrix asks where a meeting stands, not whether such an organisation may hold it."""

from datetime import timedelta

from tests.access.world.relations import WHY
from tests.gatherings.meetings import make_gathering, part
from tests.register.factories import actor
from zhibu.cases.services.opening import case_code
from zhibu.gatherings.models import AgendaItem, Attendance, Gathering, Holding, Part, Vote
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import now, today
from zhibu.kernel.dates import FAR
from zhibu.mechanism.commemoration.models import Ceremony, Guest, ProgrammeLine
from zhibu.mechanism.life_meetings.services import prepare
from zhibu.mechanism.sessions.models import ListedMatter, Recusal, Screening, Tabling, Topic
from zhibu.mechanism.sessions.services.proposing import topic_code
from zhibu.mechanism.study.models import StudyLine
from zhibu.register.models import (
    Organisation,
    Person,
)
from zhibu.team.assessment.services.steps import begin
from zhibu.trail.door import recording


def gathering_of(node: Organisation, surname: str) -> str:
    tomorrow = today() + timedelta(days=1)
    lecture = part(GatheringKind.LECTURE, node, topic=f"{surname}的党课", chair=f"{surname}主持")
    visit = part(GatheringKind.VISIT, node, topic=f"{surname}的走访")
    conference = part(GatheringKind.JOINT_CONFERENCE, node, topic=f"{surname}的联席会议", items=(f"{surname}的议题",))
    made = make_gathering(node, lecture, visit, conference, on=tomorrow, by=actor(today()), title=f"{surname}的会议")
    leave_a_vote(made, surname)
    make_a_ceremony(made, surname)
    return made.code


def leave_a_vote(gathering: Gathering, surname: str) -> None:
    """A lecture votes on nothing; the matrix asks where a vote stands, not what it decides."""
    held = Holding.objects.unguarded(WHY).get(gathering=gathering, part__number=1)
    asked = {"question": f"{surname}的表决", "matter": "ordinary", "opened_on": today(), "entitled": 1, "there": 1}
    with recording(actor(today()), "gathering.vote") as work:
        work.add(Vote, gathering_id=gathering.pk, holding_id=held.pk, **asked)


def make_a_ceremony(gathering: Gathering, surname: str) -> None:
    """A lecture is none; the matrix asks where a ceremony stands, not what it is."""
    visited = Part.objects.unguarded(WHY).get(gathering=gathering, number=2)
    with recording(actor(today()), "ceremony.prepare") as work:
        item = work.add(AgendaItem, gathering_id=gathering.pk, part_id=visited.pk, number=1, title=f"{surname}致辞")
        facts = {"gathering_id": gathering.pk, "ceremony_id": work.add(Ceremony, gathering_id=gathering.pk, occasion="other")}
        work.add(ProgrammeLine, item_id=item, kind="speech", **facts)
        work.add(Guest, number=1, kind="guest", name=f"{surname}来宾", **facts)


def study_of(node: Organisation, absent: Person, surname: str) -> tuple[int, str, int]:
    """The matrix asks where a session stands, not whether such an organisation has a group that studies."""
    yesterday = today() - timedelta(days=1)
    made = make_gathering(node, part(GatheringKind.LECTURE, node, topic=f"{surname}的学习"), on=yesterday, by=actor(today()))
    held = Holding.objects.unguarded(WHY).get(gathering=made)
    with recording(actor(today()), "study.plan") as work:
        line = work.add(StudyLine, organisation_id=node.pk, year=yesterday.year, quarter=4, topic=f"{surname}的计划")
        work.change(Part, held.part_id, kind=str(GatheringKind.STUDY_SESSION))
        work.change(Holding, held.pk, kind=str(GatheringKind.STUDY_SESSION), signed_at=now())
        missed = {"standing": "expected", "presence": "on_leave"}
        work.add(Attendance, gathering_id=made.pk, holding_id=held.pk, person_id=absent.pk, **missed)
    return line, made.code, held.pk


def held_as(node: Organisation, kind: GatheringKind, title: str) -> Holding:
    """Of a kind that the node may not hold: the matrix asks where it stands, not what it is."""
    made = make_gathering(node, part(GatheringKind.LECTURE, node), on=today(), by=actor(today()), title=title)
    held = Holding.objects.unguarded(WHY).select_related("gathering", "organisation").get(gathering=made)
    with recording(actor(today()), "gathering.correct") as work:
        work.change(Holding, held.pk, kind=str(kind))
        work.change(Part, held.part_id, kind=str(kind))
    held.kind = str(kind)
    return held


def life_of(node: Organisation, surname: str) -> tuple[str, str]:
    held = held_as(node, GatheringKind.ORGANISATIONAL_LIFE_MEETING, f"{surname}的生活会")
    return held.gathering.code, case_code(prepare(by=actor(today()), holding=held).row_id)


def assessment_of(node: Organisation, surname: str) -> tuple[str, str]:
    held = held_as(node, GatheringKind.DEMOCRATIC_ASSESSMENT, f"{surname}的评议")
    return held.gathering.code, case_code(begin(by=actor(today()), holding=held).row_id)


def topic_at(node: Organisation, who: Person, surname: str) -> tuple[str, str]:
    """A topic on the agenda of a session, whatever kind of organisation stands there: the matrix asks where, not whether it may be."""
    talk = part(GatheringKind.VISIT, node, topic=f"{surname}的走访")
    made = make_gathering(node, talk, on=today() + timedelta(days=1), by=actor(today()), title=f"{surname}的议事")
    facts = {"gathering_id": made.pk, "kind": str(GatheringKind.WORKING_COMMITTEE_SESSION)}
    with recording(actor(today()), "topic.propose") as work:
        number = work.add(Part, number=2, **facts)
        work.add(Holding, part_id=number, organisation_id=node.pk, on=made.on, **facts)
        item = work.add(AgendaItem, gathering_id=made.pk, part_id=number, number=1, title=f"{surname}的议题")
        said = {"title": f"{surname}的议题", "kind": "ordinary", "party_building": True, "entered_by": surname, "proposed_on": today()}
        (topic,) = work.reserve(Topic, 1)
        code = topic_code(topic)
        work.add(Topic, id=topic, code=code, committee_id=node.pk, proposer_id=node.pk, background=f"{surname}说明", **said)
        work.add(Screening, topic_id=topic, taken_up=True, screened_by=surname, entered_by=surname, screened_on=today())
        tabling = work.add(Tabling, topic_id=topic, item_id=item, tabled_on=today())
        work.add(Recusal, topic_id=topic, tabling_id=tabling, person_id=who.pk, reason=f"{surname}回避")
        listed = {"kind": "funds", "says": f"{surname}的大额资金", "basis": "测试文件", "valid_from": today(), "valid_to": FAR}
        work.add(ListedMatter, committee_id=node.pk, **listed)
    return code, made.code
