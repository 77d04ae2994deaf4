"""Records to choose from: gatherings of organisations with the lines of their agendas, and cases; each as its reader may see it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Q

from zhibu.cases.models import Case
from zhibu.gatherings.models import AgendaItem, Gathering, Holding
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.readers import Reader
from zhibu.mechanism.responsibility.models import Pointing, PriorityLine
from zhibu.mechanism.responsibility.terms import SEE, SEE_CASES, SEE_GATHERINGS

WHY: Final = "五同事项和重点任务：选择本组织的记录"
MOST: Final = 80
"""Gatherings, and cases, that a box offers."""
LOOK_BACK: Final = timedelta(days=400)
HIDDEN: Final = "（不在您的查看范围）"


class Point(NamedTuple):
    """Columns of what was chosen."""

    item_id: int | None = None
    gathering_id: int | None = None
    case_id: int | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A record in words, and where it is read."""

    title: str
    kind: str
    on: date | None
    code: str = ""
    view: str = ""
    gathering_id: int = 0
    """The gathering at which somebody was there; 0 for a case."""


def offered(reader: Reader, organisations: Collection[int], on: date) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select, by month, the latest first, the lines of an agenda behind their meeting; three queries.

    What a ceremony consists of is no business that anybody dealt with.
    """
    held = (
        Holding.objects.unguarded(WHY).filter(organisation_id__in=organisations, on__gte=on - LOOK_BACK, on__lte=on).values("gathering_id")
    )
    gatherings = Gathering.objects.seen_by(reader, SEE_GATHERINGS).filter(pk__in=held).exclude(state="cancelled").order_by("-on", "-pk")
    rows = list(gatherings.values_list("pk", "on", "title")[:MOST])
    items = AgendaItem.objects.unguarded(WHY).filter(gathering_id__in=[pk for pk, *_ in rows]).exclude(part__kind=GatheringKind.CEREMONY)
    lines: dict[int, list[tuple[int, str]]] = {}
    for pk, gathering, title in items.order_by("number").values_list("pk", "gathering_id", "title"):
        lines.setdefault(gathering, []).append((pk, title))
    records = [(day, f"g{pk}", title, [one for one in lines.get(pk, ()) if one[1] != title]) for pk, day, title in rows]
    records += [(day, key, title, []) for day, key, title in _cases(reader, organisations)]
    groups: dict[str, list[tuple[str, str]]] = {}
    for day, key, title, agenda in sorted(records, key=lambda one: one[0], reverse=True):
        month = groups.setdefault(f"{day.year}年{day.month}月", [])
        month.append((key, f"{day.isoformat()} {title}"))
        month += [(f"i{item}", f"{day.isoformat()} {text}（议程）") for item, text in agenda]
    return list(groups.items())


def holding(text: str, groups: Sequence[tuple[str, str | list[tuple[str, str]]]]) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Of what a select offers that which holds a text; nothing typed leaves all."""
    kept: list[tuple[str, str | list[tuple[str, str]]]] = []
    for label, choices in groups:
        fits = choices if isinstance(choices, str) else [one for one in choices if text in one[1]]
        kept += [(label, fits)] if fits else []
    return kept


def to_choose(reader: Reader, organisations: Collection[int], on: date) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Nothing is chosen beforehand: the newest record is hardly ever the one that is meant."""
    return [("", "请选择"), *offered(reader, organisations, on)]


def to_tag(reader: Reader, organisations: Collection[int], on: date) -> list[tuple[str, str | list[tuple[str, str]]]]:
    """The same, and before it the lines of the yearly lists of these organisations; four queries."""
    lines = PriorityLine.objects.seen_by(reader, SEE).filter(organisation_id__in=organisations).order_by("-due", "pk")
    planned = [(f"p{pk}", f"{due.isoformat()} {says}") for pk, due, says in lines.values_list("pk", "due", "says")]
    first, *groups = to_choose(reader, organisations, on)
    return [first, *([("重点任务", planned)] if planned else []), *groups]


def _cases(reader: Reader, organisations: Collection[int]) -> list[tuple[date, str, str]]:
    of_them = Q(now_holder_id__in=organisations) | Q(now_assignee_id__in=organisations)
    found = Case.objects.seen_by(reader, SEE_CASES).filter(of_them).order_by("-opened_on", "-pk")
    rows = found.values_list("pk", "opened_on", "title", "code")[:MOST]
    return [(day, f"c{pk}", f"{title}（{code}）") for pk, day, title, code in rows]


def point_of(chosen: str) -> Point:
    """What an option of the select means; the form has checked that it was offered."""
    number = int(chosen[1:])
    return {"g": Point(gathering_id=number), "i": Point(item_id=number), "c": Point(case_id=number)}[chosen[0]]


def shown(reader: Reader, rows: Sequence[Pointing]) -> list[Shown]:
    """In the order of the rows; what the reader may not see is not named. Three queries."""
    numbers = {one.item_id for one in rows if one.item_id}
    items = {one.pk: one for one in AgendaItem.objects.unguarded(WHY).filter(pk__in=numbers)}
    wanted = {one.gathering_id for one in rows if one.gathering_id} | {one.gathering_id for one in items.values()}
    gatherings = Gathering.objects.seen_by(reader, SEE_GATHERINGS).in_bulk(list(wanted))
    cases = Case.objects.seen_by(reader, SEE_CASES).in_bulk([one.case_id for one in rows if one.case_id])
    return [_shown(one, items, gatherings, cases) for one in rows]


def _shown(one: Pointing, items: dict[int, Any], gatherings: dict[int, Gathering], cases: dict[int, Case]) -> Shown:
    if one.case_id:
        case = cases.get(one.case_id)
        return Shown(case.title, "办理事项", case.opened_on, case.code, "case") if case else Shown(HIDDEN, "办理事项", None)
    item = items.get(one.item_id) if one.item_id else None
    number = item.gathering_id if item else one.gathering_id or 0
    found = gatherings.get(number)
    kind = "会议议程" if item else "会议活动"
    if found is None:
        return Shown(HIDDEN, kind, None, gathering_id=number)
    return Shown(item.title if item else found.title, kind, found.on, found.code, "gathering", number)


def same(rows: Iterable[Any], point: Point) -> bool:
    """Whether a record was chosen before."""
    return any((one.item_id, one.gathering_id, one.case_id) == point for one in rows)
