"""The parts a page is made of, as plain declarations; templates and tags print them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.utils.safestring import SafeString

from zhibu.web.html import ChipKind, escape
from zhibu.web.pages import Act


@dataclass(frozen=True, slots=True)
class Chip:
    """One state and its word."""

    kind: ChipKind
    word: str


@dataclass(frozen=True, slots=True)
class Item:
    """One thing waiting: its state, what it is, why (the article), and the one link."""

    title: str
    why: str = ""
    chip: Chip | None = None
    url: str = ""
    act: str = "去办理"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure that opens its records."""

    label: str
    value: str
    url: str = ""
    of: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """A share of something, in the order of the tree and not of the score."""

    label: str
    value: int
    of: int = 100
    word: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a procedure: done, where it stands now, or still to come."""

    label: str
    state: Literal["done", "now", "todo"] = "todo"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of a timeline, newest first: the day, what happened, who wrote it down, what changed."""

    when: date | str
    title: str
    who: str = ""
    what: str = ""
    chip: Chip | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One field of a record, in the order of the official form."""

    label: str
    value: str = ""
    key: str = ""
    """Names the field in the page; with it the value has a copy button."""
    reveal: str = ""
    """Address of the page that asks for the reason and then shows the full number."""
    edit: str = ""
    url: str = ""
    chip: Chip | None = None
    note: str = ""


def filled(facts: Iterable[Fact]) -> list[Fact]:
    """Those that say something: a page shows no empty line."""
    return [one for one in facts if one.value or one.chip]


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that belongs to what the page shows: a photo with its small picture, everything else by its name."""

    name: str
    url: str
    kind: str
    """What it is, in a word: 照片, PDF."""
    note: str = ""
    """Size, who, when."""
    preview: str = ""
    remove: str = ""
    """Address of the page that asks before it goes."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Work under way: asked again every second until ``url`` is empty."""

    label: str
    done: int
    total: int
    url: str = ""


@dataclass(frozen=True, slots=True)
class Empty:
    """Nothing here yet, and what to do next."""

    title: str
    hint: str
    acts: Sequence[Act] = ()

    @property
    def html(self) -> SafeString:
        """The notice."""
        acts = f'<div class="acts">{"".join(act.html for act in self.acts)}</div>' if self.acts else ""
        return SafeString(f'<div class="empty"><h2>{escape(self.title)}</h2><p>{escape(self.hint)}</p>{acts}</div>')
