"""Decisions say which parameters they read: the list beside the law is held against the code."""

import ast
from collections.abc import Iterator
from typing import Final

from tests.oversight.decisions import DECISIONS
from zhibu.config.checkout import ROOT
from zhibu.rulebook.loading import rulebook

BOOK: Final = rulebook()
SOURCES: Final = ROOT / "src" / "zhibu"


def read_in_code() -> Iterator[str]:
    """Parameters that a decision asks for by name, in a call or in a table of its ``rules``."""
    for path in sorted(SOURCES.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in {"number", "value"}:
                yield from (str(one.value) for one in node.args if isinstance(one, ast.Constant) and one.value in BOOK.parameters)
            elif isinstance(node, ast.Constant) and path.parent.name == "rules" and node.value in BOOK.parameters:
                yield str(node.value)


def test_decisions_declare_what_they_read() -> None:
    declared = {name for one in BOOK.decisions.values() for name in one.parameters}
    assert declared == set(read_in_code())


def test_every_decision_can_be_asked_and_has_cases() -> None:
    assert sorted(DECISIONS) == sorted(BOOK.decisions)
    assert [name for name in BOOK.decisions if not BOOK.cases_of(name)] == []
