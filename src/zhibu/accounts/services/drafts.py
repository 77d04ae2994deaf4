"""Drafts: what was typed and not sent."""

from datetime import datetime, timedelta
from typing import Final

import orjson

from zhibu.accounts.models import Draft
from zhibu.store.keys import key_store
from zhibu.store.sealing import Unreadable, seal, unseal

DRAFTS_KEPT: Final = timedelta(days=30)
"""A form left alone for longer is forgotten, with whatever it held."""
MOST_DRAFTS: Final = 100
"""Of one account: far more forms than anybody leaves half filled in."""


def _draft_key() -> bytes:
    return key_store().purpose_key("drafts")


def save_draft(*, account_id: int, key: str, fields: dict[str, str], now: datetime) -> None:
    """Keep what was typed, sealed: it may hold numbers. Old drafts of the account go, and the oldest where there are too many."""
    mine = Draft.objects.filter(account_id=account_id)
    mine.filter(saved_at__lt=now - DRAFTS_KEPT).delete()
    context = f"{account_id}/{key}".encode()
    body = seal(_draft_key(), orjson.dumps(fields), context)
    mine.update_or_create(account_id=account_id, key=key[:200], defaults={"body": body, "saved_at": now})
    oldest = mine.order_by("-saved_at", "-pk").values_list("pk", flat=True)[MOST_DRAFTS:]
    if numbers := list(oldest):
        Draft.objects.filter(pk__in=numbers).delete()


def forget_drafts(now: datetime) -> int:
    """Drafts left alone for too long, also of those who never sign in again; returns how many went."""
    return Draft.objects.filter(saved_at__lt=now - DRAFTS_KEPT).delete()[0]


def load_draft(*, account_id: int, key: str) -> tuple[dict[str, str], datetime] | None:
    """What was typed under this key, and when."""
    draft = Draft.objects.filter(account_id=account_id, key=key[:200]).first()
    if draft is None:
        return None
    try:
        fields: dict[str, str] = orjson.loads(unseal(_draft_key(), bytes(draft.body), f"{account_id}/{key}".encode()))
    except Unreadable:
        return None
    return fields, draft.saved_at


def drop_draft(*, account_id: int, key: str) -> None:
    """The form was sent: its draft goes."""
    Draft.objects.filter(account_id=account_id, key=key[:200]).delete()
