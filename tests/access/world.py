"""Two streets with the same of everything at five places around one grant: what the permission matrix walks through.

Every role is granted on the community ``own``. Names of people and units say where they stand, so that a leak shows.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.conf import settings
from django.http import HttpResponseBase
from django.test import Client

from tests.access.cast import make_account, session_of
from tests.gatherings.meetings import make_gathering, part
from tests.register.factories import LONG_SINCE, Street, actor, make_organisation, make_person, make_street, organisation, person
from zhibu.access.models import FactorReset, Grant, Token
from zhibu.access.queries.tokens import digest_of
from zhibu.access.terms import KEEPERS, TOKEN_ACTS, Role
from zhibu.accounts.models import Account, Device, SecondFactor
from zhibu.accounts.services import remember_device
from zhibu.api import limits
from zhibu.cases.models import CaseDocument
from zhibu.cases.services import Opening, open_case
from zhibu.cases.services.opening import case_code
from zhibu.gatherings.models import AgendaItem, Attendance, Gathering, Holding, Part, Vote
from zhibu.gatherings.terms import GatheringKind
from zhibu.keeping.models import FullExport, Notice
from zhibu.kernel.clock import now, today
from zhibu.kernel.dates import FAR
from zhibu.letters.models import Letter
from zhibu.letters.services import draft_letter, send_letter
from zhibu.letters.terms import LetterKind
from zhibu.mechanism.appraisal.models import Agreement, Bonus, Envelope, Indicator, IndicatorRule, Result, Scheme, ScoreObjection
from zhibu.mechanism.appraisal.rules.procedure import TARGET_YEAR
from zhibu.mechanism.commemoration.models import Ceremony, Guest, ProgrammeLine
from zhibu.mechanism.coordination.models import LiaisonArrival, LiaisonLink, Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.rules.procedures import NEED_PROCEDURE, PROJECT_PROCEDURE
from zhibu.mechanism.honours.models import Honour, HonourReceived, Nomination, NoticeObjection, SelectionCampaign
from zhibu.mechanism.honours.rules.procedure import SELECTION
from zhibu.mechanism.institutions.models import Institution
from zhibu.mechanism.institutions.rules.acting import Adoption
from zhibu.mechanism.institutions.services.acting import adopt
from zhibu.mechanism.institutions.services.drafting import begin_institution
from zhibu.mechanism.life_meetings.services import prepare
from zhibu.mechanism.responsibility import models as responsibility
from zhibu.mechanism.secretary_reports.models import SecretaryReport
from zhibu.mechanism.sessions.models import ListedMatter, Recusal, Screening, Tabling, Topic
from zhibu.mechanism.sessions.services.proposing import topic_code
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee, SteeringMember
from zhibu.mechanism.steering.rules.procedures import CONCURRENT_MEMBER
from zhibu.mechanism.study.models import StudyLine
from zhibu.mechanism.ties.models import Link
from zhibu.mechanism.ties.services import Linker, Matter, add_place, open_matter
from zhibu.mechanism.ties.terms import PlaceKind
from zhibu.messages.models import Message
from zhibu.messages.services import publish
from zhibu.messages.terms import Audience
from zhibu.parameters.models import ParameterProposal
from zhibu.polls.models import Poll
from zhibu.register.models import (
    CheckNote,
    ImportRun,
    ImportState,
    Mark,
    Membership,
    MoveProposal,
    Organisation,
    Person,
    Post,
    ResidentUnit,
)
from zhibu.register.services.projections import refresh_people
from zhibu.register.terms.people import MarkKind
from zhibu.team.assessment.services.steps import begin
from zhibu.team.elections.models import Ballot, BallotName, Election
from zhibu.team.elections.rules.procedure import ELECTION
from zhibu.trail.door import Work, recording
from zhibu.trail.models import Operation

WHY: Final = "测试"
RELATIONS: Final = ("own", "parent", "child", "sibling", "other")
INSIDE: Final = frozenset({"own", "child"})
SURNAMES: Final = {"own": "赵本", "parent": "钱上", "child": "孙下", "sibling": "李旁", "other": "周外"}
REGISTER_ROLES: Final = tuple(role for role in Role if role not in KEEPERS)
WITHOUT_RIGHTS: Final = ("ended", "ended_post", "future", "bare")
"""A role that has ended, one that ended with its post, one that begins tomorrow, none at all."""
SUBJECTS: Final = (*map(str, Role), *WITHOUT_RIGHTS, "anonymous")


class Shared(NamedTuple):
    """Rows of coordination: their codes end with the number of the organisation there."""

    home: int
    project_case: str
    need_case: str
    arrival: int

    def code(self, letter: str) -> str:
        """G partner, Z offer, X need, M project, T link."""
        return f"{letter}{self.home:06d}"


@dataclass(frozen=True, slots=True)
class Place:
    """What stands at one of the five places."""

    relation: str
    organisation: Organisation
    person: Person
    second: Person
    unit: ResidentUnit
    note_id: int
    proposal_id: int
    post_id: int
    parameter_proposal_id: int
    """A value proposed to the organisation there."""
    operation_id: int
    """Somebody else's operation on the person."""
    account: Account
    """An account granted there, for the pages of the keeper of rights."""
    grant_id: int
    device_id: int
    """A device that the account has had remembered."""
    reset_id: int
    """A request to take its second factor away."""
    upload: ImportRun
    """What that account has uploaded."""
    export_id: int
    """Full numbers of the place that it asked for, and nobody has looked at."""
    message_code: str
    """What was published there, for secretaries: that of the parent is for those below, and names nobody."""
    gathering_code: str
    """A lecture, a visit and a joint conference that the organisation there holds tomorrow."""
    case: str
    """The code of a matter that is held there, and waits to be assigned."""
    case_document: int
    """A document of that matter."""
    letter_code: str
    """A draft of the organisation there."""
    incoming_code: str
    """A request that has come to it, from below."""
    institution_code: str
    """What was laid down there: that of the parent is for those below, and names nobody."""
    study_line_id: int
    study_code: str
    """A study session there that the second person missed."""
    study_holding_id: int
    life_meeting: str
    """The gathering of a life meeting of the organisation there."""
    life_preparation: str
    """The code of its preparation."""
    topic: str
    session: str
    election: str
    """The code of an election there, in which a ballot is out."""
    token_id: int
    """A token that the account there has made."""
    assessment: str
    """The gathering of an assessment of the organisation there."""
    assessment_case: str
    """The code of its case."""
    appointment: str
    """The code of the case of a concurrent member of the committee there, who is in office."""
    poll_code: str
    """An open poll of the organisation there."""
    shared: Shared
    """What the organisation there does together with the unit there."""
    linked_place: str
    """A stairwell that somebody is linked to."""
    link_id: int
    scheme: str
    """The code of a table of the organisation there, in force."""
    agreement: str
    """The code of the agreement by which that organisation took it."""
    appraisal_case: str
    """The code of the case of the table's year."""
    report_code: str
    """The report of a secretary to the organisation there."""
    selection: str
    """The code of a selection that the organisation there conducts: that of the parent calls upon those below."""
    honour: str
    received: str
    """An honour that the person was granted there, and one from above."""


