"""The people of the sample street as whom it can be seen: only in demo mode, only where no real roster was ever loaded."""

from typing import Final

from django.conf import settings
from django.db.models import Exists, QuerySet

from zhibu.access.models import Grant
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.register.models import Installation
from zhibu.web.shell import Persona

WHY: Final = "演示身份"
ORDER: Final = tuple(str(role) for role in Role)


def sample_only() -> bool:
    """Whether the sample street is served and nothing else was ever loaded."""
    return bool(settings.DEMO) and _sample().exists()


def _sample() -> QuerySet[Installation]:
    return Installation.objects.filter(holds_demo=True, holds_real=False)


def personas(current: int | None = None) -> tuple[Persona, ...]:
    """One button per demo account, in the order of the roles; one query, none outside the demo."""
    if not settings.DEMO:
        return ()
    grants = Grant.objects.unguarded(WHY).filter(Exists(_sample()), account__demo=True, account__active=True)
    rows = grants.values_list("account_id", "account__username", "account__display_name", "role")
    found = {row[0]: row for row in sorted(rows, key=lambda row: (-ORDER.index(row[3]), -row[0]))}
    ordered = sorted(found.values(), key=lambda row: (ORDER.index(row[3]), row[0]))
    return tuple(Persona(username, f"{name} {Role(role).label}", current=pk == current) for pk, username, name, role in ordered)


def persona_of(username: str) -> Account | None:
    """The demo account that a button names; None everywhere but in the demo."""
    return Account.objects.filter(username=username, demo=True, active=True).first() if sample_only() else None
