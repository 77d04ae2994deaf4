"""How a dated fact gives way to the next one."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from zhibu.kernel.dates import FAR
from zhibu.trail.door import Work

WHY: Final = "办理业务时读取当前情况"


def succeed(work: Work, model: Any, *, key: Mapping[str, Any], values: Mapping[str, Any], on: date, until: date = FAR) -> bool:
    """From a day on, another value holds; the one before ends that day. Returns whether anything changed.

    A fact that began the very same day is corrected in place. A later fact, where one is recorded already, keeps
    its beginning: the new one ends there, or at ``until`` where that is earlier.
    """
    spans = model.objects.unguarded(WHY).filter(**key, valid_to__gt=on).order_by("valid_from")
    rows = list(spans.values("id", "valid_from", "valid_to", *values))
    current = rows[0] if rows and rows[0]["valid_from"] <= on else None
    if current and all(current[name] == value for name, value in values.items()):
        return False
    if current and current["valid_from"] == on:
        return work.change(model, current["id"], **values)
    later = rows[1:] if current else rows
    end_of_it = later[0]["valid_from"] if later else FAR
    if current:
        end_of_it = current["valid_to"]
        work.change(model, current["id"], valid_to=on)
    work.add(model, **key, **values, valid_from=on, valid_to=min(end_of_it, until))
    return True


def end(work: Work, model: Any, *, key: Mapping[str, Any], on: date, **values: Any) -> bool:
    """End the one fact that holds on a day; one that began that very day was a mistake and is removed. Returns whether there was one."""
    found = model.objects.unguarded(WHY).on(on).filter(**key).values_list("id", "valid_from").first()
    if found is None:
        return False
    _cut(work, model, [found], on, values)
    return True


def end_all(work: Work, model: Any, *, key: Mapping[str, Any], on: date, **values: Any) -> int:
    """End everything that reaches beyond a day, also what was to begin later: nothing of it can come any more. Returns how many."""
    rows = list(model.objects.unguarded(WHY).filter(**key, valid_to__gt=on).values_list("id", "valid_from"))
    _cut(work, model, rows, on, values)
    return len(rows)


def _cut(work: Work, model: Any, rows: list[tuple[int, date]], on: date, values: Mapping[str, Any]) -> None:
    for row_id, valid_from in rows:
        if valid_from < on:
            work.change(model, row_id, valid_to=on, **values)
    work.remove(model, [row_id for row_id, valid_from in rows if valid_from >= on])
