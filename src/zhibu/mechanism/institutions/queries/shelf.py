"""The institutions that count for an organisation on a day: its own and those of everything above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhibu.kernel.readers import Reader
from zhibu.mechanism.institutions.models import Institution
from zhibu.mechanism.institutions.queries.histories import histories
from zhibu.mechanism.institutions.rules.standing import History, InForceSpan
from zhibu.mechanism.institutions.terms import EDIT, SEE, SHELF_OF, Named, Standing
from zhibu.register.models import Organisation
from zhibu.register.queries.scopes import down_to


@dataclass(frozen=True, slots=True)
class ShelfRow:
    """One institution as it stands on a day."""

    code: str
    title: str
    organisation: str
    own: bool
    named: str
    history: History
    on: date
    drafts_seen: bool
    """Whether the reader sees what is only being written."""

    @property
    def span(self) -> InForceSpan | None:
        """What holds, or will, or held last."""
        return self.history.last(self.on)

    @property
    def standing(self) -> Standing:
        """In one word."""
        return self.history.standing(self.on)

    @property
    def revising(self) -> bool:
        """A new text is being written beside the one in force."""
        return self.drafts_seen and self.history.draft(self.on) is not None and self.standing is not Standing.DRAFTED

    @property
    def review_due(self) -> date | None:
        """When it is to be looked at again."""
        return self.history.review_due(self.on)

    @property
    def review_is_late(self) -> bool:
        """The day has come."""
        due = self.review_due
        return due is not None and due <= self.on

    @property
    def words(self) -> tuple[str, ...]:
        """By which the list narrows."""
        late = ("review",) if self.review_is_late else ()
        return (str(self.standing), *(("revising",) if self.revising else ()), *late)


def shelf(reader: Reader, place: Organisation, on: date) -> list[ShelfRow]:
    """Own ones first, then those above from near to far; what is a mere draft only to whoever writes there; four queries."""
    found = Institution.objects.seen_by(reader, SEE).filter(organisation__now_path__in=down_to(place.now_path))
    columns = ("pk", "code", "title", "named", "organisation__now_short_name", "organisation__now_name", "organisation__now_path")
    rows = list(found.order_by("code").values_list(*columns))
    told = histories([row[0] for row in rows])
    shown = [_row(row, told[row[0]], place, on, reader) for row in sorted(rows, key=lambda row: (-len(row[6]), _place(row[3]), row[1]))]
    hidden = {Standing.NOT_YET}
    return [one for one in shown if one.standing not in (hidden if one.drafts_seen else hidden | {Standing.DRAFTED})]


def _row(row: tuple[int, str, str, str, str, str, str], history: History, place: Organisation, on: date, reader: Reader) -> ShelfRow:
    _, code, title, named, short, name, path = row
    return ShelfRow(code, title, short or name, path == place.now_path, named, history, on, reader.may(EDIT, path))


def _place(named: str) -> int:
    """In the order of the shelf, others behind."""
    order = list(Named.labels())
    return order.index(named) if named in order else len(order)


def missing(place: Organisation, rows: Sequence[ShelfRow]) -> list[Named]:
    """Places of the shelf that nobody has begun to fill."""
    begun = {one.named for one in rows if one.own and one.standing is not Standing.REPEALED}
    return [one for one in Named if one not in begun] if place.now_kind in SHELF_OF else []
