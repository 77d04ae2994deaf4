"""A unit's contact works by link: what is seen, what is done in whose name, and what a stranger cannot do."""

import json
from base64 import b64decode
from collections.abc import Mapping
from datetime import timedelta
from io import BytesIO
from typing import Any, Final

import pytest
from openpyxl import load_workbook

from tests.mechanism.coordination import sharing
from tests.mechanism.coordination.sharing import codes, confirmed, delivered, link, need, offer, partner, project, school
from tests.register.factories import TODAY, Street, actor, make_street
from zhibu.mechanism.coordination import services
from zhibu.mechanism.coordination.models import LiaisonArrival, LiaisonLink, Need, Offer, Project
from zhibu.mechanism.coordination.queries.liaison import pages_for
from zhibu.mechanism.coordination.queries.lists import need_rows
from zhibu.mechanism.coordination.queries.states import need_state, project_state
from zhibu.mechanism.coordination.rules.acts import Said
from zhibu.mechanism.coordination.services import sheets
from zhibu.mechanism.coordination.services.arriving import handle
from zhibu.mechanism.coordination.services.publishing import renew_pages
from zhibu.mechanism.coordination.services.rows import Side
from zhibu.mechanism.coordination.services.sheets import forget_sheets
from zhibu.mechanism.coordination.terms import NeedState, PartnerKind, ProjectState, Returned
from zhibu.postbox.arrivals import HANDLERS, Arrival, NotTaken
from zhibu.postbox.models import Publication
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

WHY: Final = "测试"
DAY: Final = timedelta(days=1)


@pytest.fixture
def street() -> Street:
    return make_street()


def outside(found: LiaisonLink) -> dict[str, Any]:
    """What stands at the portal."""
    told: dict[str, Any] = json.loads(Publication.objects.unguarded(WHY).get(page="liaison", key=found.key).content or "{}")
    return told


def rows(page: Mapping[str, Any], title: str) -> list[str]:
    """The first column of a section."""
    return [row[0] for section in page["sections"] if section["title"].endswith(title) for row in section["rows"]]


def kinds(page: Mapping[str, Any]) -> list[str]:
    return [form["kind"] for form in page["forms"]]


def came(found: LiaisonLink, deed: str, *, number: int = 1, after: timedelta = timedelta(), **content: Any) -> LiaisonArrival:
    """Something was sent, and handled."""
    moment = actor().at + after
    handle(Arrival(deed, found.key, content, moment, number, moment))
    return LiaisonArrival.objects.unguarded(WHY).get(number=str(number))


def test_every_kind_of_arrival_has_a_handler() -> None:
    assert {kind for kind, handler in HANDLERS.items() if handler is handle} == {
        "liaison.answer", "liaison.decline", "liaison.retract", "liaison.offer", "liaison.need", "liaison.confirm", "liaison.sheet",
    }  # fmt: skip


def test_the_page_shows_what_is_asked_of_this_unit_and_nothing_of_another(street: Street) -> None:
    found, army = school(street), partner(street.sunny)
    need(street.sunny, "问所有单位")
    need(street.sunny, "只问连队", asked=army)
    need(street.spring, "别的社区")
    offer(army, "连队的礼堂")
    page = outside(link(found))
    assert rows(page, "向本单位提出的需求") == ["问所有单位"]
    assert "连队" not in json.dumps(page, ensure_ascii=False)
    assert kinds(page) == ["liaison.answer", "liaison.decline", "liaison.offer", "liaison.need", "liaison.sheet"]


def test_the_page_follows_what_is_recorded_and_goes_with_the_link(street: Street) -> None:
    army = partner(street.sunny)
    found = link(army)
    assert rows(outside(found), "向本单位提出的需求") == []
    need(street.sunny)
    offer(army)
    assert [rows(outside(found), title) for title in ("向本单位提出的需求", "本单位的资源")] == [["暑托班要一间教室"], ["周末可以借用教室"]]
    assert services.revoke_link(by=actor(), link=found, reason="联系人换了").done
    assert outside(found) == {}


def told(page: Mapping[str, Any], title: str) -> list[list[str]]:
    """The rows of a section."""
    return [row for section in page["sections"] if section["title"].endswith(title) for row in section["rows"]]


def choices(page: Mapping[str, Any], kind: str) -> list[str]:
    """The needs that a form offers; none where there is no such form."""
    return [code for form in page["forms"] if form["kind"] == kind for code, _ in form["fields"][0]["choices"]]


