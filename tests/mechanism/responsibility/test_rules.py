"""What may be done with responsibilities, hand-overs and priorities: every objection at once."""

from dataclasses import replace
from datetime import date

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision
from zhibu.mechanism.responsibility.rules.assigning import Standing, may_add_area, may_assign, may_end_area
from zhibu.mechanism.responsibility.rules.handing import may_confirm, may_hand_over
from zhibu.mechanism.responsibility.rules.planning import MOST, may_add_line, may_begin_matter, may_drop, may_finish, may_point

FIRST, LATER, DAY = date(2026, 1, 1), date(2026, 7, 1), date(2026, 3, 1)
STANDS = Standing(FIRST, FAR, inside=True, dissolved=False, later={})


def codes(decision: Decision) -> list[str]:
    return [one.code for one in decision.objections]


def test_somebody_answers_within_the_area_and_before_nothing_that_follows() -> None:
    assert codes(may_assign(STANDS, wanted={"first": True}, on=DAY)) == []
    assert codes(may_assign(STANDS, wanted={}, on=DAY)) == ["nothing"]
    assert codes(may_assign(replace(STANDS, later={"first": LATER}), wanted={"direct": True}, on=DAY)) == []


def test_an_area_holds_from_its_first_day_to_the_eve_of_its_end() -> None:
    ended = replace(STANDS, area_to=LATER)
    for day, refused in ((FIRST, []), (date(2025, 12, 31), ["outside_area"]), (date(2026, 6, 30), []), (LATER, ["outside_area"])):
        assert codes(may_assign(ended, wanted={"first": True}, on=day)) == refused


def test_everything_against_an_assignment_is_said_at_once() -> None:
    standing = Standing(FIRST, FAR, inside=False, dissolved=True, later={"first": LATER})
    assert codes(may_assign(standing, wanted={"first": True}, on=date(2025, 1, 1))) == ["outside", "dissolved", "outside_area", "later"]


def test_only_a_street_keeps_a_list_and_a_name_stands_once() -> None:
    assert codes(may_add_area("组织建设", is_street=True, known=False)) == []
    assert codes(may_add_area(" ", is_street=False, known=False)) == ["no_street", "name_missing"]
    assert codes(may_add_area("组织建设", is_street=True, known=True)) == ["known"]


def test_an_area_ends_once_and_after_all_that_was_recorded_of_it() -> None:
    assert codes(may_end_area(since=FIRST, until=FAR, on=DAY, held=None)) == []
    assert codes(may_end_area(since=FIRST, until=LATER, on=FIRST, held=LATER)) == ["ended", "too_early", "held"]


def test_a_post_is_handed_over_once_and_to_somebody_else() -> None:
    assert codes(may_hand_over(known=False, same=False, began=FIRST, on=DAY)) == []
    assert codes(may_hand_over(known=True, same=True, began=DAY, on=DAY)) == ["known", "same_day", "same"]


def test_what_was_handed_over_is_received_once_and_not_before() -> None:
    assert codes(may_confirm(confirmed=None, handed=DAY, on=DAY)) == []
    assert codes(may_confirm(confirmed=LATER, handed=DAY, on=FIRST)) == ["confirmed", "too_early"]


def test_the_yearly_list_keeps_to_half_a_page() -> None:
    assert codes(may_add_line(lines=MOST - 1, says="建好活动室", named=True, due=DAY, year=2026)) == []
    assert codes(may_add_line(lines=MOST, says=" ", named=False, due=DAY, year=2025)) == [
        "too_many",
        "says_missing",
        "nobody",
        "other_year",
    ]


def test_a_line_is_done_when_a_record_shows_it_and_then_stays() -> None:
    assert codes(may_finish(done=None, evidence=1, on=DAY, year=2026)) == []
    assert codes(may_finish(done=DAY, evidence=0, on=DAY, year=2027)) == ["done", "no_evidence", "other_year"]
    assert (codes(may_drop(done=None)), codes(may_drop(done=DAY))) == ([], ["done"])


def test_a_matter_has_two_sides_and_records_once_each() -> None:
    assert codes(may_begin_matter("加装电梯", same=False, dissolved=False)) == []
    assert codes(may_begin_matter(" ", same=True, dissolved=True)) == ["title_missing", "same", "dissolved"]
    assert codes(may_point(known=True, ended=True)) == ["known", "ended"]
