"""Pages of cases: the list, the board, one case, and acts on it."""

import io
import re
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.cases.desks import (
    ANSWER,
    ASKER,
    MATTER,
    TITLE,
    WHY,
    Desks,
    acting,
    assigned,
    brought_up,
    case,
    done,
    everything,
    make_desks,
    waiting,
)
from tests.register.factories import make_person
from tests.register.state import one_operation
from tests.register.views.asking import fields_of, refusals, said, send
from zhibu.access.terms import Role
from zhibu.cases import services
from zhibu.cases.dossier import told
from zhibu.cases.models import Case
from zhibu.cases.papers import papers_of
from zhibu.cases.presentation import HIDDEN, Shown
from zhibu.cases.queries.lists import places
from zhibu.cases.queries.log import documents_of, lines_of, standing, texts_of
from zhibu.cases.rules.acts import Deed
from zhibu.kernel.clock import today
from zhibu.mechanism.supervision.rules import SUPERVISED_MATTER
from zhibu.trail.models import ReadEntry

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=60)


@pytest.fixture
def desks() -> Desks:
    return make_desks()


@pytest.fixture
def clerk(desks: Desks) -> Client:
    return signed_in(desks.clerk)


@pytest.fixture
def sunny(desks: Desks) -> Client:
    return signed_in(desks.sunny)


def url(found: Case, end: str = "") -> str:
    return f"/cases/{found.code}/{end}"


# The list and the board.


def test_while_a_case_rests_no_last_day_is_told(desks: Desks, clerk: Client) -> None:
    found = assigned(desks, today())
    done(services.pause(by=acting(desks.clerk, today()), case=found, seen=2, reason="等"))
    text = words(clerk.get(url(found)))
    assert ("答复本人 暂停中，期限顺延" in text, "最迟" in text, "现在要办" in text) == (True, False, False)


def test_without_any_case_the_list_says_how_one_begins(clerk: Client) -> None:
    page = clerk.get("/cases/")
    assert "还没有办理事项 走访中群众反映的、会议定下来要督办的，在这里登记，系统提醒到期。" in words(page)
    assert 'href="/cases/new/visit_matter"' in page.content.decode()


def test_the_list_tells_state_step_day_and_place(desks: Desks, clerk: Client) -> None:
    found = assigned(desks, today() - LONG_AGO)
    (step,) = waiting(found)
    assert f"{found.code} {TITLE} 已逾期 答复本人 {step[2]} 阳光社区党委 向阳街道党工委 反映事项 {found.opened_on}" in words(
        clerk.get("/cases/")
    )


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("", ["逾期的", "新来的", "停下的"]),
        ("?late=yes", ["逾期的"]),
        ("?state=paused", ["停下的"]),
        ("?step=visit_matter.answer", ["逾期的", "停下的"]),
        ("?step=visit_matter.assign", ["新来的"]),
        ("?procedure=supervised_matter", []),
        ("?q=新来", ["新来的"]),
        ("?sort=-latest", ["停下的", "新来的", "逾期的"]),
    ],
)
def test_the_list_is_narrowed_and_ordered(desks: Desks, clerk: Client, query: str, titles: list[str]) -> None:
    assigned(desks, today() - LONG_AGO, title="逾期的")
    rests = assigned(desks, today(), title="停下的")
    done(services.pause(by=acting(desks.clerk, today()), case=rests, seen=2, reason="等"))
    brought_up(desks, today(), title="新来的")
    page = clerk.get(f"/cases/{query}").content.decode()
    assert re.findall(r'class="name">([^<]+)</a>', page) == titles


def test_a_branch_sees_what_is_held_there_and_a_community_what_it_was_given(desks: Desks, clerk: Client, sunny: Client) -> None:
    brought_up(desks, today(), holder=desks.street.sunny_first, title="支部的")
    assigned(desks, today(), to=desks.street.spring, title="春晖的")
    seen = {
        name: [title for title in ("支部的", "春晖的") if title in words(client.get("/cases/"))]
        for name, client in {"clerk": clerk, "sunny": sunny, "spring": signed_in(desks.spring), "branch": signed_in(desks.branch)}.items()
    }
    assert seen == {"clerk": ["支部的", "春晖的"], "sunny": ["支部的"], "spring": ["春晖的"], "branch": ["支部的"]}


