"""Resident units of a scope on a day: which Party organisation they have, and whose people say that they work there."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.measures.organisations import HELD_ON, rows_of
from zhibu.register.queries.rolls import MEMBER_STATUSES
from zhibu.register.queries.scopes import Sql, ranges


class UnitOn(NamedTuple):
    """A unit, or a community: then ``id`` is 0 and only the path speaks."""

    id: int
    code: str
    name: str
    path: str
    organisation_id: int | None


def units_and_communities(paths: Sequence[str], on: date) -> list[UnitOn]:
    """Units that stand in the scope, or whose Party organisation does, and the communities in it or around it."""
    here, linked = ranges("pl.path", paths), ranges("lp.path", paths)
    above = sorted({path[:end] for path in paths for end in range(SEGMENT, len(path), SEGMENT)})
    around = Sql(f" OR cp.path IN ({', '.join(['%s'] * len(above))})", tuple(above)) if above else Sql("")
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
    return [UnitOn(*row) for row in rows_of(sql)]


def work_places(paths: Sequence[str], on: date) -> list[str]:
    """What members of the scope say of their unit and post, one line each; empty ones are left out."""
    reach = ranges("pl.path", paths)
    statuses = ", ".join(["%s"] * len(MEMBER_STATUSES))
    sql = Sql(
        "SELECT p.work_unit_and_post FROM register_place pl"  # noqa: S608  fixed parts
        f" JOIN register_membership m ON m.organisation_id = pl.organisation_id AND m.relation = 'roll' AND {HELD_ON.format('m')}"
        f" JOIN register_memberstatus s ON s.person_id = m.person_id AND {HELD_ON.format('s')} AND s.status IN ({statuses})"
        f" JOIN register_person p ON p.id = m.person_id AND p.work_unit_and_post <> '' WHERE {HELD_ON.format('pl')} AND {reach.text}",
        (*[on] * 4, *MEMBER_STATUSES, on, on, *reach.values),
    )
    return [str(row[0]) for row in rows_of(sql)]
