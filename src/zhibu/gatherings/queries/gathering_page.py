"""One gathering as its page shows it, for one reader; a constant number of queries, however many organisations hold it."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from django.db.models import Q

from zhibu.gatherings.models import AgendaItem, Gathering, Holding, Minutes, Moved, Part, Vote
from zhibu.gatherings.queries.decisions import resolved
from zhibu.gatherings.queries.gatherings import SEE
from zhibu.gatherings.queries.lists import Line, lists_of, numbers_of, typed_numbers
from zhibu.gatherings.queries.reached import records_whole
from zhibu.gatherings.rules.agenda import Item
from zhibu.gatherings.rules.deciding import Resolved
from zhibu.gatherings.rules.quorum import Numbers, Quorum, quorum_of
from zhibu.gatherings.rules.signing import Record, missing
from zhibu.gatherings.terms import GatheringState, Standing
from zhibu.kernel.readers import Reader
from zhibu.parameters.queries import local_values
from zhibu.rulebook.loading import rulebook

WHY: Final = "会议页面：会议已在可见范围内"
LOOKED_BACK: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class HoldingShown:
    """One organisation: numbers, whether that is enough, what is missing, who signed."""

    holding: Holding
    numbers: Numbers
    quorum: Quorum
    unmarked: int
    missing: tuple[str, ...]
    record: Record
    newer: bool = False
    """Signed, and there is a corrected version that it has not signed."""


class ItemShown(NamedTuple):
    """A line of the agenda with what was decided on it."""

    number: int
    typed: Item
    resolutions: tuple[str, ...]
    voted: frozenset[int] = frozenset()
    """Holdings in which it was put to the vote."""


class Decided(NamedTuple):
    """The resolutions of an earlier meeting."""

    on: date
    resolutions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartShown:
    """A part that the reader sees, with those of its organisations that are in reach."""

    part: Part
    holdings: tuple[HoldingShown, ...] = ()
    items: tuple[ItemShown, ...] = ()
    resolutions: tuple[str, ...] = ()
    """What came up without being on the agenda."""
    minutes: Minutes | None = None
    before: Decided | None = None
    """What the last meeting of this kind resolved, while this one is still to come."""
    open_to: bool = False
    """Whether more is seen of it than that it was."""


@dataclass(frozen=True, slots=True)
class GatheringShown:
    """The page."""

    gathering: Gathering
    parts: tuple[PartShown, ...]
    moves: tuple[Moved, ...]
    paths: tuple[str, ...]
    """Where the organisations stand that called or hold it, as far as they are in reach."""
    whole: bool
    """Whether the reader records for the host or for all that hold it, and so may move it or call it off."""

    @property
    def stands(self) -> bool:
        """Nothing of it is changed any more: called off, or signed by somebody."""
        signed = any(one.holding.signed_at is not None for part in self.parts for one in part.holdings)
        return signed or self.gathering.state == GatheringState.CANCELLED


def gathering_shown(gathering: Gathering, reader: Reader, *, calendar: str) -> GatheringShown:
    """All parts for whoever looks after the host, else those that an organisation in reach holds."""
    held = list(
        Holding.objects.seen_by(reader, calendar)
        .filter(gathering=gathering)
        .select_related("organisation__now_parent", "part")
        .order_by("part__number", "organisation__now_path")
    )
    host = gathering.host.now_path
    parts = list(Part.objects.seen_by(reader, calendar).filter(gathering=gathering).order_by("number"))
    if not reader.may(calendar, host):
        mine = {one.part_id for one in held}
        parts = [one for one in parts if one.pk in mine]
    open_holdings = [one for one in held if reader.may(SEE, one.organisation.now_path)]
    seen = {one.part_id for one in open_holdings}
    facts = _facts_of([one.pk for one in parts if one.pk in seen or reader.may(SEE, host)])
    shown = _holdings(gathering, open_holdings, facts)
    before = decided_before(gathering, open_holdings) if gathering.state == GatheringState.PLANNED else {}
    moves = tuple(Moved.objects.seen_by(reader, calendar).filter(gathering=gathering).order_by("-pk"))
    paths = (host, *(one.organisation.now_path for one in held))
    return GatheringShown(
        gathering,
        tuple(replace(_part(one, facts, shown), before=before.get(one.pk)) for one in parts),
        moves,
        paths,
        records_whole(reader, gathering),
    )


class Facts(NamedTuple):
    """By part: agenda, newest minutes, what they decided; ``parts`` says which were read."""

    parts: frozenset[int]
    items: Mapping[int, list[AgendaItem]]
    minutes: Mapping[int, Minutes]
    resolutions: Mapping[int, list[Resolved]]
    votes: Sequence[Vote]
    """Without those that are void."""


def _facts_of(parts: Sequence[int]) -> Facts:
    """Four queries for all of them."""
    items: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in AgendaItem.objects.unguarded(WHY).filter(part_id__in=parts).order_by("number"):
        items[item.part_id].append(item)
    minutes = {one.part_id: one for one in Minutes.objects.unguarded(WHY).filter(part_id__in=parts).order_by("version")}
    decided = resolved(one.pk for one in minutes.values())
    votes = list(Vote.objects.unguarded(WHY).filter(holding__part_id__in=parts, void_because="").order_by("pk"))
    return Facts(frozenset(parts), items, minutes, {part: decided.get(one.pk, []) for part, one in minutes.items()}, votes)


def decided_before(gathering: Gathering, holdings: Sequence[Holding]) -> Mapping[int, Decided]:
    """By part: what its first organisation resolved the last time; two queries."""
    first: dict[tuple[int, str], int] = {}
    for one in holdings:
        if one.part_id not in first.values():
            first.setdefault((one.organisation_id, one.kind), one.part_id)
    asked = [Q(organisation_id=organisation, kind=kind) for organisation, kind in first]
    if not asked:
        return {}
    signed = Holding.objects.unguarded(WHY).filter(reduce(or_, asked), on__lt=gathering.on, signed_minutes__isnull=False)
    rows = signed.order_by("on").values_list("organisation_id", "kind", "on", "signed_minutes_id")
    last = {(organisation, kind): (on, minutes) for organisation, kind, on, minutes in rows.filter(on__gt=gathering.on - LOOKED_BACK)}
    decided = resolved(minutes for _, minutes in last.values())
    texts = {minutes: tuple(one.text for one in found) for minutes, found in decided.items()}
    return {first[key]: Decided(on, texts[minutes]) for key, (on, minutes) in last.items() if minutes in texts}


def _part(part: Part, facts: Facts, holdings: Mapping[int, list[HoldingShown]]) -> PartShown:
    decided = facts.resolutions.get(part.pk, [])
    return PartShown(
        part,
        tuple(holdings.get(part.pk, ())),
        tuple(_item(item, decided, facts.votes) for item in facts.items.get(part.pk, [])),
        tuple(one.text for one in decided if one.item_id is None),
        facts.minutes.get(part.pk),
        open_to=part.pk in facts.parts,
    )


def _item(item: AgendaItem, decided: Sequence[Resolved], votes: Sequence[Vote]) -> ItemShown:
    typed = Item(item.title, item.presenter, item.papers_on, item.matter)
    voted = frozenset(one.holding_id for one in votes if one.item_id == item.pk)
    return ItemShown(item.number, typed, tuple(one.text for one in decided if one.item_id == item.pk), voted)


def _holdings(gathering: Gathering, holdings: Sequence[Holding], facts: Facts) -> Mapping[int, list[HoldingShown]]:
    """By part."""
    records = _records(gathering, holdings, facts)
    local = local_values([one.organisation.now_path for one in holdings], on=gathering.on) if holdings else None
    shown: dict[int, list[HoldingShown]] = defaultdict(list)
    for one in holdings:
        record = records[one.pk]
        rules = rulebook().on(gathering.on, local.of(one.organisation.now_path) if local else {})
        quorum = quorum_of(one.kind, record.numbers, rules)
        lacks = tuple(part.label for part in missing(record))
        shown[one.part_id].append(HoldingShown(one, record.numbers, quorum, record.unmarked, lacks, record, _is_newer(one, facts)))
    return shown


def _is_newer(holding: Holding, facts: Facts) -> bool:
    latest = facts.minutes.get(holding.part_id)
    return holding.signed_at is not None and latest is not None and latest.pk != holding.signed_minutes_id


def _records(gathering: Gathering, holdings: Sequence[Holding], facts: Facts) -> Mapping[int, Record]:
    """What is known of each, for all of them at once."""
    lists = lists_of(holdings)
    votes = Counter(one.holding_id for one in facts.votes if one.settled_on is None)
    return {one.pk: _record(gathering, one, lists[one.pk], facts, votes[one.pk]) for one in holdings}


def _record(gathering: Gathering, holding: Holding, lines: Sequence[Line], facts: Facts, open_votes: int) -> Record:
    numbers = numbers_of(lines) if holding.by_name else typed_numbers(holding)
    unmarked = sum(line.standing == Standing.EXPECTED and not line.presence and not line.left_out for line in lines)
    part, latest = holding.part, facts.minutes.get(holding.part_id)
    return Record(
        kind=holding.kind,
        on=holding.on,
        numbers=numbers,
        unmarked=unmarked if holding.by_name and numbers.present else 0,
        chair=part.chair,
        recorder=part.recorder,
        lecturer=part.lecturer,
        topic=part.topic or gathering.title,
        text=latest is not None and (bool(latest.text.strip()) or latest.on_paper),
        decisions=len(facts.resolutions.get(holding.part_id, ())),
        open_votes=open_votes,
        cancelled=holding.cancelled,
        signed=holding.signed_at is not None,
        has_minutes=latest is not None,
    )