@pytest.mark.parametrize("address", ["/cases/", "/cases/board", "/cases/?state=open&procedure=visit_matter&q=灯"])
def test_lists_cost_the_same_for_one_case_and_for_three(desks: Desks, clerk: Client, address: str) -> None:
    assigned(desks, today())
    one = queries(lambda: clerk.get(address))
    for _ in range(2):
        brought_up(desks, today())
    assert (one, queries(lambda: clerk.get(address))) == (3, 3)


def test_the_board_shows_what_waits_step_by_step(desks: Desks, clerk: Client) -> None:
    assigned(desks, today() - LONG_AGO, title="先到期的")
    assigned(desks, today(), title="后到期的")
    brought_up(desks, today(), title="没有交办的")
    text = words(clerk.get("/cases/board"))
    order = [text.index(word) for word in ("交办 反映事项 1 件", "没有交办的", "答复本人 反映事项 2 件", "先到期的", "后到期的")]
    assert order == sorted(order)


def test_the_board_of_one_community_leaves_out_the_other(desks: Desks, clerk: Client) -> None:
    assigned(desks, today(), title="阳光的")
    assigned(desks, today(), to=desks.street.spring, title="春晖的")
    text = words(clerk.get(f"/cases/board?within={desks.street.spring.code}"))
    assert ("春晖的" in text, "阳光的" in text) == (True, False)


def test_the_list_as_a_sheet_has_the_columns_of_the_page(desks: Desks, clerk: Client) -> None:
    found = assigned(desks, today())
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(clerk.get("/cases/export")))).active
    assert sheet is not None
    rows = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert [str(cell) for cell in rows[-1][:4]] == [found.code, TITLE, "办理中", "答复本人"]
    assert ReadEntry.objects.filter(kind="export", field="办理事项", rows=1).count() == 1


# One case.


def test_the_page_of_a_case_tells_what_was_done_what_is_to_be_done_and_by_whom(desks: Desks, clerk: Client) -> None:
    found = assigned(desks, today())
    text = words(clerk.get(url(found)))
    (step,) = waiting(found)
    assert f"已完成： 交办 {today()} 答复本人 最迟 {step[2]} 本人确认" in text
    assert "答复本人 阳光社区党委 · 承办人；最迟" in text
    assert "依据：本地规定" in text
    assert "办理了“交办”，交给阳光社区党委 承办人：小李 周敏" in text


def test_a_case_costs_the_same_whatever_its_length(desks: Desks, clerk: Client) -> None:
    found = brought_up(desks, today(), asker="")
    one = queries(lambda: clerk.get(url(found)))
    done(services.pause(by=acting(desks.clerk, today()), case=found, seen=1, reason="等"))
    done(services.resume(by=acting(desks.clerk, today()), case=case(found.pk), seen=2))
    assert (one, queries(lambda: clerk.get(url(found)))) == (7, 7)


def test_who_asked_is_shown_to_those_who_steer_the_case_and_that_is_logged(desks: Desks) -> None:
    found = assigned(desks, today())
    officer = signed_in(make_account("weiyuan", Role.BRANCH_OFFICER, desks.street.sunny))
    told = words(officer.get(url(found)))
    assert (ASKER in told, HIDDEN in told, MATTER in told) == (False, True, True)
    assert not ReadEntry.objects.filter(kind="case").exists()
    assert ASKER in words(signed_in(desks.sunny).get(url(found)))
    assert list(ReadEntry.objects.filter(kind="case").values_list("actor", "reason")) == [("何春燕", found.code)]


