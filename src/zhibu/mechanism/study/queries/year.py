"""A year of one leading group: its plan, its sessions, who missed one and made up for it, what the archive holds. Five queries."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db.models import Q

from zhibu.gatherings.models import Attendance, Holding
from zhibu.gatherings.terms import GatheringKind, GatheringState, Presence, Standing
from zhibu.kernel.readers import Reader
from zhibu.mechanism.study.models import MakeUp, StudyLine, StudyPaper
from zhibu.mechanism.study.rules.plan import Line, Session, matched, state_of
from zhibu.mechanism.study.terms import SEE, LineState
from zhibu.register.models import Organisation

WHY: Final = "中心组学习：学习已在可见范围内"
THERE: Final = tuple(str(one) for one in Presence if one.is_there)
LINE: Final = ("pk", "year", "quarter", "month", "topic", "speaker", "gathering_id")
SESSION: Final = (
    "pk", "gathering_id", "gathering__code", "on", "part__topic", "part__lecturer", "gathering__state", "signed_at", "by_name", "expected",
    "present", "on_leave",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Missed:
    """Somebody expected at a session who was not there; ``made_up`` is the day on which he made up for it."""

    holding_id: int
    person_id: int
    code: str
    name: str
    presence: str
    made_up: date | None = None
    way: str = ""


@dataclass(frozen=True)
class StudyYear:
    """All of it, as pages and the report read it."""

    organisation: Organisation
    year: int
    today: date
    lines: Sequence[Line]
    sessions: Sequence[Session]
    missed: Sequence[Missed]
    papers: Mapping[int, Mapping[str, str]]
    """By holding: where each kind of paper is kept."""

    @cached_property
    def by_line(self) -> Mapping[int, Session]:
        """The session of each line that has one."""
        return matched(self.lines, self.sessions)

    def state_of(self, line: Line) -> LineState:
        """What a line has come to."""
        return state_of(line, self.by_line.get(line.id), today=self.today)

    @property
    def held(self) -> list[Session]:
        """What was held."""
        return [one for one in self.sessions if one.held]

    @property
    def by_quarter(self) -> Mapping[int, int]:
        """How many sessions each quarter has had."""
        return Counter(one.quarter for one in self.held)

    @property
    def unplanned(self) -> list[Session]:
        """Sessions that no line of the plan speaks of."""
        planned = {one.holding_id for one in self.by_line.values()}
        return [one for one in self.held if one.holding_id not in planned]


def study_year(reader: Reader, organisation: Organisation, year: int, *, today: date) -> StudyYear:
    """What the reader sees of it."""
    lines = StudyLine.objects.seen_by(reader, SEE).filter(organisation=organisation, year=year).order_by("quarter", "month", "pk")
    span = (date(year, 1, 1), date(year + 1, 1, 1))
    sessions = sessions_of(reader, organisation, *span)
    ids = [one.holding_id for one in sessions if one.signed]
    return StudyYear(
        organisation,
        year,
        today,
        [Line(*row) for row in lines.values_list(*LINE)],
        sessions,
        missed_at(ids),
        papers_of([one.holding_id for one in sessions]),
    )


def sessions_of(reader: Reader, organisation: Organisation, first: date, end: date) -> list[Session]:
    """In the order of their days; one query."""
    found = Holding.objects.seen_by(reader, SEE).filter(
        organisation=organisation, kind=str(GatheringKind.STUDY_SESSION), on__gte=first, on__lt=end, cancelled=False
    )
    return [_session(row) for row in found.order_by("on", "pk").values_list(*SESSION)]


def _session(row: tuple[Any, ...]) -> Session:
    pk, gathering, code, on, topic, speaker, state, signed_at, by_name, *counted = row
    held = state == str(GatheringState.HELD)
    return Session(pk, gathering, code, on, topic, speaker, held, signed_at is not None, by_name, *(one or 0 for one in counted))


def missed_at(holdings: Collection[int]) -> list[Missed]:
    """Whoever was expected and not there, in the order of sessions and pinyin; two queries."""
    rows = Attendance.objects.unguarded(WHY).filter(~Q(presence__in=THERE), holding_id__in=list(holdings), standing=str(Standing.EXPECTED))
    columns = ("holding_id", "person_id", "person__code", "person__name", "presence")
    ordered = rows.order_by("holding__on", "holding_id", "person__sort_key", "person_id").values_list(*columns)
    made = {
        (holding, person): (on, way)
        for holding, person, on, way in MakeUp.objects.unguarded(WHY)
        .filter(holding_id__in=list(holdings))
        .values_list("holding_id", "person_id", "on", "way")
    }
    return [Missed(*row, *made.get((row[0], row[1]), (None, ""))) for row in ordered]


def papers_of(holdings: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    """Where papers are kept, by session and kind; one query."""
    found: dict[int, dict[str, str]] = {}
    rows = StudyPaper.objects.unguarded(WHY).filter(holding_id__in=list(holdings))
    for holding, kind, kept_at in rows.values_list("holding_id", "kind", "kept_at"):
        found.setdefault(holding, {})[kind] = kept_at
    return found


def last_before(reader: Reader, organisation: Organisation, on: date) -> Holding | None:
    """The latest session before a day: where it was, and at what hour; one query."""
    held = Holding.objects.seen_by(reader, SEE).filter(
        organisation=organisation, kind=str(GatheringKind.STUDY_SESSION), on__lt=on, cancelled=False
    )
    return held.select_related("gathering", "part").order_by("-on", "-pk").first()
