"""Who answers for an area from day to day, and what a change of hands takes along."""

from datetime import date, timedelta

import pytest

from tests.access.cast import make_account
from tests.mechanism.responsibility.duties import SINCE, WHY, Division, answering, area, hand, make_division, post_of, set_all
from tests.register.factories import TODAY, actor, make_person, make_street
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.responsibility.models import Handover, PriorityLine, Responsibility, WorkArea
from zhibu.mechanism.responsibility.queries.answers import duties_of
from zhibu.mechanism.responsibility.queries.handing import pack
from zhibu.mechanism.responsibility.queries.people import somebody
from zhibu.mechanism.responsibility.services.areas import add_area, end_area
from zhibu.mechanism.responsibility.services.assigning import assign
from zhibu.mechanism.responsibility.services.handing import Handing, confirm, hand_over
from zhibu.mechanism.responsibility.services.priorities import Draft, add_line
from zhibu.mechanism.responsibility.terms import LineKind, Tier
from zhibu.mechanism.ties.services import Matter, open_matter
from zhibu.register.models import Post
from zhibu.register.services.members import leave
from zhibu.register.services.posts import end_post

pytestmark = pytest.mark.django_db


@pytest.fixture
def division() -> Division:
    return make_division()


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.decision.objections]


def test_each_tier_rests_on_the_post_that_its_person_holds_there(division: Division) -> None:
    set_all(division)
    assert answering(division.place, SINCE) == [("first", "王书记", False), ("direct", "李副书记", False), ("executing", "赵委员", False)]
    rests = Responsibility.objects.unguarded(WHY).order_by("pk").values_list("post__kind", flat=True)
    assert list(rests) == ["secretary", "deputy_secretary", "committee_member"]
    assert answering(division.place, SINCE - timedelta(days=1)) == []


def test_said_again_nothing_changes_and_the_page_says_so(division: Division) -> None:
    set_all(division)
    again = assign(by=actor(), area=division.area, organisation=division.place, wanted={Tier.FIRST: division.head.pk}, on=TODAY)
    assert codes(again) == ["nothing"]
    assert Responsibility.objects.unguarded(WHY).count() == 3


def test_a_successor_begins_when_the_one_before_ends_and_the_past_stays(division: Division) -> None:
    set_all(division)
    done = assign(
        by=actor(), area=division.area, organisation=division.place, wanted={Tier.FIRST: division.deputy.pk, Tier.EXECUTING: None}, on=TODAY
    )
    assert done.done
    assert answering(division.place, TODAY) == [("first", "李副书记", False), ("direct", "李副书记", False)]
    assert answering(division.place, TODAY - timedelta(days=1))[0] == ("first", "王书记", False)


def test_what_follows_later_is_not_overwritten(division: Division) -> None:
    set_all(division, on=TODAY)
    early = assign(by=actor(), area=division.area, organisation=division.place, wanted={Tier.FIRST: division.deputy.pk}, on=SINCE)
    assert codes(early) == ["later"]
    assert Responsibility.objects.unguarded(WHY).count() == 3


def test_nobody_answers_any_more_from_the_day_on_which_the_post_ended(division: Division) -> None:
    set_all(division)
    assert end_post(by=actor(), post=post_of(division.head), on=TODAY).done
    assert answering(division.place, TODAY - timedelta(days=1))[0] == ("first", "王书记", False)
    assert answering(division.place, TODAY)[0] == ("first", "王书记", True)
    (row,) = duties_of(division.place, TODAY)
    assert row.missing == [Tier.FIRST]


def test_an_area_below_another_street_is_none_of_ours(division: Division) -> None:
    refused = assign(by=actor(), area=division.area, organisation=division.street.district, wanted={Tier.FIRST: division.head.pk}, on=TODAY)
    assert codes(refused) == ["outside"]
    assert not Responsibility.objects.unguarded(WHY).exists()


def test_only_a_street_keeps_a_list(division: Division) -> None:
    assert codes(add_area(by=actor(), street=division.street.sunny, name="组织建设", on=SINCE)) == ["no_street"]
    assert codes(add_area(by=actor(), street=division.place, name="组织建设", on=SINCE)) == ["known"]
    assert WorkArea.objects.unguarded(WHY).count() == 1


def test_an_area_that_leaves_the_list_takes_its_people_along(division: Division) -> None:
    set_all(division)
    assert end_area(by=actor(), area=division.area, on=TODAY).done
    assert answering(division.place, TODAY) == []
    assert len(answering(division.place, TODAY - timedelta(days=1))) == 3
    assert codes(end_area(by=actor(), area=division.area, on=TODAY)) == ["ended"]


