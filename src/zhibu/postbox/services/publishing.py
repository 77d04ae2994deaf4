"""Put a page's content into the outbox, and take it out again; both belong to the operation of the package that calls."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Final

from zhibu.postbox.models import Crossing, Publication
from zhibu.postbox.rules import content_of
from zhibu.trail.door import Work

WHY: Final = "公布、撤下门户页面时重新读取"


def publish(work: Work, *, page: str, key: str, content: Mapping[str, object], until: date | None = None) -> int:
    """What this page shows from now on, through the last day ``until``; what it shows already changes nothing. Returns its row."""
    text = content_of(page, key, content)
    there = _there(page, key)
    if there is not None and (there.content, there.until, there.withdrawn_at) == (text, until, None):
        return there.pk
    told = {"content": text, "until": until, "number": _next(), "published_at": work.actor.at, "withdrawn_at": None}
    if there is None:
        return work.add(Publication, page=page, key=key, **told)
    work.change(Publication, there.pk, **told)
    return there.pk


def withdraw(work: Work, *, page: str, key: str) -> bool:
    """Nothing is shown any more; whether anything was."""
    there = _there(page, key)
    if there is None or there.withdrawn_at is not None:
        return False
    work.change(Publication, there.pk, content="", number=_next(), withdrawn_at=work.actor.at)
    return True


def withdraw_telling(work: Work, *, page: str, field: str, value: str) -> int:
    """Every page of a kind whose content says so, whatever its key; how many there were.

    For what is found by words that may have changed since: their keys cannot be worked out any more.
    """
    said = f"{json.dumps(field)}:{json.dumps(value, ensure_ascii=False)}"
    found = Publication.objects.unguarded(WHY).filter(page=page, withdrawn_at=None, content__contains=said).order_by("pk")
    keys = [key for key, content in found.values_list("key", "content") if json.loads(content).get(field) == value]
    return sum(withdraw(work, page=page, key=key) for key in keys)


def _there(page: str, key: str) -> Publication | None:
    return Publication.objects.unguarded(WHY).select_for_update().filter(page=page, key=key).first()


def _next() -> int:
    """The number of a change. Locked until the transaction ends: a smaller number never comes to light after a larger one."""
    Crossing.objects.get_or_create(pk=1)
    row = Crossing.objects.select_for_update().get(pk=1)
    row.newest += 1
    row.save(update_fields=["newest"])
    return row.newest
