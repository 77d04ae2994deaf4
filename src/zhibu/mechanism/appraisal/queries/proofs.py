"""The least set of records that proves each line of a score: for each period the meetings that were asked for, and no more.

Names of persons are not among them: a record is a kind, a day and the number under which the house keeps it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from zhibu.gatherings.models import Holding
from zhibu.gatherings.terms import GatheringKind
from zhibu.mechanism.appraisal.queries.measured import INCOMPLETE, Records, rules_for
from zhibu.mechanism.appraisal.queries.tables import Measure
from zhibu.mechanism.appraisal.rules.catalogue import pick_of
from zhibu.mechanism.appraisal.terms import RECORDS, Reach
from zhibu.oversight.duties import NONE, duties_of, stretches_of
from zhibu.oversight.facts import Subject
from zhibu.register.models.organisations import SEGMENT
from zhibu.rulebook.book import Rules
from zhibu.rulebook.entries import Clause
from zhibu.rulebook.loading import rulebook

WHY: Final = "已经确认可以看到的得分，列出证明它的会议记录"
State = Literal["done", "missed", "unknown"]
Held = Mapping[tuple[int, str], Sequence[tuple[date, str]]]
"""By organisation and kind: the days on which it counts, with the number of the gathering."""

Kept = Mapping[int, Sequence[tuple[str, str, bool]]]
"""By organisation: signed records by kind, number and day, and whether each is complete."""
COMPLETE: Final = "会议记录齐全"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that was asked for: what is known of it, and the records that show it.

    ``needed`` records make it done; where it is 0 the state says it without a record (a post that is held, a step in time).
    """

    said: str
    state: State
    organisation: str = ""
    day: date | None = None
    """Of something missed, the day from which it is."""
    needed: int = 0
    records: tuple[str, ...] = ()


Proofs = Mapping[str, Mapping[Measure, Sequence[Item]]]


def proofs_of(records: Records, paths: Collection[str], measures: Collection[Measure]) -> Proofs:
    """By path of an organisation and measure; two queries beside what was read."""
    wanted, names = set(paths), {one.name for one in measures}
    clauses = [one for one in rulebook().clauses.values() if one.id in names]
    held = _held(records, {one.frequency.measure for one in clauses if one.frequency})
    kept = _kept(records) if RECORDS in names and records.complete else {}
    found: dict[str, dict[Measure, list[Item]]] = {path: {one: [] for one in measures} for path in wanted}
    for subject, measure, items in _items(records, clauses, held, kept):
        for path, reach in _places(subject.path, wanted):
            lines = found[path].get(Measure(measure, reach))
            if lines is not None:
                lines.extend(items)
    return found


def _places(path: str, wanted: Collection[str]) -> Iterator[tuple[str, Reach]]:
    """For whom something counts: for itself, and for all at or above it that count what stands below."""
    if path in wanted:
        yield path, Reach.OWN
    yield from ((path[:end], Reach.BELOW) for end in range(SEGMENT, len(path) + 1, SEGMENT) if path[:end] in wanted)


def _items(records: Records, clauses: Sequence[Clause], held: Held, kept: Kept) -> Iterator[tuple[Subject, str, list[Item]]]:
    """Of each organisation, what each measure counted."""
    rules_of = rules_for(records)
    for kind, subjects in (("organisation", records.organisations), ("step", records.steps)):
        asked = [one for one in clauses if one.subject == kind]
        for subject in subjects:
            rules = rules_of(subject)
            yield from ((subject, clause.id, _of_clause(clause, subject, rules, held)) for clause in asked)
            if kind == "organisation" and subject.id in kept:
                yield subject, RECORDS, _complete(subject, kept[subject.id], records.on)


def _of_clause(clause: Clause, subject: Subject, rules: Rules, held: Held) -> list[Item]:
    since, called = date(rules.day.year, 1, 1), subject.name
    duties = duties_of(clause, subject.facts, rules, since=since)
    if duties is NONE:
        return []
    missed = [Item(one.said, "missed", called, one.day) for one in duties.missed]
    if clause.frequency is None:
        pick = pick_of(clause.id)
        title = pick.title if pick else clause.title  # what it should be: that of a clause names what is found wrong
        stands = [Item(title, "done", called)] * duties.done + [Item(title, "unknown", called)] * duties.unknown
        return stands + missed
    days = held.get((subject.id, clause.frequency.measure), ())
    met: list[Item] = []
    for one in stretches_of(clause, subject.facts, rules, since=since):
        if not one.known:
            met.append(Item(str(one.period), "unknown", called))
        elif one.counted >= one.needed:
            inside = [f"{code} {day.isoformat()}" for day, code in days if one.period.first_day <= day < one.period.end]
            met.append(Item(str(one.period), "done", called, needed=one.needed, records=tuple(inside[: one.needed])))
    return met + missed


def _complete(subject: Subject, kept: Sequence[tuple[str, str, bool]], on: date) -> list[Item]:
    """Records that hold what their kind asks for, of those signed: each by its number and day, so that it can be looked up."""
    whole = [Item(f"{kind}：{COMPLETE}", "done", subject.name, needed=1, records=(one,)) for kind, one, complete in kept if complete]
    gaps = [Item(f"{kind}：{INCOMPLETE}", "missed", subject.name, on, records=(one,)) for kind, one, complete in kept if not complete]
    return [*whole, *gaps]


def _kept(records: Records) -> Kept:
    """By organisation, what ``complete_records`` counts: each signed record, and whether it is complete; one query."""
    found: dict[int, list[tuple[str, str, bool]]] = defaultdict(list)
    labels = GatheringKind.labels()
    rows = Holding.objects.unguarded(WHY).filter(
        organisation__in=list(records.complete), quorate__isnull=False, complete__isnull=False, cancelled=False,
        on__gte=date(records.on.year, 1, 1), on__lte=records.on,
    )  # fmt: skip
    columns = ("organisation_id", "gathering__code", "on", "kind", "complete")
    for organisation, code, day, kind, complete in rows.order_by("on", "gathering__code", "pk").values_list(*columns):
        found[organisation].append((labels.get(kind, kind), f"{code} {day.isoformat()}", bool(complete)))
    return found


def _held(records: Records, kinds: Collection[str]) -> Held:
    """Meetings of the year so far that count; one query."""
    if not kinds or not records.organisations:
        return {}
    found: dict[tuple[int, str], list[tuple[date, str]]] = defaultdict(list)
    for organisation, kind, day, code in _rows([one.id for one in records.organisations], kinds, records.on):
        found[organisation, kind].append((day, code))
    return found


def _rows(organisations: Sequence[int], kinds: Collection[str], on: date) -> Iterable[tuple[int, str, date, str]]:
    held = Holding.objects.unguarded(WHY).filter(organisation__in=organisations, kind__in=sorted(kinds), quorate=True, cancelled=False)
    rows = held.filter(on__gte=date(on.year, 1, 1), on__lte=on).order_by("on", "gathering__code")
    return rows.values_list("organisation_id", "kind", "on", "gathering__code")
