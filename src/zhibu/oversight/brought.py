"""Facts that packages above bring to clauses: institutions, elections, contacts with floating members are not known down here.

A package says once, at start-up, how its facts are read and what a clause may call them:

    brought.of_organisations(Brought(reviews_due, told_of_reviews))

The reading is folded into the one statement by which findings are read, so that a package more costs no query more; the facts join those
of the organisation or person, and a clause in ``regulations/`` names them as any other measure. A name belongs to one package alone.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final, Generic, TypeVar

from zhibu.oversight.facts import Shown, Subject
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.people import Whose

Scope = TypeVar("Scope")


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of one organisation or person: facts by the names that clauses use, and for each the records that show it."""

    facts: Mapping[str, Any]
    evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Brought(Generic[Scope]):
    """A reading of a scope on a day, and what its rows say of whom (by number of the organisation or person)."""

    part: Callable[[Scope, date], Part]
    told: Callable[[Sequence[Any], date], Mapping[int, Told]]


_organisations: Final[list[Brought[Sequence[str]]]] = []
_persons: Final[list[Brought[Whose]]] = []


def of_organisations(*brought: Brought[Sequence[str]]) -> None:
    """Put them in; once at start-up. A scope is a sequence of paths."""
    _organisations.extend(one for one in brought if one not in _organisations)


def of_persons(*brought: Brought[Whose]) -> None:
    """The same for persons. Only those are asked about who are watched at all: with a mark, on probation, suspended."""
    _persons.extend(one for one in brought if one not in _persons)


def parts_of_organisations(paths: Sequence[str], on: date) -> list[Part]:
    """What is to be read beside the rest."""
    return [one.part(paths, on) for one in _organisations]


def parts_of_persons(whose: Whose, on: date) -> list[Part]:
    """The same for persons."""
    return [one.part(whose, on) for one in _persons]


def with_organisations(subjects: Sequence[Subject], rows: Sequence[Sequence[Any]], on: date) -> list[Subject]:
    """Organisations with what was brought; ``rows`` in the order of ``parts_of_organisations``."""
    return _joined(subjects, [one.told(found, on) for one, found in zip(_organisations, rows, strict=True)])


def with_persons(subjects: Sequence[Subject], rows: Sequence[Sequence[Any]], on: date) -> list[Subject]:
    """The same for persons."""
    return _joined(subjects, [one.told(found, on) for one, found in zip(_persons, rows, strict=True)])


def _joined(subjects: Sequence[Subject], told: Iterable[Mapping[int, Told]]) -> list[Subject]:
    known = list(filter(None, told))
    return [_with(one, [said[one.id] for said in known if one.id in said]) for one in subjects] if known else list(subjects)


def _with(subject: Subject, told: Sequence[Told]) -> Subject:
    if not told:
        return subject
    facts = dict(subject.facts)
    for one in told:
        facts |= one.facts
    return replace(subject, facts=facts, evidence=Shown(lambda: _shown(subject, told)))


def _shown(subject: Subject, told: Sequence[Told]) -> Mapping[str, tuple[str, ...]]:
    evidence = dict(subject.evidence)
    for one in told:
        evidence |= one.evidence
    return evidence
