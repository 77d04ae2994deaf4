"""The committee's grades as it resolved them; part of them may be saved, all together carry the case on."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction

from zhibu.gatherings.models import Holding
from zhibu.gatherings.queries.reached import rules_at
from zhibu.kernel.decisions import Outcome
from zhibu.register.services.holding import held
from zhibu.team.assessment.models import Grade
from zhibu.team.assessment.queries.people import people_of
from zhibu.team.assessment.rules.grading import Setting, complete, may_grade
from zhibu.team.assessment.services.steps import carry_on, filed
from zhibu.team.assessment.terms import GradeOf, assessed_year
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记民主评议结果时读取已有的等次"


def record_grades(*, by: Actor, holding: Holding, grades: Mapping[int, GradeOf], decided_on: date, rest: GradeOf | None = None) -> Outcome:
    """``grades`` by person; ``rest`` is what everybody gets who is graded here and of whom nothing was said, neither now nor before."""
    with transaction.atomic():
        with recording(by, "gathering.grades") as work:
            fresh = held(holding)
            people = people_of(fresh)
            unsaid = [one.person_id for one in people if one.graded_here and not one.grade and one.person_id not in grades]
            wanted = {**grades, **({} if rest is None else dict.fromkeys(unsaid, rest))}
            setting = Setting(fresh.on, decided_on, fresh.cancelled, filed(fresh))
            decision = may_grade(wanted, people, setting, rules_at(fresh.organisation.now_path, fresh.on), today=by.day)
            if not decision.allowed:
                return Outcome(decision)
            _write(work, fresh, wanted, decided_on)
        if not complete(people_of(holding)):
            return Outcome(decision, holding.pk)
        done = carry_on(by=by, holding=holding, keys=("grade",), on=decided_on)
        return done if not done.done else Outcome(decision, holding.pk)


def _write(work: Work, holding: Holding, wanted: Mapping[int, GradeOf], decided_on: date) -> None:
    """One for each person and year: a second meeting of the same organisation in the year writes over the first."""
    year = assessed_year(holding.on)
    known = dict(Grade.objects.unguarded(WHY).filter(person_id__in=list(wanted), year=year).values_list("person_id", "pk"))
    for person, grade in sorted(wanted.items()):
        facts = {"gathering_id": holding.gathering_id, "holding_id": holding.pk, "grade": str(grade), "decided_on": decided_on}
        if person in known:
            work.change(Grade, known[person], **facts)
        else:
            work.add(Grade, person_id=person, year=year, **facts)
