"""``zhibu audit``: what the auditor runs, with the heads kept by the system and with those kept by nobody but the auditor."""

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from tests.trail.tampering import NOW, delete, sql, write_entries
from zhibu.config import audit
from zhibu.config.cli import Parser
from zhibu.kernel.unusable import Unusable
from zhibu.trail.findings import KINDS
from zhibu.trail.heads import current, file_in, send
from zhibu.trail.marks import key_check
from zhibu.trail.models import AuditEntry, Operation
from zhibu.trail.seals import seal

pytestmark = pytest.mark.django_db

Asked = tuple[int, str]


@pytest.fixture
def asked(capsys: pytest.CaptureFixture[str], tmp_path: Path, settings: Settings) -> Any:
    """Run ``zhibu audit`` with words; gives exit code and output."""
    settings.HEADS_DIR, settings.HEADS_ELSEWHERE = tmp_path / "heads", None

    def call(*words: object) -> Asked:
        parser = Parser(prog="zhibu audit")
        audit.add_arguments(parser)
        code = audit.run(parser.parse_args([str(word) for word in words]))
        return code, capsys.readouterr().out

    return call


def filled() -> int:
    """200 entries in two sealed batches; the last number of the first."""
    half = write_entries(100)[-1]
    seal(NOW)
    write_entries(100)
    seal(NOW)
    return half


def test_an_empty_trail_agrees(asked: Any) -> None:
    code, said = asked("verify", "--json")
    answer = json.loads(said)
    assert (code, answer | {"seconds": 0}) == (0, {"rows": 0, "seconds": 0, "heads": 0, "heads_since": None, "findings": []})


def test_a_sound_trail_agrees_and_says_what_it_was_held_against(asked: Any) -> None:
    filled()
    code, said = asked("verify")
    first, second = said.splitlines()
    assert code == 0
    assert first.partition("，用时")[0] == "核对 220 条，没有可对照的末值，日志末尾有没有缺失看不出来"
    assert second == "日志：相符。"
    send(NOW)
    assert asked("verify")[1].partition("，用时")[0] == "核对 220 条，对照 2026-06-01 以来的 1 个末值"


def test_a_fault_is_told_with_rows_time_and_meaning(asked: Any) -> None:
    half = filled()
    sql("UPDATE trail_auditentry SET path = '9' WHERE id = %s", half - 3)
    code, said = asked("verify")
    assert (code, said.splitlines()[1:]) == (
        1,
        [
            "日志：1 处不符。",
            f"  审计记录第 {half - 3} 条被改动（2026-06-01 12:00 之前写入）。",
            f"    {KINDS['changed'].means}",
        ],
    )
    code, said = asked("verify", "--json")
    (one,) = json.loads(said)["findings"]
    assert (code, one["stream"], one["kind"], one["first"], one["last"], one["count"]) == (1, "audit", "changed", half - 3, half - 3, 1)


def test_a_cut_off_end_shows_by_the_heads_that_went_out(asked: Any) -> None:
    half = filled()
    send(NOW)
    cut(half)
    code, said = asked("verify", "--json")
    assert (code, [(one["kind"], one["first"], one["last"]) for one in json.loads(said)["findings"]]) == (
        1,
        [("cut_off", half + 1, half + 100)],
    )


def test_heads_kept_by_the_auditor_show_what_those_of_the_system_no_longer_do(asked: Any, tmp_path: Path) -> None:
    """Whoever cuts off the end clears the data directory's own heads, too."""
    half = filled()
    kept = tmp_path / "抄自打印件.txt"
    kept.write_text(asked("head")[1], encoding="utf-8")
    cut(half)
    assert asked("verify")[0] == 0
    code, said = asked("verify", "--heads", kept)
    assert (code, said.splitlines()[2].partition("（")[0]) == (1, f"  审计记录第 {half + 1} 至 {half + 100} 条被截去")


def cut(half: int) -> None:
    operations = Operation.objects.order_by("pk")[9].pk
    delete(AuditEntry, half + 1, half + 100)
    sql("DELETE FROM trail_seal WHERE stream = 'audit' AND last_id > %s", half)
    assert operations > 0


def test_a_broken_line_of_our_own_is_a_finding(asked: Any, settings: Settings) -> None:
    filled()
    send(NOW)
    file = file_in(settings.HEADS_DIR)
    file.write_text(file.read_text(encoding="utf-8").replace("check=", "check=0"), encoding="utf-8")
    code, said = asked("verify")
    assert (code, said.splitlines()[2].partition("zhibu-head")[0]) == (1, "  末值文件有一行读不出：")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "里没有末值：每行以 zhibu-head 开头。(no heads in the file)"),
        ("zhibu-head 2026", "有 1 行与校验码不符，从“zhibu-head 2026”起：请对照原件更正。(checksum wrong)"),
    ],
)
def test_a_file_that_cannot_be_used_stops_the_verification(asked: Any, tmp_path: Path, text: str, sentence: str) -> None:
    file = tmp_path / "末值.txt"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Unusable) as stop:
        asked("verify", "--heads", file)
    assert str(stop.value) == f"末值文件 {file} {sentence}"


def test_a_file_that_is_not_there(asked: Any, tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="读不出：请核对文件名"):
        asked("verify", "--heads", tmp_path / "没有")


def test_heads_of_another_installation_are_refused(asked: Any, tmp_path: Path) -> None:
    filled()
    line = current(NOW)
    assert line is not None
    file = tmp_path / "末值.txt"
    file.write_text(type(line)(line.at, "00000000", line.ends).text, encoding="utf-8")
    with pytest.raises(Unusable, match="属于另一套系统"):
        asked("verify", "--heads", file)


def test_the_head_of_this_moment(asked: Any) -> None:
    with pytest.raises(Unusable, match="日志还没有封存过"):
        asked("head")
    filled()
    answer = json.loads(asked("head", "--json")[1])
    assert asked("head")[1].split(" ", 2)[0] == "zhibu-head"
    assert f"key={key_check()}" in answer["line"]
    assert len(answer["printed"]) < len(answer["line"])


def test_a_long_list_is_cut(asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "SHOWN", 2)
    first = write_entries(100)[0]
    for number in range(0, 10, 2):
        sql("UPDATE trail_auditentry SET path = '9' WHERE id = %s", first + number)
    lines = asked("verify")[1].splitlines()
    assert (lines[1], len(lines), lines[-1]) == ("日志：5 处不符。", 7, "  …… 另有 3 处")
