"""A pasted list is shown before it is written; what is not clear is asked, nothing is half-written."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.gatherings.meetings import WHY, members_meeting, parts
from tests.gatherings.views.test_attendance import marks
from tests.register.factories import Street, actor, identity_number, make_person, make_street
from tests.register.state import nothing_written
from tests.register.views.asking import refusals, said, send
from zhibu.access.terms import Role
from zhibu.gatherings.models import Attendance, Gathering
from zhibu.kernel.clock import today
from zhibu.register.terms.people import MemberStatus

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def secretary(street: Street) -> Client:
    return signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first, name="陈立"))


@pytest.fixture
def gathering(street: Street) -> Gathering:
    for name in ("丁一", "丁二", "丁三"):
        make_person(street.sunny_first, name)
    return members_meeting(street.sunny_first, on=today(), by=actor(today()))


def url(gathering: Gathering) -> str:
    return reverse("gathering_paste", args=[gathering.code])


def test_a_clear_list_is_shown_and_then_written(secretary: Client, gathering: Gathering) -> None:
    text = "#接龙\n1. 丁一\n2. 丁二（请假）\n3. 丁三 线上\n下午两点在二楼"
    with nothing_written():
        shown = words(send(secretary, url(gathering), text=text))
    assert "到会 1 人： 丁一 请假 1 人： 丁二 线上参加 1 人： 丁三 没有当作名字的文字： 接龙 下午两点在二楼" in shown
    assert marks(gathering) == []
    answer = said(secretary, send(secretary, url(gathering), text=text, confirmed="1"))
    assert "名单已写入：识别出 3 个名字。" in answer
    assert [(name, presence) for _, name, presence in marks(gathering)] == [("丁二", "on_leave"), ("丁三", "remote"), ("丁一", "present")]


def test_namesakes_are_asked_and_nothing_is_written_before(street: Street) -> None:
    numbers = (identity_number(date(1960, 5, 1)), identity_number(date(1970, 5, 1)))
    _, second = (make_person(street.sunny_second, "丁一", id_number=number) for number in numbers)
    make_person(street.sunny_second, "丁二")
    gathering = members_meeting(street.sunny_second, on=today(), by=actor(today()))
    secretary = signed_in(make_account("erzhi", Role.BRANCH_SECRETARY, street.sunny_second))
    with nothing_written():
        answer = send(secretary, url(gathering), text="丁一 丁二", confirmed="1")
    assert refusals(answer) == ["请选择「丁一」。"]
    assert marks(gathering) == []
    send(secretary, url(gathering), text="丁一 丁二", confirmed="1", **{"who-0": second.code})
    found = Attendance.objects.unguarded(WHY).filter(person=second)
    assert [one.presence for one in found] == ["present"]


def test_somebody_unknown_is_in_attendance_by_name_or_from_another_roll_or_not_at_all(
    secretary: Client, gathering: Gathering, street: Street
) -> None:
    applicant = make_person(street.sunny_first, "钱七", status=MemberStatus.APPLICANT)
    stranger = make_person(street.spring_first, "孙八")
    shown = words(send(secretary, url(gathering), text="钱七、孙八、李九"))
    assert f"列席：钱七（{street.sunny_first}，入党申请人，{applicant.code}）" in shown
    assert stranger.code not in shown
    send(secretary, url(gathering), text="钱七、孙八、李九", confirmed="1", **{"who-0": applicant.code, "who-1": "name", "who-2": "none"})
    found = Attendance.objects.unguarded(WHY).values_list("person__name", "standing", "presence", "votes")
    assert list(found) == [("钱七", "in_attendance", "present", False)]
    assert [one.attended_by for one in parts(gathering)] == ["孙八"]


def test_somebody_whom_nobody_offered_is_not_taken(secretary: Client, gathering: Gathering, street: Street) -> None:
    stranger = make_person(street.spring_first, "孙八")
    with nothing_written():
        answer = send(secretary, url(gathering), text="孙八", confirmed="1", **{"who-0": stranger.code})
    assert answer.status_code == 422


def test_by_proxy_and_said_in_two_ways_have_to_be_answered(secretary: Client, gathering: Gathering) -> None:
    text = "丁一 代、丁二、丁二 请假"
    assert len(refusals(send(secretary, url(gathering), text=text, confirmed="1"))) == 2
    send(secretary, url(gathering), text=text, confirmed="1", **{"how-0": "absent", "how-1": "on_leave"})
    assert [(name, presence) for _, name, presence in marks(gathering)] == [("丁二", "on_leave"), ("丁一", "absent")]


def test_the_text_comes_back_to_be_mended(secretary: Client, gathering: Gathering) -> None:
    answer = send(secretary, url(gathering), text="丁一 丁 二二", again="1")
    assert (answer.status_code, "丁一 丁 二二</textarea>" in answer.content.decode()) == (200, True)
