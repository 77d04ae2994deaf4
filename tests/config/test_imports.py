"""What import-linter cannot say: a package is entered through its models, queries, services, permissions, terms, never its views."""

import ast
from collections.abc import Iterator
from pathlib import Path

import zhibu

ROOT = Path(zhibu.__file__).parent
CHAPTERS = ("mechanism", "team")


def package(parts: tuple[str, ...]) -> tuple[str, ...]:
    """``("gatherings",)``, or ``("mechanism", "ties")``."""
    return parts[:2] if parts[0] in CHAPTERS else parts[:1]


def imported(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def strangers(file: Path) -> Iterator[str]:
    """Views of another package that a file imports; ``config`` knows all others."""
    own = package(file.relative_to(ROOT).parts)
    for name in imported(file):
        parts = tuple(name.split("."))[1:]
        if name.startswith("zhibu.") and "views" in parts and package(parts) != own:
            yield f"{file.relative_to(ROOT)}: {name}"


def test_nobody_imports_the_views_of_another_package() -> None:
    files = [one for one in ROOT.rglob("*.py") if one.relative_to(ROOT).parts[0] != "config"]
    assert [line for one in sorted(files) for line in strangers(one)] == []
