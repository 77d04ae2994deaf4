"""The list of those whose time is ending: for the run, for the page of the clerk, for the workbench."""

from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zhibu.access.models import Grant
from zhibu.access.readers import active_on
from zhibu.keeping.models import Hold, Notice
from zhibu.keeping.rules import earliest_end, may_erase
from zhibu.keeping.terms import NOTICE_DAYS
from zhibu.kernel.decisions import Decision
from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation

WHY: Final = "到期名单：能否销毁"
ACT: Final = "hold_erasure"
VIEWS: Final = {"next": "下次销毁", "held": "暂缓", "coming": "尚未到期"}
"""What the list can be narrowed to."""


class Announced(NamedTuple):
    """A line of the list with what decides about it."""

    person_id: int
    code: str
    name: str
    row: str
    ended_on: date
    due_on: date
    announced_on: date
    branch: str
    held: str = ""
    """Why it is put off; empty where it is not."""
    lifted_on: date | None = None
    granted: bool = False

    @property
    def earliest(self) -> date:
        """The first day on which it may be destroyed."""
        return earliest_end(due_on=self.due_on, announced_on=self.announced_on, lifted_on=self.lifted_on)

    def decision(self, on: date) -> Decision:
        """What stands against destroying it on a day; whoever is in force stands on no list."""
        return may_erase(in_force=False, earliest=self.earliest, held=bool(self.held), granted=self.granted, on=on)


COLUMNS: Final = ("person_id", "person__code", "person__name", "row", "ended_on", "due_on", "announced_on", "branch")


WHOM: Final = Coalesce("person__merged_into_id", "person_id")
"""What is put off under a record that was merged counts for the one that stayed."""
OWNER: Final = Coalesce("account__owner__person__merged_into_id", "account__owner__person_id")


def _held() -> dict[int, dict[str, Any]]:
    """By person: why it is put off now, and when the last hold was lifted."""
    facts: dict[int, dict[str, Any]] = {}
    holds = Hold.objects.unguarded(WHY).order_by("lifted_on", "pk")
    for who, reason, lifted_on in holds.values_list(WHOM, "reason", "lifted_on"):
        facts.setdefault(who, {}).update({"lifted_on": lifted_on} if lifted_on else {"held": reason})
    return facts


def _granted(on: date) -> set[int]:
    """People whose account has rights on a day."""
    found = Grant.objects.unguarded(WHY).filter(active_on(on), account__active=True).exclude(account__owner=None)
    return set(found.values_list(OWNER, flat=True))


def _read(found: QuerySet[Notice], on: date) -> list[Announced]:
    """Three queries: the lines, the holds, whose account has rights."""
    branches = Organisation.objects.unguarded(WHY).filter(now_path=OuterRef("person__now_path"))
    named = Coalesce(Subquery(branches.values("now_short_name")[:1]), Subquery(branches.values("now_name")[:1]))
    rows = [Announced(*row) for row in found.annotate(branch=named).values_list(*COLUMNS)]
    held, granted = _held(), _granted(on)
    return [row._replace(branch=row.branch or "", granted=row.person_id in granted, **held.get(row.person_id, {})) for row in rows]


def announced_by(on: date) -> list[Announced]:
    """Everybody whose time is over, for the run."""
    return _read(Notice.objects.unguarded(WHY).filter(due_on__lte=on).order_by("row", "person_id"), on)


def notices_seen(reader: Reader, view: str, on: date) -> QuerySet[Notice]:
    """The list of a reader's reach: whole, or narrowed to one of the views or to what nobody has put off."""
    found = Notice.objects.seen_by(reader, ACT)
    held = Q(person_id__in=Hold.objects.unguarded(WHY).filter(lifted_on=None).values(who=WHOM))
    notice = Q(due_on__lte=on, announced_on__lte=on - timedelta(days=NOTICE_DAYS))
    narrowed = {"held": held, "next": ~held & notice, "coming": ~held & ~notice, "unheld": ~held}
    return found.filter(narrowed[view]) if view in narrowed else found


def view_counts(reader: Reader, on: date) -> dict[str, int]:
    """How many there are in each view; a query each."""
    return {view: notices_seen(reader, view, on).count() for view in VIEWS}


def notice_page(found: QuerySet[Notice], *, sort: str, first: int, end: int, on: date) -> list[Announced]:
    """One page."""
    return _read(found.order_by(sort, "person_id")[first:end], on)


def standing_notices() -> dict[int, tuple[int, str, date, date]]:
    """Who stands on the list: number of the line, row, starting event and end, by person."""
    rows = Notice.objects.unguarded(WHY).values_list("person_id", "pk", "row", "ended_on", "due_on")
    return {person_id: (number, row, ended_on, due_on) for person_id, number, row, ended_on, due_on in rows}
