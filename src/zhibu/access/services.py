"""Accounts and grants: given, ended, each with actor, reason and audit row."""

import secrets
from dataclasses import replace
from datetime import date

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from zhibu.access.middleware import SEEN, SESSION_KEY, STARTED
from zhibu.access.models import AccountOwner, Grant
from zhibu.access.readers import active_on
from zhibu.access.rules import SEPARATION, may_grant
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.accounts.services import bump_revision, end_session, end_sessions_of, start_session, verify_password
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.models import Person
from zhibu.kernel.readers import SystemReader
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY = "判断能否授权"

PASSWORD_OBJECTIONS = {
    "password_too_short": Objection("password_too_short", "密码太短。", "", "请用至少 10 个字符。", "new_password"),
    "password_too_common": Objection("password_too_common", "这个密码太常见，容易被猜到。", "", "请换一个不常见的密码。", "new_password"),
    "password_entirely_numeric": Objection("password_entirely_numeric", "密码全是数字。", "", "请加上字母或汉字。", "new_password"),
}
"""What Django's validators object, by their code: their own words are translated only where its accounts are installed."""


def sign_in(request: HttpRequest, *, username: str, password: str, actor: Actor) -> Decision:
    """Check the password, start a session, leave an audit row for both outcomes."""
    account, decision = verify_password(username=username, password=password, now=actor.at)
    if account is None:
        note_refused_sign_in(actor, username=username, decision=decision)
        return decision
    open_session(request, account=account, actor=actor)
    return decision


def open_session(request: HttpRequest, *, account: Account, actor: Actor) -> None:
    """Start a session in a fresh cookie, recorded as done by whom it belongs to."""
    reader = SystemReader("登录", label=account.display_name, account_id=account.pk)
    with recording(Actor(reader, actor.at, actor.channel), "account.sign_in") as work:
        assert work.operation_id
    _enter(request, account=account, actor=actor)


def _enter(request: HttpRequest, *, account: Account, actor: Actor) -> None:
    request.session.flush()
    moment = int(actor.at.timestamp())
    key = start_session(account=account, now=actor.at, address=request.META.get("REMOTE_ADDR") or None)
    request.session.update({SESSION_KEY: key, SEEN: moment, STARTED: moment})


def note_refused_sign_in(actor: Actor, *, username: str, decision: Decision) -> None:
    """A refused log-in is an event of the trail. A name that nobody has is not kept: people type their password there."""
    known = Account.objects.filter(username=username).exists()
    reader = SystemReader("登录", label=username if known else "未知登录名")
    reason = decision.objections[0].message if decision.objections else ""
    with recording(Actor(reader, actor.at, actor.channel), "account.sign_in_failed", reason=reason) as work:
        assert work.operation_id


def switch_persona(request: HttpRequest, *, account: Account, actor: Actor) -> None:
    """Go on as another person of the sample street; who may ask for it is decided by the view."""
    with recording(actor, "demo.persona", reason=account.display_name) as work:
        assert work.operation_id
        key = request.session.get(SESSION_KEY)
        if key:
            end_session(key=key, now=actor.at)
    _enter(request, account=account, actor=actor)


def sign_out(request: HttpRequest, *, actor: Actor) -> None:
    """End the session on the server, not only in the browser."""
    key = request.session.get(SESSION_KEY)
    if key:
        with recording(actor, "account.sign_out") as work:
            assert work.operation_id
            end_session(key=key, now=actor.at)
    request.session.flush()


def check_password_rules(password: str) -> Decision:
    """All objections to a new password at once."""
    try:
        validate_password(password)
    except ValidationError as error:
        return Decision(tuple(PASSWORD_OBJECTIONS[str(one.code)] for one in error.error_list))
    return Decision()


