"""The same person twice in one file: the second row is left alone when it says the same, both are refused when they contradict."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from zhibu.register.imports.columns import PERSON
from zhibu.register.imports.people_cells import label
from zhibu.register.imports.people_facts import PeopleBlock
from zhibu.register.imports.reading_cells import Bad

Row = tuple[PeopleBlock, int]
Place = Callable[[PeopleBlock, int], object]

REMEDY: Final = "请核对两行，只保留正确的一行。"
UNCOMPARED: Final = frozenset({"branch", "superior", "month_only", "status_from", "number_index", "code"})
LABELS: Final = {"number": "id_number", "mark:floating_out": "floating", "mark:out_of_contact": "out_of_contact"}


def sort_out(blocks: Sequence[PeopleBlock], place: Place) -> set[tuple[int, int]]:
    """Refuse contradicting rows; returns the ``(id of the block, row)`` that only repeat an earlier one.

    ``place`` gives what identifies the branch of a row, or None where it is not known.
    """
    repeated: set[tuple[int, int]] = set()
    first: dict[str, Row] = {}
    by_name: dict[tuple[object, ...], Row] = {}
    nameless = any(None in people.facts["number"] for people in blocks)
    for people, at in _rows(blocks):
        number = people.facts["number"][at]
        other = first.get(number) if number is not None else None
        key = (people.facts["name"][at], people.get("birth_date")[at], place(people, at)) if nameless else None
        if other is None and key is not None and None not in {key[0], key[2]}:
            other = by_name.get(key)
            if other is not None and number is not None and other[0].facts["number"][other[1]] not in {None, number}:
                other = None
        if other is not None:
            if _settle(other, (people, at), place):
                repeated.add((id(people), at))
            continue
        if number is not None:
            first[number] = people, at
        if key is not None:
            by_name.setdefault(key, (people, at))
    return repeated


def _rows(blocks: Sequence[PeopleBlock]) -> Iterable[Row]:
    return ((people, at) for people in blocks for at in range(len(people)))


def _settle(one: Row, other: Row, place: Place) -> bool:
    """True when the later row is only a repetition. Of two sheets, the later one is left to add what it alone knows."""
    contradicting = _contradictions(one, other, place)
    if contradicting:
        _refuse(one, other, contradicting)
        _refuse(other, one, contradicting)
        return False
    if any(row[1] in row[0].problems for row in (one, other)):
        return False
    if one[0].table is not other[0].table:
        return False
    _complete(one, other)
    return True


def _contradictions(one: Row, other: Row, place: Place) -> list[str]:
    fields = [name for name in one[0].facts if name in other[0].facts and name not in UNCOMPARED]
    found = [name for name in fields if _differ(name, one[0].facts[name][one[1]], other[0].facts[name][other[1]], one, other)]
    places = place(*one), place(*other)
    return [*found, "branch"] if None not in places and places[0] != places[1] else found


def _differ(name: str, old: Any, new: Any, one: Row, other: Row) -> bool:
    if old is None or new is None or old == new:
        return False
    months = one[0].facts["month_only"][one[1]].split(",") + other[0].facts["month_only"][other[1]].split(",")
    return not (name in months and old[:7] == new[:7])


def _refuse(row: Row, other: Row, fields: list[str]) -> None:
    people, at = row
    if any(one.code == "twice_different" for one in people.problems.get(at, ())):
        return
    names = "、".join(_label(name) for name in fields[:5])
    where = f"“{other[0].table.sheet.name}”第" if other[0].table is not people.table and other[0].table.sheet.name else "第"
    people.refuse_row(at, Bad("twice_different", f"与{where} {other[0].block.numbers[other[1]]} 行是同一人，但{names}不同。", REMEDY))


def _label(name: str) -> str:
    known = LABELS.get(name, name.removeprefix("mark:"))
    return label(known) if known in PERSON else "标记"


def _complete(one: Row, other: Row) -> None:
    """What only the repetition tells goes to the first row."""
    for name, column in one[0].facts.items():
        if column[one[1]] is None and other[0].facts[name][other[1]] is not None:
            column[one[1]] = other[0].facts[name][other[1]]
