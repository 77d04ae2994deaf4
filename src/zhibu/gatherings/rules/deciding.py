"""Decisions as they stand in minutes, on papers and in ledgers: below the line of the agenda to which each belongs."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from zhibu.gatherings.rules.ledgers import joined

INDENT = "　　"


class Resolved(NamedTuple):
    """One decision: what it says, the line of the agenda that it belongs to, the vote that settled it."""

    text: str
    item_id: int | None = None
    vote_id: int | None = None


class Headed(NamedTuple):
    """A line of the agenda with its decisions; without a title what came up without being on the agenda."""

    title: str
    texts: tuple[str, ...]


def in_order(decided: Iterable[Resolved], items: Sequence[int]) -> list[Resolved]:
    """In the order of the agenda, what came up beside it last; words alone are none."""
    places = {item: place for place, item in enumerate(items)}
    said = [one._replace(text=one.text.strip()) for one in decided if one.text.strip()]
    return sorted(said, key=lambda one: places.get(one.item_id or 0, len(places)))


def by_item(items: Sequence[tuple[int, str]], decided: Sequence[Resolved]) -> list[Headed]:
    """Only lines on which something was decided; decisions without a line of this agenda stand last."""
    known = {item for item, _ in items}
    headed = [Headed(title, tuple(one.text for one in decided if one.item_id == item)) for item, title in items]
    beside = Headed("", tuple(one.text for one in decided if one.item_id not in known))
    return [one for one in (*headed, beside) if one.texts]


def under_items(items: Sequence[tuple[int, str]], decided: Sequence[Resolved]) -> str:
    """For the field of a paper: of an agenda with one line its decisions alone, of a longer one each below its title."""
    if len(items) < 2 or all(one.item_id is None for one in decided):
        return joined([one.text for one in decided])
    lines = [[one.title or "其他", *(f"{INDENT}{text}" for text in one.texts)] for one in by_item(items, decided)]
    return "\n".join(line for block in lines for line in block)


def with_numbers(items: Sequence[int], decided: Sequence[Resolved]) -> list[str]:
    """For the cell of a ledger beside that of the agenda: which line of it each decision belongs to, where there are several."""
    numbers = {item: f"（议题 {number}）" for number, item in enumerate(items, 1)} if len(items) > 1 else {}
    return [f"{numbers.get(one.item_id or 0, '')}{one.text}" for one in decided]
