"""Topics with all that happened to them, in a constant number of queries; how each stands is folded here, never stored."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final, NamedTuple

from django.db.models import Max, Q, QuerySet

from zhibu.cases.models import Case
from zhibu.cases.terms import Status
from zhibu.gatherings.models import Holding, Minutes, Vote
from zhibu.gatherings.queries.decisions import resolved
from zhibu.gatherings.terms import GatheringState
from zhibu.kernel.readers import Reader
from zhibu.mechanism.sessions.models import Screening, Tabling, Topic
from zhibu.mechanism.sessions.queries.committee import read_by
from zhibu.mechanism.sessions.rules.standing import Standing, Tabled, standing_of
from zhibu.mechanism.sessions.terms import PERSONNEL, SEE, VEILED

WHY: Final = "议题已在可见范围内，读取上会和督办情况"
OFFERED: Final = 30
"""Words that a box of names holds."""


class Screened(NamedTuple):
    """The last word of the head."""

    taken_up: bool
    reason: str
    by: str
    on: date
    entered_by: str


class Followed(NamedTuple):
    """The supervised matter of a decision."""

    code: str
    state: str
    steps: str
    version: int
    latest: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Stage:
    """One session at which it stood on the agenda."""

    tabling: Tabling
    code: str
    title: str
    on: date
    number: int
    called_off: bool
    signed: bool
    decisions: tuple[str, ...]
    voted: str
    """How the last vote on it was counted."""
    passed: bool | None
    followed: Followed | None

    @property
    def tabled(self) -> Tabled:
        """As the fold reads it: a draft decides nothing, neither do votes whose minutes wait for the signature; a case that runs stands."""
        ended = self.followed is not None and Status(self.followed.state).ended
        deferred, supervised = self.tabling.deferred, bool(self.tabling.case_code)
        stands = self.signed or supervised
        decided = stands and (bool(self.decisions) or self.passed is True)
        declined = stands and self.passed is False
        return Tabled(self.on, self.called_off, self.signed, decided and not declined, declined, deferred, supervised, ended)


@dataclass(frozen=True, slots=True)
class TopicShown:
    """A topic as a reader sees it."""

    topic: Topic
    title: str
    """Veiled where it is about appointments and the reader does not sit on the committee."""
    veiled: bool
    standing: Standing
    screened: Screened | None
    stages: tuple[Stage, ...]

    @property
    def last(self) -> Stage | None:
        """The latest session."""
        return self.stages[-1] if self.stages else None


def topics_seen(reader: Reader, *, on: date, text: str = "") -> "QuerySet[Topic, Any]":
    """Those that organisations within reach proposed; a search does not find the name of a topic that is veiled."""
    found = Topic.objects.seen_by(reader, SEE).select_related("committee", "proposer")
    if text:
        open_ones = ~Q(kind=str(PERSONNEL)) | Q(committee_id__in=read_by(reader, on))
        found = found.filter(Q(title__contains=text) & open_ones | Q(code=text.upper()))
    return found


def shown(found: "QuerySet[Topic, Any]", *, open_to: frozenset[int]) -> list[TopicShown]:
    """The newest first; ``open_to`` are the committees whose appointments the reader reads. Seven queries."""
    topics = list(found.order_by("-proposed_on", "-pk"))
    ids = [one.pk for one in topics]
    screened = {topic: Screened(*rest) for topic, *rest in _screenings(ids)}
    stages = _stages(ids)
    return [_shown(one, screened.get(one.pk), tuple(stages.get(one.pk, ())), open_to) for one in topics]


def _screenings(ids: Sequence[int]) -> "QuerySet[Screening, Any]":
    columns = ("topic_id", "taken_up", "reason", "screened_by", "screened_on", "entered_by")
    return Screening.objects.unguarded(WHY).filter(topic_id__in=ids).order_by("pk").values_list(*columns)


def _shown(topic: Topic, screened: Screened | None, stages: tuple[Stage, ...], open_to: frozenset[int]) -> TopicShown:
    taken_up = screened.taken_up if screened else None
    standing = standing_of(withdrawn=topic.withdrawn_on is not None, taken_up=taken_up, tabled=[one.tabled for one in stages])
    veiled = topic.kind == PERSONNEL and topic.committee_id not in open_to
    return TopicShown(topic, VEILED if veiled else topic.title, veiled, standing, screened, stages)


def _stages(ids: Sequence[int]) -> Mapping[int, list[Stage]]:
    tablings = list(
        Tabling.objects.unguarded(WHY)
        .filter(topic_id__in=ids)
        .select_related("item__part__gathering")
        .order_by("item__part__gathering__on", "pk")
    )
    items = [one.item_id for one in tablings]
    parts = [one.item.part_id for one in tablings]
    signed = _signed(parts)
    decided, passed = _decided(parts, signed), _passed(items)
    followed = followed_of([one.case_code for one in tablings if one.case_code])
    found: dict[int, list[Stage]] = defaultdict(list)
    for one in tablings:
        part = one.item.part
        gathering = part.gathering
        found[one.topic_id].append(
            Stage(
                one,
                gathering.code,
                gathering.title,
                gathering.on,
                one.item.number,
                gathering.state == GatheringState.CANCELLED,
                one.item.part_id in signed,
                tuple(decided.get(one.item_id, ())),
                *passed.get(one.item_id, ("", None)),
                followed.get(one.case_code),
            )
        )
    return found


def _decided(parts: Sequence[int], signed: Mapping[int, int | None]) -> Mapping[int, list[str]]:
    """What the signed minutes resolved, else the draft, by line of the agenda; two queries. A correction counts once it is signed, too."""
    newest = dict(Minutes.objects.unguarded(WHY).filter(part_id__in=parts).order_by("version").values_list("part_id", "pk"))
    newest |= {part: minutes for part, minutes in signed.items() if minutes is not None}
    found: dict[int, list[str]] = defaultdict(list)
    for one in chain.from_iterable(resolved(newest.values()).values()):
        if one.item_id is not None:
            found[one.item_id].append(one.text)
    return found


def _passed(items: Sequence[int]) -> Mapping[int, tuple[str, bool | None]]:
    """The last vote on a line that was settled and stands: its computation, and whether it passed."""
    votes = Vote.objects.unguarded(WHY).filter(item_id__in=items, void_because="").exclude(settled_on=None).order_by("pk")
    return {item: (computation, passed) for item, computation, passed in votes.values_list("item_id", "computation", "passed")}


def _signed(parts: Sequence[int]) -> Mapping[int, int | None]:
    """Parts that are signed, and the version that is; nothing can be signed before its day."""
    found = Holding.objects.unguarded(WHY).filter(part_id__in=parts).exclude(signed_at=None)
    return dict(found.values_list("part_id", "signed_minutes_id"))


def followed_of(codes: Sequence[str]) -> Mapping[str, Followed]:
    """Supervised matters by their code; one query."""
    columns = ("code", "now_state", "now_steps", "version", "now_latest", "now_ended_on")
    return {row[0]: Followed(*row) for row in Case.objects.unguarded(WHY).filter(code__in=codes).values_list(*columns)}


def proposed_before(reader: Reader) -> list[str]:
    """Sections and people that topics within reach came from, the latest first, none of appointments; one query."""
    found = Topic.objects.seen_by(reader, SEE).exclude(proposed_as="").exclude(kind=PERSONNEL).order_by()
    latest = found.values("proposed_as").annotate(last=Max("pk")).order_by("-last")
    return list(latest.values_list("proposed_as", flat=True)[:OFFERED])
