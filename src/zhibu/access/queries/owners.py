"""Whose accounts there are: one person may have several, and what is kept apart is kept apart between persons."""

from collections.abc import Collection
from datetime import date
from typing import Final

from zhibu.access.models import AccountOwner, Grant
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.register.queries.merged import all_records_of

WHY: Final = "同一人的各个账号"


def accounts_of_person(person_id: int) -> set[int]:
    """Every account that belongs to a person, under whichever record."""
    found = AccountOwner.objects.unguarded(WHY).filter(person__in=all_records_of(person_id))
    return set(found.values_list("account_id", flat=True))


def accounts_beside(account_id: int) -> set[int]:
    """The account, and all others of its person where that is known."""
    person_id = AccountOwner.objects.unguarded(WHY).filter(account=account_id).values_list("person_id", flat=True).first()
    return {account_id} if person_id is None else {account_id, *accounts_of_person(person_id)}


def held_together(account_ids: Collection[int]) -> None:
    """Whoever decides by what a person holds keeps these accounts until the end: two grants at one moment would not see each other."""
    list(Account.objects.select_for_update(no_key=True).filter(pk__in=account_ids).order_by("pk").values_list("pk"))


def roles_held(account_ids: Collection[int], *, since: date, until: date) -> list[Role]:
    """What these accounts hold on at least one day of a time, be they in use or closed: a closed one can be opened again."""
    found = Grant.objects.unguarded(WHY).filter(account__in=account_ids).during(since, until)
    return [Role(role) for role in found.values_list("role", flat=True)]
