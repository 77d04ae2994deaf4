"""Pages of messages: read by those whom they are for, published, printed, withdrawn by those who may."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.files.samples import HEIC
from tests.messages.telling import told
from tests.register.factories import Street, make_person, make_street
from zhibu.access.terms import Role
from zhibu.files.queries import attached
from zhibu.kernel.clock import today
from zhibu.messages.models import Message
from zhibu.messages.presentation import group_text
from zhibu.messages.terms import Audience
from zhibu.register.models import Organisation

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


def browser(role: Role, place: Organisation) -> Client:
    return signed_in(make_account(f"{role}-{place.pk}", role, place))


def at(message: Message, name: str = "message") -> str:
    return reverse(name, args=[message.code])


def test_opening_a_message_takes_it_off_the_bell(street: Street) -> None:
    member = browser(Role.MEMBER, street.sunny_first)
    made = told(street.sunny, body="第一行\n<b>第二行</b>")
    assert member.get(reverse("messages_count")).content == b"1"
    page = member.get(at(made)).content.decode()
    assert "第一行<br>&lt;b&gt;第二行&lt;/b&gt;" in page
    assert member.get(reverse("messages_count")).content == b"0"


@pytest.mark.parametrize("name", ["message", "message_print", "message_text", "message_attach", "message_withdraw"])
def test_what_is_for_others_is_not_there(street: Street, name: str) -> None:
    made = told(street.spring, "机密的事")
    secretary = browser(Role.COMMUNITY_SECRETARY, street.sunny)
    assert [secretary.get(at(made, name)).status_code, secretary.post(at(made, name), {"reason": "测试"}).status_code] == [404, 404]
    assert (
        "机密的事"
        not in secretary.get(reverse("messages")).content.decode() + secretary.get(reverse("messages_published")).content.decode()
    )
    assert Message.objects.unguarded("测试").get(pk=made.pk).withdrawn_at is None


def test_whoever_reads_a_message_may_not_do_more_with_it(street: Street) -> None:
    made = told(street.sunny)
    officer = browser(Role.BRANCH_OFFICER, street.sunny_first)
    names = ("message_print", "message_text", "message_attach", "message_withdraw")
    assert [officer.post(at(made, name), {"reason": "测试"}).status_code for name in names] == [403] * 4
    page = officer.get(at(made)).content.decode()
    assert [word for word in ("添加附件", "撤回", "打印通知") if word in page] == []


def test_a_message_is_written_and_stands_for_its_people(street: Street) -> None:
    secretary = browser(Role.BRANCH_SECRETARY, street.sunny_first)
    form = {
        "organisation": "阳光社区第一党支部", "audience": Audience.EVERYBODY.value, "until": (today() + timedelta(days=3)).isoformat(),
        "title": "周五下午三点开会", "summary": "社区二楼会议室", "body": "讨论三件事。",
    }  # fmt: skip
    refused = secretary.post(reverse("message_new"), {**form, "title": "支部开会"})
    assert (refused.status_code, Message.objects.unguarded("测试").count()) == (422, 0)
    done = secretary.post(reverse("message_new"), form)
    made = Message.objects.unguarded("测试").get()
    assert (done.status_code, done.headers["Location"], made.published_by) == (
        302,
        at(made),
        "branch_secretary-" + f"{street.sunny_first.pk}的姓名",
    )


def test_nobody_publishes_beyond_the_own_reach(street: Street) -> None:
    secretary = browser(Role.BRANCH_SECRETARY, street.sunny_first)
    form = {"organisation": "阳光社区第二党支部", "audience": "everybody", "until": today().isoformat(), "title": "开会", "body": "正文"}
    assert secretary.post(reverse("message_new"), form).status_code == 422
    assert Message.objects.unguarded("测试").count() == 0


def test_the_notice_on_paper_names_whom_it_is_to_be_brought(street: Street) -> None:
    make_person(street.sunny_first, "没账号")
    made = told(street.sunny_first, body="讨论三件事。")
    page = browser(Role.BRANCH_SECRETARY, street.sunny_first).get(at(made, "message_print")).content.decode()
    assert ("讨论三件事。" in page, "<li>没账号</li>" in page) == (True, True)
    above = browser(Role.COMMUNITY_SECRETARY, street.sunny).get(at(made, "message_print")).content.decode()
    assert ("没账号</li>" in above, f"<li>{street.sunny_first.now_short_name}：1 人</li>" in above) == (False, True)


def test_the_text_for_a_group_says_nothing_of_what_it_is_about(street: Street) -> None:
    made = told(street.sunny_first, body="支部党员大会")
    assert group_text(made) == "【周五下午三点开会】\n带笔记本\n详情请看站内消息，或打电话问我。"
    page = browser(Role.BRANCH_SECRETARY, street.sunny_first).get(at(made, "message_text")).content.decode()
    assert ("【周五下午三点开会】" in page, "支部党员大会" in page) == (True, False)


def test_photos_are_attached_once_and_seen_by_its_people(street: Street) -> None:
    secretary = browser(Role.BRANCH_SECRETARY, street.sunny_first)
    made = told(street.sunny_first)
    answers = []
    for _ in range(2):
        files = [SimpleUploadedFile("合影.HEIC", HEIC), SimpleUploadedFile("坏的.jpg", b"\xff\xd8\xff none")]
        answers.append(secretary.post(at(made, "message_attach"), {"attachments": files, "upload_token": "t" * 32}))
    assert [one.status_code for one in answers] == [422, 422]
    assert "“坏的.jpg”不是完好的照片，读不出来。" in answers[0].content.decode()
    ((one,),) = attached("message", [made.code]).values()
    member, stranger = browser(Role.MEMBER, street.sunny_first), browser(Role.MEMBER, street.sunny_second)
    assert [client.get(f"/files/{one.code}").status_code for client in (secretary, member, stranger)] == [200, 200, 404]
    assert [client.post(f"/files/{one.code}/remove", {"reason": "测试"}).status_code for client in (member, secretary)] == [403, 302]


def test_a_withdrawn_message_is_gone_for_its_people_and_marked_for_its_publisher(street: Street) -> None:
    secretary, member = browser(Role.BRANCH_SECRETARY, street.sunny_first), browser(Role.MEMBER, street.sunny_first)
    made = told(street.sunny_first)
    assert secretary.post(at(made, "message_withdraw"), {"reason": "写错了"}).status_code == 302
    assert [client.get(at(made)).status_code for client in (member, secretary)] == [404, 200]
    assert "已撤回" in secretary.get(reverse("messages_published")).content.decode()
    sent = {"attachments": SimpleUploadedFile("a.txt", b"a"), "upload_token": "t"}
    assert secretary.post(at(made, "message_attach"), sent).status_code == 422
