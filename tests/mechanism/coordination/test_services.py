"""Entered once, matched by a person, agreed by both sides, delivered, confirmed, thanked for."""

from datetime import timedelta

import pytest

from tests.gatherings.meetings import make_gathering, part
from tests.mechanism.coordination import sharing
from tests.mechanism.coordination.sharing import agreed, codes, confirmed, delivered, need, offer, partner, project, school, seen
from tests.register.factories import TODAY, Street, actor, make_street
from zhibu.cases import services as cases
from zhibu.cases.models import Case
from zhibu.cases.queries.log import standing
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.coordination import services
from zhibu.mechanism.coordination.models import Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.queries.states import need_state, project_state
from zhibu.mechanism.coordination.queries.yearly import year_of
from zhibu.mechanism.coordination.rules.acts import Said
from zhibu.mechanism.coordination.services.matching import Match
from zhibu.mechanism.coordination.services.rows import Side
from zhibu.mechanism.coordination.terms import NeedState, PartnerKind, ProjectState, Returned
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db

WHY = "测试"
DAY = timedelta(days=1)


@pytest.fixture
def street() -> Street:
    return make_street()


def fresh(row: Need) -> Need:
    return Need.objects.unguarded(WHY).select_related("case", "organisation", "partner", "asked").get(pk=row.pk)


def test_a_resident_unit_is_found_in_the_register_and_takes_part_once(street: Street) -> None:
    found = school(street)
    assert (found.code, found.unit_id is not None, found.organisation_id) == (f"C{found.pk:06d}", True, street.sunny.pk)
    again = services.add_partner(by=actor(), organisation=street.sunny, kind=PartnerKind.UNIT, name="云溪小学", on=TODAY)
    strange = services.add_partner(by=actor(), organisation=street.sunny, kind=PartnerKind.UNIT, name="没有的单位", on=TODAY)
    assert [codes(again), codes(strange)] == [["known"], ["no_unit"]]


def test_an_offer_stands_from_today_until_it_is_withdrawn_and_not_twice(street: Street) -> None:
    army = partner(street.sunny)
    given = offer(army)
    assert (given.since, given.until, given.entered_by) == (TODAY, FAR, "命令行")
    twice = services.add_offer(by=actor(), side=Side(street.sunny, army), said=Said("venue", given.title))
    assert codes(twice) == ["known"]
    assert codes(services.withdraw_offer(by=actor(), offer=given, reason="")) == ["reason_missing"]
    assert services.withdraw_offer(by=actor(), offer=given, reason="教室装修").done
    assert codes(services.withdraw_offer(by=actor(), offer=given, reason="教室装修")) == ["over"]


def test_a_need_is_a_case_that_wants_an_answer_within_the_streets_days(street: Street) -> None:
    wanted = need(street.sunny)
    assert (need_state(wanted), wanted.case.now_latest) == (NeedState.OPEN, TODAY + 20 * DAY)
    assert wanted.case.subject_code == wanted.code


def test_the_same_form_sent_twice_is_one_need_and_one_project(street: Street) -> None:
    token, side = "a" * 32, Side(street.sunny)
    made = {services.add_need(by=actor(), side=side, said=Said("venue", "教室"), submission=token).row_id for _ in range(2)}
    given, wanted = offer(partner(street.sunny)), Need.objects.unguarded(WHY).get()
    matched = Match(street.sunny, "托管", wanted, given, submission="b" * 32)
    projects = {services.match(by=actor(), matched=matched).row_id for _ in range(2)}
    assert (len(made), len(projects), Case.objects.unguarded(WHY).count()) == (1, 1, 2)


def test_a_match_answers_the_need_and_begins_a_project(street: Street) -> None:
    wanted, given = need(street.sunny), offer(partner(street.sunny))
    made = project(wanted, given)
    assert (project_state(made), made.partner_gives, made.kind) == (ProjectState.AGREE, True, "venue")
    assert need_state(fresh(wanted)) is NeedState.MATCHED
    late = services.match(by=actor(), matched=Match(street.sunny, "又一次", wanted, given))
    assert codes(late) == ["not_open"]
    assert Project.objects.unguarded(WHY).count() == 1


