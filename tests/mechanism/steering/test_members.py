"""Who sits on a committee: by post, given a seat, appointed; and what an appointment does and does not do."""

from datetime import date

import pytest

from tests.gatherings.meetings import holdings, mark
from tests.mechanism.steering.boards import (
    LIBRARY,
    MONDAY,
    SET_UP,
    Board,
    appointed,
    appointment,
    later,
    made,
    make_board,
    named,
    planned,
    proposed,
    row_of,
    seats,
    step,
    well,
)
from tests.register.factories import actor
from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Written
from zhibu.gatherings.queries.lists import lists_of
from zhibu.gatherings.terms import Presence
from zhibu.mechanism.steering.forgetting import forget_outsiders
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee, SteeringMember
from zhibu.mechanism.steering.services.appointing import appoint, propose, release
from zhibu.mechanism.steering.services.composing import add_member, end_member, set_up
from zhibu.mechanism.steering.terms import FORGOTTEN, SeatKind
from zhibu.register.models import Membership, Post
from zhibu.register.services.posts import end_post, hold_post
from zhibu.register.terms.organisations import PostKind

pytestmark = pytest.mark.django_db
WHY = "测试"


@pytest.fixture
def board() -> Board:
    return make_board()


def test_heads_sit_by_post_and_secretaries_below_as_members(board: Board) -> None:
    street, community, unit = (made(board, place) for place in (board.street.street, board.street.sunny, board.library))
    assert [one.tier for one in (street, community, unit)] == ["street", "community", "unit"]
    assert seats(street) == [("王书记", "主任", "向阳街道党工委书记"), ("李书记", "委员", "阳光社区党委书记")]
    assert seats(community) == [("李书记", "主任", "阳光社区党委书记"), ("陈馆长", "委员", "阳光社区第二党支部书记")]
    assert seats(unit) == [("陈馆长", "主任", "阳光社区第二党支部书记")]


def test_who_leaves_a_post_leaves_the_seat_that_day(board: Board) -> None:
    row = made(board)
    post = Post.objects.unguarded(WHY).get(person=board.community, kind="secretary")
    well(end_post(by=actor(later(10)), post=post, on=later(10)))
    assert [len(seats(row, day)) for day in (later(9), later(10))] == [2, 1]


def test_an_organisation_of_no_tier_has_none(board: Board) -> None:
    done = set_up(by=board.by(), organisation=board.street.spring_first, on=SET_UP)
    assert [one.code for one in done.decision.objections] == ["no_tier"]
    assert not SteeringCommittee.objects.unguarded(WHY).exists()


def test_somebody_of_no_roll_is_given_a_seat_with_unit_and_post_and_leaves_it(board: Board) -> None:
    row = made(board)
    well(add_member(by=board.by(), committee=row, who=named(board, "赵所长", outside=True, post="所长"), seat=SeatKind.MEMBER, on=SET_UP))
    assert seats(row)[-1] == ("赵所长", "委员", f"{LIBRARY}所长")
    again = add_member(by=board.by(), committee=row, who=named(board, "赵所长", outside=True), seat=SeatKind.DEPUTY, on=MONDAY)
    assert [one.code for one in again.decision.objections] == ["sits"]
    member = SteeringMember.objects.unguarded(WHY).get()
    well(end_member(by=board.by(), member=member, on=MONDAY))
    assert [name for name, *_ in seats(row)] == ["王书记", "李书记"]


def test_an_unknown_name_gets_no_seat(board: Board) -> None:
    row = made(board)
    done = add_member(by=board.by(), committee=row, who=named(board, "赵所长", unit="没有的单位"), seat=SeatKind.MEMBER, on=MONDAY)
    assert [one.code for one in done.decision.objections] == ["unknown", "no_unit"]
    assert not SteeringMember.objects.unguarded(WHY).exists()


def test_an_appointment_writes_the_post_and_leaves_the_affiliation(board: Board) -> None:
    row = made(board)
    before = list(Membership.objects.unguarded(WHY).filter(person=board.librarian).values())
    one = proposed(board, row, named(board, "陈馆长"))
    assert (one.home_id, one.superior.now_kind, one.case.title) == (board.library.pk, "district_committee", f"{LIBRARY}推荐兼职委员")
    assert seats(row) == [("王书记", "主任", "向阳街道党工委书记"), ("李书记", "委员", "阳光社区党委书记")]
    done = appointed(board, one, until=date(2031, 3, 2))
    assert (done.begins, done.until, done.case.now_state) == (MONDAY, date(2031, 3, 2), "done")
    assert seats(row)[-1] == ("陈馆长", "兼职委员", f"{LIBRARY}馆长")
    posts = Post.objects.unguarded(WHY).filter(person=board.librarian).order_by("valid_from").values_list("kind", "organisation_id")
    assert list(posts) == [("secretary", board.library.pk), ("concurrent_committee_member", board.street.street.pk)]
    assert list(Membership.objects.unguarded(WHY).filter(person=board.librarian).values()) == before


