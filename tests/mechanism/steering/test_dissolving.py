"""A committee is dissolved: what hinders is said at once, seats end, what was done stays; taken back the same day it stands again."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import signed_in
from tests.mechanism.steering.boards import (
    LIBRARY,
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
    seats,
    well,
)
from zhibu.cases.models import Case
from zhibu.cases.services import cancel
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.kernel.clock import today
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee, SteeringMember
from zhibu.mechanism.steering.queries.committees import committees_at
from zhibu.mechanism.steering.queries.invited import members_expected
from zhibu.mechanism.steering.rules.dissolving import Standing, may_dissolve
from zhibu.mechanism.steering.services.composing import add_member, set_up
from zhibu.mechanism.steering.services.conferring import Conference, plan_conference
from zhibu.mechanism.steering.services.dissolving import dissolve
from zhibu.mechanism.steering.terms import SeatKind
from zhibu.register.models import Post
from zhibu.register.services.undo import take_back
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db
WHY = "测试"
BASIS = "街道党工委会议决定"


@pytest.fixture
def board() -> Board:
    return make_board()


def full(board: Board) -> SteeringCommittee:
    """Somebody by post, somebody given a seat, a concurrent member of the register, a matter under way."""
    row = made(board)
    well(add_member(by=board.by(), committee=row, who=named(board, "赵所长", outside=True), seat=SeatKind.MEMBER, on=SET_UP))
    appointed(board, proposed(board, row, named(board, "陈馆长")))
    raised(board, row)
    return row


def codes(row: SteeringCommittee, board: Board, on: date, basis: str = BASIS) -> list[str]:
    done = dissolve(by=board.by(on=later(20)), committee=row, on=on, basis=basis)
    return [one.code for one in done.decision.objections]


def test_everything_that_hinders_is_said_at_once_with_what_to_do() -> None:
    standing = Standing(date(2024, 3, 1), proposals=["B1", "B2"], conferences=["联席会议（2026-03-02）"], last=date(2026, 3, 2))
    found = may_dissolve(standing, on=date(2026, 3, 2), basis=" ", today=date(2026, 3, 20)).objections
    assert [(one.code, one.field) for one in found] == [
        ("proposals", ""),
        ("conferences", ""),
        ("before", "on"),
        ("no_basis", "basis"),
    ]
    assert all(one.remedy for one in found)
    assert "B1、B2" in found[0].message
    many = Standing(date(2024, 3, 1), proposals=[f"B{number}" for number in range(7)])
    assert "等 7 件" in may_dissolve(many, on=date(2026, 3, 3), basis=BASIS, today=date(2026, 3, 20)).objections[0].message


def test_a_proposal_and_a_conference_without_minutes_hinder_and_nothing_changes(board: Board) -> None:
    row = full(board)
    proposed(board, row, named(board, "孙厂长", outside=True))
    conference = planned(board, row, "共用停车场")
    before = seats(row, later(5))
    assert codes(row, board, later(30), "") == ["proposals", "conferences", "after_today", "no_basis"]
    assert seats(row, later(5)) == before
    assert cancel_gathering(by=board.by(), gathering=conference, reason="不开了").done
    assert codes(row, board, later(5)) == ["proposals"]
    assert SteeringCommittee.objects.unguarded(WHY).get().dissolved_on is None


def test_seats_and_terms_end_posts_of_the_party_stay_and_matters_go_on(board: Board) -> None:
    row = full(board)
    assert codes(row, board, later(5)) == []
    assert ([len(seats(row, day)) for day in (later(4), later(5))]) == [4, 0]
    assert (Appointment.objects.unguarded(WHY).get().ended_on, SteeringMember.objects.unguarded(WHY).get().valid_to) == (later(5), later(5))
    kinds = Post.objects.unguarded(WHY).on(later(5)).filter(person__in=[board.head, board.librarian]).values_list("kind", flat=True)
    assert sorted(kinds) == ["secretary", "secretary"]
    assert Case.objects.unguarded(WHY).get(procedure="coordination_matter").now_state == "open"
    place = board.street.street.pk
    assert [len(members_expected([place], day).get(place, [])) for day in (later(4), later(5))] == [3, 0]


def test_a_dissolved_one_takes_no_members_proposals_conferences_or_matters(board: Board) -> None:
    row = full(board)
    assert codes(row, board, later(5)) == []
    member = add_member(by=board.by(), committee=row, who=named(board, "钱站长", outside=True), seat=SeatKind.MEMBER, on=later(6))
    conference = plan_conference(by=board.by(), committee=row, conference=Conference("联席会议", later(6)))
    assert ["dissolved" in [one.code for one in done.decision.objections] for done in (member, conference)] == [True, True]
    assert codes(row, board, later(6))[0] == "dissolved"


def test_taken_back_the_same_day_it_stands_again_with_everybody(board: Board) -> None:
    row = full(board)
    before = seats(row, later(20))
    by = board.by(on=later(20))
    well(dissolve(by=by, committee=row, on=later(20), basis=BASIS))
    assert seats(row, later(20)) == []
    operation = Operation.objects.latest("pk")
    assert (operation.act, take_back(by=by, operation=operation, reason="登记错了").done) == ("organisation.steering_dissolved", True)
    assert seats(row, later(20)) == before
    assert read(row).dissolved_by == ""


def test_another_one_may_be_set_up_later_and_each_day_has_its_own(board: Board) -> None:
    row = full(board)
    place = board.street.street
    assert codes(row, board, later(5)) == []
    early = set_up(by=board.by(on=later(20)), organisation=place, on=later(4))
    assert [one.code for one in early.decision.objections] == ["before"]
    well(set_up(by=board.by(on=later(20)), organisation=place, on=later(10)))
    known = [committees_at([place.pk], day)[0].id == row.pk for day in (later(4), later(10))]
    assert known == [True, False]
    again = set_up(by=board.by(on=later(20)), organisation=place, on=later(11))
    assert [one.code for one in again.decision.objections] == ["known"]


def words(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main", 1)[1]).split())


def test_the_page_tells_what_hinders_and_what_becomes_of_whom_and_afterwards_shows_what_was(board: Board) -> None:
    row, clerk, code = full(board), signed_in(board.desks.clerk), board.street.street.code
    one = proposed(board, row, named(board, "孙厂长", outside=True))
    told = words(clerk, "steering_dissolve", code)
    assert f"{LIBRARY}推荐兼职委员（" not in told
    assert "先要办完的" in told
    assert "按职务列入的 2 名" in told
    assert "陈馆长：到这一天卸任" in told
    assert "在办的协调事项 1 件" in told
    sent = {"on": today().isoformat(), "basis": BASIS}
    refused = clerk.post(reverse("steering_dissolve", args=[code]), sent)
    assert refused.status_code == 422
    assert one.case.code in refused.content.decode()
    assert cancel(by=board.by(on=today()), case=one.case, seen=2, reason="不再推荐").done
    assert clerk.post(reverse("steering_dissolve", args=[code]), sent)["Location"] == reverse("steering")
    assert "已撤销 向阳街道党建工作指导委员会" in words(clerk, "steering")
    shown = words(clerk, "steering_committee", code)
    assert "撤销前的成员" in shown
    assert "主任 王书记" in shown
    assert "增加成员" not in shown


def test_whoever_may_not_set_one_up_may_not_dissolve_one(board: Board) -> None:
    made(board, board.street.sunny)
    client = signed_in(board.desks.sunny)
    assert "steering_dissolve" not in words(client, "steering_committee", board.street.sunny.code)
    address = reverse("steering_dissolve", args=[board.street.sunny.code])
    assert client.post(address, {"on": today().isoformat(), "basis": BASIS}).status_code == 403
    assert SteeringCommittee.objects.unguarded(WHY).get().dissolved_on is None
