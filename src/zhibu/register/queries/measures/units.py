"""Resident units of a scope on a day: which Party organisation they have, and whose people say that they work there."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.rolls import MEMBER_STATUSES
from zhibu.register.queries.scopes import Sql, above, ranges


class UnitOn(NamedTuple):
    """A unit, or a community: then ``id`` is 0 and only the path speaks."""

    id: int
    code: str
    name: str
    path: str
    organisation_id: int | None


def units_and_communities(paths: Sequence[str], on: date) -> Part:
    """Units that stand in the scope, or whose Party organisation does, and the communities in it or around it."""
    here, linked = ranges("pl.path", paths), ranges("lp.path", paths)
    upwards = above(paths)
    around = Sql(f" OR cp.path IN ({', '.join(['%s'] * len(upwards))})", tuple(upwards)) if upwards else Sql("")
    communities = ranges("cp.path", paths)
    sql = Sql(
        "SELECT u.id, u.code, u.name, pl.path, l.organisation_id FROM register_residentunit u"  # noqa: S608  fixed parts
        f" JOIN register_place pl ON pl.organisation_id = u.organisation_id AND {HELD_ON.format('pl')}"
        f" LEFT JOIN register_unitorganisation l ON l.unit_id = u.id AND {HELD_ON.format('l')}"
        f" LEFT JOIN register_place lp ON lp.organisation_id = l.organisation_id AND {HELD_ON.format('lp')}"
        f" WHERE (u.closed_on IS NULL OR u.closed_on > %s) AND ({here.text} OR {linked.text})"
        " UNION ALL SELECT 0, '', '', cp.path, NULL FROM register_community c"
        f" JOIN register_place cp ON cp.organisation_id = c.organisation_id AND {HELD_ON.format('cp')}"
        f" WHERE ({communities.text}{around.text})",
        (*[on] * 7, *here.values, *linked.values, on, on, *communities.values, *around.values),
    )
    return Part(sql, ("number", "text", "text", "text", "number"), UnitOn)


def work_places(paths: Sequence[str], on: date) -> Part:
    """What members of the scope say of their unit and post, one line each; empty ones are left out, and all where no unit is bare."""
    reach, bare = ranges("pl.path", paths), _bare_units(paths, on)
    statuses = ", ".join(["%s"] * len(MEMBER_STATUSES))
    sql = Sql(
        "SELECT p.work_unit_and_post FROM register_place pl"  # noqa: S608  fixed parts
        f" JOIN register_membership m ON m.organisation_id = pl.organisation_id AND m.relation = 'roll' AND {HELD_ON.format('m')}"
        f" JOIN register_memberstatus s ON s.person_id = m.person_id AND {HELD_ON.format('s')} AND s.status IN ({statuses})"
        f" JOIN register_person p ON p.id = m.person_id AND p.work_unit_and_post <> ''"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text} AND {bare.text}",
        (*[on] * 4, *MEMBER_STATUSES, on, on, *reach.values, *bare.values),
    )
    return Part(sql, ("text",), str)


def _bare_units(paths: Sequence[str], on: date) -> Sql:
    """The condition that a unit without a Party organisation stands in the scope; asked once, not for every member."""
    here = ranges("up.path", paths)
    text = (
        "EXISTS (SELECT 1 FROM register_residentunit u JOIN register_place up ON up.organisation_id = u.organisation_id"  # noqa: S608  fixed parts
        f" AND {HELD_ON.format('up')} WHERE (u.closed_on IS NULL OR u.closed_on > %s) AND {here.text} AND NOT EXISTS"
        f" (SELECT 1 FROM register_unitorganisation l WHERE l.unit_id = u.id AND {HELD_ON.format('l')}))"
    )
    return Sql(text, (*[on] * 3, *here.values, on, on))