def test_a_partners_need_is_met_by_what_the_community_gives(street: Street) -> None:
    found = school(street)
    wanted = need(street.sunny, "要志愿者护学", of=found, kind=sharing.PEOPLE)
    own = services.add_offer(by=actor(), side=Side(street.sunny), said=Said(sharing.PEOPLE, "社区志愿者"))
    made = project(wanted, Offer.objects.unguarded(WHY).select_related("organisation").get(pk=own.row_id))
    assert (made.partner_id, made.partner_gives) == (found.pk, False)


def test_nobody_meets_the_own_need_with_the_own_offer(street: Street) -> None:
    found = school(street)
    refused = services.match(by=actor(), matched=Match(street.sunny, "自己", need(street.sunny, of=found), offer(found)))
    assert codes(refused) == ["one_side"]
    assert not Project.objects.unguarded(WHY).exists()


def test_a_project_goes_its_steps_and_its_day_is_the_one_agreed_on(street: Street) -> None:
    made = project(need(street.sunny), offer(partner(street.sunny)))
    assert agreed(made).case.now_latest == TODAY + 10 * DAY
    done = services.deliver(by=actor(), project=made, seen=seen(made), outcome="办了三周")
    assert done.done
    assert services.confirm(by=actor(), project=made, seen=seen(made), how="电话").done
    assert services.thank(by=actor(), project=made, seen=seen(made)).done
    assert project_state(sharing.again(made)) is ProjectState.DONE
    acts = Operation.objects.filter(act__startswith="coordination.").order_by("pk").values_list("act", flat=True)
    assert list(acts)[-4:] == ["coordination.agree", "coordination.deliver", "coordination.confirm", "coordination.thank"]


def test_what_somebody_else_did_meanwhile_is_not_overtaken(street: Street) -> None:
    made = project(need(street.sunny), offer(partner(street.sunny)))
    old = seen(made)
    agreed(made)
    late = services.agree(by=actor(), project=made, seen=old, what="别的", how="电话", until=TODAY + DAY)
    assert not late.done
    assert sharing.again(made).what == "学校出教室，社区出志愿者"


def test_an_activity_is_linked_and_one_that_has_not_been_is_not(street: Street) -> None:
    made = agreed(project(need(street.sunny), offer(partner(street.sunny))), until=TODAY)
    held = make_gathering(street.sunny, part(GatheringKind.JOINT_CONFERENCE, street.sunny))
    later = make_gathering(street.sunny, part(GatheringKind.JOINT_CONFERENCE, street.sunny), on=TODAY + DAY)
    assert codes(services.deliver(by=actor(), project=made, seen=seen(made), outcome="商定", gathering=later)) == ["not_held"]
    assert services.deliver(by=actor(), project=made, seen=seen(made), outcome="商定", gathering=held).done
    assert sharing.again(made).gathering_id == held.pk


def test_a_need_outside_the_duty_list_goes_back_with_the_reason(street: Street) -> None:
    wanted = need(street.sunny, "核发营业执照", of=school(street))
    assert codes(services.return_need(by=actor(), need=wanted, why=Returned.OUTSIDE, reason=" ")) == ["reason_missing"]
    assert services.return_need(by=actor(), need=wanted, why=Returned.OUTSIDE, reason="由区行政审批局办理").done
    found = fresh(wanted)
    assert (need_state(found), found.answer) == (NeedState.RETURNED, "由区行政审批局办理")


def test_a_need_that_is_wanted_no_more_is_withdrawn_with_its_case(street: Street) -> None:
    wanted = need(street.sunny)
    assert services.withdraw_need(by=actor(), need=wanted, reason="已有教室").done
    assert need_state(fresh(wanted)) is NeedState.WITHDRAWN
    assert codes(services.withdraw_need(by=actor(), need=wanted, reason="已有教室")) == ["over"]


def test_a_delivery_declared_void_is_confirmed_no_more(street: Street) -> None:
    army = partner(street.sunny)
    made = confirmed(project(need(street.sunny), offer(army)))
    reader = SystemReader(WHY)
    assert [row.code for row in year_of(reader, army, 2026, TODAY).done] == [made.code]
    voided = cases.void(by=actor(), case=made.case, seen=standing(made.case).state.last, step="confirm", reason="登记有误")
    assert voided.done
    assert year_of(reader, army, 2026, TODAY).done == []


