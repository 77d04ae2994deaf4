"""How many areas a street has for which nobody answers at some tier, and how many rest on a post that has ended (local rule).

One reading: from the street's list (few rows, by its index) what is recorded for the street itself. A street without a list is told
nothing: nobody is made to keep one.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.mechanism.responsibility.terms import Tier
from zhibu.oversight.brought import Brought, Told
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, ranges

OPEN: Final = "areas_open"
STALE: Final = "areas_stale"


class AreaOn(NamedTuple):
    """An area of a street's list: at how many tiers somebody is recorded, and at how many of these the post has ended."""

    organisation_id: int
    name: str
    recorded: int
    stale: int


def areas_on(paths: Sequence[str], on: date) -> Part:
    """Of every street of a scope."""
    reach = ranges("pl.path", paths)
    sql = Sql(
        "SELECT a.organisation_id, a.name, count(r.id), sum(CASE WHEN p.valid_to <= %s THEN 1 ELSE 0 END)"  # noqa: S608  fixed parts
        " FROM register_place pl JOIN responsibility_workarea a ON a.organisation_id = pl.organisation_id"
        f" AND {HELD_ON.format('a')}"
        " LEFT JOIN responsibility_responsibility r ON r.organisation_id = a.organisation_id AND r.area_id = a.id"
        f" AND {HELD_ON.format('r')} LEFT JOIN register_post p ON p.id = r.post_id"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text} GROUP BY a.organisation_id, a.id, a.name",
        (*[on] * 7, *reach.values),
    )
    return Part(sql, ("number", "text", "number", "number"), AreaOn)


def told_of_areas(rows: Sequence[AreaOn], on: date) -> Mapping[int, Told]:
    """By street, with the names of the areas."""
    del on
    found: dict[int, list[AreaOn]] = {}
    for row in sorted(rows, key=lambda one: one.name):
        found.setdefault(row.organisation_id, []).append(row)
    return {pk: _told(areas) for pk, areas in found.items()}


def _told(areas: Sequence[AreaOn]) -> Told:
    tiers = len(Tier)
    unmet = [one for one in areas if one.recorded < tiers]
    ended = [one for one in areas if one.stale]
    evidence = {
        OPEN: tuple(f"{one.name}：缺 {tiers - one.recorded} 级责任人" for one in unmet),
        STALE: tuple(f"{one.name}：{one.stale} 级责任人的职务已结束" for one in ended),
    }
    return Told({OPEN: len(unmet), STALE: len(ended)}, evidence)


RESPONSIBILITIES: Final = Brought(areas_on, told_of_areas)