def test_below_the_street_the_level_above_vets_and_appoints(board: Board) -> None:
    row = made(board, board.street.sunny)
    one = step(board, proposed(board, row, named(board, "陈馆长")), "nominate")
    assert (one.case.procedure, one.superior_id, one.case.now_assignee_id) == ("concurrent_member", *[board.street.street.pk] * 2)


def test_the_same_person_is_proposed_once_and_a_form_sent_twice_begins_one(board: Board) -> None:
    row = made(board)
    who = named(board, "陈馆长")
    for _ in range(2):
        well(propose(by=board.by(), committee=row, who=who, on=MONDAY, texts={}, submission="a" * 32))
    assert Appointment.objects.unguarded(WHY).count() == 1
    again = propose(by=board.by(), committee=row, who=who, on=MONDAY, texts={})
    assert [one.code for one in again.decision.objections] == ["under_way"]
    assert Case.objects.unguarded(WHY).count() == 1


def test_a_term_that_ends_before_it_begins_appoints_nobody(board: Board) -> None:
    row = made(board)
    one = step(board, proposed(board, row, named(board, "陈馆长")), "nominate", "vet")
    done = appoint(by=board.by(), appointment=one, written=Written(one.case.now_last, MONDAY), until=MONDAY)
    assert [each.code for each in done.decision.objections] == ["until"]
    held = hold_post(
        by=actor(MONDAY), person=board.librarian, organisation=board.street.street, kind=PostKind.CONCURRENT_COMMITTEE_MEMBER, on=MONDAY
    )
    well(held)
    refused = appoint(by=board.by(), appointment=one, written=Written(one.case.now_last, MONDAY), until=None)
    assert not refused.done
    assert (appointment(one.case_id).begins, appointment(one.case_id).case.now_state) == (None, "open")


def test_the_end_of_a_term_ends_post_and_seat(board: Board) -> None:
    row = made(board)
    one = appointed(board, proposed(board, row, named(board, "陈馆长")))
    well(release(by=board.by(on=later(400)), appointment=one, on=later(400), reason="调离单位"))
    assert [len(seats(row, day)) for day in (later(399), later(400))] == [3, 2]
    kinds = Post.objects.unguarded(WHY).on(later(400)).filter(person=board.librarian).values_list("kind", flat=True)
    assert list(kinds) == ["secretary"]


def test_somebody_of_no_roll_is_appointed_without_a_post_and_the_name_goes_two_years_after(board: Board) -> None:
    row = made(board)
    one = appointed(board, proposed(board, row, named(board, "孙厂长", outside=True, post="厂长")))
    assert seats(row)[-1] == ("孙厂长", "兼职委员", f"{LIBRARY}厂长")
    assert not Post.objects.unguarded(WHY).filter(kind="concurrent_committee_member").exists()
    well(release(by=board.by(on=later(10)), appointment=one, on=later(10), reason="任期届满"))
    counted = [forget_outsiders(by=board.by(on=day)) for day in (later(10 + 720), later(10 + 731), later(10 + 740))]
    assert counted == [0, 1, 0]
    assert (appointment(one.case_id).name, appointment(one.case_id).post) == (FORGOTTEN, "")


def test_members_are_expected_at_a_conference_and_nobody_has_a_vote(board: Board) -> None:
    row = made(board)
    well(add_member(by=board.by(), committee=row, who=named(board, "赵所长", outside=True, post="所长"), seat=SeatKind.MEMBER, on=SET_UP))
    conference = planned(board, row, "周末开放")
    (holding,) = holdings(conference)
    assert [(line.name, line.votes) for line in lists_of([holding])[holding.pk]] == [("李书记", False), ("王书记", False)]
    mark(conference, {board.head: Presence.PRESENT}, by=board.by())
    assert [line.presence for line in lists_of([holding])[holding.pk]] == ["", "present"]


def test_an_organisation_without_a_committee_expects_nobody_at_a_conference(board: Board) -> None:
    row = made(board)
    other = planned(board, row)
    (holding,) = holdings(other)
    holding.organisation_id = board.street.spring.pk
    assert lists_of([holding])[holding.pk] == []
    assert row_of(board.street.street).pk == row.pk
