"""The fold: the log of a case, read from its first line, gives how the case stands. Nothing else decides that."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from zhibu.cases.rules.procedures import Procedure, Step
from zhibu.cases.rules.working_days import STATE_COUNCIL, Calendar, Pause
from zhibu.cases.terms import EntryKind, Seat, Status
from zhibu.kernel.dates import months_after


@dataclass(frozen=True, slots=True)
class Logged:
    """One line of the log: keys, days and numbers of organisations, nothing personal."""

    number: int
    kind: EntryKind
    day: date
    step: str = ""
    organisation: int = 0
    until: date | None = None
    """The day named for the step that this line lets begin."""
    limits: Mapping[str, int] = field(default_factory=dict)
    """Values of local parameters on that day, by step: a later value does not move a deadline that runs."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A step that waits: since when, and by which line of the log it began."""

    step: Step
    since: date
    by: int
    until: date | None = None
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """From when and until when; ``latest`` is the last good day. ``assumed``: some year was counted by weekends alone."""

    earliest: date | None
    latest: date | None
    assumed: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was done, when it had begun, and whether that was in time."""

    step: Step
    number: int
    day: date
    window: Window
    entered: Entered

    @property
    def early(self) -> bool:
        """Before it could be."""
        return self.window.earliest is not None and self.day < self.window.earliest

    @property
    def late(self) -> bool:
        """After its last day."""
        return self.window.latest is not None and self.day > self.window.latest


@dataclass(frozen=True, slots=True)
class Waiting:
    """A step that somebody has to do now."""

    step: Step
    since: date
    organisation: int
    window: Window

    def late(self, on: date) -> bool:
        """Whether its last day has passed."""
        return self.window.latest is not None and on > self.window.latest


@dataclass(frozen=True, slots=True)
class State:
    """How a case stands. While it is paused or ended nothing waits; ``open_steps`` are what would."""

    procedure: Procedure
    status: Status
    last: int
    """Number of the last line."""
    seats: Mapping[Seat, int]
    open_steps: tuple[Waiting, ...]
    done: Mapping[str, Done]
    void: tuple[Done, ...] = ()
    again: tuple[Done, ...] = ()
    """Done, and to be done again since the case was taken up once more."""
    paused_since: date | None = None
    ended_on: date | None = None

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """What somebody has to do now."""
        return self.open_steps if self.status is Status.OPEN else ()

    @property
    def latest(self) -> date | None:
        """The nearest last day of what waits."""
        return min((one.window.latest for one in self.waiting if one.window.latest is not None), default=None)

    @property
    def holder(self) -> int:
        """The organisation that holds it."""
        return self.seats[Seat.HOLDER]

    @property
    def assignee(self) -> int:
        """The organisation to which it was assigned; 0 while there is none."""
        return self.seats.get(Seat.ASSIGNEE, 0)

    def waits(self, key: str) -> Waiting | None:
        """One step that waits now."""
        return next((one for one in self.waiting if one.step.key == key), None)


def fold(procedure: Procedure, log: Sequence[Logged], calendar: Calendar = STATE_COUNCIL) -> State:
    """Read the log; its first line opens the case."""
    folding = Folding(procedure, calendar)
    for line in log:
        folding.take(line)
    return folding.state(log[-1])


class Folding:
    """What is known after some lines."""

    def __init__(self, procedure: Procedure, calendar: Calendar) -> None:
        self.procedure, self.calendar = procedure, calendar
        self.seats: dict[Seat, int] = {}
        self.entered: dict[str, Entered] = {}
        self.done: dict[str, Done] = {}
        self.void: list[Done] = []
        self.again: list[Done] = []
        self.pauses: list[Pause] = []
        self.paused: date | None = None
        self.cancelled: date | None = None

    def states(self, log: Iterable[Logged]) -> Iterator[State]:
        """How the case stood after each line."""
        for line in log:
            self.take(line)
            yield self.state(line)

    def take(self, line: Logged) -> None:
        """One more line."""
        match line.kind:
            case EntryKind.OPENED:
                self.seats[Seat.HOLDER] = line.organisation
                self._enter(self.procedure.first, line, line.day)
            case EntryKind.STEP:
                self._do(line)
            case EntryKind.PAUSED:
                self.paused = line.day
            case EntryKind.RESUMED:
                self._resume(line.day)
            case EntryKind.HANDED:
                self.seats[Seat.ASSIGNEE if Seat.ASSIGNEE in self.seats else Seat.HOLDER] = line.organisation
            case EntryKind.CANCELLED:
                self.cancelled = line.day
            case EntryKind.VOIDED:
                self._undo(line, self.void)
            case EntryKind.REOPENED:
                self._undo(line, self.again)

    def _enter(self, steps: Iterable[Step], line: Logged, since: date) -> None:
        for step in steps:
            self.entered[step.key] = Entered(step, since, line.number, line.until, line.limits.get(step.key))

    def _do(self, line: Logged) -> None:
        step = self.procedure.by_key[line.step]
        entered = self.entered.pop(line.step)
        self.done[line.step] = Done(step, line.number, line.day, self._window(entered), entered)
        if step.assigns:
            self.seats[Seat.ASSIGNEE] = line.organisation
        for key in step.next:
            follows = self.procedure.by_key[key]
            if key not in self.done and key not in self.entered and all(before in self.done for before in follows.rests_on):
                self._enter([follows], line, max(self.done[before].day for before in follows.rests_on))

    def _resume(self, day: date) -> None:
        if self.paused is not None and self.paused < day:
            self.pauses.append((self.paused, day))
        self.paused = None

    def _undo(self, line: Logged, gone: list[Done]) -> None:
        """The step and all that rests on it stands no more; the step waits again from that day."""
        former = self.done[line.step].entered
        for key in self.procedure.resting[line.step]:
            self.entered.pop(key, None)
            done = self.done.pop(key, None)
            if done is not None:
                gone.append(done)
                if done.step.assigns:
                    self.seats.pop(Seat.ASSIGNEE, None)
        self.entered[line.step] = replace(former, since=line.day, by=line.number, until=line.until or former.until)

    def _window(self, entered: Entered) -> Window:
        since, step = entered.since, entered.step
        earliest = None if step.earliest is None else _end(step.earliest.unit, since, step.earliest.number, (), self.calendar)
        pauses = [(max(first, since), end) for first, end in self.pauses if end > since]
        if entered.until is not None and step.latest is not None and step.latest.unit == "named":
            return Window(earliest, entered.until + _length(pauses))
        if step.latest is None or step.latest.unit == "named":
            return Window(earliest, None)
        number = step.latest.number if entered.limit is None else entered.limit
        latest = _end(step.latest.unit, since, number, pauses, self.calendar)
        return Window(earliest, latest, step.latest.unit == "working_days" and self.calendar.assumes(since, latest))

    def state(self, last: Logged) -> State:
        """What it comes to."""
        waiting = tuple(self._waiting(self.entered[step.key]) for step in self.procedure.steps if step.key in self.entered)
        status = Status.OPEN
        if self.cancelled is not None:
            status, waiting = Status.CANCELLED, ()
        elif not waiting:
            status = Status.DONE
        elif self.paused is not None:
            status = Status.PAUSED
        return State(
            self.procedure,
            status,
            last.number,
            dict(self.seats),
            waiting,
            dict(self.done),
            tuple(self.void),
            tuple(self.again),
            paused_since=self.paused if status is Status.PAUSED else None,
            ended_on=self._ended_on(status),
        )

    def _waiting(self, entered: Entered) -> Waiting:
        organisation = self.seats.get(entered.step.seat, self.seats[Seat.HOLDER])
        return Waiting(entered.step, entered.since, organisation, self._window(entered))

    def _ended_on(self, status: Status) -> date | None:
        if status is Status.CANCELLED:
            return self.cancelled
        return max(one.day for one in self.done.values()) if status is Status.DONE else None


def _length(pauses: Sequence[Pause]) -> timedelta:
    return sum((end - first for first, end in pauses), timedelta())


def _end(unit: str, since: date, number: int, pauses: Sequence[Pause], calendar: Calendar) -> date:
    """The last day of a delay: days and months are longer by the days of a pause, working days leave them out."""
    if unit == "working_days":
        return calendar.after(since, number, pauses)
    plain = months_after(since, number) if unit == "months" else since + timedelta(days=number)
    return plain + _length(pauses)
