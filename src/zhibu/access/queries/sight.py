"""Who can see a person or an organisation, by which grant, and since when; what an account can see. By the grants of today."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from zhibu.access.models import Grant
from zhibu.access.readers import active_on
from zhibu.access.rules import since_without_break
from zhibu.access.terms import ROLE_ACTS, Role
from zhibu.register.models import Membership, Organisation, Person, Place
from zhibu.register.models.organisations import SEGMENT, segment
from zhibu.register.queries.scopes import down_to

WHY: Final = "说明谁能看到、为什么、从何时起"

Stay = tuple[date, date, str]
"""First day, end, and the path where something stood meanwhile."""


class Sight(NamedTuple):
    """One grant that opens the object; ``since`` is when grant, post and place were first all there."""

    name: str
    role: Role
    organisation: str
    path: str
    post: str
    basis: str
    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Seers:
    """Those who see, the widest grant first, and how many accounts see nothing but names."""

    sights: list[Sight]
    names_only: int


COLUMNS: Final = (
    *("account__display_name", "role", "organisation_id", "organisation__now_short_name", "organisation__now_name"),
    *("organisation__now_path", "post__kind", "post__valid_from", "post__valid_to", "basis", "valid_from", "valid_to"),
)


def seers_of_person(person: Person, on: date) -> Seers:
    """Who sees a person's record; two queries."""
    rows = Membership.objects.unguarded(WHY).filter(person=person, relation="roll")
    stays = list(rows.values_list("valid_from", "valid_to", "organisation__now_path"))
    return _seers("see_record", person.now_path, stays, on)


def seers_of_organisation(organisation: Organisation, on: date) -> Seers:
    """Who sees an organisation's roll and posts; two queries."""
    rows = Place.objects.unguarded(WHY).filter(organisation=organisation)
    return _seers("see_register", organisation.now_path, list(rows.values_list("valid_from", "valid_to", "path")), on)


def _seers(act: str, path: str, stays: Iterable[Stay], on: date) -> Seers:
    grants = Grant.objects.unguarded(WHY).filter(active_on(on), organisation__now_path__in=down_to(path), account__active=True)
    known = list(stays)
    sights, names = [], 0
    for name, role, organisation_id, *rest in grants.order_by("organisation__now_path", "pk").values_list(*COLUMNS):
        if act in ROLE_ACTS[role]:
            sights.append(_sight(name, Role(role), rest, since=_under(organisation_id, known, on)))
        else:
            names += 1
    return Seers(sights, names)


def _under(organisation_id: int, stays: Iterable[Stay], on: date) -> date | None:
    """Since when the object has stood in or below an organisation, wherever that stood itself."""
    step = segment(organisation_id)
    return since_without_break(((first, end) for first, end, path in stays if step in _steps(path)), on)


def _steps(path: str) -> list[str]:
    return [path[start : start + SEGMENT] for start in range(0, len(path), SEGMENT)]


def _sight(name: str, role: Role, rest: list[object], *, since: date | None) -> Sight:
    short, full, path, post, post_from, post_to, basis, first, end = rest
    begins = [one for one in (first, post_from, since) if isinstance(one, date)]
    ends = [one for one in (end, post_to) if isinstance(one, date)]
    return Sight(name, role, str(short or full or ""), str(path or ""), str(post or ""), str(basis), max(begins), min(ends))


def sights_of_account(account_id: int, on: date) -> list[Sight]:
    """What an account's grants of a day open, each with its organisation; one query."""
    grants = Grant.objects.unguarded(WHY).filter(active_on(on), account_id=account_id).order_by("organisation__now_path", "pk")
    return [_sight(name, Role(role), rest, since=None) for name, role, _, *rest in grants.values_list(*COLUMNS)]
