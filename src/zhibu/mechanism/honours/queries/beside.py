"""What the records say beside a nomination: honours held and received, and which conditions are not met as of the day.

Constant queries, however many are proposed. It is evidence for people: nothing is added up, nobody is ranked by it, and hours of
volunteering are not in it (PRACTICE.md 4.6).
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Objection
from zhibu.kernel.readers import Reader
from zhibu.mechanism.honours.queries.bands import bands_of
from zhibu.mechanism.honours.queries.facts import of_organisations, of_people, of_units
from zhibu.mechanism.honours.queries.medals import reached_by
from zhibu.mechanism.honours.queries.roll import Honoured, of_receivers, roll
from zhibu.mechanism.honours.queries.standing import Proposed, Stand
from zhibu.mechanism.honours.rules.conditions import Facts, missed
from zhibu.mechanism.honours.terms import HonourKind, Receiver

YEARS: Final = 3
"""How far back the form of a nomination looks."""
MOST: Final = 30


def honours_beside(stand: Stand, proposed: Sequence[Proposed]) -> dict[int, list[Honoured]]:
    """By the number of the nomination, the newest first; two queries. The reader may read these nominations."""
    by_code: dict[str, list[Honoured]] = defaultdict(list)
    for one in of_receivers(stand.kind.receiver, {one.who[1] for one in proposed}):
        by_code[one.receiver_code].append(one)
    return {one.number: by_code.get(one.code, []) for one in proposed}


def missed_on(stand: Stand, on: date) -> dict[int, Sequence[Objection]]:
    """By the number of the nomination, what stands against it that day; for whoever conducts the selection."""
    found = _facts(stand, on)
    return {one.number: missed(stand.kind, found[one.number]) for one in stand.proposed if one.number in found}


def _facts(stand: Stand, on: date) -> dict[int, Facts]:
    """Under the organisation that honours: where somebody was proposed was looked at with the nomination."""
    row, proposed = stand.row, stand.proposed
    path, kind = row.organisation.now_path or "", HonourKind.stored(row.kind)
    numbers = [one.who[1] for one in proposed]
    if stand.kind.receiver is Receiver.PERSON:
        reached = max(on, reached_by(row.year)) if stand.kind.derived else on
        people = of_people(numbers, path, kind=kind, year=row.year, on=on, reached=reached)
        return {one.number: people[one.who[1]] for one in proposed if one.who[1] in people}
    if stand.kind.receiver is Receiver.UNIT:
        units = of_units([(one.who[1], one.row.name) for one in proposed], path, kind=kind, year=row.year, on=on)
        return {one.number: units[one.who[1], one.row.name] for one in proposed if (one.who[1], one.row.name) in units}
    places = of_organisations(numbers, path, kind=kind, year=row.year, on=on, bands=bands_of(numbers, row.year - 1))
    return {one.number: places[one.who[1]] for one in proposed if one.who[1] in places}


def held_below(reader: Reader, receiver: Receiver, path: str, *, on: date) -> list[Honoured]:
    """Honours of the last years of those who can be proposed there, within reach; two queries."""
    found = roll(reader, on=on, paths=[path], since=on.year - YEARS)
    return [one for one in found if one.receiver == receiver][:MOST]
