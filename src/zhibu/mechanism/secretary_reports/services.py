"""A year is opened or taken back, a report was held, its assessment counted, a count voided, a grade given, a problem named."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Deed
from zhibu.cases.services import Opening, act, open_case
from zhibu.gatherings.services.counters import apart
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.secretary_reports.models import ReportCount, SecretaryReport
from zhibu.mechanism.secretary_reports.queries import RELATED, counts_of, entered_in, meetings_for, opened_on, secretaries_below
from zhibu.mechanism.secretary_reports.rules.procedure import PROBLEM
from zhibu.mechanism.secretary_reports.rules.reports import (
    Ballot,
    Counter,
    Heard,
    may_enter,
    may_grade,
    may_open,
    may_take_back,
    may_void,
)
from zhibu.mechanism.secretary_reports.terms import RECORD, REPORT, ReportGrade
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

OWN: Final = Objection("own", "本人的计票不能由本人作废。", remedy="请由上级党组织的其他人作废。")
WHY: Final = "述职评议考核办理前在锁定之下重新读取"


def _fresh(report: SecretaryReport) -> SecretaryReport:
    held(report)
    return SecretaryReport.objects.unguarded(WHY).select_related(*RELATED).get(pk=report.pk)


def _own(by: Actor, report: SecretaryReport) -> bool:
    return by.reader.person_id is not None and by.reader.person_id == report.person_id


def open_year(*, by: Actor, organisation: Organisation, year: int) -> Outcome:
    """One for each secretary below who has none of that year; who that is the posts say."""
    with recording(by, "report.open") as work:
        held(organisation)
        found = secretaries_below(organisation, year, by.day)
        decision = may_open(year, found=len(found), today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        numbers = work.reserve(SecretaryReport, len(found))
        rows = [
            (pk, f"U{pk:06d}", one.organisation_id, one.superior_id, one.person_id, year, by.day)
            for pk, one in zip(numbers, found, strict=True)
        ]
        work.put(SecretaryReport, ("id", "code", "organisation_id", "superior_id", "person_id", "year", "opened_on"), rows)
    return Outcome(row_id=organisation.pk)


def take_back_year(*, by: Actor, year: int) -> Outcome:
    """All that was opened today within the reader's reach, as a whole, while nothing was entered."""
    with recording(by, "report.take_back") as work:
        found = list(opened_on(by.reader, by.day, year).select_for_update(no_key=True, of=("self",)))
        decision = may_take_back(entered_in(found), found=len(found))
        if not decision.allowed:
            return Outcome(decision)
        work.remove(SecretaryReport, [one.pk for one in found])
    return Outcome()


def record_held(*, by: Actor, report: SecretaryReport, above: int | None, own: int | None, kept_at: str = "") -> Outcome:
    """The signed meetings at which it was held; either may come later."""
    with recording(by, "report.held") as work:
        fresh = _fresh(report)
        known_above, known_own = ({one.pk for one in meetings_for(fresh, own=own_)} for own_ in (False, True))
        strange = (above is not None and above not in known_above) or (own is not None and own not in known_own)
        decision = Decision.of(
            Objection("strange", "选的会议不在可选的范围内。", remedy="请选已经签批的会议。") if strange else None,
            Objection("nothing", "没有选会议。", remedy="请至少选一次会议。") if above is None and own is None else None,
            Objection("graded", "已经评定等次，会议不再改动。", remedy="确有错误的，请说明后重新评定。") if fresh.grade else None,
        )
        if not decision.allowed:
            return Outcome(decision)
        work.change(SecretaryReport, fresh.pk, held_above_id=above, held_own_id=own, kept_at=kept_at.strip())
    return Outcome(row_id=fresh.pk)