def test_the_sheet_of_a_year_tells_of_confirmed_deeds_of_that_year_alone(street: Street) -> None:
    army, other = partner(street.sunny), partner(street.sunny, "结对乡", PartnerKind.TOWNSHIP)
    mine = confirmed(project(need(street.sunny), offer(army)))
    delivered(project(need(street.sunny, "要书"), offer(army, "送书")))
    confirmed(project(need(street.sunny, "要菜"), offer(other, "送菜")))
    reader = SystemReader(WHY)
    told = year_of(reader, army, 2026, TODAY)
    assert [row.code for row in told.given] == [mine.code]
    assert [row.title for row in told.asked] == ["暑托班要一间教室", "要书"]
    assert [row.title for row in told.offered] == ["周末可以借用教室", "送书"]
    assert year_of(reader, army, 2025, TODAY).done == []


def test_who_has_ended_takes_part_no_more_and_what_was_done_stays(street: Street) -> None:
    army = partner(street.sunny)
    sharing.link(army)
    made = confirmed(project(need(street.sunny), offer(army)))
    assert services.end_partner(by=actor(), partner=army, on=TODAY).done
    ended = PartnerUnit.objects.unguarded(WHY).select_related("organisation").get(pk=army.pk)
    assert codes(services.add_offer(by=actor(), side=Side(street.sunny, ended), said=Said("venue", "新的"))) == ["partner_ended"]
    assert codes(services.issue_link(by=actor(), partner=ended, until=TODAY + DAY, reason="要求")) == ["ended"]
    assert [row.code for row in year_of(SystemReader(WHY), ended, 2026, TODAY).done] == [made.code]


@pytest.mark.parametrize(("days", "late"), [(20, False), (21, True)])
def test_a_need_without_an_answer_is_late_after_its_last_day(street: Street, days: int, *, late: bool) -> None:
    wanted = need(street.sunny)
    on = TODAY + days * DAY
    asked = Asked((street.sunny.now_path,), (), on)
    found = [one for one in findings(asked) if one.clause.id == "step.coordination_need"]
    assert [(one.subject.code, str(one.state)) for one in found] == [(wanted.case.code, "overdue" if late else "due")]


def kept(act: str) -> str:
    """What the trail keeps of a correction."""
    return "".join(bytes(one.changes).decode() for one in AuditEntry.objects.filter(operation__act=act))


def test_a_slip_in_an_offer_is_put_right_while_nothing_rests_on_it_and_the_trail_keeps_it(street: Street) -> None:
    army = partner(street.sunny)
    given, other = offer(army, "周末可以借用叫室"), offer(army, "礼堂")
    right = Said("culture", "周末可以借用教室", "六楼", TODAY, TODAY + 9 * DAY)
    assert services.correct_offer(by=actor(), offer=given, said=right).done
    now = Offer.objects.unguarded(WHY).get(pk=given.pk)
    assert (now.title, now.kind, now.detail, now.until, now.partner_id) == (right.title, "culture", "六楼", TODAY + 9 * DAY, army.pk)
    assert "周末可以借用叫室" in kept("coordination.offer_corrected")
    assert codes(services.correct_offer(by=actor(), offer=given, said=Said("venue", other.title))) == ["known"]
    assert codes(services.correct_offer(by=actor(), offer=given, said=Said("venue", "找13800001111"))) == ["personal"]
    project(None, other)
    assert codes(services.correct_offer(by=actor(), offer=other, said=Said("venue", "大礼堂"))) == ["agreed"]
    assert Offer.objects.unguarded(WHY).get(pk=other.pk).title == "礼堂"


def test_a_slip_in_a_need_is_put_right_with_the_name_of_its_case_until_it_is_answered(street: Street) -> None:
    wanted = need(street.sunny, "暑托班要一间叫室")
    assert services.correct_need(by=actor(), need=wanted, said=Said("venue", "暑托班要一间教室", until=TODAY + DAY)).done
    now = fresh(wanted)
    assert (now.title, now.wanted_by, now.case.title) == ("暑托班要一间教室", TODAY + DAY, "共建需求：暑托班要一间教室")
    assert "暑托班要一间叫室" in kept("coordination.need_corrected")
    project(now, offer(partner(street.sunny)))
    assert codes(services.correct_need(by=actor(), need=now, said=Said("venue", "两间教室"))) == ["agreed"]
    assert fresh(wanted).title == "暑托班要一间教室"
