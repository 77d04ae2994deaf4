"""The list of one organisation at a part: who is expected, how each was marked, who may be left out, and what that adds up to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zhibu.gatherings.models import Attendance, Holding, LeftOut
from zhibu.gatherings.queries.expected import expected_of
from zhibu.gatherings.rules.quorum import Numbers
from zhibu.gatherings.terms import Presence, Standing

WHY: Final = "会议的到会名单：会议已在可见范围内"


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody on the list of a holding. ``left_out`` names the class for which he is not counted as expected."""

    person_id: int
    code: str
    name: str
    sort_key: str
    status: str
    standing: str
    votes: bool
    presence: str = ""
    left_out: str = ""


def lists_of(holdings: Sequence[Holding]) -> Mapping[int, list[Line]]:
    """By holding: as it was frozen for signed ones, as the roll of the day says for the others; six queries at most."""
    ids = [one.pk for one in holdings]
    marked = _marked(ids)
    left_out = {
        (holding, person): kind
        for holding, person, kind in LeftOut.objects.unguarded(WHY)
        .filter(holding_id__in=ids)
        .values_list("holding_id", "person_id", "excluded_class")
    }
    found: dict[int, list[Line]] = {}
    open_ones = [one for one in holdings if one.signed_at is None]
    derived = _derived(open_ones)
    for one in holdings:
        lines = marked[one.pk] if one.signed_at is not None else _merged(derived[one.pk], marked[one.pk])
        found[one.pk] = sorted((_with_class(line, left_out.get((one.pk, line.person_id), "")) for line in lines), key=_order)
    return found


def _order(line: Line) -> tuple[bool, str, int]:
    return line.standing != Standing.EXPECTED, line.sort_key, line.person_id


def _with_class(line: Line, kind: str) -> Line:
    if not kind:
        return line
    return Line(line.person_id, line.code, line.name, line.sort_key, line.status, line.standing, line.votes, line.presence, kind)


def _marked(ids: Sequence[int]) -> Mapping[int, list[Line]]:
    rows = (
        Attendance.objects.unguarded(WHY)
        .filter(holding_id__in=ids)
        .values_list(
            "holding_id",
            "person_id",
            "person__code",
            "person__name",
            "person__sort_key",
            "person__now_status",
            "standing",
            "votes",
            "presence",
        )
    )
    found: dict[int, list[Line]] = defaultdict(list)
    for holding, person, code, name, sort_key, status, standing, votes, presence in rows:
        found[holding].append(Line(person, code, name, sort_key, status, standing, votes, presence))
    return found


def _derived(holdings: Sequence[Holding]) -> Mapping[int, list[Line]]:
    """All holdings of a gathering are of one day; of several days each is asked for."""
    found: dict[int, list[Line]] = {}
    for on in {one.on for one in holdings}:
        same_day = [one for one in holdings if one.on == on]
        lists = expected_of([one.kind for one in same_day], [one.organisation_id for one in same_day], on=on)
        for one in same_day:
            found[one.pk] = [
                Line(who.person_id, who.code, who.name, who.sort_key, who.status, Standing.EXPECTED, who.votes)
                for who in lists.get((one.kind, one.organisation_id), [])
            ]
    return found


def _merged(derived: Iterable[Line], marked: Iterable[Line]) -> list[Line]:
    """What was marked, on the list of the roll; somebody marked as expected who has left the roll since is no longer expected."""
    marks = {line.person_id: line for line in marked}
    lines = [
        Line(line.person_id, line.code, line.name, line.sort_key, line.status, line.standing, line.votes, marks[line.person_id].presence)
        if line.person_id in marks
        else line
        for line in derived
    ]
    known = {line.person_id for line in lines}
    return [*lines, *(line for line in marks.values() if line.person_id not in known and line.standing == Standing.IN_ATTENDANCE)]


def numbers_of(lines: Iterable[Line]) -> Numbers:
    """What the list adds up to; who is left out counts neither as expected nor as entitled, but is counted when he comes."""
    everybody = list(lines)
    expected = [one for one in everybody if one.standing == Standing.EXPECTED and not one.left_out]
    entitled = [one for one in expected if one.votes]
    return Numbers(
        expected=len(expected),
        present=_there(expected),
        on_leave=sum(one.presence == Presence.ON_LEAVE for one in expected),
        in_attendance=_there(one for one in everybody if one.standing == Standing.IN_ATTENDANCE),
        entitled=len(entitled),
        there=_there(entitled),
        written=sum(one.presence == Presence.WRITTEN for one in entitled),
    )


def _there(lines: Iterable[Line]) -> int:
    return sum(bool(one.presence) and Presence.stored(one.presence).is_there for one in lines)


def typed_numbers(holding: Holding) -> Numbers:
    """Where no names were kept: what was typed, or what stood in an imported ledger."""
    return Numbers(
        holding.expected or 0,
        holding.present or 0,
        holding.on_leave or 0,
        holding.in_attendance or 0,
        holding.entitled if holding.entitled is not None else holding.expected or 0,
        holding.there if holding.there is not None else holding.present or 0,
    )
