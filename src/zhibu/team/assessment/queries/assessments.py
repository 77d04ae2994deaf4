"""Assessments of a scope and a year with their counts, never a name; the case of one. Constant queries."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.db import connection
from django.db.models import QuerySet

from zhibu.cases.models import Case
from zhibu.cases.queries.lists import CaseRow, case_rows
from zhibu.cases.terms import SEE as SEE_CASES
from zhibu.cases.terms import Status
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.queries.gatherings import SEE as SEE_GATHERINGS
from zhibu.gatherings.queries.reached import holdings_of
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.readers import Reader
from zhibu.register.models import Person
from zhibu.store.guards import within
from zhibu.team.assessment.models import Grade
from zhibu.team.assessment.rules.procedure import ASSESSED, ASSESSMENT
from zhibu.team.assessment.terms import FIRST_QUARTER, GradeOf

KIND: Final = str(GatheringKind.DEMOCRATIC_ASSESSMENT)
WHY: Final = "民主评议：会议活动已在可见范围内，读取办到哪一步和各等次人数"


def assessment_holdings(reader: Reader, gathering: Gathering, act: str) -> list[Holding]:
    """The assessments of an afternoon that organisations in reach hold."""
    return [one for one in holdings_of(reader, gathering, act) if one.kind == KIND]


def case_of(holding: Holding) -> Case | None:
    """The case of an assessment, if it was begun and not called off; ``holding.gathering`` is at hand."""
    found = Case.objects.unguarded(WHY).filter(subject_kind=ASSESSED, subject_code=holding.gathering.code, procedure=ASSESSMENT.key)
    return found.filter(now_holder_id=holding.organisation_id).exclude(now_state=Status.CANCELLED.value).order_by("-pk").first()


def holding_of(case: Case) -> Holding | None:
    """The meeting of a case."""
    found = Holding.objects.unguarded(WHY).filter(gathering__code=case.subject_code, organisation_id=case.now_holder_id, kind=KIND)
    return found.select_related("gathering", "organisation", "part").order_by("part__number").first()


def cases_by(reader: Reader, gatherings: Sequence[str], on: date) -> Mapping[tuple[str, int], CaseRow]:
    """Those that the reader sees, by gathering and organisation; two queries."""
    found = Case.objects.seen_by(reader, SEE_CASES).filter(subject_kind=ASSESSED, subject_code__in=list(gatherings))
    standing = found.exclude(now_state=Status.CANCELLED.value)
    places = {pk: (code, holder) for pk, code, holder in standing.values_list("pk", "subject_code", "now_holder_id")}
    return {places[row.id]: row for row in case_rows(standing, on=on, order="pk")}


class AssessmentRow(NamedTuple):
    """A line of the list: one organisation's assessment in numbers."""

    code: str
    on: date
    organisation: str
    organisation_code: str
    cancelled: bool
    signed: bool
    case: CaseRow | None
    grades: Mapping[str, int]
    today: date

    @property
    def graded(self) -> int:
        """How many got a grade."""
        return sum(number for grade, number in self.grades.items() if grade != GradeOf.NOT_ASSESSED)


def first_day(year: int) -> date:
    """Meetings of the first quarter assess the year before."""
    return date(year, FIRST_QUARTER + 1, 1)


def assessments(reader: Reader, year: int, *, path: str = "") -> QuerySet[Holding]:
    """Of a year, in reach."""
    found = Holding.objects.seen_by(reader, SEE_GATHERINGS).filter(kind=KIND, on__gte=first_day(year), on__lt=first_day(year + 1))
    return found.filter(within("organisation__now_path", [path])) if path else found


def assessment_rows(
    found: QuerySet[Holding], reader: Reader, year: int, *, today: date, first: int = 0, end: int | None = None
) -> list[AssessmentRow]:
    """One page of a year's, in the order of the tree; five queries."""
    columns = (
        "pk", "gathering__code", "on", "organisation_id", "organisation__now_short_name", "organisation__now_name", "organisation__code",
        "cancelled", "signed_at",
    )  # fmt: skip
    rows = list(found.order_by("organisation__now_path", "-on", "pk").values_list(*columns)[first:end])
    grades = counted([row[0] for row in rows], year)
    cases = cases_by(reader, [row[1] for row in rows], today)
    return [
        AssessmentRow(
            code, on, short or name, org_code, cancelled, signed is not None, cases.get((code, org)), grades.get(pk, Counter()), today
        )
        for pk, code, on, org, short, name, org_code, cancelled, signed in rows
    ]


COUNTED: Final = """
SELECT h.id, g.grade, count(*) FROM gatherings_holding h
JOIN register_organisation ho ON ho.id = h.organisation_id
JOIN register_organisation o ON {where}
JOIN register_membership m ON m.organisation_id = o.id AND m.relation = 'roll' AND m.valid_from <= h."on" AND m.valid_to > h."on"
JOIN assessment_grade g ON g.person_id = m.person_id AND g.year = %s
WHERE h.id IN ({numbers}) GROUP BY h.id, g.grade"""
OWN: Final = "o.id = ho.id AND ho.now_kind = 'branch'"
BELOW: Final = "ho.now_kind <> 'branch' AND o.now_path LIKE ho.now_path || '%%'"


def counted(holdings: Sequence[int], year: int) -> Mapping[int, Mapping[str, int]]:
    """By meeting: how many of each grade, of those who stood on the roll that day, wherever the grade was given; two queries."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    if not holdings:
        return found
    numbers = ", ".join(["%s"] * len(holdings))
    with connection.cursor() as cursor:
        for where in (OWN, BELOW):
            cursor.execute(COUNTED.format(where=where, numbers=numbers), [year, *holdings])
            for holding, grade, number in cursor.fetchall():
                found[holding][grade] = number
    return found


class OwnGrade(NamedTuple):
    """A grade as the person's page shows it."""

    year: int
    grade: str
    organisation: str
    decided_on: date


def grades_about(person: Person) -> list[OwnGrade]:
    """Newest first; whoever asks was let in to the person by the right to see grades."""
    found = Grade.objects.unguarded(WHY).filter(person=person).select_related("holding__organisation").order_by("-year")
    return [OwnGrade(one.year, one.grade, str(one.holding.organisation), one.decided_on) for one in found]