def test_a_post_changes_hands_with_its_areas_and_access_ends_with_it(division: Division) -> None:
    set_all(division)
    area(division.street, "宣传思想")
    post = post_of(division.head)
    account = make_account("shuji", Role.STREET_SECRETARY, division.place, person=division.head, post_id=post.pk)
    new = make_person(division.street.sunny_first, "新书记")
    made = hand(division, new, on=TODAY)
    assert (made.post_id, made.receiver_id, made.on, made.confirmed_on) == (post.pk, new.pk, TODAY, None)
    assert Post.objects.unguarded(WHY).get(pk=post.pk).valid_to == TODAY
    assert (post_of(new).kind, post_of(new).valid_from, post_of(new).valid_to) == ("secretary", TODAY, FAR)
    assert answering(division.place, TODAY)[0] == ("first", "新书记", False)
    before, after = (reader_of(account_id=account.pk, label="", on=day) for day in (TODAY - timedelta(days=1), TODAY))
    assert (len(before.held), len(after.held)) == (1, 0)


def test_areas_that_do_not_go_along_wait_for_somebody(division: Division) -> None:
    set_all(division)
    hand(division, make_person(division.street.sunny_first, "新书记"), on=TODAY, takes_areas=False)
    assert answering(division.place, TODAY)[0] == ("first", "王书记", True)


def test_a_refusal_of_any_step_leaves_all_as_it_was(division: Division) -> None:
    outside = make_person(make_street("春风", district=division.street.district).sunny_first, "外人")
    post = post_of(division.head)
    refused = hand_over(by=actor(), post=post, handing=Handing(outside, TODAY, (), ()))
    assert codes(refused) == ["not_inside"]
    assert Post.objects.unguarded(WHY).get(pk=post.pk).valid_to == FAR
    assert not Handover.objects.unguarded(WHY).exists()
    assert codes(hand_over(by=actor(), post=post, handing=Handing(division.head, TODAY, (), ()))) == ["same"]


def test_a_post_is_handed_over_once_and_received_once(division: Division) -> None:
    new = make_person(division.street.sunny_first, "新书记")
    made = hand(division, new, on=TODAY)
    again = hand_over(by=actor(), post=made.post, handing=Handing(new, TODAY, (), ()))
    assert codes(again) == ["known"]
    assert codes(confirm(by=actor(), handover=made, on=date(2026, 5, 1), confirmed_by="新书记")) == ["too_early"]
    assert confirm(by=actor(), handover=made, on=TODAY, confirmed_by="新书记").done
    assert codes(confirm(by=actor(), handover=made, on=TODAY, confirmed_by="新书记")) == ["confirmed"]


def test_what_goes_over_is_found_and_never_typed(division: Division) -> None:
    set_all(division)
    area(division.street, "宣传思想")
    draft = Draft("root", "建好队伍", date(2026, 10, 1), division.head.pk)
    assert add_line(by=actor(), place=division.place, year=2026, draft=draft).done
    assert open_matter(by=actor(), organisation=division.place, matter=Matter("楼道灯不亮", "看不见", TODAY)).done
    reader = SystemReader("测试")
    found = [(one.kind, one.title) for one in pack(post_of(division.head), reader, TODAY)]
    assert found[:3] == [(LineKind.AREA, "组织建设"), (LineKind.PRIORITY, "建好队伍"), (LineKind.STEP, "楼道灯不亮")]
    assert (LineKind.FINDING, "责任分工有空缺") in found[3:]
    others = [one.kind for one in pack(post_of(division.member), reader, TODAY)]
    assert (others.count(LineKind.AREA), others.count(LineKind.PRIORITY), others.count(LineKind.STEP)) == (1, 0, 1)


@pytest.mark.parametrize(("taken", "who"), [(True, "新书记"), (False, "王书记")])
def test_what_was_taken_in_hand_goes_over_with_the_post_unless_somebody_says_no(division: Division, taken: bool, who: str) -> None:
    drafts = [Draft("root", says, date(2026, 10, 1), one.pk) for says, one in (("建好队伍", division.head), ("别人的", division.deputy))]
    assert all(add_line(by=actor(), place=division.place, year=2026, draft=draft).done for draft in drafts)
    new = make_person(division.street.sunny_first, "新书记")
    handing = Handing(new, TODAY, (), (), takes_priorities=taken)
    assert hand_over(by=actor(), post=post_of(division.head), handing=handing).done
    lines = PriorityLine.objects.unguarded(WHY).order_by("number")
    assert [one.person.name if one.person else "" for one in lines.select_related("person")] == [who, "李副书记"]


def test_a_namesake_on_no_roll_and_without_a_post_is_not_taken_for_somebody(division: Division) -> None:
    here, gone = make_person(division.street.sunny_first, "刘建民"), make_person(division.street.sunny_second, "刘建民")
    reader, place = SystemReader("测试"), division.place
    assert isinstance(somebody(reader, "刘建民", place=place, field="who"), Decision), "two of the name"
    assert leave(by=actor(), person=gone, how="died", on=TODAY).done
    assert somebody(reader, "刘建民", place=place, field="who") == here
    refused = somebody(reader, gone.code, place=place, field="who")
    assert isinstance(refused, Decision)
    assert [one.code for one in refused.objections] == ["unknown"]
