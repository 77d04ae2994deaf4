"""Organisations of a scope on a day: the tree with its counts, one organisation with what stands around it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection

from zhibu.kernel.readers import Reader
from zhibu.register.models import Name, Organisation, OrganisationForm, Place, Post, ResidentUnit
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.rolls import MEMBER_STATUSES, ranges
from zhibu.store.guards import within
from zhibu.web.paging import EXACT

ROLLS: Final = "see_register"


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
    "id", "code", "official_code", "now_name", "now_short_name", "now_kind", "now_joint", "now_provisional", "now_path", "now_parent_id",
    "founded_on", "dissolved_on",
)


def organisations_on(reader: Reader, *, on: date, today: date, scope: str = "", act: str = ROLLS) -> list[OrganisationRow]:
    """The organisations of a scope on a day, in the order of the tree, with members below each; at most 10,000. Two or five queries."""
    rows = _standing(reader, on, today, scope, act)
    return _with_totals(rows, member_counts([row.path for row in rows], on=on, today=today)) if rows else []


def _standing(reader: Reader, on: date, today: date, scope: str, act: str) -> list[OrganisationRow]:
    return _today(reader, scope, act) if on == today else _past(reader, on, scope, act)


def _today(reader: Reader, scope: str, act: str) -> list[OrganisationRow]:
    found = Organisation.objects.seen_by(reader, act).filter(dissolved_on=None)
    if scope:
        found = found.filter(within("now_path", [scope]))
    return [OrganisationRow(*row) for row in found.order_by("now_path").values_list(*ROW_TODAY)[:EXACT]]


def _past(reader: Reader, on: date, scope: str, act: str) -> list[OrganisationRow]:
    """Today's grants, applied to where each organisation stood that day."""
    places = Place.objects.unguarded("按日期查看：以当日隶属关系判断范围").on(on)
    if not reader.everywhere:
        places = places.filter(within("path", reader.paths(act)))
    if scope:
        places = places.filter(within("path", [scope]))
    stood = {row[0]: row for row in places.order_by("path").values_list("organisation_id", "path", "parent_id")[:EXACT]}
    why = "按日期查看：当日名称与类别"
    ids = list(stood)
    known = {row[0]: row for row in _chunked(Organisation.objects.unguarded(why), "pk", ids, ("id", "code", "official_code", "founded_on", "dissolved_on"))}
    names = {row[0]: row[1:] for row in _chunked(Name.objects.unguarded(why).on(on), "organisation_id", ids, ("organisation_id", "name", "short_name"))}
    forms = {
        row[0]: row[1:]
        for row in _chunked(OrganisationForm.objects.unguarded(why).on(on), "organisation_id", ids, ("organisation_id", "kind", "joint", "provisional"))
    }
    rows = []
    for pk, (_, path, parent_id) in stood.items():
        name, short_name = names.get(pk, ("", ""))
        kind, joint, provisional = forms.get(pk, ("", False, False))
        _, code, official_code, founded_on, dissolved_on = known[pk]
        rows.append(OrganisationRow(pk, code, official_code, name, short_name, kind, joint, provisional, path, parent_id, founded_on, dissolved_on))
    return rows


def _chunked(queryset: "object", field_name: str, ids: list[int], columns: tuple[str, ...]) -> list[tuple]:  # type: ignore[type-arg]
    found: list[tuple] = []  # type: ignore[type-arg]
    for start in range(0, len(ids), 5000):
        found += queryset.filter(**{f"{field_name}__in": ids[start : start + 5000]}).values_list(*columns)  # type: ignore[attr-defined]
    return found


class Counted(NamedTuple):
    """Members of one branch in one management category."""

    path: str
    category: str
    count: int