def state_now(wanted: Need) -> NeedState:
    return need_state(Need.objects.unguarded(WHY).select_related("case").get(pk=wanted.pk))


def test_an_answer_becomes_an_offer_in_the_name_of_the_unit_and_waits_for_somebody_to_match(street: Street) -> None:
    army = partner(street.sunny)
    found, wanted = link(army), need(street.sunny)
    arrived = came(found, "liaison.answer", need=wanted.code, title="礼堂可以借", detail="周末", until="2026-08-31")
    given = Offer.objects.unguarded(WHY).get()
    assert (arrived.refused, arrived.said, arrived.need_id, arrived.offer_id) == ("", "", wanted.pk, given.pk)
    assert (given.title, given.partner_id, Project.objects.unguarded(WHY).count()) == ("礼堂可以借", army.pk, 0)
    assert state_now(wanted) is NeedState.OPEN
    who = Operation.objects.filter(act="coordination.offer").get()
    assert (who.actor, who.account_id, who.channel) == (f"某部驻军连队联络员（凭链接 {found.code}）", None, "portal")


def test_whoever_answered_sees_so_and_others_may_still_answer(street: Street) -> None:
    army, other = link(partner(street.sunny)), link(school(street))
    wanted = need(street.sunny)
    came(army, "liaison.answer", need=wanted.code, title="礼堂可以借")
    page = outside(army)
    assert told(page, "本单位最近发送的") == [["答复需求：暑托班要一间教室", f"{TODAY.isoformat()} 发送；礼堂可以借；已收到，等对接"]]
    assert told(page, "向本单位提出的需求") == [["暑托班要一间教室", "场地设施；本单位已答复，等对接"]]
    assert [choices(page, kind) for kind in ("liaison.answer", "liaison.decline")] == [[], []]
    assert came(army, "liaison.answer", number=2, need=wanted.code, title="还有一间").refused.endswith("或者已经答复过了。")
    assert choices(outside(other), "liaison.answer") == [wanted.code]
    assert came(other, "liaison.answer", number=3, need=wanted.code, title="教室可以借").refused == ""
    assert (Offer.objects.unguarded(WHY).count(), state_now(wanted)) == (2, NeedState.OPEN)
    other_need = need(street.sunny, "合唱比赛要一位指挥")
    rows = need_rows(Need.objects.unguarded(WHY).all(), TODAY)
    assert {row.id: row.said for row in rows} == {wanted.pk: "有答复，待对接", other_need.pk: "待答复"}


def test_the_liaison_sees_what_became_of_an_answer(street: Street) -> None:
    army, other = link(partner(street.sunny)), link(school(street))
    wanted = need(street.sunny)
    taken = came(army, "liaison.answer", need=wanted.code, title="礼堂可以借").offer
    came(other, "liaison.answer", number=2, need=wanted.code, title="教室可以借")
    assert taken is not None
    project(wanted, Offer.objects.unguarded(WHY).select_related("organisation", "partner").get(pk=taken.pk))
    became = [told(outside(one), "本单位最近发送的")[0][1] for one in (army, other)]
    assert became == [
        f"{TODAY.isoformat()} 发送；礼堂可以借；已对接，项目待约定",
        f"{TODAY.isoformat()} 发送；教室可以借；这次没有用上，需求已有别的单位提供",
    ]


def test_a_liaison_says_that_nothing_can_be_given_and_may_answer_later(street: Street) -> None:
    army = partner(street.sunny)
    found, wanted = link(army), need(street.sunny)
    arrived = came(found, "liaison.decline", need=wanted.code)
    assert (arrived.refused, arrived.need_id, arrived.offer_id, state_now(wanted)) == ("", wanted.pk, None, NeedState.OPEN)
    page = outside(found)
    assert told(page, "向本单位提出的需求") == [["暑托班要一间教室", "场地设施；本单位已告知不能提供"]]
    assert told(page, "本单位最近发送的") == [["不能提供：暑托班要一间教室", f"{TODAY.isoformat()} 发送；已告知"]]
    assert [choices(page, kind) for kind in ("liaison.answer", "liaison.decline")] == [[wanted.code], []]
    assert came(found, "liaison.answer", number=2, need=wanted.code, title="礼堂可以借").refused == ""
    assert came(found, "liaison.decline", number=3, need=wanted.code).refused.endswith("或者已经答复过了。")


