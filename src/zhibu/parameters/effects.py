"""What another value would alter, said before it is decided. Findings stand above this package: ``config`` puts in who knows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.readers import AccountReader
from zhibu.rulebook.book import LocalValue


@dataclass(frozen=True, slots=True)
class Change:
    """Another value for an organisation and below, on a day; None lets the default hold."""

    path: str
    parameter: str
    value: LocalValue | None
    on: date


@dataclass(frozen=True, slots=True)
class Effect:
    """One requirement that reads the parameter: what it finds now, and with the other value."""

    title: str
    url: str
    before: str
    after: str
    differs: bool = False
    personal: bool = False
    """About persons, and the reader is none of those who may know how many: then nothing is counted (PRACTICE.md 4.5)."""


Foresee = Callable[[AccountReader, Change], list[Effect]]

_known: Final[list[Foresee]] = []


def use(foresee: Foresee) -> None:
    """Put in who knows, once at start-up."""
    _known[:] = [foresee]


def effects(reader: AccountReader, change: Change) -> list[Effect]:
    """What the change would alter for what the reader sees."""
    return [effect for foresee in _known for effect in foresee(reader, change)]
