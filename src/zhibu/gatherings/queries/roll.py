"""The list of an organisation over all parts of an afternoon: somebody is tapped once, whatever he is expected at."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zhibu.gatherings.models import Holding
from zhibu.gatherings.queries.lists import Line, lists_of, numbers_of, typed_numbers
from zhibu.gatherings.rules.quorum import Numbers
from zhibu.gatherings.terms import Presence, Standing
from zhibu.register.models import Organisation


@dataclass(frozen=True, slots=True)
class RollRow:
    """One person with the parts (by holding) at which he is expected, has a vote, is left out of the number."""

    person_id: int
    code: str
    name: str
    status: str
    standing: str
    presence: str
    """The same at all of them; empty where nothing was said, or different things."""
    differs: str
    holdings: tuple[int, ...]
    votes: tuple[int, ...]
    left_out: tuple[int, ...]

    @property
    def is_guest(self) -> bool:
        """There without being expected."""
        return self.standing == Standing.IN_ATTENDANCE


@dataclass(frozen=True, slots=True)
class Roll:
    """One organisation: its parts, its people by pinyin, what they add up to at each part."""

    organisation: Organisation
    holdings: tuple[Holding, ...]
    rows: tuple[RollRow, ...]
    numbers: Mapping[int, Numbers]

    @property
    def open(self) -> tuple[Holding, ...]:
        """What is not signed."""
        return tuple(one for one in self.holdings if one.signed_at is None and not one.cancelled)

    @property
    def unmarked(self) -> int:
        """Of how many nothing is said at some part."""
        return sum(not row.presence and not row.differs and not row.left_out for row in self.rows)


def rolls_of(holdings: Sequence[Holding]) -> list[Roll]:
    """By organisation, in the order of the tree; as many queries as one list takes."""
    lists = lists_of(holdings)
    by_organisation: dict[int, list[Holding]] = {}
    for one in sorted(holdings, key=lambda each: (each.organisation.now_path or "", each.part.number)):
        by_organisation.setdefault(one.organisation_id, []).append(one)
    return [_roll(held, lists) for held in by_organisation.values()]


def _roll(held: Sequence[Holding], lists: Mapping[int, list[Line]]) -> Roll:
    numbers = {one.pk: numbers_of(lists[one.pk]) if one.by_name else typed_numbers(one) for one in held}
    return Roll(held[0].organisation, tuple(held), tuple(_rows(held, lists)), numbers)


def _rows(held: Sequence[Holding], lists: Mapping[int, list[Line]]) -> list[RollRow]:
    lines: dict[int, list[tuple[Holding, Line]]] = {}
    for one in held:
        for line in lists[one.pk]:
            lines.setdefault(line.person_id, []).append((one, line))
    rows = [_row(found) for found in lines.values()]
    keys = {line.person_id: line.sort_key for one in held for line in lists[one.pk]}
    return sorted(rows, key=lambda row: (row.is_guest, keys[row.person_id], row.person_id))


def _row(found: Sequence[tuple[Holding, Line]]) -> RollRow:
    line = found[0][1]
    said = {each.presence for _, each in found}
    return RollRow(
        line.person_id,
        line.code,
        line.name,
        line.status,
        str(Standing.EXPECTED if any(each.standing == Standing.EXPECTED for _, each in found) else Standing.IN_ATTENDANCE),
        said.pop() if len(said) == 1 else "",
        _differs(found),
        tuple(one.pk for one, each in found if each.standing == Standing.EXPECTED),
        tuple(one.pk for one, each in found if each.votes),
        tuple(one.pk for one, each in found if each.left_out),
    )


def _differs(found: Iterable[tuple[Holding, Line]]) -> str:
    """Where somebody was at one part and not at another: each part with its word."""
    several = [(one.part.number, line.presence) for one, line in found]
    if len({presence for _, presence in several}) < 2:
        return ""
    return "，".join(f"第 {number} 项{Presence.word(presence) if presence else '未标'}" for number, presence in several)