def test_a_slip_is_taken_back_and_answered_anew_until_it_became_a_project(street: Street) -> None:
    army, other = link(partner(street.sunny)), link(school(street))
    wanted = need(street.sunny)
    came(army, "liaison.answer", need=wanted.code, title="礼堂可以借")
    assert choices(outside(army), "liaison.retract") == [wanted.code]
    assert came(other, "liaison.retract", number=2, need=wanted.code).refused.startswith("没有可以收回的答复")
    assert came(army, "liaison.retract", number=3, need=wanted.code).refused == ""
    page = outside(army)
    assert told(page, "本单位最近发送的")[0] == ["收回答复：礼堂可以借", f"{TODAY.isoformat()} 发送；已收回"]
    assert [choices(page, kind) for kind in ("liaison.answer", "liaison.decline", "liaison.retract")] == [[wanted.code]] * 2 + [[]]
    again = came(army, "liaison.answer", number=4, need=wanted.code, title="礼堂可以借").offer
    assert again is not None
    project(wanted, Offer.objects.unguarded(WHY).select_related("organisation", "partner").get(pk=again.pk))
    late = came(army, "liaison.retract", number=5, need=wanted.code)
    assert (bool(late.refused), Offer.objects.unguarded(WHY).get(pk=again.pk).withdrawn_on) == (True, None)


def test_what_one_button_does_at_once_is_chosen_by_hand(street: Street) -> None:
    army = link(partner(street.sunny))
    need(street.sunny)
    first = {form["kind"]: form["fields"][0] for form in outside(army)["forms"]}
    assert ["value" in first[kind] for kind in ("liaison.answer", "liaison.decline")] == [True, False]


def test_what_was_refused_is_told_without_the_words(street: Street) -> None:
    found = link(partner(street.sunny))
    came(found, "liaison.offer", kind="venue", title="打13800001111")
    assert told(outside(found), "本单位最近发送的") == [["登记资源", f"{TODAY.isoformat()} 发送；没有采用：写了手机号码或者身份号码"]]
    assert "13800001111" not in json.dumps(outside(found))


def test_a_need_that_is_over_is_neither_answered_nor_declined(street: Street) -> None:
    found, wanted = link(partner(street.sunny)), need(street.sunny)
    assert services.withdraw_need(by=actor(), need=wanted, reason="不要了").done
    answer = came(found, "liaison.answer", need=wanted.code, title="礼堂")
    refused = [answer.refused, came(found, "liaison.decline", number=2, need=wanted.code).refused]
    assert (all(refused), Offer.objects.unguarded(WHY).count()) == (True, 0)


def test_the_same_arrival_twice_does_once(street: Street) -> None:
    found = link(partner(street.sunny))
    for _ in range(2):
        came(found, "liaison.offer", kind="venue", title="礼堂")
    assert Offer.objects.unguarded(WHY).count() == 1


def test_a_form_that_was_sent_twice_asks_once_and_an_address_made_twice_is_one(street: Street) -> None:
    army = partner(street.sunny)
    found = link(army)
    assert (link(army), LiaisonLink.objects.unguarded(WHY).count()) == (found, 1)
    refused = [came(found, "liaison.need", number=at, kind="people", title="要社区志愿者").refused for at in (1, 2)]
    assert (refused, Need.objects.unguarded(WHY).count()) == (["", "同一方已经登记了同名的一条。"], 1)


@pytest.mark.parametrize(
    "number", ["138 0000 1111", "１３８００００１１１１", "3号楼 301 13800001111", "138-0000-1111", "110101 19900307 123X"]
)
def test_no_number_of_a_person_goes_out_whoever_wrote_it_wherever(street: Street, number: str) -> None:
    army = partner(street.sunny)
    found, made = link(army), project(None, offer(army))
    said = f"请找张三 {number}"
    asked = need(street.sunny, of=army)
    refused = [
        services.return_need(by=actor(), need=asked, why=Returned.NOBODY, reason=said),
        services.agree(by=actor(), project=made, seen=sharing.seen(made), what=said, how="电话", until=TODAY + DAY),
        services.deliver(by=actor(), project=sharing.agreed(made), seen=sharing.seen(sharing.again(made)), outcome=said),
    ]
    assert [codes(one) for one in refused] == [["personal"]] * 3
    assert came(found, "liaison.offer", kind="venue", title="礼堂", detail=said).refused == "写了手机号码或者身份号码。"
    assert "张三" not in json.dumps(outside(found), ensure_ascii=False)


