"""The meetings of the sample as rows, with lists, minutes and numbers as the services would have written them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from random import Random
from typing import Any, Final

from django.db import models

from zhibu.config.sample import agendas
from zhibu.config.sample.attending import Attending, Guest, leader
from zhibu.config.sample.life import Life
from zhibu.config.sample.meetings import AHEAD, Afternoon, PlannedPart, afternoons, first_month
from zhibu.config.sample.moments import at
from zhibu.config.sample.street import Street
from zhibu.config.sample.tree import Planned
from zhibu.gatherings.models import AgendaItem, Attendance, Gathering, Holding, Minutes, Moved, Part, RecordsFrom, Resolution
from zhibu.gatherings.rules.catalogue import CATALOGUE, Expects
from zhibu.gatherings.rules.planning import PartDraft
from zhibu.gatherings.rules.quorum import Numbers, quorum_of
from zhibu.gatherings.rules.signing import Record, missing
from zhibu.gatherings.services.planning import title_of
from zhibu.gatherings.terms import GatheringKind, GatheringState, MinutesState, Presence, Standing
from zhibu.rulebook.loading import rulebook
from zhibu.store.bulk import bulk_load
from zhibu.trail.door import Work
from zhibu.trail.rows import prepared
from zhibu.trail.subjects import SubjectFacts

BY_NAME: Final = timedelta(days=365)
"""Before that the ledgers of the branches held numbers alone."""
CLERK: Final = "周敏"
BEGINS: Final = time(14, 30)
ENDS: Final = time(16, 30)
A_COMMITTEE: Final = 3
VOTED: Final = {GatheringKind.MEMBERS_MEETING: "ordinary"}
AT_ONCE: Final = 2_000
COLUMNS: Final[Mapping[type[models.Model], tuple[str, ...]]] = {
    Gathering: (
        "id", "code", "host_id", "title", "on", "begins", "ends", "planned_on", "place", "state", "cancelled_because", "reported_by",
        "entered_by", "entered_on",
    ),
    Moved: ("id", "gathering_id", "was_on", "was_begins", "was_place", "reason", "moved_on"),
    Part: ("id", "gathering_id", "number", "kind", "topic", "minutes_long", "chair", "recorder", "lecturer"),
    AgendaItem: ("id", "gathering_id", "part_id", "number", "title", "matter"),
    Minutes: ("id", "gathering_id", "part_id", "state", "text", "on_paper", "kept_at", "written_by", "written_on"),
    Resolution: ("id", "gathering_id", "part_id", "minutes_id", "item_id", "number", "text"),
    Holding: (
        "id", "gathering_id", "part_id", "organisation_id", "kind", "on", "quorate", "complete", "cancelled", "expected", "present",
        "on_leave", "in_attendance", "entitled", "there", "by_name", "signed_at", "confirmed_by", "signed_entered_by", "signed_minutes_id",
    ),
    Attendance: ("id", "gathering_id", "holding_id", "person_id", "standing", "votes", "presence"),
}  # fmt: skip


def write_gatherings(work: Work, street: Street, lives: Sequence[Life], numbers: Sequence[int], *, on: date, seed: int) -> None:
    """Two years of them, and since when they are complete."""
    rng = Random(seed)  # noqa: S311  invented meetings, no secret
    planned = [one for one in afternoons(rng, street, on) if one.on <= on + AHEAD]
    rows = Rows(work, Attending(rng, lives, numbers), on)
    for one in sorted(planned, key=lambda one: (one.on, one.host.id, one.parts[0].kind)):
        rows.take(one)
    work.know("gathering", rows.facts)
    with bulk_load([Attendance, Holding], rows=len(rows.of[Attendance])):
        for model, columns in COLUMNS.items():
            work.put(model, columns, rows.of[model])
    work.add(RecordsFrom, organisation_id=street.root.id, kind="", complete_from=first_month(on))


class Rows:
    """Rows under way; those that refer to each other are numbered as they come, a few thousand at a time."""

    def __init__(self, work: Work, attending: Attending, on: date) -> None:
        self.of: dict[type[models.Model], list[tuple[Any, ...]]] = {model: [] for model in COLUMNS}
        self.facts: dict[int, SubjectFacts] = {}
        self._numbers = {model: _given(work, model) for model in COLUMNS}
        self._attending, self._on = attending, on
        self._rules = rulebook().on(on)
        self._hours = prepared(Gathering, "begins", BEGINS), prepared(Gathering, "ends", ENDS)

    def _add(self, model: type[models.Model], *values: Any) -> int:
        number = next(self._numbers[model])
        self.of[model].append((number, *values))
        return number

    def take(self, one: Afternoon) -> None:
        """A gathering with its parts; a part that nobody could hold that day is left out."""
        parts = [self._held_by(part, one.on) for part in one.parts]
        parts = [part for part in parts if part.holders]
        if not parts:
            return
        state = self._state(one)
        gathering = self._gathering(replace(one, parts=tuple(parts)), state)
        people = {life for part in parts for holder in part.holders for life, _ in self._attending.expected(holder, part.kind, one.on)}
        came = self._attending.came(sorted(people, key=lambda life: life.number), one.on, short=one.went == "short")
        for number, part in enumerate(parts, start=1):
            self._part(gathering, number, part, Held(one, state, came))

    def _held_by(self, part: PlannedPart, on: date) -> PlannedPart:
        """A committee meets where there is one; of the others somebody is expected, or was invited."""
        least = A_COMMITTEE if CATALOGUE[part.kind].expects == Expects.COMMITTEE else 1
        expected = self._attending.expected
        there = tuple(one for one in part.holders if part.invited or len(expected(one, part.kind, on)) >= least)
        return replace(part, holders=there)

    def _state(self, one: Afternoon) -> GatheringState:
        if one.went == "cancelled":
            return GatheringState.CANCELLED
        return GatheringState.PLANNED if one.on > self._on else GatheringState.HELD

    def _gathering(self, one: Afternoon, state: GatheringState) -> int:
        was_on = one.on - timedelta(days=7) if one.went == "moved" else one.on
        planned_on = None if one.entered_after else was_on
        entered_on = one.on + timedelta(days=one.entered_after) if one.entered_after else was_on - timedelta(days=9)
        chair = leader(self._attending, one.host, one.on)
        title = title_of([PartDraft(str(part.kind)) for part in one.parts])
        number = next(self._numbers[Gathering])
        self.of[Gathering].append(
            (
                number, f"G{number:06d}", one.host.id, title, one.on, *self._hours, planned_on, one.place, str(state),
                one.reason if state is GatheringState.CANCELLED else "", chair, CLERK if one.entered_after else chair,
                min(entered_on, self._on),
            )
        )  # fmt: skip
        self.facts[number] = SubjectFacts(one.host.path)
        if one.went == "moved":
            self._add(Moved, number, was_on, self._hours[0], one.place, one.reason, min(was_on, self._on) - timedelta(days=1))
        return number

    def _part(self, gathering: int, number: int, part: PlannedPart, held: "Held") -> None:
        kind, on = part.kind, held.afternoon.on
        chair = leader(self._attending, part.holders[0], on)
        lecturer = chair if kind is GatheringKind.LECTURE else ""
        length = CATALOGUE[kind].minutes_of_usual_length
        pk = self._add(Part, gathering, number, str(kind), part.topic, length, chair, chair, lecturer)
        item = self._add(AgendaItem, gathering, pk, 1, part.topic, VOTED.get(kind, "")) if part.decision else None
        minutes = self._minutes(gathering, pk, part, held, chair) if held.state is GatheringState.HELD else None
        if minutes is not None and part.decision:
            self._add(Resolution, gathering, pk, minutes, item, 1, part.decision)
        for holder in part.holders:
            self._holding(Ids(gathering, pk, minutes), part, holder, held)

    def _minutes(self, gathering: int, part: int, planned: PlannedPart, held: "Held", chair: str) -> int:
        sealed = CATALOGUE[planned.kind].sealed
        text = "" if sealed else f"{planned.topic}。{agendas.SENTENCES[(part + gathering) % len(agendas.SENTENCES)]}"
        state = MinutesState.DRAFT if held.unsigned else MinutesState.SIGNED
        return self._add(Minutes, gathering, part, str(state), text, sealed, "党支部档案柜" if sealed else "", chair, held.written_on)

    def _holding(self, ids: "Ids", part: PlannedPart, holder: Planned, held: "Held") -> None:
        on = held.afternoon.on
        start = (ids.gathering, ids.part, holder.id, str(part.kind), on)
        if held.state is not GatheringState.HELD:
            self._open(start, called_off=held.called_off, by_name=True)
            return
        guests = [
            self._attending.guest(life, votes=votes, presence=held.came[life])
            for life, votes in self._attending.expected(holder, part.kind, on)
        ]
        numbers = counted(guests, part.invited)
        by_name = bool(guests) and self._on - on <= BY_NAME
        if held.unsigned:
            pk = self._open(start, called_off=held.called_off, by_name=by_name)
        else:
            pk = self._signed(start, part, numbers, ids, held, by_name=by_name)
        if by_name:
            for one in guests:
                self._add(Attendance, ids.gathering, pk, one.number, str(Standing.EXPECTED), one.votes, str(one.presence))

    def _open(self, start: tuple[Any, ...], *, called_off: bool, by_name: bool) -> int:
        """Nobody has signed: no numbers yet."""
        return self._add(Holding, *start, None, None, called_off, *[None] * 6, by_name, None, "", "", None)

    def _signed(self, start: tuple[Any, ...], part: PlannedPart, numbers: Numbers, ids: "Ids", held: "Held", *, by_name: bool) -> int:
        """As ``services.minutes`` writes it at the signature."""
        chair = self.of[Part][-1][6]
        lecturer = self.of[Part][-1][8]
        record = Record(
            str(part.kind), held.afternoon.on, numbers, chair=chair, recorder=chair, lecturer=lecturer, topic=part.topic, text=True,
            decisions=int(bool(part.decision)),
        )  # fmt: skip
        quorate = quorum_of(str(part.kind), numbers, self._rules).met
        signed_at = prepared(Holding, "signed_at", at(held.written_on, 19, on=self._on))
        return self._add(
            Holding, *start, quorate, not missing(record), held.called_off, numbers.expected, numbers.present, numbers.on_leave,
            numbers.in_attendance, numbers.entitled, numbers.there, by_name, signed_at, chair, chair, ids.minutes,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ids:
    """Numbers of the rows to which a holding refers."""

    gathering: int
    part: int
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Held:
    """How an afternoon went: its state, and how each was there."""

    afternoon: Afternoon
    state: GatheringState
    came: Mapping[Life, Presence]

    @property
    def called_off(self) -> bool:
        """It stays to be seen."""
        return self.state is GatheringState.CANCELLED

    @property
    def unsigned(self) -> bool:
        """Held, and still to be signed."""
        return self.afternoon.went == "unsigned"

    @property
    def written_on(self) -> date:
        """The minutes follow the next day, or when it was entered."""
        return self.afternoon.on + timedelta(days=self.afternoon.entered_after or 1)


def counted(guests: Sequence[Guest], invited: int) -> Numbers:
    """As a list adds up; where nobody was expected, those who were invited."""
    if not guests:
        return Numbers(invited, invited)
    there = [one for one in guests if one.presence.is_there]
    return Numbers(
        len(guests),
        len(there),
        sum(one.presence is Presence.ON_LEAVE for one in guests),
        entitled=sum(one.votes for one in guests),
        there=sum(one.votes for one in there),
    )


def _given(work: Work, model: type[models.Model]) -> Iterator[int]:
    while True:
        yield from work.reserve(model, AT_ONCE)