@dataclass(frozen=True, slots=True)
class World:
    """The places and the browsers of everybody."""

    street: Street
    places: dict[str, Place]
    cookies: dict[str, str]
    """The session cookie of each subject; nobody's is empty."""
    tokens: dict[str, str]
    """A token of each subject's account that carries whatever a token can, on the community; nobody's is empty."""

    client: Client = field(default_factory=Client)
    """One for all: a new one loads the middleware anew, thousands of times."""

    def browser(self, subject: str) -> Client:
        """As a fresh browser of somebody."""
        self.client.cookies.clear()
        self.client.cookies[settings.SESSION_COOKIE_NAME] = self.cookies[subject]
        return self.client

    def call(self, subject: str, method: str, address: str, sent: Mapping[str, object] | None = None) -> HttpResponseBase:
        """As a system to which somebody gave a token."""
        self.client.cookies.clear()
        limits.forget()
        shown = {"Authorization": f"Bearer {self.tokens[subject]}"} if self.tokens[subject] else {}
        headers = {**shown, "Idempotency-Key": "the-only-one"}
        if method == "get":
            return self.client.get(address, headers=headers)
        return self.client.generic(method.upper(), address, json.dumps(sent or {}), content_type="application/json", headers=headers)


def make_world() -> World:
    """Three hundred rows, made through the services."""
    street = make_street("向阳")
    beyond = make_street("春风", district=street.district)
    nodes = {"own": street.sunny, "parent": street.street, "child": street.sunny_first, "sibling": street.spring, "other": beyond.sunny}
    targets = {"own": street.spring_first, "child": street.spring_first}
    places = {relation: _place(relation, node, targets.get(relation, street.sunny_second)) for relation, node in nodes.items()}
    return World(street, places, *_ways_in(street))