def fresh_password() -> str:
    """A first password that can be read out: four groups of four without letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def may_add_account(*, username: str, display_name: str) -> Decision:
    """A name to sign in with that nobody has, and a name to be called by."""
    taken = Account.objects.filter(username=username).exists()
    return Decision.of(
        Objection("username_taken", f"登录名“{username}”已有人使用。", remedy="请换一个登录名。", field="username") if taken else None,
        Objection("username_missing", "没有填写登录名。", remedy="请填写登录名。", field="username") if not username.strip() else None,
        Objection("name_missing", "没有填写姓名。", remedy="请填写姓名。", field="display_name") if not display_name.strip() else None,
    )


def add_account(
    *, by: Actor, username: str, display_name: str, password: str, must_change: bool = True, demo: bool = False, person_id: int | None = None
) -> tuple[int, Decision]:
    """A new account, without any right yet. Returns its number, 0 when refused."""
    decision = Decision.all(
        may_add_account(username=username, display_name=display_name), Decision() if demo else check_password_rules(password)
    )
    if not decision.allowed:
        return 0, decision
    with recording(by, "account.add") as work:
        account_id = work.add(
            Account, username=username, display_name=display_name, password=make_password(password), must_change_password=must_change,
            created_at=by.at, password_changed_at=by.at, demo=demo,
        )
        if person_id is not None:
            work.add(AccountOwner, account_id=account_id, person_id=person_id)
    return account_id, decision


def set_password(*, by: Actor, account_id: int, password: str, must_change: bool, keep_session: str = "") -> Decision:
    """A new password ends all other sessions of the account and opens a locked one."""
    decision = check_password_rules(password)
    if decision.allowed:
        with recording(by, "account.password") as work:
            work.change(
                Account, account_id, password=make_password(password), password_changed_at=by.at, must_change_password=must_change,
                failures=0, locked_until=None,
            )
            end_sessions_of(account_id=account_id, now=by.at, but=keep_session)
    return decision


def change_own_password(*, by: Actor, username: str, current: str, password: str, keep_session: str) -> Decision:
    """Whoever knows the present password gives a new one; guesses count towards the lock. Other sessions end."""
    account, decision = verify_password(username=username, password=current, now=by.at)
    if account is None:
        return Decision(tuple(replace(one, message="现在的密码不正确。", field="current") if one.code == "wrong" else one for one in decision.objections))
    same = Objection("password_same", "新密码和现在的一样。", remedy="请换一个。", field="new_password") if current == password else None
    decision = Decision.all(check_password_rules(password), Decision.of(same))
    if decision.allowed:
        decision = set_password(by=by, account_id=account.pk, password=password, must_change=False, keep_session=keep_session)
    return decision


def reset_password(*, by: Actor, account_id: int) -> tuple[str, Decision]:
    """A first password anew, for somebody who forgot the own one; ends the sessions, opens a locked account."""
    own = Objection("own_password", "不能在这里重设自己的密码。", remedy="请用“修改密码”。") if by.account_id == account_id else None
    if own:
        return "", Decision.of(own)
    password = fresh_password()
    return password, set_password(by=by, account_id=account_id, password=password, must_change=True)


def set_active(*, by: Actor, account_id: int, active: bool, reason: str) -> Decision:
    """Close an account, or open it again; closing ends its sessions. Nobody closes the own one."""
    if by.account_id == account_id:
        return Decision.of(Objection("own_account", "不能停用自己的账号。", remedy="请由另一位授权管理员办理。"))
    with recording(by, "account.activate" if active else "account.close", reason=reason) as work:
        work.change(Account, account_id, active=active)
        end_sessions_of(account_id=account_id, now=by.at)
    return Decision()


def owner_named(*, code: str, name: str) -> tuple[int | None, Decision]:
    """The person with this code, if the name is that person's: a keeper can't look into the register through this door."""
    if not code:
        return None, Decision()
    found = Person.objects.unguarded("按编号和姓名关联账号").filter(code=code.upper(), name=name, merged_into=None).values_list("pk", flat=True).first()
    if found is None:
        text = "没有编号和姓名都相符的人员。"
        return None, Decision.of(Objection("person_unknown", text, remedy="请向所在党支部核对编号；姓名须与名册一致。", field="person_code"))
    return found, Decision()


def open_account(*, by: Actor, username: str, display_name: str, person_code: str) -> tuple[int, str, Decision]:
    """A new account with a first password to hand over; every objection at once."""
    person_id, named = owner_named(code=person_code, name=display_name)
    password = fresh_password()
    if not named.allowed:
        return 0, "", Decision.all(may_add_account(username=username, display_name=display_name), named)
    account_id, decision = add_account(by=by, username=username, display_name=display_name, password=password, person_id=person_id)
    return account_id, password if account_id else "", decision


def link_person(*, by: Actor, account: Account, person_code: str) -> Decision:
    """Say whose account it is, or by an empty code that it is nobody's in the register: opens or closes the own record."""
    person_id, decision = owner_named(code=person_code, name=account.display_name)
    if by.account_id == account.pk:
        decision = Decision.all(decision, Decision.of(Objection("own_account", "不能更改自己账号的关联。", SEPARATION, "请由另一位授权管理员办理。")))
    if not decision.allowed:
        return decision
    current = AccountOwner.objects.unguarded(WHY).filter(account=account).values_list("pk", flat=True).first()
    with recording(by, "account.owner") as work:
        if current and person_id:
            work.change(AccountOwner, current, person_id=person_id)
        elif current:
            work.remove(AccountOwner, [current])
        elif person_id:
            work.add(AccountOwner, account_id=account.pk, person_id=person_id)
        bump_revision()
    return Decision()


def give_grant(
    *, by: Actor, account_id: int, role: Role, organisation_id: int | None, valid_from: date, valid_to: date, basis: str = "", post_id: int | None = None
) -> Decision:
    """Give a role on an organisation and below for a span."""
    current = Grant.objects.unguarded(WHY).filter(account_id=account_id).during(valid_from, valid_to)
    held = [Role(value) for value in current.values_list("role", flat=True)]
    same = current.filter(role=role, organisation_id=organisation_id).exists()
    decision = Decision.all(
        may_grant(role=role, has_organisation=organisation_id is not None, held=held, giver_is_holder=by.account_id == account_id),
        Decision.of(
            Objection("granted_already", "这段时间内已有同样的授权。", remedy="请先终止原授权，或选择之后的日期。", field="valid_from") if same else None,
            Objection("span_empty", "终止日期不在起始日期之后。", remedy="请更正日期。", field="valid_to") if valid_to <= valid_from else None,
        ),
    )
    if decision.allowed:
        with recording(by, "grant.give", reason=basis) as work:
            work.add(
                Grant, account_id=account_id, role=str(role), organisation_id=organisation_id, post_id=post_id, basis=basis,
                valid_from=valid_from, valid_to=valid_to,
            )
            bump_revision()
    return decision


def end_grant(*, by: Actor, grant: Grant, on: date, reason: str) -> Decision:
    """End a grant from a day on; one that has not begun is removed."""
    if by.account_id == grant.account_id:
        return may_grant(role=Role(grant.role), has_organisation=grant.organisation_id is not None, held=(), giver_is_holder=True)
    with recording(by, "grant.end", reason=reason) as work:
        if grant.valid_from >= on:
            work.remove(Grant, [grant.pk])
        else:
            work.change(Grant, grant.pk, valid_to=on)
        bump_revision()
    return Decision()


def roles_held(account_id: int, on: date) -> list[Role]:
    """The roles of an account on a day."""
    found = Grant.objects.unguarded(WHY).filter(active_on(on), account_id=account_id)
    return [Role(value) for value in found.values_list("role", flat=True)]
