"""Two years of meetings of the sample street before they are written: who held what on which day, and what went otherwise than planned.

Most of it is as it should be; here and there a month was missed, too few came, somebody has not signed yet, a day was moved or called off.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from zhibu.config.sample import agendas
from zhibu.config.sample.street import Street
from zhibu.config.sample.tree import Planned
from zhibu.gatherings.terms import GatheringKind as Kind
from zhibu.kernel.dates import months_after
from zhibu.register.terms.organisations import OrganisationKind

MONTHS: Final = 24
AHEAD: Final = timedelta(days=30)
SIGNED_AFTER: Final = timedelta(days=4)
"""What was held since, nobody has signed yet."""
TOGETHER: Final = 8
"""Branches of the first community that hold an afternoon in common."""
LENT: Final = 8
"""Members of a provisional branch, who stand on the rolls of their own branches."""
TOGETHER_IN: Final = frozenset({3, 9})


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """One part, with the organisations that hold it."""

    kind: Kind
    topic: str
    holders: tuple[Planned, ...]
    decision: str = ""
    invited: int = 0
    """How many came, where nobody is expected by the roll."""


@dataclass(frozen=True, slots=True)
class Afternoon:
    """A gathering; ``went`` says what was otherwise: short, unsigned, cancelled, moved."""

    host: Planned
    on: date
    parts: tuple[PlannedPart, ...]
    place: str = agendas.PLACES[0]
    went: str = ""
    reason: str = ""
    entered_after: int = 0
    """Days between the meeting and its entry; 0 where it was planned."""


@dataclass(slots=True)
class Faults:
    """Which branches have something out of order, by their place in the list; the others have nothing."""

    missed: dict[tuple[int, Kind], int] = field(default_factory=dict)
    """Months back in which it was not held."""
    short: dict[int, int] = field(default_factory=dict)
    unsigned: frozenset[int] = frozenset()


FAULTS: Final = Faults(
    missed={(17, Kind.THEME_DAY): 4, (41, Kind.THEME_DAY): 2, (63, Kind.THEME_DAY): 7, (29, Kind.COMMITTEE_MEETING): 3},
    short={12: 5, 57: 8},
    unsigned=frozenset({1, 34}),
)


def first_month(on: date) -> date:
    """The day from which the sample's records are complete."""
    return months_after(on.replace(day=1), -MONTHS)


def afternoons(rng: Random, street: Street, on: date) -> Iterator[Afternoon]:
    """In no order; those that lie ahead are planned."""
    branches = [one for one in street.organisations if one.kind.kind is OrganisationKind.BRANCH]
    common = [one for one in branches if one.parent is branches[0].parent][:TOGETHER]
    for place, branch in enumerate(branches):
        yield from _branch(rng, branch, place, on, joins=branch in common)
    for month in _months(on):
        if month.month in TOGETHER_IN and common:
            yield _together(common, _weekday(month.replace(day=18)))
        yield from _street(rng, street.root, month, on)
        yield from (_visit(one, month) for one in street.communities.values())


def _months(on: date) -> list[date]:
    first = first_month(on)
    return [months_after(first, number) for number in range(MONTHS + 2)]