def _place(relation: str, node: Organisation, target: Organisation) -> Place:
    branch = make_organisation(
        f"中共{relation}临时支部委员会", parent=node if node.now_kind != "branch" else node.now_parent, short_name=f"{relation}临时支部"
    )
    people = [make_person(branch, f"{SURNAMES[relation]}{number}", phone="13912345678") for number in ("一", "二")]
    with recording(actor(today()), "member.mark", reason="测试") as work:
        for one in people:
            _stand_at(work, one, node)
        note = work.add(
            CheckNote, person_id=people[0].pk, field="education", code="unknown", raw="大本", message="学历不在代码表中。", since=LONG_SINCE
        )
        proposal = work.add(MoveProposal, person_id=people[0].pk, target_id=target.pk, source="page", proposed_on=LONG_SINCE)
        work.add(Mark, person_id=people[1].pk, mark=str(MarkKind.FLOATING_OUT), detail="", valid_from=LONG_SINCE, valid_to=FAR)
        post = work.add(Post, person_id=people[0].pk, organisation_id=node.pk, kind="secretary", valid_from=LONG_SINCE, valid_to=FAR)
        parameter = work.add(
            ParameterProposal, organisation_id=node.pk, parameter="term.notice_days", value="90", valid_from=today(), basis="测试文件",
            proposed_on=today(), proposed_by=f"{SURNAMES[relation]}提出",
        )  # fmt: skip
        (unit_id,) = work.reserve(ResidentUnit, 1)
        work.put(
            ResidentUnit,
            ("id", "code", "name", "sort_key", "ownership", "organisation_id"),
            [(unit_id, f"D{unit_id:04d}", f"{SURNAMES[relation]}单位", relation, "school", node.pk)],
        )
        ends = {"row": "transferred_out", "ended_on": LONG_SINCE, "due_on": today() + timedelta(days=30), "announced_on": today()}
        work.add(Notice, person_id=people[0].pk, **ends)
        operation = work.operation_id
    account = make_account(f"at_{relation}", Role.BRANCH_OFFICER, node)
    study = _study_of(node, people[1], SURNAMES[relation])
    _responsible_at(node, people, "上级" if relation == "parent" else SURNAMES[relation])
    assert Operation.objects.filter(pk=operation, account=None).exists()
    return Place(
        relation,
        organisation(node.pk),
        person(people[0].pk),
        person(people[1].pk),
        ResidentUnit.objects.unguarded(WHY).get(pk=unit_id),
        note,
        proposal,
        post,
        parameter,
        operation,
        account,
        _grant_of(account),
        *_factor_of(account),
        _upload_of(account),
        _export_of(account, node, SURNAMES[relation]),
        _message_of(node, "上级" if relation == "parent" else SURNAMES[relation]),
        _gathering_of(node, SURNAMES[relation]),
        *_case_of(node, SURNAMES[relation]),
        *_letters_of(node, branch, SURNAMES[relation]),
        _institution_of(node, "上级" if relation == "parent" else SURNAMES[relation]),
        study[0],
        study[1],
        study[2],
        *_life_of(node, SURNAMES[relation]),
        *_session_of(node, people[1], SURNAMES[relation]),
        _election_of(node, people[0]),
        _token_of(account, node, f"zb1_of_{relation}_"),
        *_assessment_of(node, SURNAMES[relation]),
        _steering_of(node, unit_id, SURNAMES[relation]),
        _poll_of(node, SURNAMES[relation]),
        _shared_of(node, SURNAMES[relation]),
        *_link_of(node, SURNAMES[relation]),
        *_table_of(node, SURNAMES[relation]),
        _appraisal_of(node, SURNAMES[relation]),
        _report_of(node, people[1]),
        *_honours_of(node, people[0], people[1]),
    )


