"""Accounts with what is theirs: tokens, factors, uploads, exports, and the ways in of every role."""

from datetime import timedelta

from tests.access.cast import make_account, session_of
from tests.access.world.relations import WHY
from tests.register.factories import LONG_SINCE, Street, actor, make_person
from zhibu.access.models import FactorReset, Grant, Token
from zhibu.access.queries.tokens import digest_of
from zhibu.access.terms import TOKEN_ACTS, Role
from zhibu.accounts.models import Account, Device, SecondFactor
from zhibu.accounts.services import remember_device
from zhibu.keeping.models import FullExport
from zhibu.kernel.clock import now, today
from zhibu.register.models import (
    ImportRun,
    ImportState,
    Organisation,
    Post,
)
from zhibu.trail.door import recording


def token_of(account: Account, node: Organisation, secret: str) -> int:
    """Also for those who may hold none, and nothing of what it carries: the rights of the account decide."""
    day = today()
    span = {"made_at": now(), "valid_from": day, "valid_to": day + timedelta(days=90)}
    token = Token(account=account, name="外部系统", organisation=node, acts=",".join(TOKEN_ACTS), digest=digest_of(secret), **span)
    token.save(force_insert=True)
    return token.pk


def grant_of(account: Account) -> int:
    return Grant.objects.unguarded(WHY).get(account=account).pk


def factor_of(account: Account) -> tuple[int, int]:
    """A second factor with a device that is not asked for it, and somebody's request to take it away."""
    SecondFactor.objects.create(account=account, codes_left=10)
    remember_device(account=account, now=now(), address="203.0.113.7", browser="安卓 微信")
    with recording(actor(today()), "account.factor_ask", reason="丢了手机") as work:
        reset_id = work.add(FactorReset, account_id=account.pk, asked_by_id=account.pk, asked_at=now(), reason="丢了手机", state="open")
    return Device.objects.get(account=account).pk, reset_id


def upload_of(account: Account) -> ImportRun:
    moment = now()
    return ImportRun.objects.create(
        key=f"{account.pk:032x}",
        account=account,
        uploaded_at=moment,
        touched_at=moment,
        expires_at=moment + timedelta(days=7),
        state=ImportState.PREVIEWED,
        names=["党员花名册.xlsx"],
    )


def export_of(account: Account, node: Organisation, surname: str) -> int:
    asked = {"asked_at": now(), "on": today(), "columns": "name,phone", "recipient": "区委组织部", "rows": 60}
    with recording(actor(today()), "export.ask") as work:
        return work.add(FullExport, account_id=account.pk, organisation_id=node.pk, reason=f"{surname}的名单", **asked)


def ways_in(street: Street) -> tuple[dict[str, str], dict[str, str]]:
    """By a browser, and by a token."""
    day = today()
    accounts = {str(role): make_account(str(role), role, street.sunny) for role in Role}
    ended = make_person(street.sunny_second, "吴离任")
    with recording(actor(), "member.post") as work:
        post = work.add(Post, person_id=ended.pk, organisation_id=street.sunny.pk, kind="secretary", valid_from=LONG_SINCE, valid_to=day)
    accounts["ended"] = make_account("ended", Role.STREET_CLERK, street.sunny, until=day)
    accounts["ended_post"] = make_account("ended_post", Role.STREET_CLERK, street.sunny, post_id=post)
    accounts["future"] = make_account("future", Role.STREET_CLERK, street.sunny, since=day + timedelta(days=1))
    accounts["bare"] = make_account("bare")
    secrets = {name: f"zb1_held_by_{name}_{'x' * 20}" for name in accounts}
    for name, account in accounts.items():
        token_of(account, street.sunny, secrets[name])
    return {**{name: session_of(account) for name, account in accounts.items()}, "anonymous": ""}, {**secrets, "anonymous": ""}
