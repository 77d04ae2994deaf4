"""The auditor verifies the trail on a page, sees how far it is sealed, and takes the head away."""

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.trail.tampering import delete, sql, write_entries
from zhibu.access.terms import Role
from zhibu.access.views import sealing
from zhibu.kernel.clock import now
from zhibu.trail.heads import kept_in, read_lines, send
from zhibu.trail.models import AuditEntry, Operation, Verification
from zhibu.trail.seals import heads, seal
from zhibu.trail.verifications import STALLED_AFTER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(tmp_path: Path, settings: Settings) -> Path:
    settings.HEADS_DIR, settings.HEADS_ELSEWHERE = tmp_path / "heads", None
    return tmp_path


@pytest.fixture
def auditor() -> Client:
    return signed_in(make_account("shenji", Role.AUDITOR, name="韩松"))


def page(client: Client) -> str:
    return words(client.get(reverse("audit_verify")))


def verify(client: Client) -> str:
    return words(client.post(reverse("audit_verify"), follow=True))


# Verifying.


def test_before_the_first_verification_the_page_says_what_to_do(auditor: Client) -> None:
    assert "还没有核对过 按“开始核对”" in page(auditor)
    assert "核对日志" in words(auditor.get(reverse("audit")))


def test_a_sound_trail_agrees(auditor: Client) -> None:
    write_entries(30)
    seal(now())
    send(now())
    text = verify(auditor)
    made = Verification.objects.get()
    assert (made.actor, made.found, made.heads, made.done) == ("韩松", 0, 1, Operation.objects.count() - 1 + AuditEntry.objects.count())
    assert "结果 相符" in text
    assert f"核对人 韩松 核对条数 {made.done} 对照的末值 1 个" in text


def test_a_row_tampered_with_is_named_with_its_time_and_what_to_do(auditor: Client) -> None:
    number = write_entries(30)[4]
    seal(now())
    at = heads()[1].at.astimezone(now().tzinfo)
    sql("UPDATE trail_auditentry SET path = '9' WHERE id = %s", number)
    text = verify(auditor)
    assert "结果 1 处不符" in text
    assert f"被改动 审计记录第 {number} 条 {at:%Y-%m-%d %H:%M} 之前写入。写入以后内容或校验值变了" in text
    assert "怎么办 先不要恢复、不要升级" in text


def test_the_verification_is_itself_recorded(auditor: Client) -> None:
    write_entries(30)
    verify(auditor)
    done = Operation.objects.latest("pk")
    total = Verification.objects.get().done
    assert (done.act, done.actor, done.reason) == ("audit.verify", "韩松", f"核对 {total} 条，相符")
    assert f"韩松 核对日志 核对 {total} 条，相符 网页" in words(auditor.get(reverse("audit")))


def test_a_cut_off_end_shows_when_heads_went_out_and_is_open_when_none_did(auditor: Client) -> None:
    write_entries(30)
    seal(now())
    assert "没有可对照的末值，日志末尾有没有缺失看不出来" in verify(auditor)
    last = write_entries(30)[-1]
    seal(now())
    send(now())
    delete(AuditEntry, last - 29, last)
    sql("DELETE FROM trail_seal WHERE stream = 'audit' AND last_id = %s", last)
    assert f"被截去 审计记录第 {last - 29} 至 {last} 条" in verify(auditor)
    assert "以前的核对" in page(auditor)


def test_a_long_trail_is_verified_beside_and_shows_its_progress(auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "AT_ONCE", 10)
    started: list[str] = []

    class Later:
        def __init__(self, target: object, name: str) -> None:
            started.append(name.partition(" ")[0])

        def start(self) -> None:
            """It has begun and goes on elsewhere."""

    monkeypatch.setattr(threading, "Thread", Later)
    write_entries(30)
    text = verify(auditor)
    assert (started, "正在核对日志：0 / " in text) == (["verification"], True)
    assert "开始核对" not in text
    assert "正在核对日志" in words(auditor.get(reverse("audit_verify_progress")))
    assert "已经在核对，请等它完成。" in verify(auditor)
    assert Verification.objects.count() == 1


def test_when_it_has_ended_the_page_is_loaded_anew(auditor: Client) -> None:
    assert auditor.get(reverse("audit_verify_progress")).headers["HX-Redirect"] == reverse("audit_verify")


def test_one_that_was_interrupted_does_not_block_the_next(auditor: Client) -> None:
    long_ago = now() - STALLED_AFTER - timedelta(minutes=1)
    Verification(actor="韩松", started_at=long_ago, touched_at=long_ago, total=5).save()
    assert "结果 相符" in verify(auditor)


def test_one_that_failed_says_nothing_and_can_be_made_again(auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("disk error")

    with monkeypatch.context() as context:
        context.setattr("zhibu.trail.verifications.kept", broken)
        with pytest.raises(OSError, match="disk error"):
            auditor.post(reverse("audit_verify"))
    assert Verification.objects.get().failed
    assert "还没有核对过" in page(auditor)
    assert "结果 相符" in verify(auditor)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_one_query_whatever_was_verified(auditor: Client, count: int) -> None:
    numbers = write_entries(30)
    for number in numbers[:count]:
        sql("UPDATE trail_auditentry SET path = '9' WHERE id = %s", number)
        verify(auditor)
    assert queries(lambda: auditor.get(reverse("audit_verify"))) == 2


# Seals and heads.


def test_the_head_is_shown_as_one_line_for_paper_and_taken_away_as_a_file(auditor: Client) -> None:
    assert "日志还没有封存过" in words(auditor.get(reverse("audit_chain")))
    assert read_lines(auditor.get(reverse("audit_head")).content.decode()) == ([], [])
    write_entries(30)
    seal(now())
    text = words(auditor.get(reverse("audit_chain")))
    (printed,), _ = read_lines(text[text.index("zhibu-head") :].partition(" 复制")[0])
    response = auditor.get(reverse("audit_head"))
    assert response.headers["Content-Disposition"] == f'attachment; filename="zhibu-head-{now().date()}.txt"'
    (line,), unreadable = read_lines(response.content.decode())
    assert ([end.digest for end in line.ends], unreadable) == ([head.digest for head in heads()], [])
    assert [end.digest for end in printed.ends] == [head.digest[:20] for head in heads()]


def test_where_the_heads_went_is_said_and_that_there_is_no_other_place(auditor: Client, places: Path, settings: Settings) -> None:
    text = words(auditor.get(reverse("audit_chain")))
    assert "末值（本机） 还没有送到 末值（另一处） 没有设置 请系统管理员用 ZHIBU_HEADS_DIR" in text
    settings.HEADS_ELSEWHERE = places / "disk"
    (places / "disk").mkdir()
    write_entries(10)
    seal(now())
    send(now())
    last = kept_in(places / "disk")[0][-1].at
    assert f"末值（另一处） {last:%Y-%m-%d %H:%M}，共 1 天 {places / 'disk'}" in words(auditor.get(reverse("audit_chain")))


def test_the_keeper_of_the_system_sees_whether_heads_go_out() -> None:
    keeper = signed_in(make_account("xitong", Role.SYSTEM_KEEPER))
    assert "日志末值（本机） 还没有送到" in words(keeper.get(reverse("home")))
