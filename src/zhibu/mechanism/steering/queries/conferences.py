"""Conferences of committees, the lines of one of them with what became of each, and matters that are late."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final, NamedTuple

from zhibu.cases.models import Case, StepSpan
from zhibu.cases.queries.lists import CaseRow, case_rows
from zhibu.cases.registry import step_name
from zhibu.cases.terms import UNDER_WAY, Status
from zhibu.gatherings.models import AgendaItem, Gathering, Holding, Resolution
from zhibu.gatherings.terms import GatheringKind, GatheringState
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.mechanism.steering.models import ConferenceMatter
from zhibu.mechanism.steering.queries.committees import Committee, committees_at
from zhibu.mechanism.steering.rules.conferring import offered_again
from zhibu.mechanism.steering.rules.procedures import MATTER_KEY
from zhibu.mechanism.steering.terms import SEE, SEE_CASES

WHY: Final = "联席会议：委员会或会议已在可见范围内"
KIND: Final = str(GatheringKind.JOINT_CONFERENCE)
SHOWN: Final = 12


class Conference(NamedTuple):
    """A conference in the list of its committee."""

    organisation_id: int
    code: str
    title: str
    on: date
    state: str
    signed: bool
    expected: int | None
    present: int | None


def conferences_of(committees: Sequence[Committee]) -> list[Conference]:
    """The latest first, also those that are planned; one query."""
    found = Holding.objects.unguarded(WHY).filter(organisation_id__in=[one.organisation_id for one in committees], kind=KIND)
    found = found.exclude(gathering__state=GatheringState.CANCELLED).order_by("-on", "-gathering__code")
    columns = ("organisation_id", "gathering__code", "gathering__title", "on", "gathering__state", "signed_at", "expected", "present")
    return [
        Conference(place, code, title, on, state, signed_at is not None, expected, present)
        for place, code, title, on, state, signed_at, expected, present in found.values_list(*columns)
    ]


class Counted(NamedTuple):
    """How many matters of a committee are open, and how many of these are late."""

    open: int = 0
    late: int = 0


def matters_counted(committees: Sequence[Committee], on: date) -> Mapping[int, Counted]:
    """By organisation; one query."""
    found: dict[int, Counted] = {}
    cases = Case.objects.unguarded(WHY).filter(now_holder_id__in=[one.organisation_id for one in committees], procedure=MATTER_KEY)
    for place, state, latest in cases.filter(now_state__in=UNDER_WAY).values_list("now_holder_id", "now_state", "now_latest"):
        before = found.get(place, Counted())
        late = state == Status.OPEN.value and latest < on
        found[place] = Counted(before.open + 1, before.late + late)
    return found


def matters_of(reader: Reader, committee: Committee, on: date) -> list[CaseRow]:
    """Open ones by their last day, then those that ended lately; two queries."""
    held = Case.objects.seen_by(reader, SEE_CASES).filter(now_holder_id=committee.organisation_id, procedure=MATTER_KEY)
    alive = case_rows(held.filter(now_state__in=UNDER_WAY), on=on, order="now_latest")
    return [*alive, *case_rows(held.exclude(now_state__in=UNDER_WAY), on=on, order="-now_ended_on", end=SHOWN)]


class LateMatter(NamedTuple):
    """A matter whose step is late."""

    id: int
    code: str
    title: str
    step: str
    latest: date
    organisation: str

    def words(self, on: date) -> str:
        """What is late, and by how much."""
        return f"“{self.step}”最迟 {self.latest.isoformat()}，逾期 {(on - self.latest).days} 天，由{self.organisation}办理"


def late_matters(reader: Reader, organisation: int, *, on: date) -> list[LateMatter]:
    """Held by the organisation, late, and not talked about at a conference within the last month or yet to come; two queries."""
    cases = Case.objects.seen_by(reader, SEE_CASES).filter(procedure=MATTER_KEY, now_holder_id=organisation, now_state=Status.OPEN.value)
    spans = StepSpan.objects.unguarded(WHY).filter(case__in=cases.values("pk"), valid_to=FAR, latest__lt=on).order_by("latest", "case_id")
    columns = (
        "case_id",
        "case__code",
        "case__title",
        "case__version",
        "step",
        "latest",
        "organisation__now_short_name",
        "organisation__now_name",
    )
    rows = list(spans.values_list(*columns))
    last = last_talked([row[0] for row in rows])
    return [
        LateMatter(pk, code, title, step_name(MATTER_KEY, version, step), latest, short or name)
        for pk, code, title, version, step, latest, short, name in rows
        if offered_again(last.get(pk), on)
    ]


def last_talked(cases: Iterable[int]) -> dict[int, date]:
    """When each matter stands or stood on an agenda last; one query."""
    found = (
        ConferenceMatter.objects.unguarded(WHY)
        .filter(case_id__in=list(cases))
        .exclude(item__part__gathering__state=GatheringState.CANCELLED)
    )
    return dict(found.order_by("item__part__gathering__on").values_list("case_id", "item__part__gathering__on"))


@dataclass(frozen=True, slots=True)
class ItemLine:
    """A line of the agenda, what was decided on it, and the matter that it is."""

    id: int
    number: int
    title: str
    presenter: str
    decided: str = ""
    matter: CaseRow | None = None
    taken: bool = False
    """It is a matter, also where the reader does not see it."""
    returned: bool = False


@dataclass(frozen=True, slots=True)
class ConferenceShown:
    """A conference as its committee sees it."""

    gathering: Gathering
    holding: Holding
    committee: Committee
    lines: Sequence[ItemLine]
    besides: Sequence[CaseRow]
    """Matters that came out of it without a line of their own."""

    def has_begun(self, on: date) -> bool:
        """Whether anybody can have been there and anything been resolved: the day has come, and it was not called off."""
        return self.gathering.on <= on and not self.holding.cancelled


def held_last(reader: Reader, organisation: int, *, on: date) -> tuple[time | None, str]:
    """Hour and place of the last one: the next is as a rule the same; one query."""
    held = Holding.objects.seen_by(reader, SEE).filter(organisation_id=organisation, kind=KIND, cancelled=False, on__lte=on)
    last = held.order_by("-on", "-pk").values_list("gathering__begins", "gathering__place").first()
    return last or (None, "")


def conference_shown(gathering: Gathering, reader: Reader, on: date) -> ConferenceShown | None:
    """None where no committee in reach holds it; seven queries."""
    held = Holding.objects.seen_by(reader, SEE).filter(gathering=gathering, kind=KIND)
    found = {one.organisation_id: one for one in held.select_related("part__gathering", "organisation").order_by("pk")}
    committee = next(iter(committees_at(list(found))), None)
    if committee is None:
        return None
    holding = found[committee.organisation_id]
    items = list(AgendaItem.objects.unguarded(WHY).filter(part_id=holding.part_id).order_by("number"))
    links = dict(ConferenceMatter.objects.unguarded(WHY).filter(item_id__in=[one.pk for one in items]).values_list("item_id", "case_id"))
    returned = set(ConferenceMatter.objects.unguarded(WHY).filter(item_id__in=list(links), returned=True).values_list("item_id", flat=True))
    cases = Case.objects.seen_by(reader, SEE_CASES).filter(procedure=MATTER_KEY)
    raised = set(cases.filter(subject_kind=KIND, subject_code=gathering.code).values_list("pk", flat=True))
    rows = {row.id: row for row in case_rows(cases.filter(pk__in={*links.values(), *raised}), on=on, order="code")}
    decided = _decided(items)
    lines = [_line(one, decided, links, rows, returned) for one in items]
    besides = [row for pk, row in rows.items() if pk not in links.values()]
    return ConferenceShown(gathering, holding, committee, lines, besides)


def _decided(items: Sequence[AgendaItem]) -> Mapping[int, str]:
    """What the newest minutes say of each line."""
    found = Resolution.objects.unguarded(WHY).filter(item_id__in=[one.pk for one in items]).order_by("minutes__version", "number")
    return dict(found.values_list("item_id", "text"))


def _line(one: AgendaItem, decided: Mapping[int, str], links: Mapping[int, Any], rows: Mapping[int, CaseRow], back: set[int]) -> ItemLine:
    matter = rows.get(links.get(one.pk, 0))
    return ItemLine(
        one.pk, one.number, one.title, one.presenter, decided.get(one.pk, ""), matter, taken=one.pk in links, returned=one.pk in back
    )


def standing_on(items: Iterable[int]) -> frozenset[int]:
    """Lines of agendas that are matters: they keep their place and name."""
    return frozenset(ConferenceMatter.objects.unguarded(WHY).filter(item_id__in=list(items)).values_list("item_id", flat=True))


def nobody_leaves(items: Iterable[int]) -> frozenset[int]:
    """Nobody leaves the room: nothing is voted on."""
    del items
    return frozenset()
