"""``zhibu envelope``, as the operator types it."""

import argparse
import io
import json
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.mechanism.appraisal.tables import add_indicator, agree, make_scheme
from tests.oversight.test_meetings_due import since
from tests.register.factories import Street, make_street
from zhibu.kernel.clock import today
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.appraisal.envelope.commands import add_arguments, run
from zhibu.mechanism.appraisal.rules.scoring import Deduct

pytestmark = pytest.mark.django_db
PASSWORD = "向阳街道年度检查用的口令"


@pytest.fixture
def street() -> Street:
    made, last = make_street(), today().year - 1
    since(made.street, date(last, 1, 1))
    scheme = make_scheme(made.street, year=last)
    add_indicator(scheme, "按期召开支部党员大会", Deduct(Decimal(2)), "meeting.members")
    agree(scheme, made.sunny_first, made.sunny_second)
    return made


def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str, code: int = 0, password: str = PASSWORD) -> Any:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{password}\n"))
    assert run(parser.parse_args([*words, "--json"])) == code
    said = capsys.readouterr().out
    return json.loads(said) if said.startswith("{") else said


def test_a_year_is_sealed_checked_and_reckoned(
    street: Street, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, year = tmp_path / "封存件.html", str(today().year - 1)
    words = ("make", street.street.code, "--year", year, "--out", str(file), "--password-stdin")
    made = told(monkeypatch, capsys, *words)
    assert (made["organisations"], made["bytes"]) == (2, file.stat().st_size)
    sound = told(monkeypatch, capsys, "verify", str(file), "--password-stdin")
    assert sound == {"fingerprint": made["fingerprint"], "known": True, "differences": []}
    assert told(monkeypatch, capsys, "verify", str(file), "--fingerprint", made["fingerprint"].upper())["known"] is True


def test_one_changed_byte_and_another_password_are_found(
    street: Street, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, year = tmp_path / "封存件.html", str(today().year - 1)
    told(monkeypatch, capsys, "make", street.sunny_first.code, "--year", year, "--out", str(file), "--password-stdin")
    told(monkeypatch, capsys, "verify", str(file), "--password-stdin", password="另外一个十二位的口令", code=1)
    content = bytearray(file.read_bytes())
    content[-2] ^= 1
    file.write_bytes(bytes(content))
    assert told(monkeypatch, capsys, "verify", str(file), code=1)["known"] is False


def test_a_year_without_agreements_is_said_in_words(
    street: Street, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    said = told(monkeypatch, capsys, "make", street.street.code, "--year", "2019", "--out", str(tmp_path / "a.html"), code=1)
    assert said == "这一年没有目标责任书。请先在“考评办法”里施行办法、生成责任书。\n"


def test_without_a_terminal_the_password_is_not_waited_for(
    street: Street, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("make", street.street.code, "--year", str(today().year - 1), "--out", str(tmp_path / "a.html"))
    with pytest.raises(Unusable, match="--password-stdin"):
        told(monkeypatch, capsys, *words)
    assert not (tmp_path / "a.html").exists()
