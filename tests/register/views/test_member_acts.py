"""What is done with a person on a page: one form each; it is done, or everything that stands against it is said and nothing is written."""

from datetime import timedelta
from typing import Any

import pytest

from tests.access.pages import words
from tests.register.factories import LONG_SINCE, actor, identity_number, make_organisation, make_person, person
from tests.register.state import nothing_written, one_operation, spans
from tests.register.views.asking import fields_of, refusals, said, send
from tests.register.views.conftest import Browser, Desk
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, Draft
from zhibu.accounts.services import save_draft
from zhibu.kernel.clock import now
from zhibu.kernel.decisions import Objection
from zhibu.register.models import (
    CheckNote,
    Education,
    ManagementCategory,
    Mark,
    Membership,
    MemberStatus,
    MoveProposal,
    Occupation,
    Person,
    Post,
)
from zhibu.register.services.members import note_checks
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import OrganisationKind, PostKind
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.trail.door import recording
from zhibu.trail.models import Operation

NUMBER = identity_number(LONG_SINCE.replace(year=1985), 1)


@pytest.fixture
def one(desk: Desk) -> Person:
    return make_person(desk.street.sunny_first, "张三", phone="13800001234", native_place="河南郑州", by=actor(desk.today))


def at(one: Person, act: str) -> str:
    return f"/members/{one.code}/{act}"


Happy = tuple[dict[str, str], str, Any, tuple[str, ...], list[tuple[str, ...]]]

HAPPY: dict[str, Happy] = {
    "leave": ({"how": "died"}, "member.died", Membership, ("ending",), [("died",)]),
    "category": (
        {"category": "retired", "reason": "已退休"},
        "member.category",
        ManagementCategory,
        ("category",),
        [("resident",), ("retired",)],
    ),
    "mark": ({"mark": "abroad", "detail": "日本"}, "member.mark", Mark, ("mark", "detail"), [("abroad", "日本")]),
    "hardship": ({"detail": "重病"}, "member.care", Mark, ("mark", "detail"), [("hardship", "重病")]),
    "education": (
        {"level": "university", "school": "某大学"},
        "member.education",
        Education,
        ("level", "school"),
        [("university", "某大学")],
    ),
    "occupation": ({"occupation": "retired"}, "member.occupation", Occupation, ("occupation",), [("retired",)]),
    "post": ({"organisation": "阳光社区党委", "kind": "secretary"}, "member.post", Post, ("kind",), [("secretary",)]),
}


EMPTY = {
    "leave": ["请选择「减少原因」。", "请填写「日期」。"],
    "category": ["请选择「管理类别」。", "请填写「日期」。"],
    "mark": ["请选择「标记」。", "请填写「日期」。"],
    "hardship": ["请填写「日期」。"],
    "education": ["请填写「日期」。"],
    "occupation": ["请选择「工作岗位」。", "请填写「日期」。"],
    "post": ["请填写「党组织」。", "请选择「职务」。", "请填写「日期」。"],
    "status": ["请选择「人员类别」。", "请填写「日期」。"],
}


@pytest.mark.parametrize("act", HAPPY)
def test_what_changes_from_today_on(desk: Desk, one: Person, act: str) -> None:
    form, operation, model, columns, expected = HAPPY[act]
    assert desk.clerk.get(at(one, act)).status_code == 200
    with one_operation(operation, about={("person", one.pk)}):
        answer = send(desk.clerk, at(one, act), on=desk.today, **form)
    assert answer["Location"] == f"/members/{one.code}/"
    assert [row[: len(columns)] for row in spans(model, one.pk, *columns)] == expected


@pytest.mark.parametrize("act", [*HAPPY, "status"])
def test_a_form_with_nothing_in_it_says_so_and_writes_nothing(desk: Desk, one: Person, act: str) -> None:
    with nothing_written():
        told = refusals(send(desk.clerk, at(one, act)))
    assert told == EMPTY[act]


@pytest.mark.parametrize("act", HAPPY)
def test_nothing_is_recorded_before_it_happened(desk: Desk, one: Person, act: str) -> None:
    with nothing_written():
        (told,) = refusals(send(desk.clerk, at(one, act), on=desk.today + timedelta(days=1), **HAPPY[act][0]))
    assert told.startswith("日期")


