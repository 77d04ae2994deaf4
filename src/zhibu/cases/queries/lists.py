"""Lists of cases: one page of them, how many of each state, and one by its code."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Count, Q, QuerySet

from zhibu.cases.models import Case
from zhibu.cases.terms import UNDER_WAY, Status
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation
from zhibu.store.guards import within

WHY: Final = "已经确认可以看到的办理事项，读取其党组织的名称和路径"
COLUMNS: Final = (
    "pk", "code", "procedure", "version", "title", "now_state", "now_steps", "now_latest", "now_holder__now_short_name",
    "now_holder__now_name", "now_assignee__now_short_name", "now_assignee__now_name", "opened_on", "now_ended_on",
)  # fmt: skip


class CaseRow(NamedTuple):
    """A line of the list."""

    id: int
    code: str
    procedure: str
    version: int
    title: str
    state: Status
    steps: tuple[str, ...]
    latest: date | None
    holder: str
    assignee: str
    opened_on: date
    ended_on: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed by, and the day that decides what is late."""

    reader: Reader
    act: str
    on: date
    path: str = ""
    procedure: str = ""
    step: str = ""
    state: str = ""
    late: bool = False
    text: str = ""


def cases(wanted: Wanted, *, but_state: bool = False) -> QuerySet[Case]:
    """The cases that somebody may see by an act, narrowed; ``but_state`` leaves the state open, for counts."""
    found = Case.objects.seen_by(wanted.reader, wanted.act)
    if wanted.path:
        places = Organisation.objects.unguarded(WHY).filter(within("now_path", [wanted.path])).values("pk")
        found = found.filter(Q(now_holder__in=places) | Q(now_assignee__in=places))
    if wanted.procedure:
        found = found.filter(procedure=wanted.procedure)
    if wanted.step:
        key, _, step = wanted.step.partition(".")
        found = found.filter(_waits_at(step), procedure=key, now_state__in=UNDER_WAY)
    if wanted.text:
        found = found.filter(Q(title__contains=wanted.text) | Q(code=wanted.text.upper()))
    if wanted.late:
        found = found.filter(now_state=Status.OPEN.value, now_latest__lt=wanted.on)
    return found if but_state or not wanted.state else found.filter(now_state=wanted.state)


def _waits_at(step: str) -> Q:
    """Among the keys of the column, joined by commas."""
    return Q(now_steps=step) | Q(now_steps__startswith=f"{step},") | Q(now_steps__endswith=f",{step}") | Q(now_steps__contains=f",{step},")


def count_states(wanted: Wanted) -> dict[str, int]:
    """How many there are of each state, and of all; one query."""
    found = cases(wanted, but_state=True).order_by().values("now_state").annotate(number=Count("pk")).values_list("now_state", "number")
    counts = dict(found)
    return {"": sum(counts.values()), **counts}


def case_rows(found: QuerySet[Case], *, on: date, order: str, first: int = 0, end: int | None = None) -> list[CaseRow]:
    """One page; one query. What has no last day stands behind what has one."""
    descending = "-" if order.startswith("-") else ""
    return list(_read(found.order_by(order, f"{descending}pk").values_list(*COLUMNS)[first:end], on))


def _read(rows: "QuerySet[Case, tuple[Any, ...]]", on: date) -> Iterator[CaseRow]:
    for pk, code, key, version, title, state, steps, latest, short, name, to_short, to_name, opened_on, ended_on in rows:
        status = Status(state)
        yield CaseRow(
            pk,
            code,
            key,
            version,
            title,
            status,
            tuple(steps.split(",")) if steps else (),
            None if latest == FAR else latest,
            short or name,
            to_short or to_name or "",
            opened_on,
            ended_on,
            status is Status.OPEN and latest < on,
        )


class Place(NamedTuple):
    """An organisation as a case's page shows it."""

    path: str
    name: str
    code: str


def places(numbers: set[int]) -> dict[int, Place]:
    """Organisations that a log names; one query."""
    found = Organisation.objects.unguarded(WHY).filter(pk__in=numbers)
    rows = found.values_list("pk", "now_path", "now_short_name", "now_name", "code")
    return {pk: Place(path, short or name, code) for pk, path, short, name, code in rows}