def test_a_need_of_the_unit_and_its_confirmation_come_by_link(street: Street) -> None:
    army = partner(street.sunny)
    found, made = link(army), delivered(project(None, offer(army)))
    assert kinds(outside(found)) == ["liaison.confirm", "liaison.offer", "liaison.need", "liaison.sheet"]
    came(found, "liaison.need", kind="people", title="要社区志愿者")
    came(found, "liaison.confirm", number=2, project=made.code, verdict="yes")
    done = sharing.again(made)
    assert (project_state(done), done.confirmed_how) == (ProjectState.THANK, f"凭链接确认 {found.code}")
    assert Need.objects.unguarded(WHY).values_list("partner", "title").get() == (army.pk, "要社区志愿者")
    assert rows(outside(found), "年已落实并确认的") == ["暑期托管"]


@pytest.mark.parametrize(
    ("deed", "content", "reason"),
    [
        ("liaison.offer", {"kind": "venue", "title": "礼" * 90}, "“名称”超过 60 个字。"),
        ("liaison.offer", {"kind": "venue", "title": "礼堂", "organisation": "1"}, "有表单里没有的栏目。"),
        ("liaison.offer", {"kind": "venue", "title": "礼堂", "until": "2020-01-01"}, "日期 2020-01-01 已经过去。"),
        ("liaison.need", {"kind": "venue", "title": "一间教室", "since": "2026-12-01"}, "有表单里没有的栏目。"),
        ("liaison.answer", {"need": "X999999", "title": "礼堂", "detail": ""}, "没有选类别。"),
        ("liaison.answer", {"need": "' OR 1=1 --\0", "title": "礼堂"}, "没有选类别。"),
        ("liaison.confirm", {"project": "M999999", "verdict": "yes"}, "选的那一条不在这个单位可以答复的里面，或者已经答复过了。"),
    ],
)
def test_what_makes_no_sense_is_kept_as_refused_with_the_reason(street: Street, deed: str, content: dict[str, Any], reason: str) -> None:
    arrived = came(link(partner(street.sunny)), deed, **content)
    assert arrived.refused == reason
    assert (Offer.objects.unguarded(WHY).count(), Project.objects.unguarded(WHY).count()) == (0, 0)


def test_the_need_of_another_community_or_asked_of_another_unit_is_not_answered(street: Street) -> None:
    army, other = partner(street.sunny), partner(street.sunny, "结对乡", PartnerKind.TOWNSHIP)
    found = link(army)
    strange = [need(street.spring), need(street.sunny, asked=other), need(street.sunny, of=other)]
    refused = [came(found, "liaison.answer", number=at, need=one.code, title="礼堂").refused for at, one in enumerate(strange)]
    assert all(refused)
    assert (Offer.objects.unguarded(WHY).count(), Project.objects.unguarded(WHY).count()) == (0, 0)


def test_the_project_of_another_unit_is_not_confirmed(street: Street) -> None:
    made = delivered(project(None, offer(partner(street.sunny, "结对乡", PartnerKind.TOWNSHIP))))
    arrived = came(link(partner(street.sunny)), "liaison.confirm", project=made.code, verdict="yes")
    assert (bool(arrived.refused), project_state(sharing.again(made))) == (True, ProjectState.CONFIRM)


def test_whoever_says_that_it_was_not_so_is_heard_by_the_clerk(street: Street) -> None:
    army = partner(street.sunny)
    made = delivered(project(None, offer(army)))
    arrived = came(link(army), "liaison.confirm", project=made.code, verdict="no", note="只办了一周")
    assert (arrived.refused, "只办了一周" in arrived.said) == ("对方认为“暑期托管”情况不符。", True)
    assert project_state(sharing.again(made)) is ProjectState.CONFIRM
    assert services.arrival_seen(by=actor(), arrival=arrived).done


def test_a_link_that_is_over_or_was_never_issued_does_nothing(street: Street) -> None:
    found = link(partner(street.sunny), until=TODAY + DAY)
    late = came(found, "liaison.offer", after=2 * DAY, kind="venue", title="礼堂")
    assert late.refused == "提交时链接已经停用或者到期。"
    assert services.revoke_link(by=actor(), link=found, reason="换人").done
    assert came(found, "liaison.offer", number=2, kind="venue", title="礼堂").refused == late.refused
    with pytest.raises(NotTaken):
        handle(Arrival("liaison.offer", "T000001-guessed", {"kind": "venue", "title": "礼堂"}, actor().at, 3, actor().at))
    assert not Offer.objects.unguarded(WHY).exists()


