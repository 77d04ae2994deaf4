"""``zhibu import``: the answer in JSON and in Chinese, the exit codes, a database that was not there before."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.register.imports.rosters import (
    LI,
    TREE,
    WHY,
    ZHANG,
    csv,
    names_of_organisations,
    organisation,
    people_count,
    roster,
    seen,
    tree,
    xlsx,
)
from zhibu.config.cli import Parser
from zhibu.kernel.unusable import Unusable
from zhibu.register.commands import importing
from zhibu.register.models import Person

ROOT = Path(__file__).parents[3]


def call(*words: str) -> int:
    parser = Parser(prog="zhibu import", allow_abbrev=False)
    importing.add_arguments(parser)
    return importing.run(parser.parse_args(words))


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, dict[str, Any]]:
    code = call(*words, "--json")
    return code, json.loads(capsys.readouterr().out)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "组织.xlsx").write_bytes(xlsx(("组织", TREE)))
    (tmp_path / "党员.csv").write_bytes(csv(roster(ZHANG, LI)))
    (tmp_path / "有错.csv").write_bytes(csv(roster(ZHANG | {"民族": "火星族", "性别": "女"})))
    (tmp_path / "坏.xlsx").write_bytes(b"PK\x03\x04")
    return tmp_path


@pytest.mark.django_db
class TestAnswers:
    def test_exit_0_when_nothing_was_refused(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert answer(capsys, str(files / "党员.csv"), str(files / "组织.xlsx")) == (
            0,
            {"rows": 8, "created": 8, "updated": 0, "unchanged": 0, "rejected": [], "unusable": []},
        )

    def test_exit_1_when_rows_were_refused(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        tree()
        code, said = answer(capsys, str(files / "有错.csv"), str(files / "党员.csv"))
        assert (code, said["rows"], said["created"], len(said["rejected"])) == (1, 3, 2, 2)
        assert said["rejected"][1] == {
            "file": "有错.csv",
            "sheet": None,
            "row": 2,
            "column": "性别",
            "value": "女",
            "code": "sex_contradicts_number",
            "reason": "性别填写为“女”，公民身份号码第 17 位表示“男”。",
            "remedy": "请对照身份证核对性别和公民身份号码。",
        }

    def test_exit_2_before_1_when_a_file_was_unusable(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        tree()
        code, said = answer(capsys, str(files / "有错.csv"), str(files / "坏.xlsx"), str(files / "没有.csv"))
        assert (code, [(one["file"], bool(one["reason"])) for one in said["unusable"]]) == (2, [("坏.xlsx", True), ("没有.csv", True)])

    def test_a_dry_run_answers_the_same_and_writes_nothing(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        words = (str(files / "党员.csv"), str(files / "有错.csv"), str(files / "组织.xlsx"))
        previewed = answer(capsys, *words, "--dry-run")
        assert (names_of_organisations(), people_count()) == ([], 0)
        assert previewed == answer(capsys, *words)

    def test_under_may_be_a_local_code_an_official_code_or_a_name(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        tree()
        sunny = organisation(now_short_name="阳光社区党委")
        for asked in (sunny.code, "阳光社区党委"):
            code, said = answer(capsys, str(files / "党员.csv"), "--under", asked, "--dry-run")
            assert (code, said["created"]) == (0, 2)

    def test_an_unknown_under_stops_the_command(self, files: Path) -> None:
        with pytest.raises(Unusable):
            call(str(files / "党员.csv"), "--under", "火星")

    def test_a_day_of_reference_that_is_none_is_named_with_the_form_that_is_meant(self, files: Path) -> None:
        with pytest.raises(Unusable) as stop:
            call(str(files / "党员.csv"), "--on", "2026.6.30")
        assert str(stop.value) == "“2026.6.30”不是日期：请写成年-月-日，例如 2026-06-30。(not a date)"

    def test_a_day_of_reference_to_come_stops_the_command(self, files: Path) -> None:
        with pytest.raises(Unusable):
            call(str(files / "党员.csv"), "--on", "2999-01-01")

    def test_unknown_branches_are_made_and_candidates_taken_on_request(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        tree()
        rows = roster(ZHANG | {"所在党支部": "阳光社区第1党支部"}, LI | {"所在党支部": "物业党支部"})
        (files / "新.csv").write_bytes(csv(rows))
        code, said = answer(capsys, str(files / "新.csv"), "--accept-candidates", "--create-organisations", "--under", "向阳街道党工委")
        assert (code, said["created"], seen("张三").now_organisation.now_short_name) == (0, 2, "阳光社区第一党支部")
        assert (seen("李四").now_organisation.now_name, seen("李四").now_organisation.now_parent.now_short_name) == (
            "物业党支部",
            "向阳街道党工委",
        )

    def test_people_read_what_became_of_each_file_and_row(self, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
        tree()
        assert call(str(files / "有错.csv"), "--refused", str(files / "未导入.xlsx")) == 1
        said = capsys.readouterr().out
        assert said.splitlines() == [
            "有错.csv：新增 0，更新 0，未变 0，未导入 1",
            "  表格（党员）：共 1 行",
            "  第 2 行  民族：民族“火星族”不在代码表中。请填写代码表中的名称：汉族、蒙古族、回族、藏族、维吾尔族、苗族等。",
            "  第 2 行  性别：性别填写为“女”，公民身份号码第 17 位表示“男”。请对照身份证核对性别和公民身份号码。",
            f"未导入的行已写入 {files / '未导入.xlsx'}：改正后可再次导入。",
        ]
        assert ((files / "未导入.xlsx").exists(), Person.objects.unguarded(WHY).count()) == (True, 0)


def test_the_command_makes_the_database_of_a_new_data_directory(files: Path, tmp_path: Path) -> None:
    words = [sys.executable, "-m", "zhibu.config.cli", "import", str(files / "组织.xlsx"), "--data-dir", str(tmp_path / "新"), "--json"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ZHIBU_")} | {"PYTHONPATH": str(ROOT / "src")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(words, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, json.loads(done.stdout)["created"], (tmp_path / "新" / "zhibu.sqlite3").exists()) == (0, 6, True)
