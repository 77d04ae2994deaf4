"""Which person of the register a row means: by number; without one by name, birth and branch. Several hits are refused."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final

from zhibu.register.imports import sets
from zhibu.register.imports.people_facts import PeopleBlock
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.models import Membership, Person
from zhibu.store.keys import KeyStore

SEVERAL: Final = "several_persons"
REMEDY: Final = "请先合并重复的记录，或在表中填写公民身份号码。"
CURRENT: Final = "merged_into_id IS NULL"


def match(people: PeopleBlock, rows: Sequence[int], organisations: Sequence[int | None], store: KeyStore) -> dict[int, int]:
    """Row -> person, for the rows whose person is known; rows that may mean several are refused."""
    numbers = people.facts["number"]
    indexes: list[bytes | None] = [None] * len(people)
    for at in rows:
        if numbers[at] is not None:
            indexes[at] = store.index_of_number(numbers[at])
    people.facts["number_index"] = indexes
    found = _by_number(people, rows, indexes)
    rest = [at for at in rows if at not in found and at not in people.problems]
    found |= _by_code(people, rest)
    rest = [at for at in rest if at not in found]
    if any(numbers[at] is None for at in rest) or sets.exists(Person, f"id_number_index IS NULL AND {CURRENT}"):
        found |= _by_name(people, rest, organisations)
    return found


def _by_number(people: PeopleBlock, rows: Iterable[int], indexes: Sequence[bytes | None]) -> dict[int, int]:
    wanted = [index for at in rows if (index := indexes[at]) is not None]
    persons: dict[bytes, int] = {}  # a record that was merged into another has no index, so nothing but the index is read
    several: set[bytes] = set()
    for person, index in sets.select(Person, ("id", "id_number_index"), key="id_number_index", keys=wanted):
        if persons.setdefault(bytes(index), person) != person:
            several.add(bytes(index))
    if not persons:
        return {}
    if several:
        for at in [at for at in rows if indexes[at] in several]:
            people.refuse(at, "id_number", Bad(SEVERAL, "名册中有多条记录是这个公民身份号码。", REMEDY))
    return {at: persons[index] for at in rows if (index := indexes[at]) in persons and index not in several}


def _by_code(people: PeopleBlock, rows: Iterable[int]) -> dict[int, int]:
    """The local number of an own export; only together with the name."""
    codes = people.facts["code"]
    wanted = [codes[at] for at in rows if codes[at] is not None]
    known = {
        (code, name): person for person, code, name in sets.select(Person, ("id", "code", "name"), key="code", keys=wanted, where=CURRENT)
    }
    names = people.facts["name"]
    return {at: known[codes[at], names[at]] for at in rows if (codes[at], names[at]) in known}


def _by_name(people: PeopleBlock, rows: Sequence[int], organisations: Sequence[int | None]) -> dict[int, int]:
    """Of those of the name in the branch, those whose birth is the same or not known; a row with a number means none that has another."""
    names, births, numbers = people.facts["name"], people.get("birth_date"), people.facts["number"]
    wanted = list({names[at] for at in rows if names[at]})
    bearers: dict[str, list[tuple[int, str | None, bool]]] = defaultdict(list)
    columns = ("id", "name", "birth_date", "id_number_index")
    for person, name, birth, index in sets.select(Person, columns, key="name", keys=wanted, where=CURRENT):
        bearers[name].append((person, birth, index is not None))
    places = _places([person for group in bearers.values() for person, _, _ in group])
    found: dict[int, int] = {}
    for at in rows:
        hits = [
            person
            for person, birth, numbered in bearers.get(names[at], ())
            if organisations[at] in places[person]
            and _same_birth(births[at], birth, people.facts["month_only"][at])
            and not (numbered and numbers[at])
        ]
        if len(hits) > 1:
            reason = f"本支部有 {len(hits)} 名同名人员，按姓名和出生日期分不清是哪一名。"
            people.refuse(at, "name", Bad(SEVERAL, reason, REMEDY))
        elif hits:
            found[at] = hits[0]
    return _once(people, found)


def _once(people: PeopleBlock, found: dict[int, int]) -> dict[int, int]:
    """Two rows cannot mean the one person that is known."""
    rows: dict[int, list[int]] = defaultdict(list)
    for at, person in found.items():
        rows[person].append(at)
    for group in rows.values():
        for at in group if len(group) > 1 else ():
            people.refuse(at, "name", Bad(SEVERAL, "表中有多行同名，名册中只有一名，分不清是哪一行。", "请填写公民身份号码。"))
    return {at: person for at, person in found.items() if at not in people.problems}


def _same_birth(told: str | None, known: str | None, months: str) -> bool:
    """Told as a month, or not at all, it does not contradict."""
    if told is None or known is None or told == known:
        return True
    return "birth_date" in months.split(",") and told[:7] == known[:7]


def _places(persons: Sequence[int]) -> dict[int, set[Any]]:
    """Every organisation on whose roll a person ever was: somebody who left is still known there."""
    places: dict[int, set[Any]] = defaultdict(set)
    rows = sets.select(Membership, ("person_id", "organisation_id"), key="person_id", keys=persons, where="relation = 'roll'")
    for person, organisation in rows:
        places[person].add(organisation)
    return places
