"""The list of those whose time is ending: for the run, for the page of the clerk, for the workbench."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
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
    held: str
    """Why it is put off; empty where it is not."""
    lifted_on: date | None
    granted: bool

    @property
    def earliest(self) -> date:
        """The first day on which it may be destroyed."""
        return earliest_end(due_on=self.due_on, announced_on=self.announced_on, lifted_on=self.lifted_on)

    def decision(self, on: date) -> Decision:
        """What stands against destroying it on a day; whoever is in force stands on no list."""
        return may_erase(in_force=False, earliest=self.earliest, held=bool(self.held), granted=self.granted, on=on)


COLUMNS: Final = ("person_id", "person__code", "person__name", "row", "ended_on", "due_on", "announced_on")
DECIDING: Final = ("branch", "held", "lifted", "granted")


def _with_facts(found: QuerySet[Notice], on: date) -> QuerySet[Notice]:
    """What is put off, or granted, under a record that was merged into this one counts for it."""
    mine = Q(person=OuterRef("person")) | Q(person__merged_into=OuterRef("person"))
    owned = Q(account__owner__person=OuterRef("person")) | Q(account__owner__person__merged_into=OuterRef("person"))
    holds = Hold.objects.unguarded(WHY).filter(mine).order_by()
    granted = Grant.objects.unguarded(WHY).filter(active_on(on), owned, account__active=True)
    branches = Organisation.objects.unguarded(WHY).filter(now_path=OuterRef("person__now_path"))
    return found.annotate(
        branch=Coalesce(Subquery(branches.values("now_short_name")[:1]), Subquery(branches.values("now_name")[:1])),
        held=Subquery(holds.filter(lifted_on=None).values("reason")[:1]),
        lifted=Subquery(holds.exclude(lifted_on=None).order_by("-lifted_on").values("lifted_on")[:1]),
        granted=Exists(granted),
    )


def _read(found: QuerySet[Notice]) -> list[Announced]:
    rows = [Announced._make(row) for row in found.values_list(*COLUMNS, *DECIDING)]
    return [row._replace(branch=row.branch or "", held=row.held or "") for row in rows]


def announced_by(on: date) -> list[Announced]:
    """Everybody whose time is over, for the run, those who were not taken first; one query."""
    found = Notice.objects.unguarded(WHY).filter(due_on__lte=on)
    return _read(_with_facts(found, on).order_by("row", "person_id"))


def notices_seen(reader: Reader, view: str, on: date) -> QuerySet[Notice]:
    """The list of a reader's reach: whole, or narrowed to one of the views or to what nobody has put off."""
    found = Notice.objects.seen_by(reader, ACT)
    held = Exists(Hold.objects.unguarded(WHY).filter(person=OuterRef("person"), lifted_on=None))
    notice = Q(due_on__lte=on, announced_on__lte=on - timedelta(days=NOTICE_DAYS))
    if view == "held":
        return found.filter(held)
    narrowed = {"next": ~held & notice, "coming": ~held & ~notice, "unheld": ~held}
    return found.filter(narrowed[view]) if view in narrowed else found


def view_counts(reader: Reader, on: date) -> dict[str, int]:
    """How many there are in each view; a query each."""
    return {view: notices_seen(reader, view, on).count() for view in VIEWS}


def notice_page(found: QuerySet[Notice], *, sort: str, first: int, end: int, on: date) -> list[Announced]:
    """One page; one query."""
    return _read(_with_facts(found, on).order_by(sort, "person_id")[first:end])


def standing_notices(people: Collection[int] | None = None) -> dict[int, tuple[int, str, date, date]]:
    """Who stands on the list: number of the line, row, starting event and end, by person."""
    found = Notice.objects.unguarded(WHY)
    if people is not None:
        found = found.filter(person_id__in=people)
    return {
        pk: (number, row, ended, due) for number, pk, row, ended, due in found.values_list("pk", "person_id", "row", "ended_on", "due_on")
    }
