"""A session as its page shows it: topics in order, the strictest quorum live, who left the room for which, what is ready to be tabled."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Exists, OuterRef, Q, QuerySet

from zhibu.gatherings.models import AgendaItem, Gathering, Holding, Part, Resolution
from zhibu.gatherings.queries.lists import Line, lists_of, numbers_of, typed_numbers
from zhibu.gatherings.queries.reached import rules_at
from zhibu.gatherings.rules.quorum import Numbers
from zhibu.gatherings.rules.shares import Share
from zhibu.gatherings.rules.voting import Matter, rule_for
from zhibu.gatherings.terms import GatheringKind, GatheringState, Presence
from zhibu.kernel.readers import Reader
from zhibu.mechanism.sessions.models import Recusal, Tabling, Topic
from zhibu.mechanism.sessions.queries.committee import Seat, listed_on, read_by, speaking_order, weighty_of
from zhibu.mechanism.sessions.queries.late import LateMatter, late_matters
from zhibu.mechanism.sessions.queries.topics import TopicShown, shown
from zhibu.mechanism.sessions.terms import SEE_SESSIONS, TopicState
from zhibu.register.models import Organisation
from zhibu.rulebook.book import Rules

WHY: Final = "党工委会议页面：会议已在可见范围内"
KIND: Final = GatheringKind.WORKING_COMMITTEE_SESSION


class LeftRoom(NamedTuple):
    """Somebody who is out of the room for one item."""

    id: int
    person_id: int
    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Needed:
    """From how many the committee may decide; ``there`` grows as people are marked."""

    entitled: int
    there: int
    least: int
    share: str
    article: str
    weighty: bool

    @property
    def met(self) -> bool:
        """Enough are there."""
        return self.there >= self.least

    @property
    def words(self) -> str:
        """As page and agenda say it."""
        why = "有“三重一大”清单内的议题，" if self.weighty else ""
        return f"{why}应到 {self.entitled} 人，{self.share}为 {self.least} 人"


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """A line of the agenda: a topic, or something that was typed."""

    item: AgendaItem
    topic: TopicShown | None
    tabling: Tabling | None
    weighty: bool
    needed: Needed
    left: tuple[LeftRoom, ...]


@dataclass(frozen=True, slots=True)
class SessionShown:
    """The page."""

    gathering: Gathering
    part: Part
    holding: Holding
    lines: tuple[AgendaLine, ...]
    needed: Needed
    seats: tuple[Seat, ...]
    absent: tuple[str, ...]
    ready: tuple[TopicShown, ...]
    late: tuple[LateMatter, ...]

    @property
    def committee(self) -> Organisation:
        """Who holds it."""
        return self.holding.organisation

    @property
    def signed(self) -> bool:
        """Nothing of it changes any more."""
        return self.holding.signed_at is not None

    @property
    def cancelled(self) -> bool:
        """It is not held."""
        return self.gathering.state == GatheringState.CANCELLED


def holding_of(reader: Reader, gathering: Gathering, act: str = SEE_SESSIONS) -> Holding | None:
    """The committee's own, where the gathering is a session of one."""
    found = (
        Holding.objects.seen_by(reader, act).filter(gathering=gathering, kind=str(KIND)).select_related("part__gathering", "organisation")
    )
    return found.order_by("part__number", "pk").first()


def next_session(reader: Reader, committee: int, act: str, *, on: date) -> Holding | None:
    """The nearest session from a day on whose agenda is still open; one query."""
    found = Holding.objects.seen_by(reader, act).filter(organisation_id=committee, kind=str(KIND), on__gte=on, signed_at=None)
    return (
        found.filter(cancelled=False)
        .exclude(gathering__state=GatheringState.CANCELLED)
        .select_related("gathering")
        .order_by("on", "pk")
        .first()
    )


