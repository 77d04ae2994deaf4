"""One organisation on a day with what stands around it: superiors, what is below, posts, names, units, members by category."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from zhibu.kernel.readers import Reader
from zhibu.register.models import Name, Organisation, Post, ResidentUnit
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.member_counts import Counted, member_counts
from zhibu.register.queries.organisations import ROLLS, ROW_TODAY, OrganisationRow, path_on, standing, with_totals
from zhibu.register.queries.scopes import above
from zhibu.register.terms.organisations import PostKind

RANKS: Final = {kind.value: rank for rank, kind in enumerate(PostKind)}
UNITS: Final = 100
"""Units that an organisation's page names; all of them stand in the list."""


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
    """One organisation on a day, with its place, its children, its posts and its history. Six queries today, ten on a past day.

    On a day on which it stood nowhere, or out of the reader's reach, nothing is told but what it is today.
    """
    path = path_on(organisation, on, today=today)
    seen = bool(path) and reader.may(ROLLS, path)
    counts = member_counts([path], on=on, today=today) if seen else []
    rows = with_totals(standing(reader, on=on, today=today, scope=path), counts) if seen else []
    today_s = OrganisationRow(*(getattr(organisation, name) for name in ROW_TODAY))
    return OrganisationPage(
        row=next((one for one in rows if one.id == organisation.pk), today_s),
        ancestors=ancestors_of(reader, path or organisation.now_path),
        children=[one for one in rows if one.parent_id == organisation.pk],
        categories=_added_up(counts),
        posts=posts_of(organisation, on=on) if seen else [],
        names=_names(reader, organisation),
        units=_units(reader, organisation),
    )


def _added_up(counts: Sequence[Counted]) -> dict[str, int]:
    categories: dict[str, int] = {}
    for one in counts:
        categories[one.category] = categories.get(one.category, 0) + one.number
    return categories


def ancestors_of(reader: Reader, path: str) -> list[tuple[str, str]]:
    """Code and name of what stands above, from the top of the reader's reach down: each can be opened."""
    ids = [int(one[-SEGMENT:]) for one in above([path]) if reader.may(ROLLS, one)]
    found = Organisation.objects.seen_by(reader, ROLLS).filter(pk__in=ids)
    names = {pk: (code, short or name) for pk, code, short, name in found.values_list("pk", "code", "now_short_name", "now_name")}
    return [names[pk] for pk in ids if pk in names]


def posts_of(organisation: Organisation, *, on: date) -> list[Holder]:
    """Who holds which post on a day: the secretary first, the rest as the list of posts goes."""
    found = Post.objects.unguarded("本组织任职：组织已在可见范围内")
    rows = found.on(on).filter(organisation=organisation).order_by("valid_from")
    columns = ("pk", "kind", "person_id", "person__code", "person__name", "valid_from", "valid_to")
    return sorted((Holder(*row) for row in rows.values_list(*columns)), key=lambda one: RANKS.get(one.kind, len(RANKS)))


def _names(reader: Reader, organisation: Organisation) -> list[tuple[str, str, date, date]]:
    found = Name.objects.seen_by(reader, ROLLS).filter(organisation=organisation).order_by("-valid_from")
    return list(found.values_list("name", "short_name", "valid_from", "valid_to"))


def _units(reader: Reader, organisation: Organisation) -> list[tuple[str, str]]:
    found = ResidentUnit.objects.seen_by(reader, ROLLS).filter(organisation=organisation, closed_on=None).order_by("sort_key")
    return list(found.values_list("code", "name")[:UNITS])
