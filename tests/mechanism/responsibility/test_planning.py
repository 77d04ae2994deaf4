"""The yearly list rests on records, and matters done together show which of the five is missing and who was there."""

from datetime import date, timedelta

import pytest

from tests.gatherings.meetings import holdings, make_gathering, mark, part, parts
from tests.mechanism.responsibility.duties import WHY
from tests.register.factories import TODAY, Street, actor, make_person, make_street
from zhibu.access.readers import AccountReader, Held
from zhibu.access.terms import Role
from zhibu.gatherings.models import AgendaItem, Gathering
from zhibu.gatherings.services.adjusting import append_items
from zhibu.gatherings.services.attendance import type_numbers
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.responsibility.models import Matter, MatterTag, PriorityEvidence, PriorityLine, PriorityList
from zhibu.mechanism.responsibility.queries.matters import MatterShown, Present, shown_matters
from zhibu.mechanism.responsibility.queries.points import HIDDEN, Point, holding, offered, point_of, shown
from zhibu.mechanism.responsibility.queries.priorities import lines_of
from zhibu.mechanism.responsibility.services import matters, priorities
from zhibu.mechanism.responsibility.services.priorities import Draft
from zhibu.mechanism.responsibility.terms import Together
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

READER = SystemReader("测试")
DUE = date(2026, 10, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.decision.objections]


def line(street: Street, says: str = "建好活动室") -> PriorityLine:
    done = priorities.add_line(by=actor(), place=street.sunny, year=2026, draft=Draft("hard", says, DUE, office="党政办"))
    assert done.decision.objections == ()
    return PriorityLine.objects.unguarded(WHY).select_related("list", "organisation").get(pk=done.row_id)


def joint(street: Street, title: str = "联席会议") -> Gathering:
    both = part(GatheringKind.VISIT, street.sunny, street.spring)
    return make_gathering(street.sunny, both, on=TODAY, title=title)


def matter(street: Street) -> Matter:
    done = matters.begin_matter(by=actor(), place=street.sunny, partner=street.spring, title="加装电梯", on=TODAY)
    return Matter.objects.unguarded(WHY).select_related("organisation", "partner").get(pk=done.row_id)


def view(one: Matter) -> MatterShown:
    (found,) = shown_matters(READER, [one])
    return found


def test_lines_make_the_list_and_a_record_shows_that_one_is_done(street: Street) -> None:
    first, _ = line(street), line(street, "建好队伍")
    assert (PriorityList.objects.unguarded(WHY).count(), first.list.year) == (1, 2026)
    assert codes(priorities.finish_line(by=actor(), line=first, on=TODAY, year=2026)) == ["no_evidence"]
    point = Point(gathering_id=joint(street).pk)
    assert priorities.point_line(by=actor(), line=first, point=point).done
    assert codes(priorities.point_line(by=actor(), line=first, point=point)) == ["known"]
    assert priorities.finish_line(by=actor(), line=first, on=TODAY, year=2026).done
    found = lines_of(READER, first.list)
    assert [(one.who, one.line.done_on, [record.title for _, record in one.evidence]) for one in found] == [
        ("党政办", TODAY, ["联席会议"]),
        ("党政办", None, []),
    ]
    assert [one.late(DUE) for one in found] == [False, False]
    assert found[1].late(date(2026, 10, 2))


def test_a_line_that_was_entered_by_mistake_goes_with_its_records(street: Street) -> None:
    first = line(street)
    priorities.point_line(by=actor(), line=first, point=Point(gathering_id=joint(street).pk))
    assert priorities.drop_line(by=actor(), line=first).done
    assert (PriorityLine.objects.unguarded(WHY).count(), PriorityEvidence.objects.unguarded(WHY).count()) == (0, 0)


def test_the_partner_s_priority_line_is_read_by_whoever_may_read_its_list(street: Street) -> None:
    done = matters.begin_matter(by=actor(), place=street.spring, partner=street.sunny, title="加装电梯", on=TODAY)
    one = Matter.objects.unguarded(WHY).select_related("organisation", "partner").get(pk=done.row_id)
    assert matters.tag_matter(by=actor(), matter=one, tag=Together.PLAN, line=line(street)).done
    near, far = (AccountReader(1, "某人", (Held(Role.COMMUNITY_SECRETARY, place.now_path, ""),)) for place in (street.sunny, street.spring))
    told = [[row.record.title for row in shown_matters(reader, [one])[0].tags] for reader in (READER, near, far)]
    assert told == [["建好活动室"], ["建好活动室"], [HIDDEN]]