def test_the_dossier_holds_what_the_reader_sees_and_is_logged(desks: Desks, clerk: Client) -> None:
    found = assigned(desks, today())
    answer = clerk.get(url(found, "dossier.pdf"))
    assert (answer.headers["Content-Type"], answer.content[:4], answer.headers["Cache-Control"]) == (
        "application/pdf",
        b"%PDF",
        "private, no-store",
    )
    assert ReadEntry.objects.filter(kind="export", field="案卷", reason=found.code).count() == 1


def test_the_dossier_tells_steps_log_and_who_printed_it_and_keeps_who_asked_from_others(desks: Desks) -> None:
    found = assigned(desks, today())
    officer = make_account("weiyuan", Role.BRANCH_OFFICER, desks.street.sunny, name="张晓芸")
    paper = {}
    for account in (desks.clerk, officer):
        by = acting(account, today())
        paper[account.display_name] = told(shown_to(by.reader, found), by)
    mine, theirs = paper["周敏"], paper["张晓芸"]
    assert (mine["title"], mine["code"], str(mine["printed"])[:2]) == (TITLE, found.code, "周敏")
    assert [step[:2] for step in mine["steps"]] == [["交办", "已办理"], ["答复本人", "正在办理"], ["本人确认", "未到"]]  # type: ignore[attr-defined]  # lists, as JSON takes them
    assert [line[2:] for line in mine["log"]] == [["登记立项", "", "周敏"], ["办理了“交办”，交给阳光社区党委", "承办人：小李", "周敏"]]  # type: ignore[attr-defined]  # the same
    assert (ASKER in str(mine["facts"]), ASKER in str(theirs["facts"]), HIDDEN in str(theirs["facts"])) == (True, False, True)


def shown_to(reader: Any, found: Case) -> Shown:
    it = standing(found)
    named = {line.organisation_id for line in it.lines if line.organisation_id}
    documents = documents_of(found)
    return Shown(it, reader, places({*named, it.state.holder}), texts_of(found), documents, today(), papers_of(found, documents))


def test_who_stayed_anonymous_is_not_asked_for(desks: Desks, clerk: Client) -> None:
    assert "反映人" not in words(clerk.get(url(brought_up(desks, today(), asker=""))))


