"""Chapter one: what an organisation lays down, answers for, is measured by and does together with others."""

from datetime import date, timedelta

from tests.access.world.places import Shared
from tests.access.world.relations import WHY
from tests.register.factories import LONG_SINCE, actor
from zhibu.cases.models import CaseDocument
from zhibu.cases.services import Opening, open_case
from zhibu.cases.services.opening import case_code
from zhibu.kernel.clock import now, today
from zhibu.kernel.dates import FAR
from zhibu.mechanism.appraisal.models import Agreement, Bonus, Envelope, Indicator, IndicatorRule, Result, Scheme, ScoreObjection
from zhibu.mechanism.appraisal.rules.procedure import TARGET_YEAR
from zhibu.mechanism.coordination.models import LiaisonArrival, LiaisonLink, Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.rules.procedures import NEED_PROCEDURE, PROJECT_PROCEDURE
from zhibu.mechanism.honours.models import Honour, HonourReceived, Nomination, NoticeObjection, SelectionCampaign
from zhibu.mechanism.honours.rules.procedure import SELECTION
from zhibu.mechanism.institutions.models import Institution
from zhibu.mechanism.institutions.rules.acting import Adoption
from zhibu.mechanism.institutions.services.acting import adopt
from zhibu.mechanism.institutions.services.drafting import begin_institution
from zhibu.mechanism.responsibility import models as responsibility
from zhibu.mechanism.secretary_reports.models import SecretaryReport
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee, SteeringMember
from zhibu.mechanism.steering.rules.procedures import CONCURRENT_MEMBER
from zhibu.mechanism.ties.models import Link
from zhibu.mechanism.ties.services import Linker, Matter, add_place, open_matter
from zhibu.mechanism.ties.terms import PlaceKind
from zhibu.register.models import (
    Organisation,
    Person,
    Post,
)
from zhibu.trail.door import recording


def case_of(node: Organisation, surname: str) -> tuple[str, int]:
    """The matrix asks where a document stands, not whether such a matter needs one."""
    matter = Matter(f"{surname}反映的事", "楼道灯不亮", today(), f"{surname}阿姨")
    opened = open_matter(by=actor(today()), organisation=node, matter=matter)
    with recording(actor(today()), "case.document") as work:
        come = {"document": "photo", "present_on": today(), "kept_at": f"{surname}的柜子", "seen_by": surname}
        document = work.add(CaseDocument, case_id=opened.row_id, **come)
    return case_code(opened.row_id), document


def institution_of(node: Organisation, surname: str) -> str:
    made = begin_institution(by=actor(today()), organisation=node, title=f"{surname}的制度", text=f"第一条　{surname}按月开会。")
    found = Institution.objects.unguarded(WHY).get(pk=made.row_id)
    adoption = Adoption(today(), f"{surname}的会议", today(), today() + timedelta(days=400))
    assert adopt(by=actor(today()), institution=found, adoption=adoption).done
    return found.code


def steering_of(node: Organisation, unit: int, surname: str) -> str:
    """Written as rows: the matrix asks where a committee stands, not who may have one."""
    opening = Opening(CONCURRENT_MEMBER, f"{surname}的单位推荐兼职委员", today())
    opened = open_case(by=actor(today()), organisation=node, opening=opening)
    with recording(actor(today()), "organisation.steering") as work:
        committee = work.add(SteeringCommittee, organisation_id=node.pk, tier="community", set_up_on=today())
        who = {"committee_id": committee, "unit_id": unit, "name": f"{surname}馆长", "post": "馆长"}
        work.add(SteeringMember, organisation_id=node.pk, who=surname, seat="member", valid_from=today(), valid_to=FAR, **who)
        work.add(Appointment, case_id=opened.row_id, superior_id=node.pk, begins=today(), **who)
    return case_code(opened.row_id)


def honours_of(node: Organisation, who: Person, other: Person) -> tuple[str, str, str]:
    """Written as rows: a selection with somebody on its list and an objection, an honour granted, one from above."""
    opened = open_case(by=actor(today()), organisation=node, opening=Opening(SELECTION, "评选", today(), until=today()))
    day = {"notice_from": today(), "notice_until": today(), "called_on": today(), "nominate_until": today()}
    with recording(actor(today()), "honour.call") as work:
        facts = {"organisation_id": node.pk, "kind": "excellent_member", "year": today().year, "title": "评选"}
        campaign = work.add(SelectionCampaign, case_id=opened.row_id, **facts, **day)
        part = {"case_id": opened.row_id, "campaign_id": campaign, "number": 1}
        work.add(Nomination, **part, nominator_id=node.pk, nominated_on=today(), person_id=other.pk, verdict="supported")
        work.add(NoticeObjection, **part, received_on=today(), said=b"")
        given = {"place_id": node.pk, "person_id": who.pk, "year": today().year, "title": "优秀共产党员"}
        number = f"{node.code}0001"
        work.add(
            Honour, **given, giver_id=node.pk, kind="excellent_member", decided_on=today(), certificate=number, check_code=number
        )  # fmt: skip
        work.add(HonourReceived, **given, level="city", giver="中共新州市委", given_on=today(), code=f"S{node.pk:06d}")
    return case_code(opened.row_id), number, f"S{node.pk:06d}"


def shared_of(node: Organisation, surname: str) -> Shared:
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


def link_of(node: Organisation, surname: str) -> tuple[str, int]:
    """A place of the organisation there, with a post that is linked to it."""
    kind, linker = PlaceKind.STAIRWELL, Linker(post=f"{surname}网格员")
    made = add_place(by=actor(today()), organisation=node, kind=kind, name=f"{surname}的楼道", linker=linker, on=today())
    found = Link.objects.unguarded(WHY).select_related("place").get(place_id=made.row_id)
    return found.place.code, found.pk


def responsible_at(node: Organisation, people: list[Person], surname: str) -> None:
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
        work.add(responsibility.PriorityEvidence, **there, line_id=line)
        work.add(responsibility.MatterTag, **there, matter_id=matter, tag="plan", line_id=line)


def table_of(node: Organisation, surname: str) -> tuple[str, str]:
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


def appraisal_of(node: Organisation, surname: str) -> str:
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


def report_of(node: Organisation, who: Person) -> str:
    """To the organisation there, whoever reports."""
    with recording(actor(today()), "report.open") as work:
        facts = {"organisation_id": node.pk, "superior_id": node.pk, "person_id": who.pk, "year": today().year, "opened_on": today()}
        work.add(SecretaryReport, code=f"S{node.pk}", **facts)
    return f"S{node.pk}"
