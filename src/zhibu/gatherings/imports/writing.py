"""Afternoons of an old ledger written many at a time: held, with numbers only, signed by the ledger from which they come."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, Final, NamedTuple

from zhibu.gatherings.models import AgendaItem, Gathering, Holding, Minutes, Moved, Part, Resolution
from zhibu.gatherings.rules.afternoons import Afternoon, LedgerEntry, hosts
from zhibu.gatherings.rules.catalogue import Holds, entry_of
from zhibu.gatherings.rules.ledgers import cut, parted
from zhibu.gatherings.rules.quorum import Numbers, quorum_of
from zhibu.gatherings.rules.signing import Record, missing
from zhibu.gatherings.terms import GatheringState, MinutesState
from zhibu.register.imports.session import Progress
from zhibu.rulebook.book import Rules
from zhibu.rulebook.loading import rulebook
from zhibu.trail import rows
from zhibu.trail.door import Work
from zhibu.trail.subjects import SubjectFacts

CONFIRMED: Final = "导入的台账"
MOVED: Final = "台账所载计划时间"
AT_ONCE: Final = 2_000
LONGEST_TOPIC: Final = 300
LONGEST_ITEM: Final = 200
LONGEST_DECISION: Final = 500
GATHERING: Final = ("id", "code", "host_id", "title", "on", "begins", "planned_on", "place", "state", "entered_by", "entered_on")
PART: Final = (
    "id",
    "gathering_id",
    "number",
    "kind",
    "title",
    "begins",
    "topic",
    "minutes_long",
    "chair",
    "recorder",
    "lecturer",
    "attended_by",
)
HOLDING: Final = (
    "id",
    "gathering_id",
    "part_id",
    "organisation_id",
    "kind",
    "on",
    "quorate",
    "complete",
    "expected",
    "present",
    "on_leave",
    "in_attendance",
    "by_name",
    "signed_at",
    "confirmed_by",
    "signed_entered_by",
    "signed_minutes_id",
)
MINUTES: Final = ("id", "gathering_id", "part_id", "state", "text", "written_by", "written_on")
ITEM: Final = ("id", "gathering_id", "part_id", "number", "title")
RESOLUTION: Final = ("id", "gathering_id", "part_id", "minutes_id", "number", "text")
MOVE: Final = ("id", "gathering_id", "was_on", "was_begins", "reason", "moved_on")


def put_afternoons(work: Work, found: Sequence[Afternoon], *, lecturer_told: bool, progress: Progress) -> None:
    """In slices, each with a handful of statements."""
    for start in range(0, len(found), AT_ONCE):
        Slice(work, lecturer_told=lecturer_told).put(found[start : start + AT_ONCE])
        work.flush()
        progress("write", min(start + AT_ONCE, len(found)), len(found))


class At(NamedTuple):
    """Numbers of the rows that others refer to."""

    gathering: int
    part: int
    minutes: int


@dataclass(slots=True)
class Slice:
    """Rows of some thousand gatherings, collected and put table by table."""

    work: Work
    lecturer_told: bool
    parts: list[tuple[Any, ...]] = field(default_factory=list)
    holdings: list[tuple[Any, ...]] = field(default_factory=list)
    minutes: list[tuple[Any, ...]] = field(default_factory=list)
    items: list[tuple[Any, ...]] = field(default_factory=list)
    resolutions: list[tuple[Any, ...]] = field(default_factory=list)
    moved: list[tuple[Any, ...]] = field(default_factory=list)
    rules: dict[date, Rules] = field(default_factory=dict)

    def put(self, found: Sequence[Afternoon]) -> None:
        """Everything about these."""
        work, by = self.work, self.work.actor
        numbers = work.reserve(Gathering, len(found))
        where = [hosts(one.holders) for one in found]
        work.know("gathering", {pk: SubjectFacts(path) for pk, (_, path) in zip(numbers, where, strict=True)})
        held = str(GatheringState.HELD)
        work.put(
            Gathering,
            GATHERING,
            [
                (pk, f"G{pk:06d}", host, *_called(one.first), held, by.label, by.day)
                for pk, one, (host, _) in zip(numbers, found, where, strict=True)
            ],
        )
        self._parts(list(zip(numbers, found, strict=True)))
        for model, columns, values in (
            (Part, PART, self.parts),
            (Minutes, MINUTES, self.minutes),
            (Holding, HOLDING, self._numbered(Holding, self.holdings)),
            (AgendaItem, ITEM, self._numbered(AgendaItem, self.items)),
            (Resolution, RESOLUTION, self._numbered(Resolution, self.resolutions)),
            (Moved, MOVE, self._numbered(Moved, self.moved)),
        ):
            work.put(model, columns, values)

    def _numbered(self, model: type[Any], values: Sequence[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
        return [(pk, *row) for pk, row in zip(self.work.reserve(model, len(values)), values, strict=True)] if values else []

    def _parts(self, found: Sequence[tuple[int, Afternoon]]) -> None:
        count = sum(len(one.parts) for _, one in found)
        parts, minutes = iter(self.work.reserve(Part, count)), iter(self.work.reserve(Minutes, count))
        for gathering, one in found:
            self._move(gathering, one.first)
            for number, rows_of_part in enumerate(one.parts, 1):
                self._part(At(gathering, next(parts), next(minutes)), number, rows_of_part, one.first)

    def _move(self, gathering: int, first: LedgerEntry) -> None:
        """It was announced for another day or hour: that stays to be seen."""
        if first.planned_on is not None and (first.planned_on, first.planned_begins) != (first.on, first.begins):
            self.moved.append((gathering, first.planned_on, _hour(first.planned_begins), MOVED, self.work.actor.day))

    def _part(self, at: At, number: int, held: Sequence[LedgerEntry], first: LedgerEntry) -> None:
        one, by = held[0], self.work.actor
        topics, decisions = parted(one.topic), cut(parted(one.decisions), LONGEST_DECISION)
        alone = len(topics) < 2 and len(one.topic) <= LONGEST_TOPIC
        called = "" if one.title == first.title else one.title, None if one.begins == first.begins else _hour(one.begins)
        said = ("".join(topics) if alone else "", one.minutes_long, one.chair, one.recorder, one.lecturer, one.attended_by)
        self.parts.append((at.part, at.gathering, number, one.kind, *called, *said))
        signed = str(MinutesState.SIGNED)
        self.minutes.append((at.minutes, at.gathering, at.part, signed, one.text, one.recorder or by.label, by.day))
        items = [] if alone else cut(topics, LONGEST_ITEM)
        self.items += [(at.gathering, at.part, place, title) for place, title in enumerate(items, 1)]
        self.resolutions += [(at.gathering, at.part, at.minutes, place, text) for place, text in enumerate(decisions, 1)]
        rules = self._rules(one.on)
        self.holdings += [self._holding(each, at, rules, len(decisions)) for each in held]

    def _holding(self, one: LedgerEntry, at: At, rules: Rules, decisions: int) -> tuple[Any, ...]:
        """Numbers as they stood; who had a vote no ledger says, so that everybody expected counts as entitled."""
        by, told = self.work.actor, (one.expected, one.present, one.on_leave, one.guests)
        expected, present, on_leave, guests = (number or 0 for number in told)
        numbers = Numbers(expected, present, on_leave, guests, entitled=expected, there=present)
        held = (at.gathering, at.part, one.organisation, one.kind, one.on)
        verdict = (_quorate(one, numbers, rules), self._complete(one, numbers, decisions))
        signed = (rows.prepared(Holding, "signed_at", by.at), CONFIRMED, by.label, at.minutes)
        return (*held, *verdict, *told, False, *signed)

    def _rules(self, on: date) -> Rules:
        """What the regulations said on a day; a year's ledger has few of them."""
        if on not in self.rules:
            self.rules[on] = rulebook().on(on)
        return self.rules[on]

    def _complete(self, one: LedgerEntry, numbers: Numbers, decisions: int) -> bool | None:
        """Whether the record holds what its kind asks for; not known where the sheet has no column for what is missing."""
        record = Record(
            kind=one.kind,
            on=one.on,
            numbers=numbers,
            chair=one.chair,
            recorder=one.recorder,
            lecturer=one.lecturer,
            topic=one.topic or one.title,
            text=bool(one.text),
            decisions=decisions,
        )
        lacking = missing(record)
        return None if lacking == (Holds.LECTURER,) and not self.lecturer_told else not lacking


def _called(one: LedgerEntry) -> tuple[Any, ...]:
    return (one.title, one.on, _hour(one.begins), one.planned_on, one.place)


def _hour(begins: time | None) -> str | None:
    """As both drivers take it."""
    return begins.isoformat() if begins is not None else None


def _quorate(one: LedgerEntry, numbers: Numbers, rules: Rules) -> bool | None:
    """By the numbers; not known where a kind needs a quorum and the ledger has no numbers."""
    if entry_of(one.kind).quorum and (one.expected is None or one.present is None):
        return None
    return quorum_of(one.kind, numbers, rules).met
