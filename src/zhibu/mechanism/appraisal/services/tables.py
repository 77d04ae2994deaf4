"""A table of a year: begun, brought from Excel, copied from the year before, changed as a draft, put in force, thrown away."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.appraisal.models import Agreement, Indicator, IndicatorRule, Scheme
from zhibu.mechanism.appraisal.queries.schemes import drafts_of, kinds_below, measures_for
from zhibu.mechanism.appraisal.rules.catalogue import picks_for
from zhibu.mechanism.appraisal.rules.drafts import RowDraft, TableDraft
from zhibu.mechanism.appraisal.rules.preparing import head_of, may_begin, may_change, may_put, may_put_in_force
from zhibu.mechanism.appraisal.rules.scoring import Judged
from zhibu.mechanism.appraisal.rules.spelling import kept
from zhibu.mechanism.appraisal.terms import PartKind, Reach, SchemeState
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "修改考评办法时核对"
CONTENT: Final = RowDraft("群众满意度", Decimal(100), Judged(), area="满意度", part=PartKind.SATISFACTION, scorer="不记名征求意见")
"""Where satisfaction has a weight, its row stands by itself: polls say how much, nobody judges it."""


def begin_table(*, by: Actor, organisation: Organisation, draft: TableDraft, rows: Sequence[RowDraft] = (), act: str = "begin") -> Outcome:
    """A draft with its rows; the same once more changes nothing, other rows take the place of those of a draft."""
    with recording(by, f"appraisal.{act}", reason=draft.basis.strip()) as work:
        place = held(organisation)
        before = Scheme.objects.unguarded(WHY).filter(organisation=place, year=draft.year, kind=draft.kind).first()
        again = act == "import" and before is not None and SchemeState(before.state) is SchemeState.DRAFT
        knows = kinds_below(place)
        decision = Decision.all(
            may_begin(draft, knows=knows, known=before is not None and not again, today=by.day),
            *(may_put(row, measures=measures_for(draft.kind)) for row in rows),
        )
        if not decision.allowed:
            return Outcome(decision)
        if before is None:
            return Outcome(row_id=_put_table(work, place, draft, rows))
        _replace(work, held(before), draft, rows)
    return Outcome(row_id=before.pk)


def _put_table(work: Work, place: Organisation, draft: TableDraft, rows: Sequence[RowDraft]) -> int:
    (row_id,) = work.reserve(Scheme, 1)
    work.know("scheme", {row_id: SubjectFacts(place.now_path)})
    work.add(Scheme, id=row_id, code=f"K{row_id:06d}", organisation_id=place.pk, year=draft.year, kind=draft.kind, **_head(draft))
    put_rows(work, row_id, draft.year, rows, after=0)
    return row_id


def _head(draft: TableDraft) -> dict[str, Any]:
    return {
        "title": draft.title.strip(),
        "basis": draft.basis.strip(),
        "bands": draft.bands.strip(),
        "regular_weight": draft.regular,
        "yearly_weight": draft.yearly,
        "satisfaction_weight": draft.satisfaction,
        "bonus_cap": draft.bonus_cap,
    }


def _replace(work: Work, scheme: Scheme, draft: TableDraft, rows: Sequence[RowDraft]) -> None:
    """A file that comes in again: nothing is written where it says what stands already."""
    work.change(Scheme, scheme.pk, **_head(draft))
    if list(drafts_of(scheme).values()) == list(rows):
        return
    _remove_rows(work, scheme)
    put_rows(work, scheme.pk, scheme.year, rows, after=0)


def _remove_rows(work: Work, scheme: Scheme) -> None:
    for model in (IndicatorRule, Indicator):
        work.remove(model, list(model.objects.unguarded(WHY).filter(scheme=scheme).values_list("pk", flat=True)))


def put_rows(work: Work, scheme: int, year: int, rows: Sequence[RowDraft], *, after: int) -> None:
    """Behind those that stand."""
    indicators, rules = work.reserve(Indicator, len(rows)), work.reserve(IndicatorRule, len(rows))
    columns = ("id", "scheme_id", "number", *indicator_of(rows[0])) if rows else ()
    values = [(pk, scheme, after + at, *indicator_of(row).values()) for at, (pk, row) in enumerate(zip(indicators, rows, strict=True), 1)]
    work.put(Indicator, columns, values)
    first = year_begins(year)
    of = ("id", "scheme_id", "indicator_id", "rule", "measure", "valid_from", "valid_to")
    work.put(IndicatorRule, of, [
        (pk, scheme, indicator, spelled(row), row.measure, first, FAR) for pk, indicator, row in zip(rules, indicators, rows, strict=True)
    ])  # fmt: skip


def copy_table(*, by: Actor, scheme: Scheme, year: int) -> Outcome:
    """The rules of its last day as a draft of another year; nothing of the points comes along."""
    found = list(drafts_of(scheme).values())
    title = scheme.title.replace(str(scheme.year), str(year))
    weights = (scheme.regular_weight, scheme.yearly_weight, scheme.satisfaction_weight)
    draft = TableDraft(year, scheme.kind, title, scheme.basis, scheme.bands, *weights, scheme.bonus_cap)
    return begin_table(by=by, organisation=scheme.organisation, draft=draft, rows=found, act="copy")


def change_head(*, by: Actor, scheme: Scheme, draft: TableDraft) -> Outcome:
    """Title, basis, weights, grades, cap of the bonus; year and kind stay."""
    with recording(by, "appraisal.change", reason=draft.basis.strip()) as work:
        fresh = held(scheme)
        decision = Decision.all(may_change(SchemeState(fresh.state)), head_of(draft))
        if not decision.allowed:
            return Outcome(decision)
        work.change(Scheme, fresh.pk, **_head(draft))
    return Outcome(row_id=fresh.pk)


def put_in_force(*, by: Actor, scheme: Scheme) -> Outcome:
    """From now on it scores; what counts is the whole year."""
    with recording(by, "appraisal.in_force", reason=scheme.basis) as work:
        fresh = held(scheme)
        weights = {
            PartKind.REGULAR: fresh.regular_weight,
            PartKind.YEARLY: fresh.yearly_weight,
            PartKind.SATISFACTION: fresh.satisfaction_weight,
        }
        measures = measures_for(fresh.kind)
        rows = [(row.part, may_put(row, measures=measures)) for row in drafts_of(fresh).values()]
        decision = may_put_in_force(SchemeState(fresh.state), weights, rows)
        if not decision.allowed:
            return Outcome(decision)
        if fresh.satisfaction_weight and not any(part is PartKind.SATISFACTION for part, _ in rows):
            put_rows(work, fresh.pk, fresh.year, [CONTENT], after=max(drafts_of(fresh), default=0))
        work.change(Scheme, fresh.pk, state=SchemeState.IN_FORCE.value)
    return Outcome(row_id=fresh.pk)


def discard_table(*, by: Actor, scheme: Scheme) -> Outcome:
    """A draft that nobody needs."""
    with recording(by, "appraisal.discard", reason=scheme.title) as work:
        fresh = held(scheme)
        agreed = Agreement.objects.unguarded(WHY).filter(scheme=fresh).exists()
        told = Objection("agreed", "已经按这个办法生成了目标责任书。", remedy="先处理目标责任书。")
        decision = Decision.all(may_change(SchemeState(fresh.state)), Decision.of(told if agreed else None))
        if not decision.allowed:
            return Outcome(decision)
        _remove_rows(work, fresh)
        work.remove(Scheme, [fresh.pk])
    return Outcome(row_id=fresh.organisation_id)


def pick_rows(*, by: Actor, scheme: Scheme, keys: Sequence[str]) -> Outcome:
    """Indicators of the catalogue, with its points and rules as a start; those that stand already are left."""
    with recording(by, "appraisal.pick", reason=scheme.basis) as work:
        fresh = held(scheme)
        standing = drafts_of(fresh)
        known = {row.measure for row in standing.values()}
        rows = [
            RowDraft(one.title, one.points, one.rule, one.measure, one.area, reach=one.reach_for(fresh.kind) or Reach.OWN)
            for one in picks_for(fresh.kind)
            if one.key in keys and one.measure not in known
        ]
        nothing = Objection("nothing", "没有选指标，或者选的都已经在表里。", remedy="请至少选一项。", field="keys")
        decision = Decision.all(may_change(SchemeState(fresh.state)), Decision.of(None if rows else nothing))
        if not decision.allowed:
            return Outcome(decision)
        put_rows(work, fresh.pk, fresh.year, rows, after=max(standing, default=0))
    return Outcome(row_id=fresh.pk)


def indicator_of(row: RowDraft) -> dict[str, Any]:
    """A row as the table keeps it, without its rule."""
    return {
        "area": row.area.strip(),
        "title": row.title.strip(),
        "standard": row.standard.strip(),
        "points": row.points,
        "part": row.part.value,
        "reach": row.reach.value,
        "scorer": row.scorer.strip(),
        "veto_basis": row.veto_basis.strip(),
    }


def spelled(row: RowDraft) -> str:
    """Its rule as it is kept."""
    return json.dumps(kept(row.rule), ensure_ascii=False)


def year_begins(year: int) -> date:
    """Rules count from the first of January."""
    return date(year, 1, 1)
