"""The command line: what it says of itself, and one sentence with exit code 2 for everything that stops it."""

import subprocess
import sys
from pathlib import Path

import pytest

from zhibu import __version__
from zhibu.config.checkout import ROOT
from zhibu.config.cli import COMMANDS, available, boot, main, split
from zhibu.kernel.unusable import Unusable


def test_help_names_every_command_with_a_summary(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr()
    rows = [line for line in said.out.partition("命令\n")[2].splitlines() if line.startswith("  ") and not line.startswith("  --")]
    assert rows[: len(available())] == [f"  {name:<14}{COMMANDS[name].summary}" for name in available()]
    assert said.err == ""


def test_no_words_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"zhibu {__version__}：街道党建工作台"


def test_help_loads_no_django() -> None:
    program = "import sys; from zhibu.config.cli import main; main(['--help']); sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], env={"PYTHONPATH": str(ROOT / "src")}, capture_output=True, check=False)
    assert done.returncode == 0


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"zhibu {__version__}\n"


def test_unknown_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demmo"]) == 2
    assert capsys.readouterr() == ("", "没有“demmo”这个命令：可用的命令见 zhibu --help。(unknown command)\n")


def test_unknown_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--quick"]) == 2
    assert capsys.readouterr() == ("", "参数有误：用法见 zhibu check --help。(unrecognized arguments: --quick)\n")


@pytest.mark.parametrize(
    "words",
    [
        ["--data-dir", "/srv/街道", "import", "a.xlsx", "--on", "2026-01-01"],
        ["import", "--data-dir=/srv/街道", "a.xlsx", "--on", "2026-01-01"],
        ["import", "a.xlsx", "--on", "2026-01-01", "--data-dir", "/srv/街道"],
    ],
)
def test_data_directory_may_stand_anywhere(words: list[str]) -> None:
    assert split(words) == (Path("/srv/街道"), ["import", "a.xlsx", "--on", "2026-01-01"])


def test_what_follows_two_dashes_is_left_alone() -> None:
    assert split(["test", "--only", "sqlite", "--", "-k", "x", "--data-dir", "y"])[1] == [
        "test", "--only", "sqlite", "--", "-k", "x", "--data-dir", "y",
    ]  # fmt: skip


def test_data_directory_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIBU_DATA_DIR", "/srv/a")
    assert split(["serve"])[0] == Path("/srv/a")
    assert split(["serve", "--data-dir", "/srv/b"])[0] == Path("/srv/b")


def test_data_directory_that_cannot_be_written() -> None:
    with pytest.raises(Unusable) as stop:
        boot(Path("/dev/null/data"))
    assert str(stop.value) == (
        "数据目录 /dev/null/data 不能写入：用 --data-dir 换一个目录，或让当前用户可写。(data directory not writable: Not a directory)"
    )


def test_the_help_of_a_command_is_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["check", "--help"])
    assert (stop.value.code, capsys.readouterr().out.splitlines()) == (
        0,
        [
            "用法：zhibu check [-h] [--data-dir DIR]",
            "",
            "开发：快速检查",
            "",
            "选项:",
            "  -h, --help      显示这段说明",
            "  --data-dir DIR  数据目录（默认 ./data）",
        ],
    )
