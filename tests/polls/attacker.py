"""Somebody who holds one copy of the database and of the application's log, taken after polls have ended, and wants to know who chose what.

Whatever in the copy can be read as an order of people is paired with whatever can be read as a sequence of choices, forwards and
backwards. With one pairing that holds the attacker would be right all the time.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from typing import Any, Final

from django.apps import apps
from django.db import connection

CHANCE: Final = 1e-6
"""That a guesser without any knowledge is called an attacker who knows."""

Rows = Mapping[str, Sequence[Mapping[str, Any]]]


@dataclass(frozen=True)
class Copy:
    """Every row of every table in the order in which it is stored, with what the database itself notes of it; and the lines of the log."""

    rows: Rows
    log: Sequence[str]


def copy_of_everything(lines: Sequence[str]) -> Copy:
    """As ``pg_dump`` or a copied file would give it, and a little more."""
    own = [model._meta.db_table for model in apps.get_models() if model.__module__.startswith("zhibu.")]
    hidden = "ctid::text AS _place, xmin::text::bigint AS _written, *" if connection.vendor == "postgresql" else "rowid AS _place, *"
    order = "ctid" if connection.vendor == "postgresql" else "rowid"
    found = {}
    with connection.cursor() as cursor:
        for table in own:
            cursor.execute(f"SELECT {hidden} FROM {table} ORDER BY {order}")  # noqa: S608  names of our tables
            names = [column[0] for column in cursor.description or ()]
            found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return Copy(found, lines)


@dataclass(frozen=True)
class Target:
    """One poll: the choices on its paper, and what those who were asked are called, by any name or number."""

    choices: Sequence[str]
    people: Sequence[frozenset[str]]
    """Of each person the account's number and names, and the person's number and names."""
    truth: Sequence[int]
    """What each chose; for the score alone."""

    @property
    def usual(self) -> int:
        """What most have chosen: the result tells it to everybody."""
        return max(self.truth.count(one) for one in set(self.truth))


@dataclass
class Score:
    """Of one way of attacking over many polls, beside a guesser who knows the result and nothing else."""

    right: int = 0
    guesses: int = 0
    by_result: int = 0

    @property
    def margin(self) -> float:
        """Hoeffding's bound: chance alone takes nobody further."""
        return sqrt(log(1 / CHANCE) / (2 * self.guesses))

    @property
    def knows(self) -> bool:
        """More than the result tells."""
        return self.right / self.guesses > self.by_result / self.guesses + self.margin


@dataclass
class Attacker:
    """Tries everything, and keeps the score of each way."""

    scores: dict[str, Score] = field(default_factory=lambda: defaultdict(Score))

    def attack(self, copy: Copy, target: Target) -> None:
        """Each order of the people with each sequence of choices."""
        sequences = list(sequences_in(copy, target))
        for order_name, order in orders_in(copy, target):
            for name, sequence in sequences:
                for way, turned in (("", sequence), (" backwards", sequence[::-1])):
                    self._note(f"{order_name} x {name}{way}", target, dict(zip(order, turned, strict=True)))

    def _note(self, name: str, target: Target, guess: Mapping[int, int]) -> None:
        score = self.scores[name]
        score.right += sum(target.truth[person] == choice for person, choice in guess.items())
        score.guesses += len(guess)
        score.by_result += target.usual

    @property
    def successes(self) -> list[str]:
        """The ways that work."""
        return sorted(name for name, score in self.scores.items() if score.knows)


def sequences_in(copy: Copy, target: Target) -> Iterator[tuple[str, list[int]]]:
    """What names one choice at a time, as often as there are people: in rows, in lists inside a value, in lines of the log."""
    wanted = len(target.people)

    def tells(values: Sequence[str]) -> bool:
        return sum(_choice(one, target) is not None for one in values) >= wanted

    for name, values in columns_of(copy, tells):
        yield from _last(name, [_choice(one, target) for one in values], wanted)
    for table, rows in copy.rows.items():
        for column in rows[0] if rows else ():
            for row in rows[-3:]:
                yield from _last(f"{table}.{column} as a list", [_choice(one, target) for one in _listed(str(row[column]))], wanted)
    yield from _last("log", [_choice(line, target) for line in copy.log], wanted)


def columns_of(copy: Copy, tells: Callable[[Sequence[str]], bool]) -> Iterator[tuple[str, list[str]]]:
    """Each column that tells something, in the order of every column of its table: by place, by number, by time, by name."""
    for table, rows in copy.rows.items():
        for column in rows[0] if rows else ():
            if tells([str(row[column]) for row in rows]):
                for by in rows[0]:
                    ordered = sorted(rows, key=lambda row: _comparable(row[by]))
                    yield f"{table}.{column} by {by}", [str(row[column]) for row in ordered]


def _comparable(value: Any) -> tuple[bool, float, str]:
    """Numbers as numbers, everything else as it is written."""
    number = isinstance(value, int | float)
    return number, float(value) if number else 0.0, "" if number else str(value)


def _last(name: str, found: Sequence[int | None], wanted: int) -> Iterator[tuple[str, list[int]]]:
    """The newest ones: a poll before this one has left its own."""
    known = [one for one in found if one is not None]
    if len(known) >= wanted:
        yield name, known[-wanted:]


def _choice(text: str, target: Target) -> int | None:
    named = [number for number, choice in enumerate(target.choices) if choice in text]
    return named[0] if len(named) == 1 else None


def _listed(value: str) -> list[str]:
    if not value.startswith("["):
        return []
    try:
        return [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in json.loads(value)]
    except ValueError:
        return []


def orders_in(copy: Copy, target: Target) -> Iterator[tuple[str, list[int]]]:
    """Every column that names each of the people, by where it names each last; and the log."""

    def tells(values: Sequence[str]) -> bool:
        there = set(values)
        return all(not words.isdisjoint(there) for words in target.people)

    for name, values in columns_of(copy, tells):
        yield from _order(name, values, target)
    yield from _order("log", list(copy.log), target)


def _order(name: str, values: Sequence[str], target: Target) -> Iterator[tuple[str, list[int]]]:
    last: dict[int, int] = {}
    by_name = {word: number for number, words in enumerate(target.people) for word in words}
    for at, value in enumerate(values):
        if (person := by_name.get(value)) is not None:
            last[person] = at
        elif name == "log":
            last |= {person: at for word, person in by_name.items() if not word.isdigit() and word in value}
    if len(last) == len(target.people):
        yield name, sorted(last, key=last.__getitem__)
