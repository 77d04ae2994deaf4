"""Conferences and what comes out of them: lines become matters, late ones come back, clauses read what was held."""

import pytest

from tests.gatherings.meetings import holdings, mark, sign, write
from tests.mechanism.steering.boards import (
    LIBRARY,
    MONDAY,
    SET_UP,
    Board,
    appointed,
    later,
    made,
    make_board,
    named,
    planned,
    proposed,
    raised,
    read,
    well,
)
from tests.register.factories import actor
from tests.register.state import nothing_written
from zhibu.cases.models import Case
from zhibu.gatherings.models import AgendaItem, Gathering
from zhibu.gatherings.terms import Presence
from zhibu.mechanism.steering.models import ConferenceMatter, SteeringCommittee
from zhibu.mechanism.steering.presentation import line_items
from zhibu.mechanism.steering.queries.conferences import ConferenceShown, conference_shown, late_matters, matters_counted, standing_on
from zhibu.mechanism.steering.services.conferring import Conference, Raised, plan_conference, raise_matter, table_late
from zhibu.oversight.queries.findings import Asked, subjects_of
from zhibu.register.models import Post
from zhibu.register.services.posts import end_post

pytestmark = pytest.mark.django_db
WHY = "测试"
LATE = 60
"""Days after which a matter that nobody assigned is late by any count of working days."""


@pytest.fixture
def board() -> Board:
    return make_board()


def shown(board: Board, gathering: Gathering) -> ConferenceShown:
    found = conference_shown(gathering, board.by().reader, MONDAY)
    assert found is not None
    return found


def late(board: Board, row: SteeringCommittee, days: int = LATE) -> list[str]:
    return [one.title for one in late_matters(board.by().reader, row.organisation_id, on=later(days))]


def test_a_line_of_the_agenda_becomes_a_matter_once(board: Board) -> None:
    row = made(board)
    conference = planned(board, row, "周末开放", "共用停车场")
    (first, second) = shown(board, conference).lines
    case = raised(board, row, conference=conference.code, item=first.id)
    found = Case.objects.unguarded(WHY).get(pk=case)
    assert (found.procedure, found.subject_kind, found.subject_code) == ("coordination_matter", "joint_conference", conference.code)
    lines = shown(board, conference).lines
    assert [(one.title, one.matter.code if one.matter else "") for one in lines] == [("周末开放", found.code), ("共用停车场", "")]
    facts = Raised("再来一次", MONDAY, {"matter": "同前", "raised_by": LIBRARY}, conference=conference.code, item=first.id)
    again = raise_matter(by=board.by(), committee=row, raised=facts)
    assert [one.code for one in again.decision.objections] == ["known"]
    assert standing_on([first.id, second.id]) == {first.id}


def test_nothing_becomes_a_matter_before_the_conference_is_held(board: Board) -> None:
    row = made(board)
    conference = planned(board, row, "周末开放", on=later(7))
    (line,) = shown(board, conference).lines
    facts = Raised("周末开放", MONDAY, {"matter": "周末开放", "raised_by": LIBRARY}, conference=conference.code, item=line.id)
    with nothing_written():
        assert [one.code for one in raise_matter(by=board.by(), committee=row, raised=facts).decision.objections] == ["not_yet"]
    led = [line_items(shown(board, conference), [], steers=True, on=on)[0].url != "" for on in (MONDAY, later(7))]
    assert led == [False, True]


def test_what_was_brought_up_without_a_line_stands_beside_the_agenda(board: Board) -> None:
    row = made(board)
    conference = planned(board, row)
    raised(board, row, "门前停车", conference=conference.code)
    assert [one.title for one in shown(board, conference).besides] == ["门前停车"]


def test_a_unit_raises_a_matter_between_conferences(board: Board) -> None:
    row = made(board)
    case = Case.objects.unguarded(WHY).get(pk=raised(board, row, unit=board.unit))
    assert (case.subject_kind, case.subject_code) == ("resident_unit", board.unit.code)


