"""Decisions say which parameters they read: the list beside the law is held against the code."""

import ast
from collections.abc import Iterator
from typing import Final

from tests.oversight.decisions import DECISIONS
from zhibu.cases.registry import every_version
from zhibu.config.checkout import ROOT
from zhibu.rulebook.loading import rulebook

BOOK: Final = rulebook()
SOURCES: Final = ROOT / "src" / "zhibu"


def named(*, rules: bool) -> Iterator[str]:
    """Parameters that the program names: anywhere but in the sample street and the benches, or in its ``rules`` alone."""
    for path in sorted(SOURCES.rglob("*.py")):
        if path.relative_to(SOURCES).parts[0] == "config" or (rules and path.parent.name != "rules" and path.name != "rules.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and node.value in BOOK.parameters:
                yield str(node.value)


def test_decisions_declare_what_they_read() -> None:
    declared = {name for one in BOOK.decisions.values() for name in one.parameters}
    assert sorted(declared - set(named(rules=False))) == []
    elsewhere = {name for one in every_version() for name in one.parameters} | {
        name for one in BOOK.clauses.values() for name in one.parameters
    }
    assert sorted(set(named(rules=True)) - declared - elsewhere) == []


def test_every_decision_can_be_asked_and_has_cases() -> None:
    assert sorted(DECISIONS) == sorted(BOOK.decisions)
    assert [name for name in BOOK.decisions if not BOOK.cases_of(name)] == []
