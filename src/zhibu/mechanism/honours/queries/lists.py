"""Selections that a reader conducts or is called upon by: two queries, however many."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from zhibu.cases.terms import SEE as SEE_CASES
from zhibu.cases.terms import Status
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.mechanism.honours.models import Honour, SelectionCampaign
from zhibu.mechanism.honours.terms import NOMINATE, HonourKind
from zhibu.register.queries.scopes import above
from zhibu.store.guards import within

WHY: Final = "评选表彰：评选范围内的党组织看到部署，看不到推荐"
COLUMNS: Final = (
    "pk", "case__code", "title", "kind", "year", "organisation__now_short_name", "organisation__now_name", "organisation__now_path",
    "case__procedure", "case__version", "case__now_state", "case__now_steps", "case__now_latest", "called_on", "notice_until", "decided_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One selection as the list tells it: never whom it names, nor how many were named."""

    code: str
    title: str
    kind: HonourKind
    year: int
    organisation: str
    procedure: str
    version: int
    state: Status
    steps: tuple[str, ...]
    latest: date | None
    called_on: date
    notice_until: date | None
    decided_on: date | None
    granted: int
    on: date
    nominates: bool = False
    """Whether the reader may nominate now."""

    @property
    def open(self) -> bool:
        """Under way or resting."""
        return not self.state.ended


def campaigns_for(reader: Reader) -> "QuerySet[SelectionCampaign]":
    """Within reach, and those of the organisations above, whose call goes down."""
    found = SelectionCampaign.objects.unguarded(WHY)
    paths = reader.paths(SEE_CASES)
    return (
        found if reader.everywhere else found.filter(within("organisation__now_path", paths) | Q(organisation__now_path__in=above(paths)))
    )


def rows_of(reader: Reader, *, on: date) -> list[Row]:
    """The newest first."""
    found = list(campaigns_for(reader).order_by("-called_on", "-pk").values_list(*COLUMNS))
    granted = Honour.objects.unguarded(WHY).filter(campaign_id__in=[row[0] for row in found], revoked_on=None)
    counts = dict(granted.order_by().values_list("campaign_id").annotate(number=Count("pk")))
    own = reader.paths(NOMINATE)
    return [_row(row, counts, on=on, reader=reader, own=own) for row in found]


def _row(row: Sequence[Any], counts: Mapping[int, int], *, on: date, reader: Reader, own: Sequence[str]) -> Row:
    told = dict(zip(COLUMNS, row, strict=True))
    steps = tuple(told["case__now_steps"].split(",")) if told["case__now_steps"] else ()
    path = told["organisation__now_path"]
    takes = "nominate" in steps and told["case__now_state"] == Status.OPEN.value
    return Row(
        code=told["case__code"],
        title=told["title"],
        kind=HonourKind.stored(told["kind"]),
        year=told["year"],
        organisation=told["organisation__now_short_name"] or told["organisation__now_name"],
        procedure=told["case__procedure"],
        version=told["case__version"],
        state=Status(told["case__now_state"]),
        steps=steps,
        latest=None if told["case__now_latest"] == FAR else told["case__now_latest"],
        called_on=told["called_on"],
        notice_until=told["notice_until"],
        decided_on=told["decided_on"],
        granted=counts.get(told["pk"], 0),
        on=on,
        nominates=takes and (reader.may(NOMINATE, path) or any(one.startswith(path) for one in own)),
    )
