"""How a dated fact gives way to the next one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhibu.kernel.dates import FAR
from zhibu.trail.door import Work

WHY = "办理业务时读取当前情况"


def succeed(work: Work, model: Any, *, key: Mapping[str, Any], values: Mapping[str, Any], on: date) -> bool:
    """From a day on, another value holds; the one before ends that day. Returns whether anything changed.

    A fact that began the very same day is corrected in place. A later fact, where one is recorded already, keeps
    its beginning: the new one ends there.
    """
    spans = model.objects.unguarded(WHY).filter(**key, valid_to__gt=on).order_by("valid_from")
    rows = list(spans.values("id", "valid_from", "valid_to", *values))
    current = rows[0] if rows and rows[0]["valid_from"] <= on else None
    if current and all(current[name] == value for name, value in values.items()):
        return False
    if current and current["valid_from"] == on:
        return work.change(model, current["id"], **values)
    later = rows[1:] if current else rows
    until = later[0]["valid_from"] if later else FAR
    if current:
        until = current["valid_to"]
        work.change(model, current["id"], valid_to=on)
    work.add(model, **key, **values, valid_from=on, valid_to=until)
    return True


def end(work: Work, model: Any, *, key: Mapping[str, Any], on: date, **values: Any) -> int:
    """End what holds, from a day on; a fact that began that day or later was a mistake and is removed. Returns how many."""
    spans = model.objects.unguarded(WHY).filter(**key, valid_to__gt=on)
    rows = list(spans.values_list("id", "valid_from"))
    for row_id, valid_from in rows:
        if valid_from < on:
            work.change(model, row_id, valid_to=on, **values)
    work.remove(model, [row_id for row_id, valid_from in rows if valid_from >= on])
    return len(rows)