def _weekday(day: date) -> date:
    """Saturdays and Sundays wait for Monday."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def _branch(rng: Random, branch: Planned, place: int, on: date, *, joins: bool) -> Iterator[Afternoon]:
    """A fixed day in the month for the theme day; once in a quarter the meeting and the lecture on the same afternoon."""
    fixed, turn, room = rng.randint(5, 23), rng.choice((0, 0, 1, 1, 2)), rng.choice(agendas.PLACES)
    for month in _months(on):
        day, back = _weekday(month.replace(day=fixed)), (on.year - month.year) * 12 + on.month - month.month
        together = joins and month.month in TOGETHER_IN
        if not _there(branch, day):
            continue
        turn_now = 2 if joins and month.month in {1, 2, 3, 7, 8, 9} else turn
        parts = [] if together else _parts(branch, month, in_turn=month.month % 3 == (turn_now + 1) % 3)
        kept = tuple(one for one in parts if FAULTS.missed.get((place, one.kind)) != back)
        if kept:
            yield from _gone(rng, Afternoon(branch, day, kept, room), _went(place, back, kept, on - day))
        if FAULTS.missed.get((place, Kind.COMMITTEE_MEETING)) != back:
            yield Afternoon(branch, _weekday(day - timedelta(days=4)), (_committee(branch, month),), room)
        for number, group in enumerate(branch.groups):
            topic = agendas.GROUPS[(month.month + number) % len(agendas.GROUPS)]
            yield Afternoon(group, _weekday(day + timedelta(days=2)), (PlannedPart(Kind.GROUP_MEETING, topic, (group,)),), room)
        yield from _yearly(rng, branch, month, room)


def _there(branch: Planned, day: date) -> bool:
    ends = branch.dissolved
    return branch.founded <= day and (ends is None or day < ends)


def _parts(branch: Planned, month: date, *, in_turn: bool) -> list[PlannedPart]:
    lent = LENT if branch.kind.provisional else 0
    theme = PlannedPart(Kind.THEME_DAY, agendas.THEMES[month.month - 1], (branch,), invited=lent)
    if not in_turn:
        return [theme]
    quarter = (month.month - 1) // 3
    meeting = PlannedPart(Kind.MEMBERS_MEETING, agendas.MEETINGS[quarter], (branch,), agendas.DECISIONS[quarter])
    lecture = PlannedPart(Kind.LECTURE, agendas.LECTURES[(quarter + branch.founded.day) % len(agendas.LECTURES)], (branch,), invited=lent)
    return [lecture, theme] if branch.kind.provisional else [meeting, lecture, theme]


def _went(place: int, back: int, parts: Sequence[PlannedPart], ago: timedelta) -> str:
    """What was otherwise; only a meeting that needs a number can be short of it."""
    if timedelta() <= ago < SIGNED_AFTER or (place in FAULTS.unsigned and back == 1):
        return "unsigned"
    decides = any(one.kind is Kind.MEMBERS_MEETING for one in parts)
    return "short" if decides and FAULTS.short.get(place, 99) in {back, back + 1, back + 2} else ""


def _gone(rng: Random, one: Afternoon, went: str) -> Iterator[Afternoon]:
    """As planned; or moved, or called off and held a week later, or held with too few and, as a rule, again a week later."""
    chance, later = rng.random(), _weekday(one.on + timedelta(days=7))
    if went or later.month != one.on.month:
        yield replace(one, went=went)
    elif chance < 0.012:
        yield replace(one, went="cancelled", reason=rng.choice(agendas.REASONS))
        yield replace(one, on=later)
    elif chance < 0.03:
        yield replace(one, on=later, went="moved", reason=rng.choice(agendas.REASONS))
    elif chance < 0.036 and one.parts[0].kind is Kind.MEMBERS_MEETING:
        yield replace(one, parts=one.parts[:1], went="short")
        yield replace(one, on=later)
    else:
        yield replace(one, entered_after=rng.randint(3, 40) if chance > 0.95 else 0)


def _committee(branch: Planned, month: date) -> PlannedPart:
    topic, decision = agendas.COMMITTEE[month.month - 1]
    return PlannedPart(Kind.COMMITTEE_MEETING, topic, (branch,), decision)


def _yearly(rng: Random, branch: Planned, month: date, room: str) -> Iterator[Afternoon]:
    """Talks from spring on; the meeting of criticism and the assessment on one afternoon of the fourth quarter."""
    own = (branch.founded.day + len(branch.short_name)) % 10
    if branch.kind.provisional:
        return
    if month.month == 3 + own % 6:
        talk = PlannedPart(Kind.TALK, agendas.TALK, (branch,), invited=rng.randint(4, 12))
        yield Afternoon(branch, _weekday(month.replace(day=9)), (talk,), room)
    if month.month == (10 if own < 4 else 11 if own < 8 else 12):
        life = PlannedPart(Kind.ORGANISATIONAL_LIFE_MEETING, agendas.LIFE, (branch,))
        assessed = PlannedPart(Kind.DEMOCRATIC_ASSESSMENT, agendas.ASSESSMENT, (branch,))
        yield Afternoon(branch, _weekday(month.replace(day=10 + own)), (life, assessed), room)


def _together(branches: Sequence[Planned], day: date) -> Afternoon:
    """Three parts for eight branches, entered once by the community."""
    community, quarter = branches[0].parent or branches[0], (day.month - 1) // 3
    there = tuple(one for one in branches if _there(one, day))
    parts = (
        PlannedPart(Kind.MEMBERS_MEETING, agendas.MEETINGS[quarter], there, agendas.DECISIONS[quarter]),
        PlannedPart(Kind.LECTURE, agendas.LECTURES[quarter], there),
        PlannedPart(Kind.THEME_DAY, agendas.THEMES[day.month - 1], there),
    )
    return Afternoon(community, day, parts, entered_after=1)


def _street(rng: Random, root: Planned, month: date, on: date) -> Iterator[Afternoon]:
    """The working committee: a session a month, a study a quarter, the democratic life meeting in December."""
    number = month.month % len(agendas.SESSIONS)
    session = PlannedPart(Kind.WORKING_COMMITTEE_SESSION, agendas.SESSIONS[number], (root,), agendas.SESSION_DECISIONS[number])
    yield Afternoon(root, _weekday(month.replace(day=6)), (session,))
    if month.month % 3 == 2:
        study = PlannedPart(Kind.STUDY_SESSION, agendas.STUDIES[month.month // 3], (root,))
        yield Afternoon(root, _weekday(month.replace(day=12)), (study,))
    if month.month == 12 and month < on:
        yield Afternoon(root, _weekday(month.replace(day=rng.randint(12, 20))), (_life(root),))


def _visit(community: Planned, month: date) -> Afternoon:
    """Somebody of every community knocks at doors once a month; who was visited is not written down."""
    topic = agendas.VISITS[(month.month + community.founded.day) % len(agendas.VISITS)]
    return Afternoon(
        community, _weekday(month.replace(day=21)), (PlannedPart(Kind.VISIT, topic, (community,), invited=2),), community.community
    )


def _life(root: Planned) -> PlannedPart:
    return PlannedPart(Kind.DEMOCRATIC_LIFE_MEETING, agendas.LIFE, (root,))
