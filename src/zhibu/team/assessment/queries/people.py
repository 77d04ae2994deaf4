"""Who takes part in a branch's assessment, with the grade of the year; seven queries, however many."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.gatherings.models import Holding
from zhibu.gatherings.queries.expected import expected_of
from zhibu.register.models import Mark, Membership, MembershipState, MemberStatus
from zhibu.register.terms.people import MarkKind, MembershipRelation
from zhibu.register.terms.people import MembershipState as State
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.team.assessment.models import Grade
from zhibu.team.assessment.rules.grading import Assessed
from zhibu.team.assessment.terms import GradeOf, assessed_year

WHY: Final = "民主评议：会议已在可见范围内，读取参加评议的人和本年度等次"


class Given(NamedTuple):
    """A grade of the year: which, and where it was given."""

    grade: str
    organisation_id: int
    organisation: str


def people_of(holding: Holding) -> list[Assessed]:
    """The roll of the day by pinyin, then those who live Party life here as guests."""
    roll = expected_of([holding.kind], [holding.organisation_id], on=holding.on).get((holding.kind, holding.organisation_id), [])
    guests = _guests(holding)
    numbers = [*(one.person_id for one in roll), *guests]
    states, away = _states(holding, numbers), _away(holding, numbers)
    given = grades_of(numbers, assessed_year(holding.on))
    return [
        *(
            _one(
                holding,
                Assessed(
                    one.person_id,
                    one.code,
                    one.name,
                    one.status,
                    states.get(one.person_id, str(State.IN_FORCE)),
                    full=one.votes,
                    floating=one.person_id in away,
                ),
                given,
            )
            for one in roll
        ),
        *(_one(holding, guest, given) for guest in guests.values()),
    ]


def _one(holding: Holding, who: Assessed, given: Mapping[int, Given]) -> Assessed:
    found = given.get(who.person_id)
    if found is None:
        return who
    elsewhere = found.organisation if found.organisation_id != holding.organisation_id else ""
    return Assessed(
        who.person_id, who.code, who.name, who.status, who.state, who.full, who.here, who.floating, grade=found.grade, elsewhere=elsewhere
    )


def _guests(holding: Holding) -> dict[int, Assessed]:
    """Floating members who take part here; their relation stays at home."""
    found = Membership.objects.unguarded(WHY).on(holding.on).filter(organisation_id=holding.organisation_id)
    rows = found.filter(relation=str(MembershipRelation.HOST), person__erased_on=None, person__merged_into=None)
    people = list(rows.order_by("person__sort_key", "person_id").values_list("person_id", "person__code", "person__name"))
    numbers = [pk for pk, _, _ in people]
    statuses = dict(MemberStatus.objects.unguarded(WHY).on(holding.on).filter(person_id__in=numbers).values_list("person_id", "status"))
    return {
        pk: Assessed(
            pk,
            code,
            name,
            statuses.get(pk, ""),
            str(State.IN_FORCE),
            full=statuses.get(pk) == Status.FULL,
            here=False,
            floating=True,
        )
        for pk, code, name in people
    }


def _states(holding: Holding, people: Sequence[int]) -> dict[int, str]:
    found = MembershipState.objects.unguarded(WHY).on(holding.on).filter(person_id__in=people)
    return dict(found.values_list("person_id", "state"))


def _away(holding: Holding, people: Sequence[int]) -> set[int]:
    found = Mark.objects.unguarded(WHY).on(holding.on).filter(person_id__in=people, mark=str(MarkKind.FLOATING_OUT))
    return set(found.values_list("person_id", flat=True))


def grades_of(people: Sequence[int], year: int) -> dict[int, Given]:
    """This year's, wherever they were given."""
    found = Grade.objects.unguarded(WHY).filter(person_id__in=people, year=year).select_related("holding__organisation")
    return {one.person_id: Given(one.grade, one.holding.organisation_id, str(one.holding.organisation)) for one in found}


def latest_grades(people: Sequence[int], on: date) -> dict[int, tuple[str, int]]:
    """By person the newest grade known on a day, in words, and its year; one query."""
    found = Grade.objects.unguarded(WHY).filter(person_id__in=people, decided_on__lte=on).order_by("year")
    return {pk: (GradeOf.word(grade), year) for pk, grade, year in found.values_list("person_id", "grade", "year")}