def test_what_is_missing_of_the_five_is_derived(street: Street) -> None:
    one = matter(street)
    assert view(one).missing == list(Together)
    made = joint(street)
    with recording(actor(), "gathering.agenda") as work:
        (item,) = append_items(work, parts(made)[0], [("研究电梯", "", "")])
    assert matters.tag_matter(by=actor(), matter=one, tag=Together.RESEARCH, point=Point(item_id=item)).done
    assert matters.tag_matter(by=actor(), matter=one, tag=Together.PLAN, line=line(street)).done
    assert codes(matters.tag_matter(by=actor(), matter=one, tag=Together.RESEARCH, point=Point(item_id=item))) == ["known"]
    found = view(one)
    assert found.missing == [Together.DEPLOY, Together.INSPECT, Together.IMPLEMENT]
    assert [(row.tag, row.record.title) for row in found.tags] == [(Together.RESEARCH, "研究电梯"), (Together.PLAN, "建好活动室")]
    tag = MatterTag.objects.unguarded(WHY).get(tag="plan")
    assert matters.untag_matter(by=actor(), tag=tag).done
    assert Together.PLAN in view(one).missing
    assert matters.end_matter(by=actor(), matter=one, on=TODAY).done
    assert codes(matters.tag_matter(by=actor(), matter=one, tag=Together.DEPLOY, point=Point(item_id=item))) == ["ended"]


def test_who_was_there_comes_from_the_lists_of_both_sides(street: Street) -> None:
    one = matter(street)
    made = make_gathering(street.sunny, part(GatheringKind.THEME_DAY, street.sunny_first, street.spring_first), on=TODAY)
    near, far = make_person(street.sunny_first, "王一"), make_person(street.spring_first, "李二")
    matters.tag_matter(by=actor(), matter=one, tag=Together.INSPECT, point=Point(gathering_id=made.pk))
    assert view(one).tags[0].present == Present(0, 0)
    mark(made, {near: Presence.PRESENT})
    assert (view(one).tags[0].present, Present(1, 0).both) == (Present(1, 0), False)
    mark(made, {far: Presence.PRESENT})
    assert (view(one).tags[0].present, Present(1, 1).both) == (Present(1, 1), True)


def test_where_no_names_were_kept_the_numbers_of_each_side_count(street: Street) -> None:
    one, made = matter(street), joint(street)
    matters.tag_matter(by=actor(), matter=one, tag=Together.DEPLOY, point=Point(gathering_id=made.pk))
    for held, number in zip(holdings(made), (4, 2), strict=True):
        assert type_numbers(by=actor(), holding=held, expected=5, present=number, on_leave=0, in_attendance=0).done
    sides = {held.organisation_id: held.present or 0 for held in holdings(made)}
    assert view(one).tags[0].present == Present(sides[street.sunny.pk], sides[street.spring.pk])


def test_records_are_offered_and_named_only_to_those_who_may_read_them(street: Street) -> None:
    made = joint(street)
    groups = dict(offered(READER, [street.sunny.pk], TODAY))
    assert groups == {f"{TODAY.year}年{TODAY.month}月": [(f"g{made.pk}", f"{TODAY.isoformat()} 联席会议")]}
    assert [holding(text, list(groups.items())) for text in ("联席", "没有的字")] == [list(groups.items()), []]
    assert point_of(f"g{made.pk}") == Point(gathering_id=made.pk)

    nobody = AccountReader(0, "无", ())
    row = PriorityEvidence(gathering_id=made.pk)
    assert [one.title for one in (*shown(READER, [row]), *shown(nobody, [row]))] == ["联席会议", HIDDEN]
    assert AgendaItem.objects.unguarded(WHY).count() == 0


def test_records_are_offered_by_month_each_meeting_with_its_agenda_and_no_ceremony(street: Street) -> None:
    before = TODAY - timedelta(days=40)
    old = make_gathering(street.street, part(GatheringKind.VISIT, street.street, items=("旧区改造",)), on=before, title="现场办公")
    made = make_gathering(street.street, part(GatheringKind.VISIT, street.street), on=TODAY, title="走访")
    ceremony = make_gathering(street.street, part(GatheringKind.CEREMONY, street.street, items=("奏唱国歌",)), on=TODAY, title="七一")
    (item,) = AgendaItem.objects.unguarded(WHY).filter(gathering_id=old.pk)
    assert [[key for key, _ in choices] for _, choices in offered(READER, [street.street.pk], TODAY)] == [
        [f"g{ceremony.pk}", f"g{made.pk}"],
        [f"g{old.pk}", f"i{item.pk}"],
    ]


def test_a_record_chosen_by_mistake_is_removed_while_the_line_is_not_done(street: Street) -> None:
    one = line(street)
    chosen = [make_gathering(street.sunny, part(GatheringKind.VISIT, street.sunny), on=TODAY, title=title) for title in ("走访", "座谈")]
    for held in chosen:
        assert priorities.point_line(by=actor(), line=one, point=Point(gathering_id=held.pk)).done
    wrong, right = PriorityEvidence.objects.unguarded(WHY).select_related("line").order_by("pk")
    assert priorities.unpoint_line(by=actor(), evidence=wrong).done
    (left,) = lines_of(READER, one.list)
    assert [record.title for _, record in left.evidence] == ["座谈"]
    assert priorities.finish_line(by=actor(), line=one, on=TODAY, year=2026).done
    assert codes(priorities.unpoint_line(by=actor(), evidence=right)) == ["done"]
    assert PriorityEvidence.objects.unguarded(WHY).count() == 1
