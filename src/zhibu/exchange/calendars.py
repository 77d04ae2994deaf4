"""A calendar that telephones subscribe to (iCalendar, RFC 5545): events with a time, a place and a word, nothing else.

The whole of the format that is needed stands here; see ``docs/adr/0020``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

LONGEST_LINE: Final = 75
"""Octets of a line before it is folded (RFC 5545 3.1)."""
ESCAPED: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""})
"""What means something in a text (3.3.11)."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One event; a day alone lasts the whole day, an hour is given with its zone."""

    uid: str
    summary: str
    begins: datetime | date
    ends: datetime | None = None
    location: str = ""
    cancelled: bool = False


def calendar_text(events: Iterable[CalendarEvent], *, name: str, stamp: datetime) -> str:
    """The file; ``stamp`` is the moment at which it was asked for."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//calendar//ZH", "METHOD:PUBLISH", f"X-WR-CALNAME:{_text(name)}"]
    lines += [line for one in events for line in _event(one, stamp)]
    return "".join(f"{folded}\r\n" for line in [*lines, "END:VCALENDAR"] for folded in _folded(line))


def _event(one: CalendarEvent, stamp: datetime) -> Iterator[str]:
    yield from ("BEGIN:VEVENT", f"UID:{_text(one.uid)}", f"DTSTAMP:{_moment(stamp)}")
    if isinstance(one.begins, datetime):
        yield f"DTSTART:{_moment(one.begins)}"
        if one.ends is not None:
            yield f"DTEND:{_moment(one.ends)}"
    else:
        yield f"DTSTART;VALUE=DATE:{one.begins:%Y%m%d}"
    yield f"SUMMARY:{_text(one.summary)}"
    if one.location:
        yield f"LOCATION:{_text(one.location)}"
    yield f"STATUS:{'CANCELLED' if one.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def _moment(at: datetime) -> str:
    """In UTC, so that no zone has to be described."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(words: str) -> str:
    return words.translate(ESCAPED)


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; a character is never cut, what goes on begins with a space."""
    part, size = "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + sign, size + width
    yield part
