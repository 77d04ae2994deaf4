"""Organisations of a scope on a day, in the order of the tree, with members below each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import QuerySet

from zhibu.kernel.readers import Reader
from zhibu.register.models import Name, Organisation, OrganisationForm, Place
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.member_counts import Counted, member_counts
from zhibu.store.guards import within
from zhibu.web.paging import EXACT

ROLLS: Final = "see_register"
WHY: Final = "按日期查看：以当日隶属关系判断范围"
AT_ONCE: Final = 5000


class OrganisationRow(NamedTuple):
    """A line of the list of organisations."""

    id: int
    code: str
    official_code: str | None
    name: str
    short_name: str
    kind: str
    joint: bool
    provisional: bool
    path: str
    parent_id: int | None
    founded_on: date | None
    dissolved_on: date | None
    members: int = 0
    below: int = 0


@dataclass(slots=True)
class Node:
    """An organisation in its tree."""

    row: OrganisationRow
    children: list["Node"] = field(default_factory=list)


ROW_TODAY: Final = (
    "id",
    "code",
    "official_code",
    "now_name",
    "now_short_name",
    "now_kind",
    "now_joint",
    "now_provisional",
    "now_path",
    "now_parent_id",
    "founded_on",
    "dissolved_on",
)


def organisations_on(
    reader: Reader, *, on: date, today: date, scope: str = "", act: str = ROLLS, at_most: int = EXACT
) -> list[OrganisationRow]:
    """The organisations of a scope on a day, in the order of the tree, with members below each; 10,000 on a page. Two or five queries."""
    rows = standing(reader, on=on, today=today, scope=scope, act=act, at_most=at_most)
    return with_totals(rows, member_counts([row.path for row in rows], on=on, today=today)) if rows else []


def standing(reader: Reader, *, on: date, today: date, scope: str, act: str = ROLLS, at_most: int = EXACT) -> list[OrganisationRow]:
    """The same without members."""
    if on != today:
        return _past(_stood(reader, on=on, scope=scope, act=act)[:at_most], on)
    found = Organisation.objects.seen_by(reader, act).filter(dissolved_on=None)
    if scope:
        found = found.filter(within("now_path", [scope]))
    return [OrganisationRow(*row) for row in found.order_by("now_path").values_list(*ROW_TODAY)[:at_most]]


def path_on(organisation: Organisation, on: date, *, today: date) -> str:
    """Where an organisation stood on a day; empty where it did not."""
    if on == today:
        return organisation.now_path
    found = Place.objects.unguarded(WHY).on(on).filter(organisation=organisation)
    return found.values_list("path", flat=True).first() or ""


def _stood(reader: Reader, *, on: date, scope: str, act: str) -> QuerySet[Place, tuple[int, str, int | None]]:
    """Today's grants, applied to where each organisation stood that day."""
    places = Place.objects.unguarded(WHY).on(on)
    if not reader.everywhere:
        places = places.filter(within("path", reader.paths(act)))
    if scope:
        places = places.filter(within("path", [scope]))
    return places.order_by("path").values_list("organisation_id", "path", "parent_id")


def _past(stood: QuerySet[Place, tuple[int, str, int | None]], on: date) -> list[OrganisationRow]:
    """Places with what the organisations were called, and of which kind they were, that day."""
    places = {row[0]: row[1:] for row in stood}
    ids = list(places)
    known = _by_id(Organisation.objects.unguarded(WHY), "pk", ids, "code", "official_code", "founded_on", "dissolved_on")
    names = _by_id(Name.objects.unguarded(WHY).on(on), "organisation_id", ids, "name", "short_name")
    forms = _by_id(OrganisationForm.objects.unguarded(WHY).on(on), "organisation_id", ids, "kind", "joint", "provisional")
    rows = []
    for pk, (path, parent_id) in places.items():
        code, official_code, founded_on, dissolved_on = known[pk]
        row = (
            pk,
            code,
            official_code,
            *names.get(pk, ("", "")),
            *forms.get(pk, ("", False, False)),
            path,
            parent_id,
            founded_on,
            dissolved_on,
        )
        rows.append(OrganisationRow._make((*row, 0, 0)))
    return rows


def _by_id(found: QuerySet[Any], key: str, ids: list[int], *columns: str) -> dict[int, tuple[Any, ...]]:
    """Columns by number, some thousand rows at a time."""
    parts = (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
    return {row[0]: row[1:] for part in parts for row in found.filter(**{f"{key}__in": part}).values_list(key, *columns)}


def with_totals(rows: list[OrganisationRow], counts: Sequence[Counted]) -> list[OrganisationRow]:
    """Members and organisations below each, added up along the paths."""
    members: dict[str, int] = {}
    below: dict[str, int] = {}
    for path, _, number in counts:
        for end in range(SEGMENT, len(path) + 1, SEGMENT):
            members[path[:end]] = members.get(path[:end], 0) + number
    for row in rows:
        for end in range(SEGMENT, len(row.path), SEGMENT):
            below[row.path[:end]] = below.get(row.path[:end], 0) + 1
    return [row._replace(members=members.get(row.path, 0), below=below.get(row.path, 0)) for row in rows]


def tree_of(rows: list[OrganisationRow]) -> list[Node]:
    """Rows in the order of their paths, as trees."""
    nodes = {row.path: Node(row) for row in rows}
    roots: list[Node] = []
    for path, node in nodes.items():
        parent = nodes.get(path[:-SEGMENT])
        (parent.children if parent else roots).append(node)
    return roots
