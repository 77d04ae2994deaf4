"""A step that does more than its line of the log is done on its own page: no system writes the line alone."""

import pytest

from tests.api.callers import caller, codes
from tests.team.assessment.assessed import assessment, make_members
from tests.team.assessment.assessed import begun as assessed
from tests.team.elections.polls import begun, make_poll, seen
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.kernel.clock import today

pytestmark = pytest.mark.django_db
WHY = "测试"


def test_no_system_says_that_an_election_has_come_further() -> None:
    poll = make_poll()
    row = begun(poll)
    system, code, before = caller(Role.BRANCH_SECRETARY, poll.branch), row.case.code, seen(row)
    body = {"seen": before, "on": today().isoformat(), "organisation": row.superior.code, "texts": {"number": "3 号"}}
    assert codes(system.post(f"cases/{code}/steps/request", body)) == ["on_its_page"]
    assert seen(row) == before


def test_no_system_says_that_an_assessment_was_held_graded_or_filed() -> None:
    branch = make_poll().branch
    make_members(branch)
    case = assessed(assessment(branch))
    system = caller(Role.BRANCH_SECRETARY, branch)
    body = {"seen": case.now_last, "on": today().isoformat()}
    assert [codes(system.post(f"cases/{case.code}/steps/{step}", body)) for step in ("self", "grade", "file")] == [["on_its_page"]] * 3
    assert Case.objects.unguarded(WHY).get(pk=case.pk).now_last == case.now_last
