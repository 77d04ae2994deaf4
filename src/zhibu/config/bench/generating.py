"""The task that makes a database of so many members, and says what is in it."""

from typing import Any, Final

from django.db import connection

from zhibu.access.services import add_account, give_grant
from zhibu.access.terms import Role
from zhibu.config.bench.figures import progress
from zhibu.config.bench.meetings import fill_meetings
from zhibu.config.sample.load import sample_actor
from zhibu.config.sample.scale import load_organisations, load_streets
from zhibu.kernel.clock import now, today
from zhibu.kernel.dates import FAR
from zhibu.register.models import Organisation, Person

WHY: Final = "测速用的数据库"
PASSWORD: Final = "bench-only-2026"  # noqa: S105  of a generated database on this machine
CLERK, OVERSEER = "bench-clerk", "bench-overseer"
PEOPLE: Final = 60


def generate(*, members: int, content: str) -> dict[str, Any]:
    """Streets, people, where asked for their meetings, and two accounts: a clerk of one street and one of all. Answers what is in it."""
    load = load_organisations if content == "organisations" else load_streets
    load(by=sample_actor(now()), members=members, told=lambda count: progress(f"  {count}"))
    meetings = fill_meetings(today()) if content == "meetings" else {}
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    if content == "organisations":
        return {}
    _account(OVERSEER, _root().pk)
    _account(CLERK, _street().pk)
    return facts() | meetings


def _account(username: str, organisation_id: int) -> None:
    by = sample_actor(now())
    account_id, _ = add_account(by=by, username=username, display_name=username, password=PASSWORD, must_change=False)
    give_grant(
        by=by,
        account_id=account_id,
        role=Role.STREET_CLERK,
        organisation_id=organisation_id,
        valid_from=by.day,
        valid_to=FAR,
        basis=WHY,
    )


def _root() -> Organisation:
    return Organisation.objects.unguarded(WHY).filter(now_parent=None).order_by("pk")[0]


def _street() -> Organisation:
    """The one in the middle."""
    streets = Organisation.objects.unguarded(WHY).filter(now_kind="street_committee").order_by("pk")
    return streets[streets.count() // 2]


def facts() -> dict[str, Any]:
    """Codes and names to ask for; those of the clerk's street."""
    street = _street()
    inside = Organisation.objects.unguarded(WHY).filter(now_path__startswith=street.now_path)
    people = Person.objects.unguarded(WHY).filter(now_path__startswith=street.now_path, now_status="full")
    step = max(1, people.count() // PEOPLE)
    chosen = list(people.order_by("pk").values_list("code", "name", "initials", "pinyin"))[::step]
    return {
        "root": _root().code,
        "street": street.code,
        "communities": list(inside.filter(now_kind="committee").values_list("code", flat=True)),
        "branches": list(inside.filter(now_kind="branch").order_by("pk").values_list("code", flat=True)),
        "people": chosen,
        "accounts": {CLERK: PASSWORD, OVERSEER: PASSWORD},
    }
