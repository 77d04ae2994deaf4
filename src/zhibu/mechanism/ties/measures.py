"""How long ago somebody was at the places of an organisation: a fact of the organisation, brought to ``oversight``; never of a resident."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.gatherings.terms import GatheringState
from zhibu.kernel.dates import months_between
from zhibu.oversight.brought import Told
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, ranges

SINCE: Final = f"(SELECT min(l.valid_from) FROM ties_link l WHERE l.place_id = lp.id AND {HELD_ON.format('l')})"  # noqa: S608  fixed parts
LAST: Final = (
    '(SELECT max(g."on") FROM ties_placevisit v JOIN gatherings_gathering g ON g.id = v.gathering_id'
    ' WHERE v.place_id = lp.id AND g."on" <= %s AND g.state <> %s)'
)
SHOWN: Final = 6


class LinkedOn(NamedTuple):
    """A place to which somebody is linked on a day."""

    organisation_id: int
    name: str
    since: date
    last: date | None

    @property
    def seen(self) -> date:
        """The last visit, or the day on which the link began where that is later: before it nobody had to go."""
        return max(filter(None, (self.since, self.last)))


def places_on(paths: Sequence[str], on: date) -> Part:
    """The places of a scope to which somebody is linked."""
    reach = ranges("pl.path", paths)
    sql = Sql(
        "SELECT * FROM (SELECT lp.organisation_id AS organisation_id, lp.name AS name,"  # noqa: S608  fixed parts
        f" {SINCE} AS since, {LAST} AS last FROM register_place pl"
        f" JOIN ties_linkedplace lp ON lp.organisation_id = pl.organisation_id WHERE {HELD_ON.format('pl')} AND {reach.text}) f"
        " WHERE f.since IS NOT NULL",
        (on, on, on, str(GatheringState.CANCELLED), on, on, *reach.values),
    )
    return Part(sql, ("number", "text", "day", "day"), LinkedOn)


def told_of_places(rows: Sequence[LinkedOn], on: date) -> Mapping[int, Told]:
    """Of each organisation the place at which nobody was for the longest time."""
    by_organisation: dict[int, list[LinkedOn]] = defaultdict(list)
    for row in sorted(rows, key=lambda one: (one.seen, one.name)):
        by_organisation[row.organisation_id].append(row)
    return {pk: _told(found, on) for pk, found in by_organisation.items()}


def _told(found: Sequence[LinkedOn], on: date) -> Told:
    worst = found[0]
    shown = tuple(f"{one.name}：{f'最近走访 {one.last.isoformat()}' if one.last else '没有走访记录'}" for one in found[:SHOWN])
    return Told({"visit_gap_months": months_between(worst.seen, on), "visit_gap_place": worst.name}, {"visit_gap_months": shown})