def test_the_double_click_of_a_category_does_nothing_and_that_of_a_leave_is_refused(desk: Desk, one: Person) -> None:
    send(desk.clerk, at(one, "category"), on=desk.today, category="retired")
    with nothing_written():
        assert send(desk.clerk, at(one, "category"), on=desk.today, category="retired").status_code == 302
    send(desk.clerk, at(one, "leave"), on=desk.today, how="left")
    with nothing_written():
        (told,) = refusals(send(desk.clerk, at(one, "leave"), on=desk.today, how="left"))
    assert told.startswith("日期：当天不在任何党支部的名册上。依据：《中国共产党党员教育管理工作条例》第二十五条怎么办：")


def test_a_status_step_and_one_that_cannot_be(desk: Desk) -> None:
    applicant = make_person(desk.street.sunny_first, "申请人", status=Status.APPLICANT, category=None, by=actor(desk.today))
    send(desk.clerk, at(applicant, "status"), on=desk.today, status="activist")
    assert [status for status, _, _ in spans(MemberStatus, applicant.pk, "status")] == ["applicant", "activist"]
    with nothing_written():
        (told,) = refusals(send(desk.clerk, at(applicant, "status"), on=desk.today, status="applicant"))
    assert told.startswith("人员类别：不能由入党积极分子改为入党申请人。")


def test_a_mark_ends(desk: Desk, one: Person) -> None:
    send(desk.clerk, at(one, "mark"), on=LONG_SINCE, mark="abroad")
    send(desk.clerk, at(one, "mark"), on=desk.today, mark="abroad", ends="on")
    assert spans(Mark, one.pk, "mark") == [("abroad", LONG_SINCE, desk.today)]
    with nothing_written():
        (told,) = refusals(send(desk.clerk, at(one, "mark"), on=desk.today, mark="abroad", ends="on"))
    assert told.startswith("当天没有“出国（境）”这个标记。")


def test_a_group_of_the_own_branch_is_chosen_and_left(desk: Desk, one: Person) -> None:
    group = make_organisation("一组", OrganisationKind.GROUP, desk.street.sunny_first, by=actor(desk.today))
    other = make_organisation("二组", OrganisationKind.GROUP, desk.street.spring_first, by=actor(desk.today))
    send(desk.clerk, at(one, "group"), on=LONG_SINCE, group=group.code)
    send(desk.clerk, at(one, "group"), on=desk.today, group="none")
    assert spans(Membership, one.pk, "organisation_id", relation="group") == [(group.pk, LONG_SINCE, desk.today)]
    with nothing_written():
        assert refusals(send(desk.clerk, at(one, "group"), on=desk.today, group=other.code)) == ["「党小组」没有这个选项，请重新选择。"]


def test_a_post_ends_once(desk: Desk, one: Person) -> None:
    hold_post(by=actor(desk.today), person=one, organisation=desk.street.sunny, kind=PostKind.SECRETARY, on=LONG_SINCE)
    held = Post.objects.unguarded("测试").get()
    url = at(one, f"posts/{held.pk}/end")
    with one_operation("member.post_ended", about={("person", one.pk)}):
        send(desk.clerk, url, on=desk.today)
    with nothing_written():
        (told,) = refusals(send(desk.clerk, url, on=desk.today))
    assert told.startswith(f"日期：任职已于{desk.today}结束。")
    other = make_person(desk.street.sunny_first, "李四", by=actor(desk.today))
    assert desk.clerk.get(at(other, f"posts/{held.pk}/end")).status_code == 404


def test_a_proposal_is_made_once_and_settled_once(desk: Desk, one: Person) -> None:
    send(desk.clerk, at(one, "move"), target="春晖社区第一党支部", note="已搬家")
    with nothing_written():
        send(desk.clerk, at(one, "move"), target="春晖社区第一党支部", note="已搬家")
    assert "建议转接到春晖社区第一党支部" in words(desk.clerk.get(f"/members/{one.code}/"))
    proposal = MoveProposal.objects.unguarded("测试").get()
    send(desk.clerk, at(one, f"proposals/{proposal.pk}"), reason="本人不同意")
    assert desk.clerk.get(at(one, f"proposals/{proposal.pk}")).status_code == 404
    assert person(one.pk).now_organisation_id == desk.street.sunny_first.pk


