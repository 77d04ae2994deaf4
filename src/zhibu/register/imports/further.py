"""Sheets that upper packages take in: they come by the same way as rosters, and ``config`` says who takes them (ADR 22)."""

from typing import Final, Protocol

from zhibu.exchange.cells import Sheet
from zhibu.register.imports.findings import SheetResult
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.session import Session
from zhibu.trail.door import Work


class Taker(Protocol):
    """What an upper package offers; its sheets are of the kind ``SheetKind.GATHERINGS``."""

    seen_at: str
    """The name of the page on which what came in is seen."""

    def recognise(self, sheet: Sheet) -> Table | None:
        """The table that a sheet holds, None for one of another kind."""
        ...

    def take(self, table: Table, result: SheetResult, session: Session, work: Work) -> None:
        """Write what its rows say; with ``session.writes`` false only compare."""
        ...


_taker: Final[list[Taker]] = []


def use(taker: Taker) -> None:
    """Put it in, once at start-up."""
    _taker[:] = [taker]


def seen_at() -> str:
    """Where what came in is seen; empty where nobody takes further sheets."""
    return next((one.seen_at for one in _taker), "")


def recognise(sheet: Sheet) -> Table | None:
    """Asked before rosters are: a ledger names branches as well."""
    return next((found for one in _taker if (found := one.recognise(sheet)) is not None), None)


def take(table: Table, result: SheetResult, session: Session, work: Work) -> None:
    """Give it to whoever has recognised it."""
    for one in _taker:
        one.take(table, result, session, work)
