"""``zhibu user``: accounts from the command line. The first account of an installation can come from nowhere else.

``user list --json`` answers ``[{"username", "name", "active", "must_change_password", "roles": [{"role", "organisation", "code"}]}]``,
``user add --json`` and ``user reset --json`` answer ``{"username", "password"}``, ``user reset --second-factor --json`` answers
``{"username", "second_factor": "removed"}``.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction

from zhibu.access.models import Grant
from zhibu.access.readers import active_on
from zhibu.access.rules import may_grant
from zhibu.access.services import add_account, fresh_password, give_grant, set_password, take_away
from zhibu.access.terms import ROLE_LABELS, Role
from zhibu.accounts.models import Account
from zhibu.kernel.clock import now, today
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Organisation
from zhibu.register.queries.lookups import called
from zhibu.trail.actors import Actor

WHY: Final = "命令行管理账号"
REFUSED: Final = 1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``add``, ``reset``, ``list``."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="add|reset|list")
    adding = acts.add_parser("add", help="新建账号并授权，给出初始密码")
    adding.add_argument("username", metavar="NAME", help="登录名")
    adding.add_argument("--name", required=True, metavar="姓名", help="使用人姓名")
    adding.add_argument("--role", required=True, metavar="ROLE", help=f"角色：{'、'.join(f'{role}（{role.label}）' for role in Role)}")
    adding.add_argument("--organisation", default="", metavar="CODE", help="授权所在党组织的编号、代码或名称；管理员不填")
    resetting = acts.add_parser("reset", help="重设密码，并解除锁定")
    resetting.add_argument("username", metavar="NAME", help="登录名")
    resetting.add_argument(
        "--second-factor", action="store_true", help="不动密码，撤销二次验证；平时请由两位管理员在网页上办理，管理员自己进不来时才用"
    )
    resetting.add_argument("--reason", default="", metavar="原因", help="与 --second-factor 一起用，记入日志")
    for one in (adding, resetting):
        one.add_argument("--password-stdin", action="store_true", help="从标准输入读初始密码，不自动生成")
    listing = acts.add_parser("list", help="列出账号和授权")
    for one in (adding, resetting, listing):
        one.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    return {"add": _add, "reset": _reset, "list": _list}[options.act](options)


def _actor() -> Actor:
    return Actor(SystemReader(WHY), now(), "command")


def read_role(text: str) -> Role | None:
    """A role by its English or Chinese name."""
    by_name = {role.value: role for role in Role} | {label: role for role, label in ROLE_LABELS.items()}
    return by_name.get(text.strip().lower().replace("-", "_"))


def find_organisation(text: str) -> list[Organisation]:
    """Those that a code, an official code, or a name in full or short means."""
    return list(Organisation.objects.unguarded(WHY).filter(called(text), dissolved_on=None)[:2])


def _unclear(asked: str, found: list[Organisation]) -> Objection | None:
    if not asked or len(found) == 1:
        return None
    if found:
        return Objection("organisation_unclear", f"不止一个党组织叫“{asked}”。", remedy="请改用编号。", field="organisation")
    return Objection(
        "organisation_unknown", f"没有找到党组织“{asked}”。", remedy="请核对编号或名称；新装的系统请先导入党组织。", field="organisation"
    )


def _add(options: argparse.Namespace) -> int:
    role = read_role(options.role)
    found = find_organisation(options.organisation) if options.organisation else []
    organisation = found[0] if len(found) == 1 else None
    unknown = (
        None
        if role
        else Objection("role_unknown", f"没有“{options.role}”这个角色。", "", f"可用：{'、'.join(ROLE_LABELS.values())}。", "role")
    )
    readings = Decision.of(unknown, _unclear(options.organisation, found))
    password = _password(options)
    decision = _make(options, password, role, organisation, readings)
    if not decision.allowed:
        return _refuse(decision)
    where = "整个系统" if organisation is None else str(organisation)
    _tell(options, f"已建立账号 {options.username}：{options.name}，{role.label if role else ''}（{where}）。", password)
    return 0


def _make(options: argparse.Namespace, password: str, role: Role | None, organisation: Organisation | None, readings: Decision) -> Decision:
    """The account with its grant, or neither; every objection of both at once."""
    by = _actor()
    with transaction.atomic():
        account_id, account = add_account(by=by, username=options.username, display_name=options.name, password=password)
        grant = Decision()
        if role and account_id and readings.allowed:
            grant = give_grant(
                by=by,
                account_id=account_id,
                role=role,
                organisation_id=organisation.pk if organisation else None,
                valid_from=by.day,
                valid_to=FAR,
            )
        elif role:
            grant = may_grant(role=role, has_organisation=bool(options.organisation), held=(), giver_is_holder=False)
        decision = Decision.all(readings, account, grant)
        if not decision.allowed:
            transaction.set_rollback(True)
    return decision


def _reset(options: argparse.Namespace) -> int:
    account = Account.objects.filter(username=options.username).first()
    if account is None:
        return _refuse(Decision.of(Objection("username_unknown", f"没有账号“{options.username}”。", remedy="账号见 zhibu user list。")))
    if options.second_factor:
        return _remove_factor(options, account)
    password = _password(options)
    decision = set_password(by=_actor(), account_id=account.pk, password=password, must_change=True)
    if not decision.allowed:
        return _refuse(decision)
    _tell(options, f"已重设 {account.username}（{account.display_name}）的密码，原有登录已全部退出。", password)
    return 0


def _remove_factor(options: argparse.Namespace, account: Account) -> int:
    """Recorded with its reason: here one person alone does what takes two on the page."""
    if not options.reason.strip():
        return _refuse(Decision.of(Objection("reason_missing", "没有写明原因。", remedy="请用 --reason 写明谁要求、为什么。")))
    decision = take_away(by=_actor(), account=account, reason=options.reason.strip())
    if not decision.allowed:
        return _refuse(decision)
    if options.json:
        print(json.dumps({"username": account.username, "second_factor": "removed"}, ensure_ascii=False))
    else:
        print(f"已撤销 {account.username}（{account.display_name}）的二次验证，原有登录已全部退出。")
        print("密码没有变；本人下次登录后须先重新设置。")
    return 0


def _password(options: argparse.Namespace) -> str:
    if not options.password_stdin:
        return fresh_password()
    password = sys.stdin.readline().rstrip("\r\n")
    if not password:
        raise Unusable(
            "标准输入里没有密码：请把密码作为一行送入，例如 zhibu user reset NAME --password-stdin < 文件。(no password on standard input)"
        )
    return password


def _tell(options: argparse.Namespace, sentence: str, password: str) -> None:
    if options.json:
        print(json.dumps({"username": options.username, "password": password}, ensure_ascii=False))
        return
    print(sentence)
    if not options.password_stdin:
        print(f"初始密码：{password}")
    print("首次登录须修改密码；密码请当面交给本人。")


def _refuse(decision: Decision) -> int:
    """Every objection at once, each with its remedy."""
    for one in decision.objections:
        sys.stderr.write(f"{one.message}{one.remedy}\n")
    return REFUSED


def _list(options: argparse.Namespace) -> int:
    accounts = list(account_rows())
    if options.json:
        print(json.dumps(accounts, ensure_ascii=False))
        return 0
    for one in accounts:
        roles = "、".join(f"{Role(held['role']).label}（{held['organisation'] or '整个系统'}）" for held in one["roles"]) or "无授权"
        print(f"{one['username']:<16} {one['name']}　{roles}{'' if one['active'] else '　已停用'}")
    return 0


def account_rows() -> Iterable[dict[str, Any]]:
    """Accounts with what they may today; two queries."""
    held: dict[int, list[dict[str, str]]] = {}
    grants = Grant.objects.unguarded(WHY).filter(active_on(today())).order_by("pk")
    for account_id, role, short, name, code in grants.values_list(
        "account_id", "role", "organisation__now_short_name", "organisation__now_name", "organisation__code"
    ):
        held.setdefault(account_id, []).append({"role": role, "organisation": short or name or "", "code": code or ""})
    for account in Account.objects.order_by("username"):
        yield {
            "username": account.username,
            "name": account.display_name,
            "active": account.active,
            "must_change_password": account.must_change_password,
            "roles": held.get(account.pk, []),
        }
