"""``zhibu demo``: the sample street, its personas, and a browser that opens on it. Nothing here touches a real roster."""

import argparse
import contextlib
import os
import sys
import webbrowser
from collections.abc import Mapping
from datetime import date
from typing import Final

from django.conf import settings
from django.db import transaction

from zhibu.access.services import add_account, give_grant
from zhibu.accounts.models import Account
from zhibu.config.portal_beside import Beside
from zhibu.config.sample.load import holds_sample, load_sample, refuse_real_roster, sample_actor
from zhibu.config.sample.personas import PERSONAS, Persona
from zhibu.config.sample.scale import load_streets
from zhibu.config.sample.street import MEMBERS
from zhibu.config.sample.tokens import load_tokens
from zhibu.config.sample.works import load_work
from zhibu.config.serve import address, portal_beside, serve
from zhibu.kernel.clock import now
from zhibu.kernel.dates import FAR
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Organisation, Person, Post
from zhibu.trail.actors import Actor

PASSWORD: Final = "demo-2026"  # noqa: S105  of invented people, printed for whoever starts the demo
WHY: Final = "演示账号"
HOST: Final = "127.0.0.1"
PROCESSES: Final = 1
PORTAL_PORTS: Final = 10
"""So many are tried, from the one behind the demo's own."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to listen, and how large a street is wanted."""
    parser.add_argument("--port", type=int, default=8000, help="端口（默认 8000）")
    parser.add_argument("--no-browser", action="store_true", help="不自动打开浏览器")
    parser.add_argument("--members", type=int, default=MEMBERS, metavar="N", help=f"示例党员人数（默认 {MEMBERS}；更多时另加其他街道）")


def run(options: argparse.Namespace) -> int:
    """Load the street the first time, then serve it until told to stop."""
    prepare(members=options.members)
    url, beside = address(HOST, options.port), _portal(options.port + 1)

    def ready() -> None:
        print(welcome(url, settings.PORTAL_ADDRESS), flush=True)
        if not options.no_browser and has_screen():
            with contextlib.suppress(webbrowser.Error):
                webbrowser.open(url)

    return serve(host=HOST, port=options.port, workers=PROCESSES, ready=ready, beside=beside)


def _portal(port: int) -> Beside | None:
    """The pages for people outside, under the next port that is free; what differs from the expected is said."""
    for tried in range(port, port + PORTAL_PORTS):
        with contextlib.suppress(Unusable):
            beside = portal_beside(tried, host=HOST)
            if tried != port:
                print(f"端口 {port} 已被占用，门户改用 {tried}。(portal on another port)", flush=True)
            return beside
    print(f"端口 {port} 到 {port + PORTAL_PORTS - 1} 都不能使用，这次不运行门户。(no port for the portal)", flush=True)
    return None


def has_screen() -> bool:
    """Without one, a browser for terminals would take this one over."""
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def prepare(*, members: int = MEMBERS) -> None:
    """The sample street and its accounts, whatever of them is missing."""
    refuse_real_roster()
    if not holds_sample():
        _refuse_other_rosters()
        print("载入示例街道……(loading the sample street)", flush=True)
        with transaction.atomic():
            load_sample(by=sample_actor(now()))
        if members > MEMBERS:
            load_streets(
                by=sample_actor(now()), members=members - MEMBERS, told=lambda count: print(f"已载入 {count + MEMBERS} 名", flush=True)
            )
    with transaction.atomic():
        add_personas(by=sample_actor(now()))
        load_tokens(by=sample_actor(now()))
        load_work(by=sample_actor(now()))


def _refuse_other_rosters() -> None:
    """A roster without identity numbers is one, too."""
    if Organisation.objects.unguarded(WHY).exists():
        text = "这个数据目录里已有党组织，不能载入演示数据：请用 --data-dir 另指一个目录。(data directory is in use)"
        raise Unusable(text)


def add_personas(*, by: Actor) -> None:
    """An account for each persona with the grant that its role stands for; those that are there stay as they are."""
    there = set(Account.objects.filter(username__in=[one.username for one in PERSONAS]).values_list("username", flat=True))
    missing = [one for one in PERSONAS if one.username not in there]
    names = {one.organisation for one in missing} | {one.branch for one in missing}
    organisations = dict(Organisation.objects.unguarded(WHY).filter(now_short_name__in=names).values_list("now_short_name", "pk"))
    for one in missing:
        _add_persona(by, one, organisations)


def _add_persona(by: Actor, persona: Persona, organisations: Mapping[str, int]) -> None:
    person_id = _person(persona, organisations) if persona.branch else None
    account_id, added = add_account(
        by=by,
        username=persona.username,
        display_name=persona.name,
        password=PASSWORD,
        must_change=False,
        demo=True,
        person_id=person_id,
    )
    granted = give_grant(
        by=by,
        account_id=account_id,
        role=persona.role,
        organisation_id=organisations.get(persona.organisation),
        valid_from=by.day,
        valid_to=FAR,
        basis=persona.basis,
        post_id=_post(persona, person_id, by.day) if person_id else None,
    )
    if not (added.allowed and granted.allowed):
        text = f"演示账号 {persona.username} 没有建成：请用 --data-dir 另指一个空目录。(persona could not be added)"
        raise Unusable(text)


def _person(persona: Persona, organisations: Mapping[str, int]) -> int | None:
    people = Person.objects.unguarded(WHY).filter(name=persona.name, now_organisation_id=organisations[persona.branch])
    return people.order_by("pk").values_list("pk", flat=True).first()


def _post(persona: Persona, person_id: int, on: date) -> int | None:
    """The post on which the grant rests, so that it ends with it."""
    posts = Post.objects.unguarded(WHY).on(on).filter(person_id=person_id, kind=persona.post or "")
    return posts.values_list("pk", flat=True).first()


def welcome(url: str, portal: str = "") -> str:
    """The addresses, and as whom one can look at it."""
    rows = "\n".join(f"  {one.username:<10}{one.name}　{one.role.label}" for one in PERSONAS)
    outside = f"\n{portal}/　门户，给外面的人看的页面" if portal else ""
    return f"\n{url}{outside}\n\n登录名    姓名和角色（密码都是 {PASSWORD}）\n{rows}\n\n全部人员、号码和单位都是虚构的。按 Ctrl+C 停止。"
