"""A step that does more than its line of the log is done on its own page: no system writes the line alone."""

import pytest
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.api.callers import caller, codes
from tests.team.assessment.assessed import assessment, make_members
from tests.team.assessment.assessed import begun as assessed
from tests.team.elections.polls import begun, concluded, make_poll, met, reviewed, seen, voted, well
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.cases.registry import is_line_alone, page_of_steps, procedures
from zhibu.cases.services import void
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


OWN_BUT_A_LINE = {
    ("coordination_project", "agree"),
    ("coordination_project", "confirm"),
    ("coordination_project", "deliver"),
    ("coordination_project", "thank"),
    ("concurrent_member", "nominate"),
    ("concurrent_member", "propose"),
    ("concurrent_member", "vet"),
    ("concurrent_member_street", "nominate"),
    ("concurrent_member_street", "propose"),
    ("concurrent_member_street", "vet"),
    ("democratic_assessment", "file"),
    ("election", "nominate"),
    ("election", "reply"),
    ("election", "review"),
    ("election_without_committee", "nominate"),
    ("election_without_committee", "reply"),
    ("election_without_committee", "review"),
    ("fifty_year_medal", "review"),
    ("selection", "nominate"),
    ("selection", "notice"),
    ("selection", "review"),
    ("selection", "settle"),
    ("selection", "vote"),
    ("target_year", "approve"),
    ("target_year", "judge"),
    ("target_year", "review"),
    ("target_year", "settle"),
    ("target_year", "statements"),
}


def test_of_steps_with_a_page_of_their_own_only_these_are_no_more_than_their_line() -> None:
    own = {(one.key, step.key) for one in procedures() for step in one.steps if page_of_steps(one.key, step.key)}
    assert {one for one in own if is_line_alone(*one)} == OWN_BUT_A_LINE


@pytest.mark.parametrize(
    ("step", "says"),
    [("nominate", []), ("review", []), ("reply", []), ("request", ["on_its_page"])],
)
def test_page_and_system_agree_on_which_step_is_declared_void(step: str, says: list[str]) -> None:
    poll = make_poll()
    row = reviewed(poll)
    code, before = row.case.code, seen(row)
    web = signed_in(make_account("fabu", Role.BRANCH_SECRETARY, poll.branch))
    address = reverse("case_void", args=[code, step])
    assert (address in web.get(reverse("case", args=[code])).content.decode()) is not bool(says)
    assert ("不能只作废这一笔" in web.get(address).content.decode()) is bool(says)
    if says:
        refused = web.post(address, {"seen": before, "reason": "登记错了"})
        assert (refused.status_code, "不能只作废这一笔" in refused.content.decode(), seen(row)) == (422, True, before)
    system = caller(Role.BRANCH_SECRETARY, poll.branch)
    answer = system.post(f"cases/{code}/steps/{step}/void", {"seen": before, "reason": "登记错了"})
    assert (codes(answer) if says else answer.status_code) == (says or 200)
    assert seen(row) == before + (not says)


def test_a_step_is_not_declared_void_below_one_that_did_more() -> None:
    poll = make_poll()
    row = met(poll)
    voted(poll, row, dict(zip(poll.ids(0, 1, 2, 3), (9, 8, 7, 3), strict=True)))
    well(concluded(poll, row, "meeting"))
    done = void(by=poll.by(), case=row.case, seen=seen(row), step="review", reason="登记错了")
    assert [(one.code, "召开选举大会" in one.message) for one in done.decision.objections] == [("on_its_page", True)]
