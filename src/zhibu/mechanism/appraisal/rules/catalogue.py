"""The indicators that a street may pick: an organisation's own duties, each with what it reads (``catalogue.yaml``), read strictly."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Final

from zhibu.mechanism.appraisal.rules.left_out import left_out
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Rule
from zhibu.mechanism.appraisal.rules.spelling import BadRule, read
from zhibu.mechanism.appraisal.terms import Reach
from zhibu.rulebook.nodes import BadEntry, Entry, each

FOLDER: Final = Path(__file__).resolve().parents[1]
FILE: Final = FOLDER / "catalogue.yaml"


@dataclass(frozen=True, slots=True)
class Pick:
    """One of them: a start that a street changes."""

    key: str
    area: str
    title: str
    measure: str
    own: frozenset[str]
    below: frozenset[str]
    points: Decimal
    rule: Rule
    words: tuple[str, ...]

    def reach_for(self, kind: str) -> Reach | None:
        """Whose records count in a table for a kind of organisation; None where it asks nothing of them."""
        if kind in self.own:
            return Reach.OWN
        return Reach.BELOW if kind in self.below else None

    def known_by(self, text: str) -> int:
        """How long the longest of its words is that stands in a text."""
        return max((len(word) for word in self.words if word in text), default=0)


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Pick]:
    """By key, in the order of the file."""
    return {one.key: one for one in _picks()}


def picks_for(kind: str) -> list[Pick]:
    """Those that ask something of a kind of organisation, or of what stands below it."""
    return [one for one in catalogue().values() if one.reach_for(kind) is not None]


def pick_of(measure: str) -> Pick | None:
    """The one that reads a measure."""
    return next((one for one in catalogue().values() if one.measure == measure), None)


def _picks() -> Iterator[Pick]:
    for entry in each(FILE, root=FOLDER):
        found = _pick(entry)
        entry.done()
        if why := left_out(f"{found.area} {found.title}"):
            raise BadEntry(entry.place, f"'{found.key}' is no duty of an organisation: {why.what}")
        yield found


def _pick(entry: Entry) -> Pick:
    return Pick(
        entry.take("key", str),
        entry.take("area", str),
        entry.take("title", str),
        entry.take("measure", str),
        frozenset(entry.take("own", list)),
        frozenset(entry.take("below", list)),
        Decimal(entry.take("points", int)),
        _rule(entry),
        tuple(entry.take("words", list)),
    )


def _rule(entry: Entry) -> Rule:
    kept = entry.plain("rule")
    try:
        return Deduct(Decimal(kept["per_miss"])) if kept["kind"] == "deduct" else read(kept)
    except (BadRule, KeyError) as error:
        raise BadEntry(entry.place, f"'rule' is none: {error}") from error
