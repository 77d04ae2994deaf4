"""Minutes on pages: typed over the agenda, on paper with a photo, saved by two, checked, signed, corrected."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.files.samples import jpeg
from tests.gatherings.meetings import WHY, holdings, make_gathering, mark, part, parts, sign, write
from tests.register.factories import Street, actor, make_person, make_street
from tests.register.state import nothing_written
from tests.register.views.asking import fields_of, refusals, said, send
from zhibu.access.terms import Role
from zhibu.files.models import FileRecord
from zhibu.gatherings.models import Gathering, Minutes, Resolution
from zhibu.gatherings.services.minutes import write_minutes
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.clock import today

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]
Kind = GatheringKind


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def secretary(street: Street) -> Client:
    return signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first, name="陈立"))


@pytest.fixture
def officer(street: Street) -> Client:
    return signed_in(make_account("weiyuan", Role.BRANCH_OFFICER, street.sunny_first, name="赵敏"))


def meeting(street: Street, kind: Kind = Kind.MEMBERS_MEETING, **facts: object) -> Gathering:
    return make_gathering(street.sunny_first, part(kind, street.sunny_first, **facts), on=today(), by=actor(today()))


def url(gathering: Gathering, act: str = "write", number: int = 1) -> str:
    return reverse(f"gathering_minutes_{act}", args=[gathering.code, number])


def seen_on(client: Client, address: str) -> str:
    """The version that a page of signing shows."""
    found = re.search(r'name="seen" value="([0-9:;]+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def page(client: Client, gathering: Gathering) -> str:
    return words(client.get(reverse("gathering_minutes", args=[gathering.code])))


def stored(gathering: Gathering) -> list[tuple[int, str, str]]:
    found = Minutes.objects.unguarded(WHY).filter(part__gathering=gathering).order_by("version")
    return list(found.values_list("version", "state", "text"))


def test_the_agenda_is_the_frame_and_decisions_are_lines(street: Street, secretary: Client) -> None:
    gathering = meeting(street, items=("学习文件", "讨论计划"))
    assert "1. 学习文件\n\n\n2. 讨论计划\n</textarea>" in secretary.get(url(gathering)).content.decode()
    answer = send(
        secretary, url(gathering), text="1. 学习文件\n都发了言", resolutions="同意计划。\n\n按月检查。", chair="王芳", recorder="赵敏"
    )
    text = said(secretary, answer)
    assert "会议记录已保存。" in text
    assert "都发了言" in text
    assert [one.text for one in Resolution.objects.unguarded(WHY).order_by("number")] == ["同意计划。", "按月检查。"]
    assert [(one.chair, one.recorder) for one in parts(gathering)] == [("王芳", "赵敏")]


def test_only_what_the_kind_asks_for_is_asked(street: Street, secretary: Client) -> None:
    lecture, criticism = meeting(street, Kind.LECTURE), meeting(street, Kind.ORGANISATIONAL_LIFE_MEETING)
    assert fields_of(secretary, url(lecture)) == ["seen", "topic", "lecturer", "text", "resolutions", "on_paper", "kept_at"]
    assert fields_of(secretary, url(criticism)) == ["seen", "topic", "chair", "recorder", "resolutions", "on_paper", "kept_at"]


def test_who_would_save_over_another_is_told_by_name_keeps_the_text_and_may_save_again(
    street: Street, secretary: Client, officer: Client
) -> None:
    gathering = meeting(street)
    send(secretary, url(gathering), text="第一稿")
    send(officer, url(gathering), text="赵敏改的", seen=0)
    with nothing_written():
        answer = send(secretary, url(gathering), text="陈立改的", seen=0)
    assert refusals(answer) == ["会议内容：赵敏在您打开以后保存过。怎么办：您写的还在下面；请对照新的内容再保存。"]
    body = answer.content.decode()
    assert ("陈立改的</textarea>" in body, "赵敏改的" in body, 'name="seen" value="1"' in body) == (True, True, True)
    send(secretary, url(gathering), text="陈立改的", seen=1)
    assert stored(gathering) == [(1, "draft", "陈立改的")]


def test_the_photo_of_the_hand_written_page_is_the_minutes(street: Street, secretary: Client) -> None:
    gathering = meeting(street)
    send(secretary, url(gathering), text="", resolutions="同意计划。", on_paper="on", kept_at="记录本第 12 页")
    upload = SimpleUploadedFile("记录.jpg", jpeg(), "image/jpeg")
    answer = secretary.post(url(gathering, "attach"), {"attachments": upload, "upload_token": "a" * 32})
    text = said(secretary, answer)
    assert "已添加 1 个附件。" in text
    assert "手写记录，存放：记录本第 12 页" in text
    file = FileRecord.objects.unguarded(WHY).get()
    assert (file.subject_code, secretary.get(reverse("file", args=[file.code])).status_code) == (f"{gathering.code}-1-1", 200)


def test_a_photo_is_seen_by_whoever_sees_the_minutes_and_stays_once_they_are_signed(street: Street, secretary: Client) -> None:
    person = make_person(street.sunny_first, "丁一")
    gathering = meeting(street)
    send(secretary, url(gathering), text="记录", resolutions="同意。")
    secretary.post(url(gathering, "attach"), {"attachments": SimpleUploadedFile("a.jpg", jpeg(), "image/jpeg"), "upload_token": "a" * 32})
    file = FileRecord.objects.unguarded(WHY).get()
    beside = signed_in(make_account("pangbian", Role.BRANCH_SECRETARY, street.sunny_second))
    assert beside.get(reverse("file", args=[file.code])).status_code == 404
    mark(gathering, {person: Presence.PRESENT}, by=actor(today()))
    sign(gathering, by=actor(today()), on=today())
    secretary.post(reverse("file_remove", args=[file.code]), {"reason": "换一张"})
    again = SimpleUploadedFile("b.jpg", jpeg(), "image/jpeg")
    assert secretary.post(url(gathering, "attach"), {"attachments": again, "upload_token": "b" * 32}).status_code == 422
    assert [one.removed_at for one in FileRecord.objects.unguarded(WHY)] == [None]


def test_it_is_checked_by_somebody_else(street: Street, secretary: Client, officer: Client) -> None:
    gathering = meeting(street)
    send(officer, url(gathering), text="记录")
    with nothing_written():
        assert len(refusals(send(officer, url(gathering, "check")))) == 1
    assert "已核对 最后保存 赵敏" in said(secretary, send(secretary, url(gathering, "check")))
    send(officer, url(gathering), text="又改了", seen=0)
    assert stored(gathering) == [(1, "draft", "又改了")]


def test_what_was_signed_is_corrected_by_a_new_version_with_its_reason(street: Street, secretary: Client) -> None:
    person = make_person(street.sunny_first, "丁一")
    gathering = meeting(street)
    mark(gathering, {person: Presence.PRESENT}, by=actor(today()))
    write(gathering, "原稿", by=actor(today()))
    sign(gathering, by=actor(today()), on=today())
    with nothing_written():
        assert len(refusals(send(secretary, url(gathering), text="直接改"))) == 1
        assert len(refusals(send(secretary, url(gathering, "correct"), text="改稿"))) == 1
    text = said(secretary, send(secretary, url(gathering, "correct"), text="改稿", reason="漏了一句"))
    assert "第 2 版" in text
    assert "第 1 版（已更正）" in text
    assert "原稿" in text
    assert stored(gathering) == [(1, "superseded", "原稿"), (2, "draft", "改稿")]


@pytest.mark.parametrize("versions", [1, 3])
def test_the_page_takes_as_many_queries_for_one_version_as_for_three(street: Street, secretary: Client, versions: int) -> None:
    person = make_person(street.sunny_first, "丁一")
    gathering = meeting(street)
    mark(gathering, {person: Presence.PRESENT}, by=actor(today()))
    write(gathering, by=actor(today()))
    sign(gathering, by=actor(today()), on=today())
    for number in range(versions - 1):
        send(secretary, url(gathering, "correct"), text=f"第{number}次", reason="更正")
        agreeing = reverse("gathering_sign_correction", args=[gathering.code, holdings(gathering)[0].pk])
        send(secretary, agreeing, seen=seen_on(secretary, agreeing))
    assert queries(lambda: secretary.get(reverse("gathering_minutes", args=[gathering.code]))) == 8


def test_where_the_pages_were_kept_before_is_offered_and_only_by_the_same_organisation(street: Street, secretary: Client) -> None:
    for host, kept_at in ((street.sunny_first, "支部记录本"), (street.sunny_first, "支部档案柜"), (street.sunny_second, "别处的柜子")):
        held = make_gathering(host, part(Kind.LECTURE, host), on=today(), by=actor(today()))
        assert write_minutes(by=actor(today()), part=parts(held)[0], text="", on_paper=True, kept_at=kept_at).done
    answer = secretary.get(url(meeting(street)))
    offered = re.search(r"<datalist[^>]*>(.*?)</datalist>", answer.content.decode(), re.DOTALL)
    assert offered is not None
    assert re.findall(r'value="([^"]*)"', offered[1]) == ["支部档案柜", "支部记录本"]


def fact(client: Client, gathering: Gathering, label: str) -> list[str]:
    html = client.get(reverse("gathering_minutes", args=[gathering.code])).content.decode()
    return re.findall(rf"<dt>{label}</dt>\s*<dd>\s*([^<]*?)\s*<", html)


def test_the_page_says_gathering_and_day_once_and_all_lines_of_the_agenda(street: Street, secretary: Client) -> None:
    made = meeting(street, topic="研究分工", items=("研究分工", "研究经费", "通报情况"))
    day = f"{today().year}年{today().month}月{today().day}日"
    html = secretary.get(reverse("gathering_minutes", args=[made.code])).content.decode()
    assert re.findall(rf">\s*([^<>]* · {day})\s*<", html) == [f"支部党员大会 · {day}"]
    assert fact(secretary, made, "议题或主题") == ["研究分工；研究经费；通报情况"]
    field = re.findall(r'name="topic" value="([^"]*)"', secretary.get(url(made)).content.decode())
    assert field == ["研究分工；研究经费；通报情况"]


def test_what_was_typed_as_the_subject_of_a_part_stays(street: Street, secretary: Client) -> None:
    made = meeting(street, topic="换届动员", items=("研究分工", "研究经费"))
    assert fact(secretary, made, "议题或主题") == ["换届动员"]


def test_who_was_to_record_stands_in_the_box_and_an_empty_box_leaves_him(street: Street, secretary: Client) -> None:
    one = meeting(street, chair="王芳", recorder="王芳")
    assert re.findall(r'name="recorder"(?: value="([^"]*)")?', secretary.get(url(one)).content.decode()) == ["王芳"]
    send(secretary, url(one), text="记录", recorder="", chair="陈立")
    assert [(each.chair, each.recorder) for each in parts(one)] == [("陈立", "王芳")]


def test_a_correction_says_who_recorded_and_makes_the_record_complete(street: Street, secretary: Client) -> None:
    gathering = meeting(street, recorder="")
    mark(gathering, {make_person(street.sunny_first, "丁一"): Presence.PRESENT}, by=actor(today()))
    write(gathering, by=actor(today()))
    sign(gathering, by=actor(today()), on=today())
    told = {"text": "记录", "resolutions": "同意。", "reason": "漏填记录人", "recorder": "赵敏"}
    agreeing = reverse("gathering_sign_correction", args=[gathering.code, holdings(gathering)[0].pk])
    before = holdings(gathering)[0].complete
    send(secretary, url(gathering, "correct"), **told)
    send(secretary, url(gathering), text="记录", resolutions="同意。", recorder="赵小敏", seen=0)
    send(secretary, agreeing, seen=seen_on(secretary, agreeing))
    assert (before, [(one.complete, one.part.recorder) for one in holdings(gathering)]) == (False, [(True, "赵小敏")])


def test_before_the_day_minutes_are_said_to_decide_nothing_yet(street: Street, secretary: Client) -> None:
    told = "会议还没有召开，这里写的是草稿；开过并签批以后，决议才算数。"
    plan = part(Kind.MEMBERS_MEETING, street.sunny_first)
    ahead = make_gathering(street.sunny_first, plan, on=today() + timedelta(days=5), by=actor(today()))
    sent = {"text": "拟研究分工。", "topic": "分工"}
    answers = [words(secretary.post(url(one), sent, follow=True)) for one in (ahead, meeting(street))]
    assert (told in words(secretary.get(url(ahead))), f"草稿已保存。{told}" in answers[0], told in answers[1]) == (True, True, False)


def test_the_button_is_what_is_next(street: Street, secretary: Client, officer: Client) -> None:
    gathering, call = meeting(street), reverse("gathering_attendance", args=["G000001"])
    told = []

    def look(client: Client, address: str = reverse("gathering_minutes", args=["G000001"])) -> None:
        told.append(re.findall(r'class="btn go" href="[^"]*">([^<]*)<', client.get(address).content.decode()))

    make_person(street.sunny_first, "丁一")
    look(secretary)
    send(secretary, url(gathering), text="记录")
    look(secretary)
    look(secretary, call)
    secretary.post(call, {"rest": "present"})
    for client, *address in ((secretary, call), (secretary,), (officer,)):
        look(client, *address)
    assert told == [["写会议记录"], ["点名"], [], ["下一步：会议记录"], ["签批"], ["修改"]]
