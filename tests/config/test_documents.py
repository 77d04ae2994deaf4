"""What the documents point at is there: pages, headings, pictures, commands."""

import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from zhibu.config.checkout import ROOT
from zhibu.config.cli import COMMANDS

HANDBOOKS = sorted((ROOT / "docs").rglob("*.md"))
DOCUMENTS = [*sorted(ROOT.glob("[A-Z]*.md")), *HANDBOOKS]
PICTURES = ROOT / "docs" / "pictures"
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
CHAPTER = re.compile(r"^## (.+)$", re.MULTILINE)
LISTED = re.compile(r"^- \[(.+)\]\(#", re.MULTILINE)
COMMAND = re.compile(r"(?:\./|`)zhibu ([a-z]+)")
CHINESE_THEN_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]")


def test_there_are_documents() -> None:
    assert {"README.md", "README.zh-CN.md", "user.zh-CN.md", "operator.zh-CN.md"} <= {one.name for one in DOCUMENTS}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: str(one.relative_to(ROOT)))
def test_every_link_leads_somewhere(document: Path) -> None:
    assert [link for link in links(document) if not reached(document, link)] == []


@pytest.mark.parametrize("document", sorted((ROOT / "docs" / "handbook").glob("*.md")), ids=lambda one: one.name)
def test_the_list_of_chapters_is_that_of_the_headings(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    assert LISTED.findall(text) == CHAPTER.findall(text)


def test_every_picture_is_shown_and_small() -> None:
    shown = {Path(link).name for link in chain.from_iterable(map(links, DOCUMENTS)) if link.endswith(".png")}
    assert {one.name for one in PICTURES.glob("*.png")} == shown
    assert [one.name for one in PICTURES.iterdir() if one.stat().st_size > 200_000] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda one: str(one.relative_to(ROOT)))
def test_every_command_that_is_named_exists(document: Path) -> None:
    assert {word for word in COMMAND.findall(document.read_text(encoding="utf-8")) if word not in COMMANDS} == set()


@pytest.mark.parametrize("document", [one for one in DOCUMENTS if one.name.endswith("zh-CN.md")], ids=lambda one: one.name)
def test_chinese_is_punctuated_in_full_width(document: Path) -> None:
    text = re.sub(r"`[^`]*`|^    .*$|\]\([^)]*\)", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert CHINESE_THEN_HALF_WIDTH.findall(text) == []


def links(document: Path) -> list[str]:
    return LINK.findall(document.read_text(encoding="utf-8"))


def reached(document: Path, link: str) -> bool:
    if link.startswith("https://"):
        return True
    file, _, heading = link.partition("#")
    target = document.parent / file if file else document
    return target.exists() and (not heading or heading in anchors(target))


def anchors(document: Path) -> Iterator[str]:
    """Headings as the sites that show Markdown name them."""
    for heading in HEADING.findall(document.read_text(encoding="utf-8")):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")