def _token_of(account: Account, node: Organisation, secret: str) -> int:
    """Also for those who may hold none, and nothing of what it carries: the rights of the account decide."""
    day = today()
    span = {"made_at": now(), "valid_from": day, "valid_to": day + timedelta(days=90)}
    token = Token(account=account, name="外部系统", organisation=node, acts=",".join(TOKEN_ACTS), digest=digest_of(secret), **span)
    token.save(force_insert=True)
    return token.pk


def _message_of(node: Organisation, surname: str) -> str:
    body = f"{surname}的会议安排"
    done = publish(by=actor(today()), organisation=node, audience=Audience.SECRETARIES, title=f"{surname}开会", body=body, until=today())
    return Message.objects.unguarded(WHY).values_list("code", flat=True).get(pk=done.row_id)


def _grant_of(account: Account) -> int:
    return Grant.objects.unguarded(WHY).get(account=account).pk


def _factor_of(account: Account) -> tuple[int, int]:
    """A second factor with a device that is not asked for it, and somebody's request to take it away."""
    SecondFactor.objects.create(account=account, codes_left=10)
    remember_device(account=account, now=now(), address="203.0.113.7", browser="安卓 微信")
    with recording(actor(today()), "account.factor_ask", reason="丢了手机") as work:
        reset_id = work.add(FactorReset, account_id=account.pk, asked_by_id=account.pk, asked_at=now(), reason="丢了手机", state="open")
    return Device.objects.get(account=account).pk, reset_id


def _upload_of(account: Account) -> ImportRun:
    moment = now()
    return ImportRun.objects.create(
        key=f"{account.pk:032x}",
        account=account,
        uploaded_at=moment,
        touched_at=moment,
        expires_at=moment + timedelta(days=7),
        state=ImportState.PREVIEWED,
        names=["党员花名册.xlsx"],
    )


def _export_of(account: Account, node: Organisation, surname: str) -> int:
    asked = {"asked_at": now(), "on": today(), "columns": "name,phone", "recipient": "区委组织部", "rows": 60}
    with recording(actor(today()), "export.ask") as work:
        return work.add(FullExport, account_id=account.pk, organisation_id=node.pk, reason=f"{surname}的名单", **asked)


def _gathering_of(node: Organisation, surname: str) -> str:
    tomorrow = today() + timedelta(days=1)
    lecture = part(GatheringKind.LECTURE, node, topic=f"{surname}的党课", chair=f"{surname}主持")
    visit = part(GatheringKind.VISIT, node, topic=f"{surname}的走访")
    conference = part(GatheringKind.JOINT_CONFERENCE, node, topic=f"{surname}的联席会议", items=(f"{surname}的议题",))
    made = make_gathering(node, lecture, visit, conference, on=tomorrow, by=actor(today()), title=f"{surname}的会议")
    _leave_a_vote(made, surname)
    _make_a_ceremony(made, surname)
    return made.code


def _leave_a_vote(gathering: Gathering, surname: str) -> None:
    """A lecture votes on nothing; the matrix asks where a vote stands, not what it decides."""
    held = Holding.objects.unguarded(WHY).get(gathering=gathering, part__number=1)
    asked = {"question": f"{surname}的表决", "matter": "ordinary", "opened_on": today(), "entitled": 1, "there": 1}
    with recording(actor(today()), "gathering.vote") as work:
        work.add(Vote, gathering_id=gathering.pk, holding_id=held.pk, **asked)


