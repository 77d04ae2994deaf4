"""Accounts: opened, closed, said whose they are; each with actor, reason and audit row."""

from datetime import date

from django.contrib.auth.hashers import make_password

from zhibu.access.models import AccountOwner
from zhibu.access.queries.owners import accounts_of_person, held_together, roles_held
from zhibu.access.rules import SEPARATION, may_belong
from zhibu.access.services.passwords import check_password_rules, fresh_password
from zhibu.access.services.tokens import end_tokens_of
from zhibu.accounts.models import Account
from zhibu.accounts.services import bump_revision, end_sessions_of
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.models import Person
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY = "说明账号属于谁"


def may_add_account(*, username: str, display_name: str) -> Decision:
    """A name to sign in with that nobody has, and a name to be called by."""
    taken = Account.objects.filter(username=username).exists()
    return Decision.of(
        Objection("username_taken", f"登录名“{username}”已有人使用。", remedy="请换一个登录名。", field="username") if taken else None,
        Objection("username_missing", "没有填写登录名。", remedy="请填写登录名。", field="username") if not username.strip() else None,
        Objection("name_missing", "没有填写姓名。", remedy="请填写姓名。", field="display_name") if not display_name.strip() else None,
    )


def add_account(
    *,
    by: Actor,
    username: str,
    display_name: str,
    password: str,
    must_change: bool = True,
    demo: bool = False,
    person_id: int | None = None,
) -> tuple[int, Decision]:
    """A new account, without any right yet. Returns its number, 0 when refused."""
    decision = Decision.all(
        may_add_account(username=username, display_name=display_name), Decision() if demo else check_password_rules(password)
    )
    if not decision.allowed:
        return 0, decision
    with recording(by, "account.add") as work:
        account_id = work.add(
            Account,
            username=username,
            display_name=display_name,
            password=make_password(password),
            must_change_password=must_change,
            created_at=by.at,
            password_changed_at=by.at,
            demo=demo,
        )
        if person_id is not None:
            work.add(AccountOwner, account_id=account_id, person_id=person_id)
    return account_id, decision


def set_active(*, by: Actor, account_id: int, active: bool, reason: str) -> Decision:
    """Close an account, or open it again; closing ends its sessions and tokens. Nobody closes the own one."""
    if by.account_id == account_id:
        return Decision.of(Objection("own_account", "不能停用自己的账号。", remedy="请由另一位授权管理员办理。"))
    with recording(by, "account.activate" if active else "account.close", reason=reason) as work:
        work.change(Account, account_id, active=active)
        end_sessions_of(account_id=account_id, now=by.at)
        if not active:
            end_tokens_of(work, account_id=account_id)
    return Decision()


def owner_named(*, code: str, name: str) -> tuple[int | None, Decision]:
    """The person with this code, if the name is that person's: a keeper can't look into the register through this door."""
    if not code:
        return None, Decision()
    found = (
        Person.objects.unguarded("按编号和姓名关联账号")
        .filter(code=code.upper(), name=name, merged_into=None)
        .values_list("pk", flat=True)
        .first()
    )
    if found is None:
        text = "没有编号和姓名都相符的人员。"
        return None, Decision.of(
            Objection("person_unknown", text, remedy="请向所在党支部核对编号；姓名须与名册一致。", field="person_code")
        )
    return found, Decision()


def open_account(*, by: Actor, username: str, display_name: str, person_code: str) -> tuple[int, str, Decision]:
    """A new account with a first password to hand over; every objection at once."""
    person_id, named = owner_named(code=person_code, name=display_name)
    password = fresh_password()
    if not named.allowed:
        _note_guess(by, person_code=person_code, name=display_name)
        return 0, "", Decision.all(may_add_account(username=username, display_name=display_name), named)
    account_id, decision = add_account(by=by, username=username, display_name=display_name, password=password, person_id=person_id)
    return account_id, password if account_id else "", decision


def link_person(*, by: Actor, account: Account, person_code: str) -> Decision:
    """Say whose account it is, or by an empty code that it is nobody's in the register: opens or closes the own record."""
    person_id, decision = owner_named(code=person_code, name=account.display_name)
    if by.account_id == account.pk:
        decision = Decision.all(
            decision, Decision.of(Objection("own_account", "不能更改自己账号的关联。", SEPARATION, "请由另一位授权管理员办理。"))
        )
    if not decision.allowed:
        _note_guess(by, person_code=person_code, name=account.display_name)
        return decision
    current = AccountOwner.objects.unguarded(WHY).filter(account=account).values_list("pk", flat=True).first()
    with recording(by, "account.owner") as work:
        decision = _may_belong(account, person_id, on=by.day) if person_id else decision
        if not decision.allowed:
            return decision
        if current and person_id:
            work.change(AccountOwner, current, person_id=person_id)
        elif current:
            work.remove(AccountOwner, [current])
        elif person_id:
            work.add(AccountOwner, account_id=account.pk, person_id=person_id)
        bump_revision()
    return decision


def _may_belong(account: Account, person_id: int, *, on: date) -> Decision:
    """From today on; what is over stands in nobody's way."""
    beside = accounts_of_person(person_id) - {account.pk}
    held_together({account.pk, *beside})
    return may_belong(roles=roles_held({account.pk}, since=on, until=FAR), beside=roles_held(beside, since=on, until=FAR))


def _note_guess(by: Actor, *, person_code: str, name: str) -> None:
    """Who tries which name has which code learns who stands in the register: each try is an event of the trail."""
    with recording(by, "account.owner_refused", reason=f"{name} {person_code}") as work:
        work.note()
