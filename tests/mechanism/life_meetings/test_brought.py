"""What clauses are told of life meetings: the day before which talks are to be finished."""

from datetime import timedelta

import pytest

from tests.mechanism.life_meetings.lives import BEGUN, DAY, holding, life_meeting, make_branch, prepared
from tests.register.factories import Street, actor, make_street
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.life_meetings.services import finish_talks
from zhibu.oversight.queries.findings import Asked, findings

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


def found(street: Street, ago: int = 0) -> list[tuple[str, str]]:
    asked = Asked.by(SystemReader("测试"), on=DAY - timedelta(days=ago))
    return [(one.state.value, one.message) for one in findings(asked) if one.clause.id == "life_meeting.talks"]


def test_talks_that_are_not_finished_are_due_before_the_meeting_and_late_on_its_day(street: Street) -> None:
    make_branch(street)
    prepared(life_meeting(street.sunny_first))
    said = f"会前谈心谈话还没有办理完，会议日期 {DAY.isoformat()}。"
    assert [found(street, ago) for ago in (11, 10, 0)] == [[], [("due", said)], [("overdue", said)]]


def test_finished_talks_and_meetings_that_were_called_off_are_not_asked_for(street: Street) -> None:
    make_branch(street)
    first, second = life_meeting(street.sunny_first), life_meeting(street.sunny_first, on=DAY + timedelta(days=1))
    case = prepared(first)
    prepared(second)
    cancel_gathering(by=actor(BEGUN), gathering=second, reason="合并召开")
    done = finish_talks(by=actor(BEGUN), case=case, meeting=holding(first), seen=1, exception="都在外地，已电话沟通")
    assert done.decision.objections == ()
    assert found(street) == []
