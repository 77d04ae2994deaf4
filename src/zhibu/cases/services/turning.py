"""Projections brought up to what the logs say: after the library of days off has learned of another year, or after a mistake."""

from collections.abc import Collection
from typing import Final

from zhibu.cases.models import Case
from zhibu.cases.queries.log import logs_of
from zhibu.cases.queries.projections import cases_astray
from zhibu.cases.registry import procedure
from zhibu.cases.rules.spans import history
from zhibu.cases.services.writing import put_projections
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "待办步骤与办理记录不符，在锁定之下重新推算"
AT_ONCE: Final = 500


def fold_again(work: Work, cases: Collection[int]) -> None:
    """Columns and waiting steps of these as their logs have it, after lines were taken back; cases that went with them are none."""
    held = Case.objects.unguarded(WHY).select_for_update(no_key=True).filter(pk__in=cases).order_by("pk")
    tables = {pk: procedure(key, version) for pk, key, version in held.values_list("pk", "procedure", "version")}
    if tables:
        put_projections(work, {pk: history(tables[pk], lines) for pk, lines in logs_of(list(tables))})


def turn_over_cases(*, by: Actor) -> int:
    """Cases whose columns differed; each is folded again under its lock, so that nobody who writes meanwhile is overtaken."""
    astray = sorted({one.id for one in cases_astray()})
    for start in range(0, len(astray), AT_ONCE):
        with recording(by, "register.turn_over") as work:
            fold_again(work, astray[start : start + AT_ONCE])
    return len(astray)
