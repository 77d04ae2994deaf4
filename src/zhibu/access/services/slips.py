"""A slip of log-in codes for a member who wants no password: printed by the branch, with an account where there is none yet."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password

from zhibu.access.models import AccountOwner, Grant
from zhibu.access.queries.owners import accounts_of_person
from zhibu.access.readers import active_on
from zhibu.access.rules import may_use_slip
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, Slip
from zhibu.accounts.services.slips import expiry, fresh_number, write_codes
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.models import Person
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY = "本人账号能否用登录码"


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on the slip, or why there is none."""

    decision: Decision
    codes: tuple[str, ...] = ()
    expires_at: datetime | None = None


def print_slip(*, by: Actor, person: Person) -> Printed:
    """Codes for the person's own account; those of an older slip are void. An account made by this opens the own record alone."""
    account, decision = _account_of(person, by)
    if not decision.allowed:
        return Printed(decision)
    with recording(by, "account.slip") as work:
        account_id = account.pk if account else _add_account(work, person)
        for old in Slip.objects.filter(account_id=account_id, voided_at=None).values_list("pk", flat=True):
            work.change(Slip, old, voided_at=by.at)
        number, expires_at = fresh_number(), expiry(by.at)
        slip_id = work.add(Slip, account_id=account_id, number=number, printed_at=by.at, printed_by=by.label, expires_at=expires_at)
        codes = write_codes(slip_id, number)
    return Printed(decision, tuple(codes), expires_at)


def _account_of(person: Person, by: Actor) -> tuple[Account | None, Decision]:
    """The person's account that a slip may open, None where one is to be made; or why none may be opened so."""
    if person.now_organisation_id is None:
        return None, Decision.of(Objection("not_here", "这个人现在不在名册上。", remedy="请先核对本人的组织关系。"))
    refused = Decision()
    for account in Account.objects.filter(pk__in=accounts_of_person(person.pk)).order_by("pk"):
        grants = Grant.objects.unguarded(WHY).filter(active_on(by.day), account=account)
        decision = may_use_slip(roles=[Role(role) for role in grants.values_list("role", flat=True)], active=account.active)
        if decision.allowed:
            return account, decision
        refused = decision
    return None, refused


def _add_account(work: Work, person: Person) -> int:
    """Named by the person's code, which says nothing; no password fits it."""
    taken = set(Account.objects.filter(username__startswith=person.code).values_list("username", flat=True))
    names = (person.code, *(f"{person.code}-{number}" for number in range(2, len(taken) + 3)))
    account_id = work.add(
        Account,
        username=next(name for name in names if name not in taken),
        display_name=person.name,
        password=make_password(None),
        must_change_password=False,
        created_at=work.actor.at,
        password_changed_at=work.actor.at,
    )
    work.add(AccountOwner, account_id=account_id, person_id=person.pk)
    return account_id
