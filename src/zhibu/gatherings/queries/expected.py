"""Who is expected, by the roll of the day: derived until the minutes are signed, frozen from then on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import connection

from zhibu.gatherings import invited
from zhibu.gatherings.rules.catalogue import CATALOGUE, Expects, Voters
from zhibu.gatherings.terms import GatheringKind
from zhibu.register.models import Place
from zhibu.register.queries.scopes import ranges
from zhibu.register.terms.organisations import COMMITTEE_SEATS
from zhibu.register.terms.people import MEMBERS, MemberStatus
from zhibu.register.terms.people import MembershipState as State

WHY: Final = "应到名单：会议所属组织当天的名册"
PERSON: Final = "p.id, p.code, p.name, p.sort_key, coalesce(s.status, ''), coalesce(x.state, 'in_force')"
STANDING: Final = """
JOIN register_person p ON p.id = {who}.person_id AND p.merged_into_id IS NULL AND p.erased_on IS NULL
{how} register_memberstatus s ON s.person_id = p.id AND s.valid_from <= %s AND s.valid_to > %s
LEFT JOIN register_membershipstate x ON x.person_id = p.id AND x.valid_from <= %s AND x.valid_to > %s"""
ROLL: Final = (
    f"SELECT pl.path, {PERSON} FROM register_place pl"  # noqa: S608  fixed parts
    " JOIN register_membership m ON m.organisation_id = pl.organisation_id AND m.relation = %s AND m.valid_from <= %s AND m.valid_to > %s"
    + STANDING.format(who="m", how="JOIN")
    + f" WHERE pl.valid_from <= %s AND pl.valid_to > %s AND s.status IN ({', '.join(['%s'] * len(MEMBERS))})"
)
SEATED: Final = (
    f"SELECT pl.path, {PERSON} FROM register_place pl"  # noqa: S608  fixed parts
    " JOIN register_post t ON t.organisation_id = pl.organisation_id AND t.valid_from <= %s AND t.valid_to > %s"
    + STANDING.format(who="t", how="LEFT JOIN")
    + " WHERE pl.valid_from <= %s AND pl.valid_to > %s"
)


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody on the list of one organisation: who, and whether with a vote."""

    person_id: int
    code: str
    name: str
    sort_key: str
    status: str
    votes: bool


Lists = Mapping[tuple[str, int], list[Expected]]
"""By what a kind expects and the organisation."""


def expected_of(kinds: Sequence[str], organisations: Sequence[int], *, on: date) -> Lists:
    """The lists for these kinds in these organisations on a day: at most four queries, beside those of who knows who is invited."""
    wanted = {CATALOGUE[GatheringKind.stored(kind)] for kind in kinds}
    places = dict(Place.objects.unguarded(WHY).on(on).filter(organisation_id__in=organisations).values_list("organisation_id", "path"))
    rows = {expects: _rows(expects, list(places.values()), on) for expects in {entry.expects for entry in wanted}}
    return {
        (entry.kind, organisation): [_one(row, entry.voters) for row in rows[entry.expects] if _belongs(row, path, entry.expects)]
        for entry in wanted
        for organisation, path in places.items()
    } | invited.of([str(entry.kind) for entry in wanted if entry.expects == Expects.INVITED], list(places), on)


def _rows(expects: str, paths: list[str], on: date) -> list[tuple[Any, ...]]:
    """People with the path at which they stand, by pinyin; once each, whatever posts they hold."""
    if expects == Expects.INVITED or not paths:
        return []
    day: list[Any] = [on, on]
    reach = ranges("pl.path", paths)
    if expects == Expects.COMMITTEE:
        query, values = f"{SEATED} AND t.kind IN ({', '.join(['%s'] * len(COMMITTEE_SEATS))})", [*day * 4, *map(str, COMMITTEE_SEATS)]
    else:
        relation = "group" if expects == Expects.GROUP else "roll"
        query, values = ROLL, [relation, *day * 4, *map(str, MEMBERS)]
    with connection.cursor() as cursor:
        cursor.execute(f"{query} AND {reach.text} ORDER BY p.sort_key, p.id", [*values, *reach.values])
        return list(dict.fromkeys(cursor.fetchall()))


def _belongs(row: tuple[Any, ...], path: str, expects: str) -> bool:
    """Members of the whole subtree; seats of the organisation itself."""
    return bool(row[0] == path) if expects in {Expects.COMMITTEE, Expects.GROUP} else str(row[0]).startswith(path)


def _one(row: tuple[Any, ...], voters: Voters) -> Expected:
    _, person_id, code, name, sort_key, status, state = row
    in_force = state == State.IN_FORCE
    votes = in_force and (status == MemberStatus.FULL if voters == Voters.FULL_MEMBERS else voters == Voters.COMMITTEE)
    return Expected(person_id, code, name, sort_key, status, votes)
