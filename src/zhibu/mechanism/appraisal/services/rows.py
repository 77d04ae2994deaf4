"""One row of a table: added and changed while it is a draft; in force its rule changes from a day on."""

from datetime import date
from typing import Final

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.appraisal.models import Indicator, IndicatorRule, Scheme
from zhibu.mechanism.appraisal.queries.schemes import drafts_of, measures_for
from zhibu.mechanism.appraisal.queries.year import year_of
from zhibu.mechanism.appraisal.rules.drafts import RowDraft
from zhibu.mechanism.appraisal.rules.preparing import may_change, may_change_rule, may_put
from zhibu.mechanism.appraisal.services.tables import indicator_of, put_rows, spelled
from zhibu.mechanism.appraisal.terms import SchemeState
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "修改考评指标时核对"


def put_row(*, by: Actor, scheme: Scheme, row: RowDraft, indicator: Indicator | None = None) -> Outcome:
    """A new one behind the others, or another content of one."""
    with recording(by, "appraisal.row", reason=scheme.basis) as work:
        fresh = held(scheme)
        decision = Decision.all(may_change(SchemeState(fresh.state)), may_put(row, measures=measures_for(fresh.kind)))
        if not decision.allowed:
            return Outcome(decision)
        if indicator is None:
            put_rows(work, fresh.pk, fresh.year, [row], after=max(drafts_of(fresh), default=0))
        else:
            work.change(Indicator, indicator.pk, **indicator_of(row))
            rule = IndicatorRule.objects.unguarded(WHY).get(indicator=indicator)
            work.change(IndicatorRule, rule.pk, rule=spelled(row), measure=row.measure)
    return Outcome(row_id=fresh.pk)


def remove_row(*, by: Actor, scheme: Scheme, indicator: Indicator) -> Outcome:
    """Out of a draft; the numbers of the others stay as they are."""
    with recording(by, "appraisal.row_out", reason=scheme.basis) as work:
        fresh = held(scheme)
        decision = may_change(SchemeState(fresh.state))
        if not decision.allowed:
            return Outcome(decision)
        work.remove(IndicatorRule, list(IndicatorRule.objects.unguarded(WHY).filter(indicator=indicator).values_list("pk", flat=True)))
        work.remove(Indicator, [indicator.pk])
    return Outcome(row_id=fresh.pk)


def change_rule(*, by: Actor, scheme: Scheme, indicator: Indicator, row: RowDraft, on: date, basis: str) -> Outcome:
    """In the middle of the year: from its day on what is missed costs what the new rule says; what is counted stays."""
    with recording(by, "appraisal.rule", reason=basis.strip()) as work:
        fresh = held(scheme)
        last = IndicatorRule.objects.unguarded(WHY).filter(indicator=indicator).order_by("-valid_from")[0]
        decision = may_change_rule(
            SchemeState(fresh.state),
            row,
            year=fresh.year,
            since=last.valid_from,
            on=on,
            basis=basis,
            measures=measures_for(fresh.kind),
            heard=year_of(fresh).done("settle"),
        )
        if not decision.allowed:
            return Outcome(decision)
        work.change(IndicatorRule, last.pk, valid_to=on)
        work.add(
            IndicatorRule,
            scheme_id=fresh.pk,
            indicator_id=indicator.pk,
            rule=spelled(row),
            measure=row.measure,
            valid_from=on,
            valid_to=FAR,
            basis=basis.strip(),
        )
    return Outcome(row_id=fresh.pk)
