"""Rules of meetings, as cases and as properties: what counts, what is missing, what a vote means."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.gatherings.queries.lists import Line, numbers_of
from zhibu.gatherings.rules.catalogue import CATALOGUE, Holds, kinds_for
from zhibu.gatherings.rules.quorum import Numbers, quorum_of
from zhibu.gatherings.rules.signing import Record, may_sign, missing
from zhibu.gatherings.rules.voting import Counted, Matter, counts_agree, may_open, result_of
from zhibu.gatherings.terms import GatheringKind, Presence, Standing
from zhibu.rulebook.loading import rulebook

DAY = date(2026, 6, 1)
RULES = rulebook().on(DAY)

LINES = st.builds(
    Line,
    person_id=st.integers(1, 1_000_000),
    code=st.just("R000001"),
    name=st.just("某人"),
    sort_key=st.just("mou ren"),
    status=st.sampled_from(["full", "probationary"]),
    standing=st.sampled_from([str(one) for one in Standing]),
    votes=st.booleans(),
    presence=st.sampled_from(["", *(str(one) for one in Presence)]),
    left_out=st.sampled_from(["", "long_illness"]),
)


def test_every_kind_has_a_row_in_the_catalogue() -> None:
    assert set(CATALOGUE) == set(GatheringKind)


def test_parameters_that_the_catalogue_names_stand_in_the_rulebook() -> None:
    named = {name for entry in CATALOGUE.values() for name in (entry.quorum, entry.majority) if name}
    assert named - set(rulebook().parameters) == set()


def test_a_group_holds_group_meetings_and_a_branch_does_not() -> None:
    assert GatheringKind.GROUP_MEETING in kinds_for("group")
    assert GatheringKind.GROUP_MEETING not in kinds_for("branch")


def test_a_ceremony_is_held_by_organisations_and_not_by_their_groups() -> None:
    assert [level for level in ("street_committee", "committee", "branch", "group") if GatheringKind.CEREMONY in kinds_for(level)] == [
        "street_committee",
        "committee",
        "branch",
    ]


@given(lines=st.lists(LINES, max_size=60))
def test_numbers_never_exceed_what_they_are_part_of(lines: list[Line]) -> None:
    found = numbers_of(lines)
    assert found.present + found.on_leave <= found.expected
    assert found.there <= found.entitled <= found.expected
    assert found.there <= found.present
    assert found.there + found.written <= found.entitled


@given(lines=st.lists(LINES, max_size=40))
def test_leave_never_lowers_the_number_expected(lines: list[Line]) -> None:
    on_leave = [replace(line, presence=str(Presence.ON_LEAVE)) for line in lines]
    assert numbers_of(on_leave).expected == numbers_of(lines).expected
    assert numbers_of(on_leave).entitled == numbers_of(lines).entitled


@given(entitled=st.integers(0, 300), there=st.integers(0, 300))
def test_one_more_who_comes_never_takes_the_quorum_away(entitled: int, there: int) -> None:
    there = min(there, entitled)
    fewer = quorum_of("members_meeting", Numbers(entitled, there, entitled=entitled, there=there), RULES)
    more = quorum_of("members_meeting", Numbers(entitled, there + 1, entitled=entitled, there=there + 1), RULES)
    assert not (fewer.met and not more.met)


@given(entitled=st.integers(1, 200), for_it=st.integers(0, 200))
def test_what_passed_had_more_than_half_of_those_entitled(entitled: int, for_it: int) -> None:
    for_it = min(for_it, entitled)
    here = Numbers(entitled, entitled, entitled=entitled, there=entitled)
    result = result_of("members_meeting", Matter.ADMISSION, Counted(for_it, entitled - for_it), here, RULES)
    assert result.passed == (2 * for_it > entitled)


def test_all_that_stands_against_a_vote_is_said_at_once() -> None:
    short = Numbers(20, 10, entitled=20, there=10)
    decision = may_open("members_meeting", Matter.ADMISSION, "hands", short, RULES)
    assert [one.code for one in decision.objections] == ["no_quorum", "paper_only"]
    assert all(one.article for one in decision.objections)


@pytest.mark.parametrize(
    ("count", "objections"),
    [
        (Counted(8, 1, 1, 0, issued=10, returned=10), []),
        (Counted(8, 1, 1, 1, issued=10, returned=11), ["too_many", "more_back_than_out"]),
        (Counted(8, 1, 0, 0, issued=10, returned=10), ["does_not_add_up"]),
    ],
)
def test_a_count_that_cannot_be_is_refused(count: Counted, objections: list[str]) -> None:
    here = Numbers(12, 10, entitled=12, there=10)
    assert [one.code for one in counts_agree(count, here, paper=True).objections] == objections


FULL = Record(
    "members_meeting",
    DAY,
    Numbers(10, 8, entitled=10, there=8),
    chair="王芳",
    recorder="赵敏",
    topic="讨论计划",
    text=True,
    decisions=1,
)


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({}, ()),
        ({"chair": "", "decisions": 0}, (Holds.CHAIR, Holds.DECISIONS)),
        ({"kind": "lecture", "text": False}, (Holds.LECTURER,)),
        ({"kind": "organisational_life_meeting", "text": False}, ()),
    ],
)
def test_what_a_record_lacks_is_what_the_catalogue_asks_for(lacking: dict[str, object], said: tuple[Holds, ...]) -> None:
    assert missing(replace(FULL, **lacking)) == said  # type: ignore[arg-type]  # fields of the record by name


def test_a_visit_is_signed_without_a_list_and_a_meeting_is_not() -> None:
    nobody = replace(FULL, numbers=Numbers(0, 0))
    assert may_sign(replace(nobody, kind="visit"), today=DAY).allowed
    assert [one.code for one in may_sign(nobody, today=DAY).objections] == ["nobody"]
    assert [one.code for one in may_sign(replace(nobody, kind="talk"), today=DAY).objections] == ["nobody"]


def test_a_record_that_lacks_something_may_be_signed_all_the_same() -> None:
    assert may_sign(replace(FULL, chair="", decisions=0), today=DAY).allowed
