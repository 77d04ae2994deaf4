"""Projections brought up to what the logs say: after the library of days off has learned of another year, or after a mistake."""

from typing import Final

from zhibu.cases.models import Case
from zhibu.cases.queries.log import lines_of
from zhibu.cases.queries.projections import cases_astray
from zhibu.cases.registry import procedure
from zhibu.cases.rules.state import fold
from zhibu.cases.services.writing import put_projections
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "待办步骤与办理记录不符，在锁定之下重新推算"
AT_ONCE: Final = 500


def turn_over_cases(*, by: Actor) -> int:
    """Cases whose columns differed; each is folded again under its lock, so that nobody who writes meanwhile is overtaken."""
    astray = sorted({one.id for one in cases_astray()})
    for start in range(0, len(astray), AT_ONCE):
        with recording(by, "register.turn_over") as work:
            held = Case.objects.unguarded(WHY).select_for_update(no_key=True).filter(pk__in=astray[start : start + AT_ONCE]).order_by("pk")
            for case in held:
                table = procedure(case.procedure, case.version)
                put_projections(work, case.pk, fold(table, [line.logged for line in lines_of(case.pk)]))
    return len(astray)