def test_a_note_is_closed_once(desk: Desk, one: Person) -> None:
    with recording(actor(desk.today), "import.rosters") as work:
        note_checks(work, one.pk, [Objection("very_old", "按出生日期推算已超过 120 岁。", field="birth_date")], desk.today)
    note = CheckNote.objects.unguarded("测试").get()
    assert "按出生日期推算已超过 120 岁。 有误的请先“更正信息”" in words(desk.clerk.get(at(one, f"notes/{note.pk}")))
    with one_operation("member.checked", about={("person", one.pk)}):
        send(desk.clerk, at(one, f"notes/{note.pk}"))
    assert desk.clerk.get(at(one, f"notes/{note.pk}")).status_code == 404


def test_two_records_become_one(desk: Desk, one: Person) -> None:
    double = make_person(desk.street.spring_first, "张三", id_number=NUMBER, by=actor(desk.today))
    with nothing_written():
        assert refusals(send(desk.clerk, at(one, "merge"), other="R999999")) == [
            "另一条记录的编号：没有找到这个编号的记录。怎么办：请核对编号，如R000123。"
        ]
        (told,) = refusals(send(desk.clerk, at(one, "merge"), other=one.code))
    assert told == "另一条记录的编号：选择的是同一条记录。怎么办：请选择另一条记录。"
    with one_operation("member.merge"):
        assert "已合并。" in said(desk.clerk, send(desk.clerk, at(one, "merge"), other=double.code.lower()))
    assert person(double.pk).merged_into_id == one.pk


def test_hardship_is_chosen_in_no_other_form(desk: Desk, one: Person) -> None:
    assert "困难" not in words(desk.clerk.get(at(one, "mark")))
    with nothing_written():
        assert refusals(send(desk.clerk, at(one, "mark"), on=desk.today, mark="hardship")) == ["「标记」没有这个选项，请重新选择。"]


def test_hardship_is_a_matter_of_two_roles(desk: Desk, somebody: Browser, one: Person) -> None:
    send(desk.clerk, at(one, "hardship"), on=LONG_SINCE, detail="重病")
    assert "生活困难 2001-07-01 起 重病" in words(desk.clerk.get(f"/members/{one.code}/"))
    assert Operation.objects.latest("pk").reason == ""
    secretary = somebody(Role.BRANCH_SECRETARY, desk.street.sunny_first)
    assert "生活困难" in words(secretary.get(f"/members/{one.code}/"))
    for role in (Role.STREET_SECRETARY, Role.COMMUNITY_SECRETARY, Role.BRANCH_OFFICER):
        client = somebody(role, desk.street.sunny)
        page = client.get(f"/members/{one.code}/").content.decode()
        assert ("困难" in page, "重病" in page) == (False, False)
        with nothing_written():
            assert send(client, at(one, "hardship"), on=desk.today, detail="x").status_code == 403
    own = somebody(Role.MEMBER, desk.street.sunny_first, person=one)
    assert "困难" not in own.get(f"/members/{one.code}/").content.decode()
    send(desk.clerk, at(one, "hardship"), on=desk.today, ends="on")
    assert spans(Mark, one.pk, "mark") == [("hardship", LONG_SINCE, desk.today)]


@pytest.mark.parametrize("url", ["/members/new", "/members/{}/correct"])
def test_long_forms_keep_what_is_typed_and_forget_it_when_it_is_sent(desk: Desk, one: Person, url: str) -> None:
    address = url.format(one.code)
    page = desk.clerk.get(address).content.decode()
    key = "member_register" if address.endswith("new") else f"member_correct-{one.code}"
    assert f'data-draft="/drafts/{key}"' in page
    save_draft(account_id=Account.objects.get(username="clerk").pk, key=key, fields={"name": "半"}, now=now())
    form = {"organisation": desk.street.sunny_first.code, "status": "full", "on": desk.today, "name": "李四"}
    assert "data-draft-bound" in send(desk.clerk, address, name="").content.decode()
    assert Draft.objects.count() == 1
    send(desk.clerk, address, **form)
    assert Draft.objects.count() == 0


def test_what_is_asked_stands_in_the_order_of_the_form(desk: Desk, one: Person) -> None:
    assert fields_of(desk.clerk, at(one, "leave")) == ["how", "on", "reason"]
    assert fields_of(desk.clerk, at(one, "hardship")) == ["on", "ends", "detail"]
    assert fields_of(desk.clerk, "/members/new")[:8] == [
        "organisation",
        "status",
        "category",
        "on",
        "name",
        "id_number",
        "sex",
        "birth_date",
    ]
