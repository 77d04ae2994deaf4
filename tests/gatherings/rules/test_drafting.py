"""Who holds which part, who calls the whole, and who told: known from what was ticked."""

from datetime import date

from zhibu.gatherings.rules.drafting import Candidate, Typed, holders_of, host_of, names_who_told, parts_of
from zhibu.gatherings.rules.planning import Draft
from zhibu.gatherings.terms import GatheringKind
from zhibu.register.terms.organisations import OrganisationKind as Kind

STREET = Candidate(1, "Z0001", "党工委", Kind.STREET_COMMITTEE, "0000001")
COMMUNITY = Candidate(2, "Z0002", "社区党委", Kind.COMMITTEE, "00000010000002")
FIRST = Candidate(3, "Z0003", "第一党支部", Kind.BRANCH, "000000100000020000003")
SECOND = Candidate(4, "Z0004", "第二党支部", Kind.BRANCH, "000000100000020000004")
GROUPS = tuple(Candidate(pk, f"Z000{pk}", f"第{pk}党小组", Kind.GROUP, f"{FIRST.path}000000{pk}") for pk in (5, 6))
ALL = (STREET, COMMUNITY, FIRST, *GROUPS, SECOND)


def names(kind: GatheringKind, *ticked: Candidate) -> list[str]:
    return [one.name for one in holders_of(kind, ticked, ALL)]


def test_each_kind_is_held_by_those_of_the_ticked_that_hold_it() -> None:
    assert names(GatheringKind.COMMITTEE_MEETING, FIRST, GROUPS[0]) == ["第一党支部"]
    assert names(GatheringKind.GROUP_MEETING, FIRST, GROUPS[0]) == ["第5党小组"]
    assert names(GatheringKind.LECTURE, COMMUNITY, FIRST) == ["社区党委", "第一党支部"]


def test_a_group_meeting_of_a_branch_is_held_by_its_groups() -> None:
    assert names(GatheringKind.GROUP_MEETING, FIRST) == ["第5党小组", "第6党小组"]


def test_where_nobody_holds_it_the_rule_of_planning_will_say_who_does() -> None:
    assert names(GatheringKind.GROUP_MEETING, SECOND) == ["第二党支部"]
    assert names(GatheringKind.WORKING_COMMITTEE_SESSION, FIRST) == ["第一党支部"]


def test_whoever_stands_above_all_that_hold_it_calls_it() -> None:
    assert host_of([FIRST], ALL) == FIRST
    assert host_of([FIRST, SECOND], ALL) == COMMUNITY
    assert host_of([GROUPS[0], GROUPS[1]], ALL) == FIRST
    assert host_of([FIRST, SECOND], (FIRST, SECOND)) == FIRST


def test_the_agenda_belongs_to_the_part_that_decides() -> None:
    lecture, meeting = Typed(GatheringKind.LECTURE, "形势", "王芳"), Typed(GatheringKind.MEMBERS_MEETING, "计划")
    parts = parts_of([lecture, meeting], [FIRST], ALL, chair="赵敏", recorder="李强", items=["年度计划"])
    assert [(one.kind, one.topic, one.lecturer, one.items) for one in parts] == [
        ("lecture", "形势", "王芳", ()),
        ("members_meeting", "计划", "", ("年度计划",)),
    ]
    assert {(one.chair, one.recorder) for one in parts} == {("赵敏", "李强")}
    (alone,) = parts_of([lecture], [FIRST], ALL, chair="", recorder="", items=["开场"])
    assert alone.items == ("开场",)


def test_who_enters_afterwards_for_others_says_who_told() -> None:
    today, yesterday = date(2026, 6, 2), date(2026, 6, 1)

    def told(on: date, reported_by: str = "", *, own: bool = False) -> list[str]:
        decision = names_who_told(Draft("", on, reported_by=reported_by), today=today, own=own)
        return [one.code for one in decision.objections]

    assert told(yesterday) == ["no_reporter"]
    assert [told(today), told(yesterday, "王芳"), told(yesterday, own=True)] == [[], [], []]
