"""Sheets that upper packages take in: they come by the same way as rosters, and ``config`` says who takes them (ADR 22)."""

from collections.abc import Iterable
from typing import Final, Protocol

from zhibu.exchange.cells import Sheet
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.findings import SheetResult
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.session import Session
from zhibu.trail.door import Work


class Taker(Protocol):
    """What an upper package offers: sheets of a kind of its own."""

    kind: SheetKind
    seen_at: str
    """The name of the page on which what came in is seen."""
    seen_as: str
    """What the way there is called."""
    asks: str
    """Which headings a sheet must have, as whoever sent another one is told."""

    def recognise(self, sheet: Sheet) -> Table | None:
        """The table that a sheet holds, None for one of another kind."""
        ...

    def take(self, table: Table, result: SheetResult, session: Session, work: Work) -> None:
        """Write what its rows say; with ``session.writes`` false only compare."""
        ...


_takers: Final[list[Taker]] = []


def use(*takers: Taker) -> None:
    """Put them in, once at start-up."""
    _takers[:] = takers


def seen_at(kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Where what came in is seen, as a word and the name of a page; nothing for rosters."""
    return [(one.seen_as, one.seen_at) for kind in kinds for one in _takers if one.kind.value == kind]


def asked() -> list[str]:
    """Which headings each of them asks for."""
    return [one.asks for one in _takers]


def recognise(sheet: Sheet) -> Table | None:
    """Asked before rosters are: a ledger names branches as well."""
    return next((found for one in _takers if (found := one.recognise(sheet)) is not None), None)


def take(table: Table, result: SheetResult, session: Session, work: Work) -> None:
    """Give it to whoever has recognised it."""
    for one in _takers:
        if one.kind is table.kind:
            one.take(table, result, session, work)