def _make_a_ceremony(gathering: Gathering, surname: str) -> None:
    """A lecture is none; the matrix asks where a ceremony stands, not what it is."""
    visited = Part.objects.unguarded(WHY).get(gathering=gathering, number=2)
    with recording(actor(today()), "ceremony.prepare") as work:
        item = work.add(AgendaItem, gathering_id=gathering.pk, part_id=visited.pk, number=1, title=f"{surname}致辞")
        facts = {"gathering_id": gathering.pk, "ceremony_id": work.add(Ceremony, gathering_id=gathering.pk, occasion="other")}
        work.add(ProgrammeLine, item_id=item, kind="speech", **facts)
        work.add(Guest, number=1, kind="guest", name=f"{surname}来宾", **facts)


def _case_of(node: Organisation, surname: str) -> tuple[str, int]:
    """The matrix asks where a document stands, not whether such a matter needs one."""
    matter = Matter(f"{surname}反映的事", "楼道灯不亮", today(), f"{surname}阿姨")
    opened = open_matter(by=actor(today()), organisation=node, matter=matter)
    with recording(actor(today()), "case.document") as work:
        come = {"document": "photo", "present_on": today(), "kept_at": f"{surname}的柜子", "seen_by": surname}
        document = work.add(CaseDocument, case_id=opened.row_id, **come)
    return case_code(opened.row_id), document


def _letters_of(node: Organisation, branch: Organisation, surname: str) -> tuple[str, str]:
    """A draft to the superior, and what came to the node from its superior, or from a branch below it."""
    by, parent = actor(today()), node.now_parent
    draft = draft_letter(by=by, kind=LetterKind.REPORT, of=node, title=f"{surname}的报告", paragraphs=[f"{surname}的情况"])
    sender, kind = (parent, LetterKind.NOTICE) if node.now_kind == "branch" and parent is not None else (branch, LetterKind.REQUEST)
    came = draft_letter(by=by, kind=kind, of=sender, title=f"给{surname}的{kind.label}", paragraphs=["请办理。"], to=[node])
    letters = Letter.objects.unguarded(WHY).select_related("sender").in_bulk([draft.row_id, came.row_id])
    assert send_letter(by=by, letter=letters[came.row_id], signer=surname).done
    return letters[draft.row_id].code, letters[came.row_id].code


def _institution_of(node: Organisation, surname: str) -> str:
    made = begin_institution(by=actor(today()), organisation=node, title=f"{surname}的制度", text=f"第一条　{surname}按月开会。")
    found = Institution.objects.unguarded(WHY).get(pk=made.row_id)
    adoption = Adoption(today(), f"{surname}的会议", today(), today() + timedelta(days=400))
    assert adopt(by=actor(today()), institution=found, adoption=adoption).done
    return found.code


def _study_of(node: Organisation, absent: Person, surname: str) -> tuple[int, str, int]:
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


def _held_as(node: Organisation, kind: GatheringKind, title: str) -> Holding:
    """Of a kind that the node may not hold: the matrix asks where it stands, not what it is."""
    made = make_gathering(node, part(GatheringKind.LECTURE, node), on=today(), by=actor(today()), title=title)
    held = Holding.objects.unguarded(WHY).select_related("gathering", "organisation").get(gathering=made)
    with recording(actor(today()), "gathering.correct") as work:
        work.change(Holding, held.pk, kind=str(kind))
        work.change(Part, held.part_id, kind=str(kind))
    held.kind = str(kind)
    return held


def _life_of(node: Organisation, surname: str) -> tuple[str, str]:
    held = _held_as(node, GatheringKind.ORGANISATIONAL_LIFE_MEETING, f"{surname}的生活会")
    return held.gathering.code, case_code(prepare(by=actor(today()), holding=held).row_id)


def _assessment_of(node: Organisation, surname: str) -> tuple[str, str]:
    held = _held_as(node, GatheringKind.DEMOCRATIC_ASSESSMENT, f"{surname}的评议")
    return held.gathering.code, case_code(begin(by=actor(today()), holding=held).row_id)