def session_shown(reader: Reader, holding: Holding, *, on: date) -> SessionShown:
    """A constant number of queries, however many topics."""
    gathering, committee = holding.part.gathering, holding.organisation
    rules = rules_at(committee.now_path, holding.on)
    weighty = weighty_of(listed_on(committee.pk, holding.on))
    lines = lists_of([holding])[holding.pk]
    topics = shown(_topics(committee.pk, holding.part_id), open_to=read_by(reader, on))
    by_tabling = {stage.tabling.item_id: (one, stage.tabling) for one in topics for stage in one.stages}
    left = left_of(holding.part_id)
    drawn = tuple(
        _line(item, by_tabling.get(item.pk), left.get(item.pk, ()), weighty, Room(holding, lines, rules))
        for item in AgendaItem.objects.unguarded(WHY).filter(part=holding.part).order_by("number")
    )
    strictest = any(one.weighty for one in drawn)
    return SessionShown(
        gathering,
        holding.part,
        holding,
        drawn,
        needed_of(Room(holding, lines, rules), frozenset(), weighty=strictest),
        tuple(speaking_order(committee.pk, holding.on)),
        tuple(one.name for one in lines if one.votes and one.presence in ABSENT),
        tuple(one for one in reversed(topics) if one.standing.state is TopicState.READY),
        tuple(late_matters(reader, committee.pk, on=on)),
    )


ABSENT: Final = frozenset({str(Presence.ON_LEAVE), str(Presence.ABSENT), str(Presence.WRITTEN)})


class Room(NamedTuple):
    """Who is expected, who is there, by which rules."""

    holding: Holding
    lines: Sequence[Line]
    rules: Rules

    def numbers(self, left: frozenset[int]) -> Numbers:
        """Without those who are out of the room."""
        if not self.holding.by_name:
            return typed_numbers(self.holding)
        return numbers_of(one for one in self.lines if one.person_id not in left)


def needed_of(room: Room, left: frozenset[int], *, weighty: bool) -> Needed:
    """By the street's own value of the day."""
    rule = rule_for(str(KIND), str(Matter.WEIGHTY if weighty else Matter.ORDINARY))
    numbers = room.numbers(left)
    if not room.rules.knows([rule.quorum]):
        return Needed(numbers.entitled, numbers.there, 0, "", "", weighty)
    share = Share.read(room.rules.value(rule.quorum))
    article = room.rules.article(rule.quorum)
    return Needed(numbers.entitled, numbers.there, share.least(numbers.entitled), str(share), article, weighty)


def _topics(committee: int, part: int) -> "QuerySet[Topic, Any]":
    """On the agenda of this part, or perhaps waiting for one: what was decided elsewhere is not read."""
    here = Tabling.objects.unguarded(WHY).filter(topic=OuterRef("pk"), item__part_id=part)
    decided = Resolution.objects.unguarded(WHY).filter(item=OuterRef("item_id"))
    signed = Holding.objects.unguarded(WHY).filter(part=OuterRef("item__part_id")).exclude(signed_at=None)
    settled = Tabling.objects.unguarded(WHY).filter(Exists(decided), Exists(signed), topic=OuterRef("pk"), deferred=False)
    found = Topic.objects.unguarded(WHY).filter(committee_id=committee, withdrawn_on=None)
    return found.filter(Q(Exists(here)) | ~Q(Exists(settled))).select_related("committee", "proposer")


def _line(
    item: AgendaItem, topic: tuple[TopicShown, Tabling] | None, left: Sequence[LeftRoom], weighty: frozenset[str], room: Room
) -> AgendaLine:
    heavy = item.matter == Matter.WEIGHTY if topic is None else topic[0].topic.kind in weighty
    needed = needed_of(room, frozenset(one.person_id for one in left), weighty=heavy)
    return AgendaLine(item, topic[0] if topic else None, topic[1] if topic else None, heavy, needed, tuple(left))


def left_of(part: int) -> Mapping[int, tuple[LeftRoom, ...]]:
    """By line of the agenda: who leaves, with the reason; one query."""
    found: dict[int, tuple[LeftRoom, ...]] = defaultdict(tuple)
    rows = Recusal.objects.unguarded(WHY).filter(tabling__item__part_id=part).order_by("pk")
    for pk, item, person, name, reason in rows.values_list("pk", "tabling__item_id", "person_id", "person__name", "reason"):
        found[item] += (LeftRoom(pk, person, name, reason),)
    return found
