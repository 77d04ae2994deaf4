"""What a ledger's cell says, and how the same cell is read again."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Final

NUMBERED: Final = re.compile(r"^\s*(?:[0-9]{1,2}\s*[.．、)）]|[（(][0-9一二三四五六七八九十]{1,3}[)）]|[一二三四五六七八九十]{1,3}、)\s*")
APART: Final = re.compile(r"[、，,;；/\s]+")


def joined(lines: Sequence[str]) -> str:
    """One line as it is; several with their numbers, one below the other."""
    if len(lines) < 2:
        return "".join(lines)
    return "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def parted(cell: str) -> list[str]:
    """The lines of a cell without their numbers: the other direction of ``joined``."""
    return [line for raw in cell.splitlines() if (line := NUMBERED.sub("", raw).strip())]


def cut(lines: Iterable[str], longest: int) -> list[str]:
    """Lines too long for one record go on in the next: nothing of an old ledger is lost."""
    return [line[at : at + longest] for line in lines for at in range(0, len(line), longest)]


def names_in(cell: str) -> list[str]:
    """Names of those in attendance, however they are kept apart."""
    return [one for one in APART.split(cell) if one]


def moment(on: date | None, begins: time | None) -> str:
    """A day with the time where it is known, as the national sheet writes it."""
    if on is None:
        return ""
    return f"{on.isoformat()} {begins:%H:%M}" if begins is not None else on.isoformat()


def remarks(*, signed_by: str, quorate: bool | None, late: bool, entered_on: date) -> list[str]:
    """What a reader of the ledger must know of a row and the sheet has no column for."""
    said = [] if signed_by else ["未签批"]
    if quorate is False:
        said.append("到会人数不够，不算开过一次")
    if late:
        said.append(f"补录（{entered_on.isoformat()} 录入）")
    return said