def member_counts(paths: Sequence[str], *, on: date, today: date) -> list[Counted]:
    """Members by the path of their branch and by category, within the outermost of the given paths; one query."""
    roots: list[str] = []
    for path in sorted(paths):
        if not roots or not path.startswith(roots[-1]):
            roots.append(path)
    marks = ", ".join(["%s"] * len(MEMBER_STATUSES))
    if on == today:
        reach = ranges("now_path", roots)
        query = (
            "SELECT now_path, now_category, count(*) FROM register_person"  # noqa: S608  fixed parts
            f" WHERE {reach.text} AND now_status IN ({marks}) GROUP BY now_path, now_category"
        )
        values: tuple[Any, ...] = (*reach.values, *MEMBER_STATUSES)
    else:
        reach = ranges("pl.path", roots)
        query = (
            "SELECT pl.path, coalesce(c.category, ''), count(*) FROM register_place pl"  # noqa: S608  fixed parts
            " JOIN register_membership m ON m.organisation_id = pl.organisation_id AND m.relation = 'roll'"
            " AND m.valid_from <= %s AND m.valid_to > %s JOIN register_memberstatus s ON s.person_id = m.person_id"
            f" AND s.valid_from <= %s AND s.valid_to > %s AND s.status IN ({marks})"
            " LEFT JOIN register_managementcategory c ON c.person_id = m.person_id AND c.valid_from <= %s AND c.valid_to > %s"
            f" WHERE pl.valid_from <= %s AND pl.valid_to > %s AND {reach.text} GROUP BY pl.path, coalesce(c.category, '')"
        )
        values = (on, on, on, on, *MEMBER_STATUSES, on, on, on, on, *reach.values)
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        return [Counted(*row) for row in cursor.fetchall()]


def _with_totals(rows: list[OrganisationRow], counts: Sequence[Counted]) -> list[OrganisationRow]:
    """Members and organisations below each, added up along the paths."""
    members: dict[str, int] = {}
    below: dict[str, int] = {}
    for path, _, count in counts:
        for end in range(SEGMENT, len(path) + 1, SEGMENT):
            members[path[:end]] = members.get(path[:end], 0) + count
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


class Holder(NamedTuple):
    """Somebody who holds a post."""

    post_id: int
    kind: str
    person_id: int
    person_code: str
    person_name: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, slots=True)
class OrganisationPage:
    """Everything that an organisation's page shows."""

    row: OrganisationRow
    ancestors: list[tuple[str, str]]
    children: list[OrganisationRow]
    categories: dict[str, int]
    posts: list[Holder]
    names: list[tuple[str, str, date, date]]
    units: list[tuple[str, str]]


def organisation_page(reader: Reader, organisation: Organisation, *, on: date, today: date) -> OrganisationPage:
    """One organisation on a day, with its place, its children, its posts and its history. Six queries today, ten on a past day."""
    path = organisation.now_path
    if on != today:
        path = Place.objects.seen_by(reader, ROLLS).on(on).filter(organisation=organisation).values_list("path", flat=True).first() or path
    counts = member_counts([path], on=on, today=today)
    rows = _with_totals(_standing(reader, on, today, path, ROLLS), counts)
    gone = OrganisationRow(*(getattr(organisation, name) for name in ROW_TODAY))
    categories: dict[str, int] = {}
    for one in counts:
        categories[one.category] = categories.get(one.category, 0) + one.count
    return OrganisationPage(
        row=next((one for one in rows if one.id == organisation.pk), gone), ancestors=ancestors_of(path),
        children=[one for one in rows if one.parent_id == organisation.pk], categories=categories, posts=posts_of(organisation, on=on),
        names=_names(reader, organisation), units=_units(reader, organisation),
    )


def ancestors_of(path: str) -> list[tuple[str, str]]:
    """Code and name of what stands above, from the root down: names of organisations are no secret within one tree."""
    ids = [int(path[start : start + SEGMENT]) for start in range(0, len(path) - SEGMENT, SEGMENT)]
    found = Organisation.objects.unguarded("上级党组织名称").filter(pk__in=ids)
    names = {pk: (code, short or name) for pk, code, short, name in found.values_list("pk", "code", "now_short_name", "now_name")}
    return [names[pk] for pk in ids if pk in names]


def posts_of(organisation: Organisation, *, on: date) -> list[Holder]:
    """Who holds which post on a day."""
    found = Post.objects.unguarded("本组织任职：组织已在可见范围内")
    rows = found.on(on).filter(organisation=organisation).order_by("valid_from")
    return [Holder(*row) for row in rows.values_list("pk", "kind", "person_id", "person__code", "person__name", "valid_from", "valid_to")]


def _names(reader: Reader, organisation: Organisation) -> list[tuple[str, str, date, date]]:
    found = Name.objects.seen_by(reader, ROLLS).filter(organisation=organisation).order_by("-valid_from")
    return list(found.values_list("name", "short_name", "valid_from", "valid_to"))


def _units(reader: Reader, organisation: Organisation) -> list[tuple[str, str]]:
    found = ResidentUnit.objects.seen_by(reader, ROLLS).filter(organisation=organisation, closed_on=None).order_by("sort_key")
    return list(found.values_list("code", "name")[:100])
