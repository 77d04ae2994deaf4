"""The branch that meetings are played with: so many members, a committee, groups, two accounts; and, where asked, its last month."""

import contextlib
import sys
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, Final

from zhibu.access.services import add_account, give_grant
from zhibu.access.terms import Role
from zhibu.config.bench.founding import KEPT_AT, done, hold, holder_of, organisation_of, people_of
from zhibu.config.bench.generating import PASSWORD
from zhibu.config.demo import prepare
from zhibu.config.sample.load import sample_actor
from zhibu.gatherings.ledger_tables import TABLES
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.rules.planning import Draft, PartDraft
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.terms import GatheringKind as Kind
from zhibu.gatherings.terms.ledgers import HOLDS, LedgerKind
from zhibu.kernel.clock import now
from zhibu.kernel.dates import FAR
from zhibu.register.models import Organisation, Person
from zhibu.register.services.groups import join_group
from zhibu.register.services.organisations import found_organisation
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import KindReading, OrganisationKind, PostKind
from zhibu.store.guards import within
from zhibu.trail.actors import Actor

WHY: Final = "测速用的党支部"
NAME: Final = "测速党支部"
SECRETARY, OFFICER = "bench-secretary", "bench-officer"
ROLES: Final = {SECRETARY: Role.BRANCH_SECRETARY, OFFICER: Role.BRANCH_OFFICER}
POSTS: Final = (
    PostKind.SECRETARY,
    PostKind.DEPUTY_SECRETARY,
    PostKind.ORGANISATION_MEMBER,
    PostKind.PUBLICITY_MEMBER,
    PostKind.DISCIPLINE_MEMBER,
)
PLACE: Final = "社区党群服务中心二楼会议室"
SINCE: Final = timedelta(days=800)
SEED: Final = 20260701
LAST_MONTH: Final = (
    (44, (Kind.MEMBERS_MEETING, Kind.LECTURE, Kind.THEME_DAY)),
    (37, (Kind.COMMITTEE_MEETING,)),
    (34, (Kind.GROUP_MEETING,)),
    (32, (Kind.VISIT,)),
)
"""Days before today, and what was held together."""


def sample() -> dict[str, Any]:
    """The street of the demonstration, with its two years of meetings. What it says on the way is not the answer."""
    with contextlib.redirect_stdout(sys.stderr):
        prepare()
    return {}


def branch(*, size: int, groups: int, last_month: bool) -> dict[str, Any]:
    """Found it below the first community; answers code, names of its people in order of posts, and accounts."""
    by = sample_actor(now())
    on = by.day - SINCE
    above = Organisation.objects.unguarded(WHY).filter(now_kind=str(OrganisationKind.COMMITTEE)).order_by("pk")[0]
    own = organisation_of(found_organisation(by=by, name=NAME, kind=KindReading(OrganisationKind.BRANCH), parent=above, on=on))
    people = people_of(by, own, size, on)
    for person, kind in zip(people, POSTS, strict=False):
        done(hold_post(by=by, person=person, organisation=own, kind=kind, on=on))
    parted = [_group(by, own, number, people[number::groups], on) for number in range(groups)]
    for (username, role), person in zip(ROLES.items(), people, strict=False):
        account_id, _ = add_account(by=by, username=username, display_name=person.name, password=PASSWORD, must_change=False)
        give_grant(by=by, account_id=account_id, role=role, organisation_id=own.pk, valid_from=by.day, valid_to=FAR, basis=WHY)
    if last_month:
        _hold_last_month(by, own, parted, chair=people[0].name, recorder=people[1].name)
    return {
        "code": own.code,
        "name": NAME,
        "above": str(above),
        "groups": [str(one) for one in parted],
        "place": PLACE,
        "kept_at": KEPT_AT,
        "people": [one.name for one in people],
        "accounts": dict.fromkeys(ROLES, PASSWORD),
    }


def _group(by: Actor, own: Organisation, number: int, people: Sequence[Person], on: date) -> Organisation:
    name = f"{NAME}第{'一二三四五六七八九'[number]}党小组"
    group = organisation_of(found_organisation(by=by, name=name, kind=KindReading(OrganisationKind.GROUP), parent=own, on=on))
    for person in people:
        done(join_group(by=by, person=person, group=group, on=on))
    return group


def _hold_last_month(by: Actor, own: Organisation, groups: Sequence[Organisation], *, chair: str, recorder: str) -> None:
    """So that the form knows what is usual: places, hours, who chairs, who writes."""
    for days, kinds in LAST_MONTH:
        parts = tuple(
            PartDraft(
                str(kind),
                "上月的主题",
                tuple(map(holder_of, groups if kind is Kind.GROUP_MEETING else [own])),
                chair=chair,
                recorder=recorder,
                lecturer=chair if kind is Kind.LECTURE else "",
            )
            for kind in kinds
        )
        draft = Draft("", by.day - timedelta(days=days), time(14, 30), time(16, 30), PLACE, parts, reported_by=chair)
        hold(by, Gathering.objects.unguarded(WHY).get(pk=done(plan_gathering(by=by, host=own, draft=draft))))


def ledger_cells(*, held: Mapping[str, int]) -> dict[str, Any]:
    """How many cells these rows take in the workbooks: as many columns as the ledger has that a kind goes into."""
    columns = {kind: len(TABLES[ledger].columns) for ledger in (LedgerKind.THREE_MEETINGS, LedgerKind.THEME_DAYS) for kind in HOLDS[ledger]}
    return {"cells": sum(rows * columns[Kind.stored(kind)] for kind, rows in held.items())}


def branch_month(*, code: str, days: int) -> dict[str, Any]:
    """What the branch and its groups have of these days: how many parts by organisation, signed, complete, counted."""
    since = now().date() - timedelta(days=days)
    path = Organisation.objects.unguarded(WHY).values_list("now_path", flat=True).get(code=code)
    found = Holding.objects.unguarded(WHY).filter(within("organisation__now_path", [path or ""]), on__gt=since)
    signed = found.exclude(signed_at=None)
    return {"held": found.count(), "signed": signed.count(), "complete": signed.filter(complete=True, quorate=True).count()}
