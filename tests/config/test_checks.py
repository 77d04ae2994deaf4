"""The fast checks and what they hold on to."""

import re

from zhibu.config.checkout import ROOT
from zhibu.config.checks import Outcome


def test_a_check_that_passed_is_one_line() -> None:
    assert str(Outcome("mypy", passed=True, seconds=12.34, said="Success")) == "✓ mypy            12.3 s"


def test_a_check_that_failed_shows_what_it_said() -> None:
    assert str(Outcome("ruff", passed=False, seconds=0.1, said="E501 a.py\n")) == "✗ ruff             0.1 s\nE501 a.py\n"


def test_every_rule_left_out_has_its_reason() -> None:
    (ignored,) = re.findall(r"^ignore = \[\n(.*?)^\]", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    assert [line for line in ignored.splitlines() if not re.fullmatch(r'    "[A-Z]+\d+", +# .{7,}', line)] == []