def test_a_link_is_renewed_with_another_address_and_the_old_one_is_over(street: Street) -> None:
    old = link(partner(street.sunny))
    done = services.renew_link(by=actor(), link=old, until=TODAY + 60 * DAY, reason="续期")
    fresh = LiaisonLink.objects.unguarded(WHY).get(pk=done.row_id)
    assert (fresh.key != old.key, outside(old), "forms" in outside(fresh)) == (True, {}, True)
    assert codes(
        services.renew_link(by=actor(), link=LiaisonLink.objects.unguarded(WHY).get(pk=old.pk), until=TODAY + DAY, reason="x")
    ) == ["over"]


def test_the_trail_does_not_tell_the_address(street: Street) -> None:
    found = link(partner(street.sunny))
    told = "".join(str(row) for row in Operation.objects.filter(act="coordination.link").values())
    assert found.key not in told


def sheet_of(found: LiaisonLink) -> Any:
    """The files that wait for a liaison."""
    row = Publication.objects.unguarded(WHY).filter(page="sheet", key=found.key, withdrawn_at=None).first()
    return json.loads(row.content) if row else None


def test_the_sheet_of_a_year_waits_for_whoever_asked_for_it_and_for_nobody_else(street: Street) -> None:
    army, found_school = partner(street.sunny), school(street)
    found, other = link(army), link(found_school)
    confirmed(project(need(street.sunny), offer(army)))
    assert came(found, "liaison.sheet", year="2026").refused == ""
    files = sheet_of(found)
    assert (files["name"], sheet_of(other)) == ("某部驻军连队_2026年共驻共建情况", None)
    assert b64decode(files["pdf"]).startswith(b"%PDF")
    pages = {one.title: one for one in load_workbook(BytesIO(b64decode(files["xlsx"]))).worksheets}
    assert "暑期托管" in [cell.value for row in pages["已落实并确认的项目"].rows for cell in row]
    assert Publication.objects.unguarded(WHY).get(page="sheet").until == actor().day + timedelta(days=7)


def test_a_sheet_goes_with_its_days_and_with_the_link(street: Street) -> None:
    found = link(partner(street.sunny))
    came(found, "liaison.sheet", year="2025")
    assert forget_sheets(by=actor(actor().day + timedelta(days=7))) == 0
    assert forget_sheets(by=actor(actor().day + timedelta(days=8))) == 1
    assert sheet_of(found) is None
    came(found, "liaison.sheet", number=2, year="2026")
    assert services.revoke_link(by=actor(), link=found, reason="联系人换了").done
    assert sheet_of(found) is None


def test_no_more_sheets_wait_than_a_bundle_can_carry(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST", 1)
    first, second = link(partner(street.sunny)), link(school(street))
    came(first, "liaison.sheet", year="2026")
    assert came(first, "liaison.sheet", number=2, year="2025").refused == ""
    assert came(second, "liaison.sheet", number=3, year="2026").refused == "现在领取情况表的单位太多。"
    assert sheet_of(second) is None


def test_pages_are_renewed_when_a_day_has_changed_them_and_else_left_alone(street: Street) -> None:
    army = partner(street.sunny)
    found = link(army)
    given = services.add_offer(by=actor(), side=Side(street.sunny, army), said=Said("venue", "礼堂", until=actor().day + timedelta(days=3)))
    assert (given.done, rows(outside(found), "本单位的资源")) == (True, ["礼堂"])
    before = Publication.objects.unguarded(WHY).get().number
    assert (renew_pages(by=actor()), Publication.objects.unguarded(WHY).get().number) == (1, before)
    renew_pages(by=actor(actor().day + timedelta(days=4)))
    assert rows(outside(found), "本单位的资源") == []


def test_no_page_asks_for_more_when_more_partners_have_links(street: Street, django_assert_num_queries: Any) -> None:
    partners = [partner(street.sunny, f"单位{number}") for number in range(3)]
    need(street.sunny)
    for some in (partners[:1], partners):
        with django_assert_num_queries(6):
            pages_for([one.pk for one in some], TODAY)