def _session_of(node: Organisation, who: Person, surname: str) -> tuple[str, str]:
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


def _election_of(node: Organisation, candidate: Person) -> str:
    """Written as rows, since the parent of the matrix is a street, which elects nobody."""
    opening = Opening(ELECTION, f"{candidate.name}所在组织换届", today(), until=today())
    opened = open_case(by=actor(today()), organisation=node, opening=opening)
    holding = Holding.objects.unguarded(WHY).filter(organisation=node).order_by("pk")[0]
    with recording(actor(today()), "election.open") as work:
        facts = {"begun_on": today(), "timing": "first", "seats": 3, "gathering_id": holding.gathering_id}
        row = work.add(Election, case_id=opened.row_id, organisation_id=node.pk, superior_id=node.pk, **facts)
        part = {"case_id": opened.row_id, "election_id": row}
        numbers = {"seats": 3, "opened_on": today(), "entitled": 2, "there": 2, "issued": 2}
        ballot = work.add(Ballot, **part, office="committee", number=1, holding_id=holding.pk, **numbers)
        work.add(BallotName, **part, ballot_id=ballot, person_id=candidate.pk)
    return case_code(opened.row_id)


def _steering_of(node: Organisation, unit: int, surname: str) -> str:
    """Written as rows: the matrix asks where a committee stands, not who may have one."""
    opening = Opening(CONCURRENT_MEMBER, f"{surname}的单位推荐兼职委员", today())
    opened = open_case(by=actor(today()), organisation=node, opening=opening)
    with recording(actor(today()), "organisation.steering") as work:
        committee = work.add(SteeringCommittee, organisation_id=node.pk, tier="community", set_up_on=today())
        who = {"committee_id": committee, "unit_id": unit, "name": f"{surname}馆长", "post": "馆长"}
        work.add(SteeringMember, organisation_id=node.pk, who=surname, seat="member", valid_from=today(), valid_to=FAR, **who)
        work.add(Appointment, case_id=opened.row_id, superior_id=node.pk, begins=today(), **who)
    return case_code(opened.row_id)


def _honours_of(node: Organisation, who: Person, other: Person) -> tuple[str, str, str]:
    """Written as rows: a selection with somebody proposed and an objection, an honour granted, one from above."""
    opened = open_case(by=actor(today()), organisation=node, opening=Opening(SELECTION, "评选", today(), until=today()))
    day = {"notice_from": today(), "notice_until": today(), "called_on": today(), "nominate_until": today()}
    with recording(actor(today()), "honour.call") as work:
        facts = {"organisation_id": node.pk, "kind": "excellent_member", "year": today().year, "title": "评选"}
        campaign = work.add(SelectionCampaign, case_id=opened.row_id, **facts, **day)
        part = {"case_id": opened.row_id, "campaign_id": campaign, "number": 1}
        work.add(Nomination, **part, nominator_id=node.pk, nominated_on=today(), person_id=other.pk)
        work.add(NoticeObjection, **part, received_on=today(), said=b"")
        given = {"place_id": node.pk, "person_id": who.pk, "year": today().year, "title": "优秀共产党员"}
        number = f"{node.code}0001"
        work.add(
            Honour, **given, giver_id=node.pk, kind="excellent_member", decided_on=today(), certificate=number, check_code=number
        )  # fmt: skip
        work.add(HonourReceived, **given, level="city", giver="中共新州市委", given_on=today(), code=f"S{node.pk:06d}")
    return case_code(opened.row_id), number, f"S{node.pk:06d}"


def _poll_of(node: Organisation, surname: str) -> str:
    """As its row stands; how one comes to be opened is for others to test."""
    facts = {"questions": "[]", "roll_on": today(), "entitled": 9, "until": today(), "opened_at": now(), "key_name": ""}
    with recording(actor(today()), "poll.open") as work:
        work.add(Poll, code=f"{node.pk:016d}", organisation_id=node.pk, purpose="opinion", title=f"{surname}的征求意见", **facts)
    return f"{node.pk:016d}"