def test_a_deadline_in_a_year_that_is_not_announced_says_so(desks: Desks, clerk: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhibu.cases.rules import state, working_days  # noqa: PLC0415  only here

    nothing_announced = working_days.Calendar(frozenset(), frozenset())
    monkeypatch.setattr(state.fold, "__defaults__", (nothing_announced,))
    assert "法定节假日安排未公布，按周末计算" in words(clerk.get(url(assigned(desks, today()))))


# Acts.


def test_a_matter_is_opened_by_hand(desks: Desks, clerk: Client) -> None:
    page = "/cases/new/visit_matter"
    assert fields_of(clerk, page) == ["submission", "organisation", "title", "on", "matter", "asker"]
    sent = {"submission": "b" * 32, "organisation": "向阳街道党工委", "title": TITLE, "on": today(), "matter": MATTER, "asker": ""}
    with one_operation("case.open"):
        answer = send(clerk, page, **sent)
    assert "已立项。" in said(clerk, answer)
    send(clerk, page, **sent)
    assert Case.objects.unguarded(WHY).count() == 1


def test_everything_wrong_with_a_matter_is_said_at_once(desks: Desks, clerk: Client) -> None:
    before = everything()
    told = refusals(send(clerk, "/cases/new/visit_matter", submission="b" * 32, organisation="哪里", title="", on=today(), matter=""))
    assert [one.partition("。")[0] for one in told] == ["请填写「事项名称」", "请填写「反映的情况」"]
    assert everything() == before


def test_a_step_is_done_from_its_page(desks: Desks, sunny: Client) -> None:
    found = assigned(desks, today())
    page = url(found, "steps/answer")
    assert fields_of(sunny, page) == ["seen", "on", "answer", "channel", "on_behalf_of"]
    with one_operation("case.step", about={("case", found.pk)}):
        answer = send(sunny, page, seen=2, on=today(), **ANSWER, on_behalf_of="社区主任 李某")
    assert "“答复本人”已办理。" in said(sunny, answer)
    assert lines_of(found.pk)[2].on_behalf_of == "社区主任 李某"


def test_whoever_was_overtaken_reads_it_and_keeps_what_was_typed(desks: Desks, clerk: Client) -> None:
    found = assigned(desks, today())
    by = acting(desks.sunny, today(), hour=0)
    done(services.pause(by=by, case=found, seen=2, reason="等"))
    done(services.resume(by=by, case=case(found.pk), seen=3))
    late = send(clerk, url(found, "steps/answer"), seen=2, on=today(), answer="写了很久的答复", channel="电话", on_behalf_of="")
    (told,) = refusals(late)
    assert re.fullmatch(r"何春燕.*暂停了事项；何春燕.*恢复了办理。怎么办：请看一看现在的情况，再决定是否提交；您填写的内容还在下面。", told)
    page = late.content.decode()
    assert ("写了很久的答复" in page, 'name="seen" value="4"' in page) == (True, True)
    assert lines_of(found.pk)[-1].number == 4
    again = send(clerk, url(found, "steps/answer"), seen=4, on=today(), answer="写了很久的答复", channel="电话", on_behalf_of="")
    assert again.status_code == 302
    assert texts_of(found)[5]["answer"] == "写了很久的答复"


def test_an_old_link_to_a_step_says_why_it_cannot_be_done(desks: Desks, clerk: Client) -> None:
    found = assigned(desks, today())
    text = words(clerk.get(url(found, "steps/assign")))
    assert f"“交办”已于{today()}办理。 依据：本地规定 怎么办：办错了的，请先作废再重新办理。" in text


@pytest.mark.parametrize("step", ["nonsense", "charge"])
def test_a_step_of_another_procedure_is_not_there(desks: Desks, clerk: Client, step: str) -> None:
    found = brought_up(desks, today())
    assert [clerk.get(url(found, f"steps/{step}{end}")).status_code for end in ("", "/void", "/reopen")] == [404, 404, 404]


@pytest.mark.parametrize(
    ("act", "sent", "told"),
    [
        ("pause", {"reason": "等供电公司"}, ("paused", "已暂停，期限不再计算。")),
        ("cancel", {"reason": "重复"}, ("cancelled", "已取消，记录仍可查看。")),
        ("steps/assign/void", {"reason": "交错了"}, ("voided", "“交办”已作废，请重新办理。")),
        ("hand", {"reason": "不在本社区", "organisation": "春晖社区党委"}, ("handed", "已转交，期限不变。")),
    ],
)
def test_a_case_is_steered_from_its_page(desks: Desks, clerk: Client, act: str, sent: dict[str, str], told: tuple[str, str]) -> None:
    found = assigned(desks, today())
    assert told[1] in said(clerk, send(clerk, url(found, act), seen=2, **sent))
    assert lines_of(found.pk)[-1].kind == told[0]


def test_whoever_was_given_a_task_neither_ends_it_nor_stops_its_clock(desks: Desks, clerk: Client, sunny: Client) -> None:
    """A supervised matter, a problem that an assessment named: the organisation above set the day, and looks whether it was done."""
    found = assigned(desks, today())
    offered = [act.label for act in (*sunny.get(url(found)).context["head"].acts, *sunny.get(url(found)).context["head"].more)]
    assert [label for label in offered if label.startswith(("暂停", "取消", "作废"))] == []
    for act in ("pause", "cancel", "steps/assign/void"):
        assert send(sunny, url(found, act), seen=2, reason="不想办").status_code == 403
    assert [line.kind for line in lines_of(found.pk)] == ["opened", "step"]
    send(sunny, url(found, "steps/answer"), seen=2, on=today(), **ANSWER, on_behalf_of="")
    assert send(sunny, url(found, "steps/answer/reopen"), seen=3, reason="再办").status_code == 403
    assert send(sunny, url(found, "steps/answer/void"), seen=3, reason="写错了").status_code == 302
    assert send(clerk, url(found, "steps/assign/void"), seen=4, reason="交错了").status_code == 302


def test_the_one_who_asked_was_not_content(desks: Desks, clerk: Client, sunny: Client) -> None:
    found = assigned(desks, today())
    send(sunny, url(found, "steps/answer"), seen=2, on=today(), **ANSWER, on_behalf_of="")
    assert "没有解决的，退回“答复本人”" in words(clerk.get(url(found)))
    answer = send(clerk, url(found, "steps/answer/reopen"), seen=3, reason="灯又坏了")
    text = said(clerk, answer)
    assert "已退回“答复本人”。" in text
    assert "退回“答复本人”重新办理 原因：灯又坏了 周敏" in text


def test_a_document_is_registered_and_the_step_goes_on(desks: Desks, clerk: Client) -> None:
    opening = services.Opening(SUPERVISED_MATTER, "老楼加装电梯", today(), {"matter": "年内加装三部"})
    found = done(services.open_case(by=acting(desks.clerk, today()), organisation=desks.street.street, opening=opening))
    posts = {"first_post": "书记", "direct_post": "副书记", "executing_post": "社区书记"}
    sent = {"seen": 1, "on": today(), "organisation": "阳光社区党委", "until": today() + LONG_AGO, **posts, "on_behalf_of": ""}
    told = refusals(send(clerk, url(found, "steps/charge"), **sent))
    assert told == ["还缺“会议决定或纪要”。依据：本地规定怎么办：材料到了以后，请先登记存放在哪里。"]
    send(clerk, url(found, "document"), document="resolution", on=today(), kept_at="党政办铁柜")
    assert "已有 会议决定或纪要" in words(clerk.get(url(found)))
    assert send(clerk, url(found, "steps/charge"), **sent).status_code == 302


def test_a_step_of_the_head_is_not_done_by_others(desks: Desks, clerk: Client) -> None:
    opening = services.Opening(SUPERVISED_MATTER, "老楼加装电梯", today(), {"matter": "年内加装三部"})
    found = done(services.open_case(by=acting(desks.clerk, today()), organisation=desks.street.street, opening=opening))
    by, held = acting(desks.clerk, today()), desks.street.street
    posts = {"first_post": "书记", "direct_post": "副书记", "executing_post": "社区书记"}
    for document in ("resolution", "progress_report", "result"):
        services.register_document(by=by, case=found, document=document, on=today(), kept_at="柜")
    deeds = [
        Deed("charge", today(), posts, until=today()),
        Deed("report", today(), {"progress": "过半"}),
        Deed("finish", today(), {"result": "办完"}),
    ]
    for seen, deed in enumerate(deeds, start=1):
        done(services.act(by=by, case=found, seen=seen, deed=deed, organisation=held if deed.step == "charge" else None))
    before = everything()
    page = url(found, "steps/check")
    assert [clerk.get(page).status_code, send(clerk, page, seen=4, on=today(), verdict="属实").status_code] == [403, 403]
    assert everything() == before
    secretary = signed_in(make_account("shuji", Role.STREET_SECRETARY, held))
    assert send(secretary, page, seen=4, on=today(), verdict="属实", on_behalf_of="").status_code == 302


# The workbench.


def test_a_step_stands_on_the_workbench_of_whoever_must_act(desks: Desks, clerk: Client, sunny: Client) -> None:
    for branch in (desks.street.sunny_first, desks.street.spring_first):
        make_person(branch)
    assigned(desks, today())
    shown = ["轮到您办理的事项" in words(client.get("/")) for client in (clerk, sunny, signed_in(desks.spring))]
    assert shown == [False, True, False]


def test_many_steps_are_counted_and_lead_to_the_list(desks: Desks, clerk: Client) -> None:
    make_person(desks.street.sunny_first)
    one = queries(lambda: clerk.get("/"))
    for _ in range(7):
        brought_up(desks, today())
    assert "轮到您办理的事项 全部 7 件" in words(clerk.get("/"))
    assert queries(lambda: clerk.get("/")) == one
