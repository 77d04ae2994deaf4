"""Rows of the register as facts: where a term began, who is a stranger, whose unit a text names."""

from datetime import date
from typing import Any

import pytest

from zhibu.oversight.facts import organisation_subjects, unit_subjects
from zhibu.oversight.person_facts import person_subjects
from zhibu.register.queries.measures.organisations import OrganisationOn, PeopleCount, PostOn
from zhibu.register.queries.measures.people import Astray, PersonOn
from zhibu.register.queries.measures.units import UnitOn

DAY = date(2026, 6, 1)
FAR = date(9999, 12, 31)
ROOT = OrganisationOn(1, "0000001", None, "Z0001", "中共阳光社区委员会", "阳光社区党委", "committee", joint=False, provisional=False)
BRANCH = OrganisationOn(2, "00000010000002", 1, "Z0002", "第一支部委员会", "第一党支部", "branch", joint=False, provisional=False)
GROUP = OrganisationOn(3, "000000100000020000003", 2, "Z0003", "第一党小组", "", "group", joint=False, provisional=False)


def post(kind: str, since: date, person: int = 1, *, at: int = 2, until: date = FAR, path: str | None = BRANCH.path) -> PostOn:
    return PostOn(at, kind, person, f"人{person}", since, until, path)


def facts(*held: PostOn, counts: tuple[PeopleCount, ...] = (), units: tuple[UnitOn, ...] = (), at: int = 1) -> dict[str, object]:
    return dict(organisation_subjects([ROOT, BRANCH, GROUP], counts, held, units, DAY)[at].facts)


def test_members_are_added_up_along_the_tree() -> None:
    counts = (PeopleCount(2, "roll", "full", 5), PeopleCount(2, "roll", "probationary", 1), PeopleCount(2, "roll", "activist", 2))
    wanted = ("members", "full_members", "recruits", "members_below")
    assert [facts(counts=counts)[one] for one in wanted] == [6, 5, 2, 6]
    assert [facts(counts=counts, at=0)[one] for one in wanted] == [0, 0, 0, 6]


def test_members_of_groups_are_taken_off_those_without_one() -> None:
    found = facts(counts=(PeopleCount(2, "roll", "full", 5), PeopleCount(3, "group", "full", 3)))
    assert (found["groups"], found["members_without_group"]) == (1, 2)


def test_a_term_began_when_most_took_office() -> None:
    elected, by_election = date(2023, 5, 1), date(2024, 9, 1)
    held = (post("secretary", elected), post("organisation_member", elected, 2), post("publicity_member", by_election, 3))
    assert facts(*held)["term_began"] == elected


def test_where_everybody_began_on_another_day_the_secretary_counts() -> None:
    held = (post("secretary", date(2024, 3, 1)), post("organisation_member", date(2022, 3, 1), 2))
    assert facts(*held)["term_began"] == date(2024, 3, 1)


def test_posts_that_ended_tell_since_when_posts_are_recorded_and_nothing_else() -> None:
    found = facts(post("secretary", date(2019, 3, 1), until=date(2022, 3, 1)))
    assert (found["posts_from"], found["secretaries"], found["term_began"]) == (date(2019, 3, 1), 0, None)


def test_one_person_with_two_portfolios_has_one_seat() -> None:
    found = facts(post("organisation_member", DAY), post("publicity_member", DAY))
    assert (found["seats"], found["portfolios"]) == (1, "纪检委员")


def test_a_holder_whose_roll_is_elsewhere_is_a_stranger_in_a_branch_and_none_above_it() -> None:
    elsewhere = "00000010000009"
    assert facts(post("secretary", DAY, path=elsewhere))["strangers"] == 1
    assert facts(post("secretary", DAY, at=1, path=elsewhere), at=0)["strangers"] == 0
    assert facts(post("secretary", DAY, at=1, path=None), at=0)["stranger_posts"] == "书记"


def test_a_leader_of_a_group_comes_from_its_branch() -> None:
    assert facts(post("group_leader", DAY, at=3), at=2)["strangers"] == 0


def test_who_is_sent_from_outside_is_no_stranger() -> None:
    assert facts(post("party_building_instructor", DAY, path=None))["strangers"] == 0


def test_a_branch_of_a_unit_is_none_of_the_community() -> None:
    community = UnitOn(0, "", "", ROOT.path, None)
    assert facts(units=(community,))["in_community"] is True
    assert facts(units=(community, UnitOn(9, "D0009", "晨光小学", ROOT.path, 2)))["in_community"] is False


PERSON = PersonOn(
    id=7,
    code="R000007",
    name="张三",
    path=BRANCH.path,
    organisation_id=2,
    status="full",
    status_since=date(2020, 1, 1),
    joined_on=None,
    extended_to=None,
    state="in_force",
    state_since=None,
    mark=None,
    mark_since=None,
    mark_detail=None,
    hosted=False,
)


def person(mark: str = "", detail: str = "", **facts: Any) -> PersonOn:
    marked: dict[str, Any] = {"mark": mark, "mark_since": date(2026, 1, 1), "mark_detail": detail} if mark else {}
    return PERSON._replace(**marked, **facts)


def test_either_end_of_floating_is_known_by_words_or_by_a_host() -> None:
    rows = [person("floating_out"), person("floating_out", "上海市浦东新区"), person("floating_out", hosted=True)]
    assert [subject.facts["host_known"] for subject in person_subjects(rows, [])] == [0, 1, 1]


def test_somebody_with_two_marks_stands_twice_and_the_status_once() -> None:
    rows = [person("floating_out", status="probationary", joined_on=date(2026, 1, 1)), person("out_of_contact", status="probationary")]
    assert ["probation_began" in subject.facts for subject in person_subjects(rows, [])] == [True, False]


@pytest.mark.parametrize(
    ("joined", "extended_to", "months"),
    [
        (date(2024, 2, 29), None, 0),
        (date(2024, 2, 29), date(2025, 8, 29), 6),
        (date(2024, 2, 29), date(2026, 2, 28), 12),
        (date(2024, 2, 29), date(2026, 3, 1), 13),
        (date(2025, 7, 1), date(2027, 7, 1), 12),
    ],
)
def test_an_extension_is_counted_from_the_day_of_admission(joined: date, extended_to: date | None, months: int) -> None:
    (subject,) = person_subjects([person(status="probationary", joined_on=joined, extended_to=extended_to)], [])
    assert subject.facts["extension_months"] == months


def test_nobody_of_the_years_without_probation_waits_for_its_end() -> None:
    (subject,) = person_subjects([person(status="probationary", joined_on=date(1973, 7, 1))], [])
    assert "probation_began" not in subject.facts


def test_a_member_without_a_branch_and_a_number_on_two_records() -> None:
    found = person_subjects([], [Astray(1, "R1", "张三", "0000001", 0), Astray(2, "R2", "李四", "0000001", 2)])
    assert [(one.facts.get("branches"), one.facts.get("records"), one.facts["others"]) for one in found] == [(0, None, -1), (None, 2, 1)]


def test_a_text_names_the_longest_unit_with_which_it_begins() -> None:
    units = [
        UnitOn(1, "D1", "晨光", "0000001", None),
        UnitOn(2, "D2", "晨光小学", "0000001", None),
        UnitOn(3, "D3", "云溪厂", "0000001", 2),
    ]
    found = unit_subjects(units, ["晨光小学教师", "晨光小学", "晨光职员", "云溪厂工人", "别处"])
    assert {one.name: one.facts["uncovered_members"] for one in found} == {"晨光": 1, "晨光小学": 2}