def enter_count(*, by: Actor, report: SecretaryReport, counted_by: str, ballot: Ballot) -> Outcome:
    """Each of two counters, again until both agree."""
    with recording(by, "report.count") as work:
        fresh = _fresh(report)
        rows = list(ReportCount.objects.unguarded(WHY).filter(report=fresh).order_by("counter"))
        mine = next((one for one in rows if by.account_id is not None and one.account_id == by.account_id), None)
        others = [one for one in rows if one is not mine]
        settled = counts_of([fresh.pk])[fresh.pk].settled is not None
        decision = Decision.all(
            may_enter(
                ballot,
                counter=Counter(counted_by, mine.counted_by if mine is not None else "", own=_own(by, fresh)),
                others=[one.counted_by for one in others],
                settled=settled or bool(fresh.grade),
            ),
            apart(by, [one.account_id for one in others]),
        )
        if not decision.allowed:
            return Outcome(decision)
        values = {
            "counted_by": counted_by.strip(),
            "issued": ballot.issued,
            "returned": ballot.returned,
            "good": ballot.good,
            "fairly_good": ballot.fairly_good,
            "average": ballot.average,
            "poor": ballot.poor,
        }
        if mine is not None:
            work.change(ReportCount, mine.pk, **values)
        else:
            counter = 1 + max((one.counter for one in rows), default=0)
            work.add(ReportCount, report_id=fresh.pk, person_id=fresh.person_id, counter=counter, account_id=by.account_id, **values)
    return Outcome(row_id=report.pk)


def void_count(*, by: Actor, report: SecretaryReport, counter: int, reason: str) -> Outcome:
    """It counts no more and somebody else may take the place; why, the trail says."""
    with recording(by, "report.count_void", reason=reason.strip()) as work:
        fresh = _fresh(report)
        row = ReportCount.objects.unguarded(WHY).filter(report=fresh, counter=counter).first()
        entered = row is not None and by.account_id is not None and row.account_id == by.account_id
        mine = entered or by.reader.may(RECORD, fresh.superior.now_path)
        decision = Decision.all(
            Decision.of(OWN if _own(by, fresh) else None),
            may_void(found=row is not None, mine=mine, graded=bool(fresh.grade), reason=reason),
        )
        if row is None or not decision.allowed:
            return Outcome(decision)
        work.remove(ReportCount, [row.pk])
    return Outcome(row_id=fresh.pk)


@dataclass(frozen=True, slots=True)
class Graded:
    """What the organisation above gave."""

    grade: ReportGrade
    reason: str
    on: date


def give_grade(*, by: Actor, report: SecretaryReport, graded: Graded) -> Outcome:
    """With a reason; given again, the trail keeps that it was."""
    with recording(by, "report.grade") as work:
        fresh = _fresh(report)
        counts = counts_of([fresh.pk])[fresh.pk]
        heard = Heard(
            held_above=fresh.held_above_id is not None,
            held_own=fresh.held_own_id is not None,
            counts=len(counts.rows),
            settled=counts.settled is not None,
            own=_own(by, fresh),
        )
        decision = may_grade(heard, reason=graded.reason, on=graded.on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        said = {"grade": str(graded.grade), "reason": graded.reason.strip(), "graded_on": graded.on, "graded_by": by.label}
        work.change(SecretaryReport, fresh.pk, **said)
    return Outcome(row_id=fresh.pk)


def name_problem(*, by: Actor, report: SecretaryReport, title: str, until: date, submission: str = "") -> Outcome:
    """A case of the organisation above, with the secretary's organisation in charge."""
    with transaction.atomic():
        opening = Opening(PROBLEM, title, by.day, subject_kind=REPORT, subject_code=report.code, submission=submission)
        opened = open_case(by=by, organisation=report.superior, opening=opening)
        case = Case.objects.unguarded(WHY).filter(pk=opened.row_id).first() if opened.done else None
        if case is None or case.now_steps != "charge":
            return opened
        done = act(by=by, case=case, seen=1, deed=Deed("charge", by.day, until=until), organisation=report.organisation)
        if not done.done:
            transaction.set_rollback(True)
        return done
