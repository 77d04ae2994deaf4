"""Accounts with what they may, for the keeper of rights."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple

from django.db.models import Count as Counted
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from zhibu.access.models import AccountOwner, Grant
from zhibu.access.readers import active_on
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, Session
from zhibu.accounts.queries import FACTOR, FactorState, factor_state
from zhibu.accounts.rules import is_locked
from zhibu.register.models import Organisation, Post
from zhibu.register.queries.lookups import with_in_name
from zhibu.trail.models import AuditEntry

WHY: Final = "管理账号与授权"
SOON: Final = timedelta(days=30)
SHOWN: Final = 8
STATES: Final = {"active": "启用", "locked": "锁定", "closed": "停用", "bare": "无授权", "ending": "授权将到期"}


class AccountRow(NamedTuple):
    """A line of the list of accounts."""

    id: int
    username: str
    name: str
    active: bool
    locked_until: datetime | None
    must_change: bool
    last_sign_in: datetime | None
    roles: tuple[str, ...] = ()
    locked: bool = False

    @property
    def state(self) -> str:
        """In one word."""
        if not self.active:
            return "停用"
        if self.locked:
            return "锁定"
        return "启用" if self.roles else "无授权"


def _holding(on: date) -> QuerySet[Grant]:
    return Grant.objects.unguarded(WHY).filter(active_on(on), account=OuterRef("pk"))


def conditions(now: datetime, on: date) -> dict[str, Q]:
    """What each state of the filter means."""
    return {
        "active": Q(active=True),
        "locked": Q(locked_until__gt=now),
        "closed": Q(active=False),
        "bare": Q(~Exists(_holding(on)), active=True),
        "ending": Q(Exists(_holding(on).filter(valid_to__lte=on + SOON)), active=True),
    }


def accounts_found(*, text: str, role: str, on: date) -> QuerySet[Account]:
    """Accounts by name, and by the role they hold on a day."""
    found = Account.objects.all()
    if text:
        found = found.filter(Q(display_name__contains=text) | Q(username__icontains=text))
    return found.filter(Exists(_holding(on).filter(role=role))) if role else found


def account_counts(found: QuerySet[Account], now: datetime, on: date) -> dict[str, int]:
    """How many there are in each state; one query."""
    states = conditions(now, on)
    counted = {f"in_{name}": Counted("pk", filter=state) for name, state in states.items()}
    numbers: dict[str, int] = found.aggregate(in_all=Counted("pk"), **counted)
    return {name.removeprefix("in_"): number for name, number in numbers.items()}


def account_rows(found: QuerySet[Account], *, sort: str, first: int, end: int, now: datetime, on: date) -> list[AccountRow]:
    """One page; two queries."""
    last = Session.objects.filter(account=OuterRef("pk")).order_by("-started_at").values("started_at")[:1]
    columns = ("pk", "username", "display_name", "active", "locked_until", "must_change_password", "last")
    rows = [AccountRow(*row) for row in found.annotate(last=Subquery(last)).order_by(sort, "pk").values_list(*columns)[first:end]]
    held = roles_of((row.id for row in rows), on)
    return [row._replace(roles=tuple(held[row.id]), locked=is_locked(row.locked_until, now)) for row in rows]


def roles_of(account_ids: Iterable[int], on: date) -> dict[int, list[str]]:
    """What accounts may on a day, in words."""
    grants = Grant.objects.unguarded(WHY).filter(active_on(on), account_id__in=list(account_ids)).order_by("organisation__now_path", "pk")
    held: dict[int, list[str]] = defaultdict(list)
    for account_id, role, short, name in grants.values_list("account_id", "role", "organisation__now_short_name", "organisation__now_name"):
        held[account_id].append(f"{Role(role).label}（{short or name}）" if short or name else Role(role).label)
    return held


class GrantLine(NamedTuple):
    """A grant as the account's page shows it; ``until`` is the first day on which it no longer holds."""

    id: int
    role: Role
    organisation: str
    post: str
    basis: str
    since: date
    until: date

    def state(self, on: date) -> str:
        """Where a day lies: ``coming``, ``held`` or ``over``."""
        if on < self.since:
            return "coming"
        return "held" if on < self.until else "over"


class Happening(NamedTuple):
    """What was done with an account."""

    at: datetime
    actor: str
    act: str
    reason: str


@dataclass(frozen=True, slots=True)
class AccountPage:
    """An account with everything around it."""

    account: Account
    person: str
    grants: list[GrantLine]
    history: list[Happening]
    last_sign_in: datetime | None
    factor: FactorState


def account_page(account: Account) -> AccountPage:
    """Grants of all times, the second factor, and what was done; five queries."""
    owner = AccountOwner.objects.unguarded(WHY).filter(account=account).values_list("person__code", flat=True).first()
    grants = Grant.objects.unguarded(WHY).filter(account=account).order_by("-valid_to", "-valid_from", "pk")
    columns = ("pk", "role", "organisation__now_short_name", "organisation__now_name", "post__kind", "basis", "valid_from", "valid_to")
    lines = [_line(*row) for row in grants.select_related("post").values_list(*columns, "post__valid_to")]
    history = _happenings(AuditEntry.objects.filter(subject_kind="account", subject_id=account.pk))
    last = Session.objects.filter(account=account).order_by("-started_at").values_list("started_at", flat=True).first()
    return AccountPage(account, owner or "", lines, history, last, factor_state(*Account.objects.values_list(*FACTOR).get(pk=account.pk)))


def _happenings(entries: QuerySet[AuditEntry]) -> list[Happening]:
    rows = entries.order_by("-pk").values_list("operation__at", "operation__actor", "operation__act", "operation__reason")
    return [Happening(*row) for row in rows[:30]]


def factor_history(account_id: int) -> list[Happening]:
    """What was done with an account's second factor, newest first; one query."""
    return _happenings(
        AuditEntry.objects.filter(subject_kind="account", subject_id=account_id, operation__act__startswith="account.factor")
    )


def _line(  # noqa: PLR0917  a row's columns in their order
    pk: int, role: str, short: str | None, name: str | None, post: str | None, basis: str, since: date, until: date, post_until: date | None
) -> GrantLine:
    """A grant that rests on a post ends with it."""
    return GrantLine(pk, Role(role), short or name or "", post or "", basis, since, min(until, post_until) if post_until else until)


class FoundOrganisation(NamedTuple):
    """An organisation that fits what was typed."""

    code: str
    name: str
    above: str


def organisations_for_grant(text: str) -> list[FoundOrganisation]:
    """Organisations by name or code, with the one above: a keeper of rights sees names of organisations and nothing of people."""
    asked = text.strip()
    if not asked:
        return []
    rows = Organisation.objects.unguarded(WHY).filter(with_in_name(asked), dissolved_on=None).order_by("now_path")
    columns = ("code", "now_name", "now_parent__now_short_name", "now_parent__now_name")
    return [FoundOrganisation(code, name, short or full or "") for code, name, short, full in rows.values_list(*columns)[:SHOWN]]


def organisation_for_grant(code: str) -> Organisation | None:
    """The organisation of an address."""
    return Organisation.objects.unguarded(WHY).filter(code=code, dissolved_on=None).first() if code else None


def posts_for_grant(account: Account, organisation: Organisation, on: date) -> list[tuple[int, str]]:
    """Posts that the account's own person holds there: what a grant may rest on."""
    owners = AccountOwner.objects.unguarded(WHY).filter(account=account).values("person_id")
    found = Post.objects.unguarded(WHY).on(on).filter(person_id__in=owners, organisation=organisation)
    return list(found.order_by("pk").values_list("pk", "kind"))
