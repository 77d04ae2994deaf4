"""What clauses are told of assessments: for how many days one has been without grades."""

from datetime import timedelta

import pytest

from tests.register.factories import Street, actor, make_street
from tests.team.assessment.assessed import DAY, assessment, holding, make_members, signed
from zhibu.kernel.readers import SystemReader
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.register.models import Person
from zhibu.team.assessment.services.grading import record_grades
from zhibu.team.assessment.terms import GradeOf

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def people(street: Street) -> dict[str, Person]:
    return make_members(street.sunny_first)


def found(days: int) -> list[tuple[str, str]]:
    asked = Asked.by(SystemReader("测试"), on=DAY + timedelta(days=days))
    return [(one.state.value, one.message) for one in findings(asked) if one.clause.id == "assessment.ungraded"]


def test_an_assessment_without_grades_is_to_be_checked_after_the_days_of_the_street(street: Street, people: dict[str, Person]) -> None:
    signed(assessment(street.sunny_first), people)
    said = "民主评议开过 31 天，还没有登记评定结果；一般不超过 30 天。"
    assert [found(days) for days in (30, 31)] == [[], [("check", said)]]


def test_one_with_grades_or_that_nobody_has_signed_is_not_asked_for(street: Street, people: dict[str, Person]) -> None:
    assessment(street.sunny_second)
    one = assessment(street.sunny_first)
    signed(one, people)
    grades = dict.fromkeys([people["王芳"].pk], GradeOf.QUALIFIED)
    done = record_grades(by=actor(DAY), holding=holding(one), grades=grades, decided_on=DAY)
    assert done.decision.objections == ()
    assert found(40) == []
