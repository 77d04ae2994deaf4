"""``zhibu appraisal``: live scores, and a table from a file."""

import argparse
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.exchange.files import of_rows
from tests.mechanism.appraisal.tables import add_indicator, agree, make_scheme
from tests.oversight.test_meetings_due import since
from tests.register.factories import Street, make_street
from zhibu.kernel.clock import today
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.appraisal.commands import add_arguments, run
from zhibu.mechanism.appraisal.models import Scheme
from zhibu.mechanism.appraisal.rules.scoring import Deduct

pytestmark = pytest.mark.django_db
LAST = today().year - 1


def said(capsys: pytest.CaptureFixture[str], *words: str, code: int = 0) -> str:
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    assert run(parser.parse_args(words)) == code
    return capsys.readouterr().out


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def table(tmp_path: Path) -> str:
    file = tmp_path / "考核表.xlsx"
    file.write_bytes(of_rows(("考核项目", "分值", "评分标准"), ("三会一课", 90, "每缺一次扣2分"), ("综治信访", 10, "")))
    return str(file)


def test_scores_are_listed_in_words_and_as_json(street: Street, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "scores") == "还没有施行的考评办法，或者还没有目标责任书。\n"
    since(street.street, date(LAST, 1, 1))
    scheme = make_scheme(street.street, year=LAST)
    add_indicator(scheme, "按期召开支部党员大会", Deduct(Decimal(2)), "meeting.members")
    agree(scheme, street.sunny_first, street.spring_first)
    line = said(capsys, "scores", "--year", str(LAST), "--within", street.sunny.code)
    assert line == f"{street.sunny_first.code}\t{street.sunny_first}\t20\t未定等次\n"
    told = json.loads(said(capsys, "scores", "--year", str(LAST), "--json"))
    assert [(one["points"], one["lost"], one["unknown"]) for one in told["scores"]] == [("20.00", 1, 0)] * 2


def test_a_file_is_read_without_writing_then_written_then_harmless(street: Street, table: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = ("import", table, "--within", street.street.code, "--basis", "街道〔2026〕1号", "--json")
    told = json.loads(said(capsys, *words, "--dry-run"))
    assert (told["table"], [one["measure"] for one in told["rows"]], [one["what"] for one in told["left_out"]]) == (
        "", ["meeting.members"], ["信访"],
    )  # fmt: skip
    assert Scheme.objects.unguarded("测试").count() == 0
    first, again = (json.loads(said(capsys, *words))["table"] for _ in range(2))
    assert first == again == Scheme.objects.unguarded("测试").get().code


def test_what_stands_against_it_is_said(street: Street, table: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert said(capsys, "import", table, "--within", street.street.code, code=1).startswith("没有写依据文件。")
    with pytest.raises(Unusable):
        said(capsys, "import", table, "--within", street.street.code, "--kind", "general_branch")
    with pytest.raises(Unusable):
        said(capsys, "import", f"{table}.gone", "--within", street.street.code)