def test_a_late_matter_comes_back_on_the_next_agenda_first_and_is_not_offered_twice(board: Board) -> None:
    row = made(board)
    raised(board, row)
    raised(board, row, "新提的", on=later(LATE))
    counted = matters_counted([read(row)], later(LATE))[row.organisation_id]
    assert (late(board, row), (counted.open, counted.late)) == (["图书馆周末开放"], (2, 1))
    by, day = board.by(on=later(LATE)), later(LATE + 5)
    found = late_matters(by.reader, row.organisation_id, on=later(LATE))
    done = plan_conference(by=by, committee=row, conference=Conference("党建联席会议", day, items=("共用停车场",)), late=found)
    titles = AgendaItem.objects.unguarded(WHY).filter(gathering_id=well(done).row_id).order_by("number").values_list("title", flat=True)
    assert list(titles) == ["协调事项进展：图书馆周末开放", "共用停车场"]
    assert list(ConferenceMatter.objects.unguarded(WHY).values_list("returned", flat=True)) == [True]
    assert [late(board, row), late(board, row, LATE + 34), late(board, row, LATE + 35)] == [[], ["新提的"], ["图书馆周末开放", "新提的"]]


def test_a_late_matter_is_put_on_an_agenda_that_stands_until_it_is_signed(board: Board) -> None:
    row = made(board)
    raised(board, row)
    conference = planned(board, row, "共用停车场", on=later(LATE))
    by = board.by(on=later(LATE))
    found = late_matters(by.reader, row.organisation_id, on=later(LATE))
    (holding,) = holdings(conference)
    well(table_late(by=by, committee=row.pk, holding=holding, late=found))
    assert [one.title for one in shown(board, conference).lines] == ["共用停车场", "协调事项进展：图书馆周末开放"]
    held(board, conference)
    refused = table_late(by=by, committee=row.pk, holding=holding, late=found)
    assert [one.code for one in refused.decision.objections] == ["signed"]


def held(board: Board, conference: Gathering) -> None:
    """With everybody there, written and signed."""
    by = board.by(on=conference.on)
    mark(conference, {}, rest=str(Presence.PRESENT), by=by)
    write(conference, "听取情况，研究办法。", by=by)
    sign(conference, by=actor(conference.on), on=conference.on)


def facts(board: Board, days: int) -> dict[str, object]:
    asked = Asked((board.street.street.now_path,), (), later(days))
    named = ("conference_gap_months", "concurrent_left_posts", "concurrent_term_ends")
    for kind, rows in subjects_of(asked):
        if kind == "organisation":
            (found,) = [one for one in rows if one.id == board.street.street.pk]
            return {key: found.facts[key] for key in named if key in found.facts}
    return {}


def test_clauses_read_how_long_ago_the_last_conference_was_signed(board: Board) -> None:
    assert facts(board, 0) == {}
    row = made(board)
    months = (MONDAY.year - SET_UP.year) * 12 + MONDAY.month - SET_UP.month
    conference = planned(board, row)
    assert facts(board, 0) == {"conference_gap_months": months}
    held(board, conference)
    assert [facts(board, days)["conference_gap_months"] for days in (0, 40)] == [0, 1]


def test_clauses_read_whose_term_ends_and_who_left_the_post_in_the_unit(board: Board) -> None:
    row = made(board)
    appointed(board, proposed(board, row, named(board, "陈馆长")), until=later(900))
    gap = facts(board, 0)["conference_gap_months"]
    assert facts(board, 0) == {"conference_gap_months": gap, "concurrent_term_ends": later(900)}
    post = Post.objects.unguarded(WHY).get(person=board.librarian, kind="secretary")
    well(end_post(by=actor(later(20)), post=post, on=later(20)))
    assert [facts(board, days).get("concurrent_left_posts") for days in (19, 20)] == [None, 1]
    seat = Post.objects.unguarded(WHY).get(person=board.librarian, kind="concurrent_committee_member")
    well(end_post(by=actor(later(30)), post=seat, on=later(30)))
    asked = ("concurrent_left_posts", "concurrent_term_ends")
    assert [[facts(board, days).get(one) for one in asked] for days in (29, 30)] == [[1, later(900)], [None, None]]