def _shared_of(node: Organisation, surname: str) -> Shared:
    """A unit with a link, a need that waits, and a project that both sides have yet to agree on; written as rows, in few operations."""
    by, here = actor(today()), {"organisation_id": node.pk}
    procedures = (NEED_PROCEDURE, PROJECT_PROCEDURE)
    wants, does = (open_case(by=by, organisation=node, opening=Opening(one, f"{surname}共建", today())).row_id for one in procedures)
    with recording(by, "coordination.partner") as work:
        unit = work.add(PartnerUnit, **here, code=f"G{node.pk:06d}", kind="unit", name=f"{surname}单位", since=today())
        entered = {"kind": "venue", "title": f"{surname}的教室", "entered_on": today(), "entered_by": "测试"}
        given = work.add(Offer, **here, code=f"Z{node.pk:06d}", partner_id=unit, since=today(), until=FAR, **entered)
        work.add(Need, **here, code=f"X{node.pk:06d}", asked_id=unit, case_id=wants, **entered)
        made = {"title": f"{surname}托管", "kind": "venue", "partner_gives": True, "matched_on": today()}
        work.add(Project, **here, code=f"M{node.pk:06d}", partner_id=unit, offer_id=given, case_id=does, **made)
        issued = {"reason": "测试", "issued_on": today(), "issued_by": "测试", "until": today() + timedelta(days=9)}
        link = work.add(LiaisonLink, **here, code=f"T{node.pk:06d}", partner_id=unit, key=f"key-{node.pk}", **issued)
        told = {"kind": "liaison.offer", "at": now(), "said": f"{surname}的礼堂", "refused": "没有选类别。"}
        arrived = work.add(LiaisonArrival, **here, partner_id=unit, link_id=link, number=f"{node.pk}", **told)
    return Shared(node.pk, case_code(does), case_code(wants), arrived)


def _link_of(node: Organisation, surname: str) -> tuple[str, int]:
    """A place of the organisation there, with a post that is linked to it."""
    kind, linker = PlaceKind.STAIRWELL, Linker(post=f"{surname}网格员")
    made = add_place(by=actor(today()), organisation=node, kind=kind, name=f"{surname}的楼道", linker=linker, on=today())
    found = Link.objects.unguarded(WHY).select_related("place").get(place_id=made.row_id)
    return found.place.code, found.pk


def _responsible_at(node: Organisation, people: list[Person], surname: str) -> None:
    """An area with somebody who answers for it, a post that was handed over, a line of the year, a matter: written as rows, since only
    a street keeps such a list.
    """
    ends = {"valid_from": LONG_SINCE, "valid_to": today()}
    stands = {"valid_from": LONG_SINCE, "valid_to": FAR}
    there = {"organisation_id": node.pk}
    with recording(actor(today()), "responsibility.assign") as work:
        area = work.add(responsibility.WorkArea, **there, name=f"{surname}的工作", **stands)
        work.add(responsibility.Responsibility, **there, area_id=area, tier="first", person_id=people[0].pk, **stands)
        post = work.add(Post, **there, person_id=people[1].pk, kind="youth_member", **ends)
        said = {"on": today(), "note": f"{surname}的交接", "entered_by": surname, "code": f"J{node.pk:06d}"}
        work.add(responsibility.Handover, **there, post_id=post, receiver_id=people[0].pk, **said)
        of_year = work.add(responsibility.PriorityList, **there, code=f"Z{node.pk:06d}", year=today().year)
        line = work.add(responsibility.PriorityLine, **there, list_id=of_year, number=1, tag="root", says=f"{surname}的任务", due=today())
        facts = {"code": f"W{node.pk:06d}", "title": f"{surname}的事项", "partner_id": node.pk, "begun_on": today()}
        matter = work.add(responsibility.Matter, **there, **facts)
        work.add(responsibility.MatterTag, **there, matter_id=matter, tag="plan", line_id=line)


