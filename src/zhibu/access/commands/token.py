"""``zhibu token``: tokens for other systems, from the command line of the server.

``add --json`` answers ``{"id", "token"}``; ``list --json`` answers ``[{"id", "name", "username", "organisation", "acts", "from", "until",
"state", "last_used_on"}]``, where ``until`` is the first day on which it counts no more.
"""

import argparse
import json
import sys
from datetime import timedelta
from typing import Final

from zhibu.access.commands.user import find_organisation
from zhibu.access.models import Token
from zhibu.access.queries.tokens import all_tokens
from zhibu.access.readers import reader_of
from zhibu.access.services.tokens import make_token, revoke_token
from zhibu.access.terms import ACTS, TOKEN_ACTS
from zhibu.accounts.models import Account
from zhibu.kernel.clock import now, today
from zhibu.kernel.dates import day_named
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import SystemReader
from zhibu.trail.actors import Actor

WHY: Final = "命令行管理接口令牌"
REFUSED: Final = 1
USUAL: Final = timedelta(days=90)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``add``, ``list``, ``revoke``."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="add|list|revoke")
    adding = acts.add_parser("add", help="替一个账号开通令牌，只显示这一次")
    adding.add_argument("username", metavar="NAME", help="账号的登录名；写入都记在它的名下")
    adding.add_argument("--name", required=True, metavar="名称", help="给哪个系统用")
    adding.add_argument("--within", required=True, metavar="CODE", help="范围：党组织的编号、代码或名称")
    adding.add_argument("--acts", required=True, metavar="ACT,ACT", help=f"可以办的事：{'、'.join(TOKEN_ACTS)}")
    adding.add_argument("--until", type=day_named, default=None, metavar="DATE", help="从哪一天起无效（默认 90 天以后）")
    listing = acts.add_parser("list", help="列出令牌")
    revoking = acts.add_parser("revoke", help="停用一个令牌")
    revoking.add_argument("number", type=int, metavar="N", help="令牌的编号")
    revoking.add_argument("--reason", required=True, metavar="原因", help="记入日志")
    for one in (adding, listing, revoking):
        one.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    return {"add": _add, "list": _list, "revoke": _revoke}[options.act](options)


def _actor() -> Actor:
    return Actor(SystemReader(WHY), now(), "command")


def _add(options: argparse.Namespace) -> int:
    account = Account.objects.filter(username=options.username, active=True).first()
    found = find_organisation(options.within)
    acts = [act for act in options.acts.split(",") if act]
    unknown = [act for act in acts if act not in TOKEN_ACTS]
    decision = Decision.of(
        None if account else Objection("username_unknown", f"没有启用的账号“{options.username}”。", remedy="账号见 zhibu user list。"),
        None if len(found) == 1 else Objection("place_unclear", f"没有找到唯一的党组织“{options.within}”。", remedy="请用编号。"),
        Objection("act_unknown", f"没有这些权限：{'、'.join(unknown)}。", remedy=f"可用：{'、'.join(TOKEN_ACTS)}。") if unknown else None,
    )
    if account is None or not decision.allowed:
        return _refuse(decision)
    day = today()
    owner = reader_of(account_id=account.pk, label=account.display_name, on=day)
    made = make_token(
        by=_actor(),
        owner=owner,
        name=options.name,
        organisation=found[0],
        acts=acts,
        valid_from=day,
        valid_to=options.until or day + USUAL,
    )
    if not made.decision.allowed:
        return _refuse(made.decision)
    if options.json:
        print(json.dumps({"id": made.token_id, "token": made.secret}))
    else:
        print(f"已开通令牌 {made.token_id}：{options.name}，{found[0]}及下级，以{account.display_name}的名义。")
        print(f"令牌：{made.secret}")
        print("只显示这一次；请当面或加密交给对方。")
    return 0


def _list(options: argparse.Namespace) -> int:
    day, lines = today(), all_tokens()
    names = dict(Account.objects.values_list("pk", "username"))
    if options.json:
        told = [
            {
                "id": one.id,
                "name": one.name,
                "username": names[one.account_id],
                "organisation": one.place,
                "acts": list(one.acts),
                "from": one.valid_from.isoformat(),
                "until": one.valid_to.isoformat(),
                "state": one.state(day),
                "last_used_on": one.last_used_on.isoformat() if one.last_used_on else None,
            }
            for one in lines
        ]
        print(json.dumps(told, ensure_ascii=False))
        return 0
    for one in lines:
        acts = "、".join(ACTS[act].label for act in one.acts if act in ACTS)
        print(f"{one.id}　{one.name}　{names[one.account_id]}　{one.place}　{one.valid_from} 至 {one.valid_to}　{one.state(day)}　{acts}")
    if not lines:
        print("没有接口令牌。")
    return 0


def _revoke(options: argparse.Namespace) -> int:
    found = Token.objects.filter(pk=options.number).first()
    if found is None:
        return _refuse(Decision.of(Objection("unknown", f"没有令牌 {options.number}。", remedy="令牌见 zhibu token list。")))
    decision = revoke_token(by=_actor(), token=found, reason=options.reason)
    if not decision.allowed:
        return _refuse(decision)
    print(json.dumps({"id": found.pk, "state": "ended"}) if options.json else f"已停用令牌 {found.pk}：{found.name}。")
    return 0


def _refuse(decision: Decision) -> int:
    """Every objection at once, each with its remedy."""
    for one in decision.objections:
        sys.stderr.write(f"{one.message}{one.remedy}\n")
    return REFUSED
