"""Pages of steering committees: what they show and ask, in how many queries, and to whom."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import signed_in
from tests.gatherings.meetings import make_gathering, part
from tests.mechanism.steering.boards import LIBRARY, SET_UP, Board, appointed, made, make_board, named, planned, proposed, raised, well
from zhibu.cases.models import Case
from zhibu.gatherings.models import Gathering, Part
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.mechanism.steering.models import Appointment, ConferenceMatter, SteeringCommittee, SteeringMember
from zhibu.mechanism.steering.services.composing import add_member
from zhibu.mechanism.steering.terms import SeatKind
from zhibu.register.models import Post

pytestmark = pytest.mark.django_db
WHY = "测试"
Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def board() -> Board:
    return make_board()


@pytest.fixture
def clerk(board: Board) -> Client:
    return signed_in(board.desks.clerk)


def words(client: Client, name: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main", 1)[1])).split())


def send(client: Client, name: str, *args: object, query: str = "", **facts: object) -> str:
    """Where it leads; what stands against it otherwise."""
    answer = client.post(reverse(name, args=args) + query, facts)
    if answer.status_code == 302:
        return str(answer["Location"])
    return " ".join(re.findall(r'class="errors?[^"]*"[^>]*>(.*?)<', answer.content.decode()))


def test_before_there_is_any_the_page_says_what_to_do(clerk: Client, board: Board) -> None:
    assert "点“成立指导委员会”，从街道开始。" in words(clerk, "steering")
    assert "由街道登记成立" in words(signed_in(board.desks.sunny), "steering")


def test_a_committee_is_set_up_from_the_page_and_shows_who_sits_there_by_post(clerk: Client, board: Board) -> None:
    code = board.street.street.code
    leads = send(clerk, "steering_set_up", organisation="向阳街道党工委", on=today().isoformat(), basis="")
    assert leads == reverse("steering_committee", args=[code])
    page = words(clerk, "steering_committee", code)
    assert "主任 王书记 向阳街道党工委书记" in page
    assert "委员 李书记 阳光社区党委书记" in page


def test_the_chart_is_a_nested_list_of_three_tiers_with_the_unit_below_its_community(clerk: Client, board: Board) -> None:
    for place in (board.street.street, board.street.sunny, board.library):
        made(board, place)
    html = clerk.get(reverse("steering")).content.decode()
    tiers = re.findall(r'<p class="why">(街道（大工委）|社区（大党委）|驻区单位)</p>', html)
    assert tiers == ["街道（大工委）", "社区（大党委）", "驻区单位"]
    depth = [html[: html.index(f">{name}")].count("<ul") for name in ("街道（大工委）", "社区（大党委）", "驻区单位</p>")]
    assert [one - depth[0] for one in depth] == [0, 1, 2]


def test_a_secretary_sees_the_own_community_and_below_alone(board: Board) -> None:
    for place in (board.street.street, board.street.sunny):
        made(board, place)
    page = words(signed_in(board.desks.sunny), "steering")
    assert "阳光社区党建工作指导委员会" in page
    assert "向阳街道党建工作指导委员会" not in page
    assert "王书记" not in page
    assert signed_in(board.desks.sunny).get(reverse("steering_committee", args=[board.street.street.code])).status_code == 404


def test_chart_and_committee_take_as_many_queries_whatever_they_show(
    clerk: Client, board: Board, django_assert_num_queries: Queries
) -> None:
    row, *_ = [made(board, place) for place in (board.street.street, board.street.sunny, board.library)]
    grown(board, row, 1)
    clerk.get(reverse("steering"))
    for more in (0, 3):
        grown(board, row, more)
        with django_assert_num_queries(13):
            clerk.get(reverse("steering"))
        with django_assert_num_queries(13):
            clerk.get(reverse("steering_committee", args=[board.street.street.code]))


def grown(board: Board, row: SteeringCommittee, more: int) -> None:
    """So many more members, proposals, matters and conferences."""
    for number in range(more):
        name = f"赵所长{more}{number}"
        well(add_member(by=board.by(), committee=row, who=named(board, name, outside=True), seat=SeatKind.MEMBER, on=SET_UP))
        proposed(board, row, named(board, f"{name}二", outside=True))
        raised(board, row, f"{name}提的事")
        planned(board, row, "议题")


def test_a_member_of_no_roll_is_added_and_ends_on_pages(clerk: Client, board: Board) -> None:
    made(board)
    code = board.street.street.code
    facts = {"who": "赵所长", "unit": LIBRARY, "post": "所长", "seat": "member", "on": today().isoformat()}
    send(clerk, "steering_member_new", code, **facts)
    assert not SteeringMember.objects.unguarded(WHY).exists()
    send(clerk, "steering_member_new", code, outside="on", **facts | {"on": SET_UP.isoformat()})
    member = SteeringMember.objects.unguarded(WHY).get()
    assert "结束成员身份：赵所长" in clerk.get(reverse("steering_member_end", args=[code, member.pk])).content.decode()
    send(clerk, "steering_member_end", code, member.pk, on=today().isoformat())
    assert SteeringMember.objects.unguarded(WHY).get().valid_to == today()


def test_a_proposal_is_followed_on_pages_to_the_post(clerk: Client, board: Board) -> None:
    made(board)
    code, day = board.street.street.code, today().isoformat()
    page = send(clerk, "appointment_new", code, unit=LIBRARY, who="陈馆长", post="馆长", on=day, submission="a" * 32)
    case = Case.objects.unguarded(WHY).get()
    assert page == reverse("appointment", args=[case.code])
    for number, key in enumerate(("nominate", "vet"), 2):
        send(clerk, "appointment_step", case.code, key, on=day, seen=number)
    asked = clerk.get(reverse("appointment_step", args=[case.code, "appoint"])).content.decode()
    assert f'value="{today().year + 5}' in asked
    send(clerk, "appointment_step", case.code, "appoint", on=day, seen=4, until="")
    assert Post.objects.unguarded(WHY).get(kind="concurrent_committee_member").person_id == board.librarian.pk
    assert "兼职委员 陈馆长" in words(clerk, "steering_committee", code)
    assert "不变；不占领导班子职数" in words(clerk, "appointment", case.code)


def test_what_lies_with_the_level_above_is_not_taken_back_to_be_decided_below(clerk: Client, board: Board) -> None:
    """Handed over to himself, whoever nominated would vet and appoint."""
    secretary = signed_in(board.desks.sunny)
    place, day = board.street.sunny, today().isoformat()
    send(clerk, "steering_set_up", organisation=str(place), on=day, basis="")
    send(secretary, "appointment_new", place.code, unit=LIBRARY, who="陈馆长", post="馆长", on=day, submission="a" * 32)
    case = Case.objects.unguarded(WHY).get()
    send(secretary, "appointment_step", case.code, "nominate", on=day, seen=2)
    handed = {"seen": 3, "organisation": str(place), "reason": "由本社区办理"}
    assert secretary.post(reverse("case_hand", args=[case.code]), handed).status_code == 403
    assert secretary.get(reverse("appointment_step", args=[case.code, "vet"])).status_code == 403
    assert clerk.get(reverse("case_hand", args=[case.code])).status_code == 200


def test_a_step_that_does_not_wait_says_so(clerk: Client, board: Board) -> None:
    one = proposed(board, made(board), named(board, "陈馆长"))
    assert "还不能办理" in words(clerk, "appointment_step", one.case.code, "appoint")
    assert clerk.get(reverse("appointment_step", args=[one.case.code, "nothing"])).status_code == 404


def test_whoever_was_appointed_is_set_free_on_a_page(clerk: Client, board: Board) -> None:
    one = appointed(board, proposed(board, made(board), named(board, "陈馆长")))
    send(clerk, "appointment_end", one.case.code, on=today().isoformat(), reason="")
    assert Appointment.objects.unguarded(WHY).get().ended_on is None
    send(clerk, "appointment_end", one.case.code, on=today().isoformat(), reason="调离单位")
    assert Appointment.objects.unguarded(WHY).get().ended_on == today()


def test_a_conference_is_planned_with_what_is_late_and_expects_the_members(clerk: Client, board: Board) -> None:
    row = made(board)
    raised(board, row)
    code, matter = board.street.street.code, Case.objects.unguarded(WHY).get().code
    assert "图书馆周末开放（逾期" in words(clerk, "steering_conference", code)
    facts = {"on": today().isoformat(), "title": "党建联席会议", "items": "共用停车场\n共用停车场\n\n志愿服务", "late": matter}
    long = clerk.post(reverse("steering_conference", args=[code]), {**facts, "items": f"共用停车场\n{'长' * 201}"})
    assert (long.status_code, "第 2 个议题有 201 个字，最多 200 个。" in long.content.decode()) == (422, True)
    leads = send(clerk, "steering_conference", code, **facts)
    found = Gathering.objects.unguarded(WHY).get()
    assert leads == reverse("gathering", args=[found.code])
    page = words(clerk, "gathering", found.code)
    assert "1. 协调事项进展：图书馆周末开放" in page
    assert "3. 志愿服务" in page
    assert "应到 2 人" in page


def test_the_next_conference_is_as_a_rule_at_the_hour_and_place_of_the_last(clerk: Client, board: Board) -> None:
    code = made(board).organisation.code
    facts = {"on": today().isoformat(), "begins": "09:30", "place": "三楼会议室", "title": "党建联席会议", "items": "志愿服务"}
    send(clerk, "steering_conference", code, **facts)
    page = clerk.get(reverse("steering_conference", args=[code])).content.decode()
    assert [f'value="{known}"' in page for known in ("09:30", "三楼会议室")] == [True, True]


def test_the_page_of_a_conference_leads_from_a_line_to_its_matter(clerk: Client, board: Board) -> None:
    row = made(board)
    well(add_member(by=board.by(), committee=row, who=named(board, "赵所长", outside=True), seat=SeatKind.MEMBER, on=SET_UP))
    conference = planned(board, row, "共用停车场")
    part = words(clerk, "conference_matters", conference.code)
    assert "1. 共用停车场 转为协调事项" in part
    assert f"不在名册上的成员 赵所长（{LIBRARY}馆长） 登记到会" in part
    form = clerk.get(reverse("conference_matter_raise", args=[conference.code]) + "?item=1").content.decode()
    assert 'value="共用停车场"' in form
    sent = {"title": "共用停车场", "matter": "错时开放", "raised_by": LIBRARY, "on": today().isoformat(), "submission": "b" * 32}
    leads = send(clerk, "conference_matter_raise", conference.code, query="?item=1", **sent)
    case = Case.objects.unguarded(WHY).get()
    assert leads == reverse("case", args=[case.code])
    assert ConferenceMatter.objects.unguarded(WHY).get().case_id == case.pk
    assert "转为协调事项" not in words(clerk, "conference_matters", conference.code)
    assert reverse("case", args=[case.code]) in clerk.get(reverse("conference_matters", args=[conference.code])).content.decode()


def test_a_member_of_no_roll_who_came_is_written_down_as_in_attendance(clerk: Client, board: Board) -> None:
    row = made(board)
    for name in ("赵所长", "孙站长"):
        well(add_member(by=board.by(), committee=row, who=named(board, name, outside=True), seat=SeatKind.MEMBER, on=SET_UP))
    conference = planned(board, row, "共用停车场")
    send(clerk, "conference_guests", conference.code, names=f"赵所长（{LIBRARY}馆长）")
    assert Part.objects.unguarded(WHY).get(gathering=conference).attended_by == f"赵所长（{LIBRARY}馆长）"
    assert f"不在名册上的成员 孙站长（{LIBRARY}馆长） 登记到会" in words(clerk, "conference_matters", conference.code)


def test_what_is_late_is_put_on_the_agenda_from_the_conference(clerk: Client, board: Board) -> None:
    row = made(board)
    raised(board, row)
    conference = planned(board, row, "共用停车场")
    assert "列入议程" in words(clerk, "conference_matters", conference.code)
    send(clerk, "conference_late", conference.code, late=Case.objects.unguarded(WHY).get().code)
    assert "2. 协调事项进展：图书馆周末开放" in words(clerk, "gathering", conference.code)


def test_a_conference_of_an_organisation_without_a_committee_says_so(clerk: Client, board: Board) -> None:
    conference = make_gathering(board.street.spring, part(GatheringKind.JOINT_CONFERENCE, board.street.spring), on=today())
    assert "还没有成立指导委员会" in words(clerk, "conference_matters", conference.code)
    assert clerk.get(reverse("conference_late", args=[conference.code])).status_code == 404


def test_a_unit_raises_a_matter_on_the_page_of_the_committee(clerk: Client, board: Board) -> None:
    made(board)
    sent = {"title": "周末开放", "matter": "自习室", "raised_by": LIBRARY, "on": today().isoformat(), "submission": "c" * 32}
    send(clerk, "steering_matter", board.street.street.code, **sent)
    case = Case.objects.unguarded(WHY).get()
    assert (case.subject_kind, case.subject_code) == ("resident_unit", board.unit.code)


def test_the_three_tiers_are_printed(clerk: Client, board: Board) -> None:
    for place in (board.street.street, board.street.sunny, board.library):
        made(board, place)
    answer = clerk.get(reverse("steering_chart"))
    assert answer.status_code == 200
    assert b"".join(answer).startswith(b"%PDF")


def test_the_paper_by_which_it_was_set_up_is_noted_later(clerk: Client, board: Board) -> None:
    committee = made(board)
    code = board.street.street.code
    assert clerk.post(reverse("steering_basis", args=[code]), {"basis": " "}).status_code == 422
    assert SteeringCommittee.objects.unguarded(WHY).get(pk=committee.pk).basis == "区委组织部通知"
    assert send(clerk, "steering_basis", code, basis="云组〔2026〕3号") == reverse("steering_committee", args=[code])
    assert SteeringCommittee.objects.unguarded(WHY).get(pk=committee.pk).basis == "云组〔2026〕3号"
    assert "云组〔2026〕3号" in words(clerk, "steering_committee", code)