def _table_of(node: Organisation, surname: str) -> tuple[str, str]:
    """As its rows stand: the matrix asks where a table and an agreement stand, not who may agree on what."""
    year, codes = today().year, (f"K{node.pk}", f"Z{node.pk}")
    with recording(actor(today()), "demo.load", reason="测试") as work:
        facts = {"year": year, "title": f"{surname}的考评办法", "kind": "branch", "basis": "测试文件", "state": "in_force"}
        scheme = work.add(Scheme, code=codes[0], organisation_id=node.pk, **facts)
        row = work.add(Indicator, scheme_id=scheme, number=1, title=f"{surname}的指标", points=100, scorer="党建办")
        work.add(IndicatorRule, scheme_id=scheme, indicator_id=row, rule='{"kind": "judged"}', valid_from=date(year, 1, 1), valid_to=FAR)
        work.add(Agreement, code=codes[1], scheme_id=scheme, taker_id=node.pk)
        made = {"made_on": today(), "made_by": surname, "recipient": f"{surname}要的", "number": 1, "size": 1, "fingerprint": "0" * 64}
        work.add(Envelope, code=f"X{node.pk:05d}", organisation_id=node.pk, scheme_id=scheme, **made)
    return codes


def _appraisal_of(node: Organisation, surname: str) -> str:
    """The year of that table under way: an application, an objection, a provisional result."""
    agreement = Agreement.objects.unguarded(WHY).get(code=f"Z{node.pk}").pk
    with recording(actor(today()), "demo.load", reason="测试") as work:
        asked = {"title": f"{surname}的加分", "evidence": "文件", "asked": 1, "asked_on": today(), "asked_by": surname}
        work.add(Bonus, agreement_id=agreement, **asked)
        said = {"said": f"{surname}的意见", "raised_on": today(), "raised_by": surname, "answer_by": today()}
        work.add(ScoreObjection, agreement_id=agreement, **said)
        work.add(Result, agreement_id=agreement, told_on=today(), told_points=90, told_band="良好")
    opening = Opening(TARGET_YEAR, f"{surname}的年度考评", today(), subject_kind="scheme", subject_code=f"K{node.pk}")
    return case_code(open_case(by=actor(today()), organisation=node, opening=opening).row_id)


def _report_of(node: Organisation, who: Person) -> str:
    """To the organisation there, whoever reports."""
    with recording(actor(today()), "report.open") as work:
        facts = {"organisation_id": node.pk, "superior_id": node.pk, "person_id": who.pk, "year": today().year, "opened_on": today()}
        work.add(SecretaryReport, code=f"S{node.pk}", **facts)
    return f"S{node.pk}"


def _stand_at(work: Work, who: Person, node: Organisation) -> None:
    """On the roll of the node itself, whatever its kind: the matrix asks where an object stands, not what it is."""
    membership = Membership.objects.unguarded(WHY).get(person=who, relation="roll")
    work.change(Membership, membership.pk, organisation_id=node.pk)
    refresh_people(work, [who.pk], today())


def _ways_in(street: Street) -> tuple[dict[str, str], dict[str, str]]:
    """By a browser, and by a token."""
    day = today()
    accounts = {str(role): make_account(str(role), role, street.sunny) for role in Role}
    ended = make_person(street.sunny_second, "吴离任")
    with recording(actor(), "member.post") as work:
        post = work.add(Post, person_id=ended.pk, organisation_id=street.sunny.pk, kind="secretary", valid_from=LONG_SINCE, valid_to=day)
    accounts["ended"] = make_account("ended", Role.STREET_CLERK, street.sunny, until=day)
    accounts["ended_post"] = make_account("ended_post", Role.STREET_CLERK, street.sunny, post_id=post)
    accounts["future"] = make_account("future", Role.STREET_CLERK, street.sunny, since=day + timedelta(days=1))
    accounts["bare"] = make_account("bare")
    secrets = {name: f"zb1_held_by_{name}_{'x' * 20}" for name in accounts}
    for name, account in accounts.items():
        _token_of(account, street.sunny, secrets[name])
    return {**{name: session_of(account) for name, account in accounts.items()}, "anonymous": ""}, {**secrets, "anonymous": ""}
