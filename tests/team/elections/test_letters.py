"""What letters say of an election and do in it."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.team.elections.polls import MONDAY, Poll, again, begun, election, make_poll, paper, well
from zhibu.access.terms import Role
from zhibu.cases.models import Case, CaseEntry
from zhibu.cases.queries.log import standing
from zhibu.letters.models import Letter
from zhibu.letters.services import Text, draft_letter, reply_to, send_letter
from zhibu.letters.terms import LetterKind
from zhibu.register.models import Organisation
from zhibu.team.elections.letters import request_text
from zhibu.team.elections.models import Election
from zhibu.team.elections.rules.opening import Plan
from zhibu.team.elections.services.opening import open_election

pytestmark = pytest.mark.django_db
WHY = "测试"
EARLY = date(2025, 1, 6)


@pytest.fixture
def poll() -> Poll:
    return make_poll()


def code(row: Election) -> str:
    return Case.objects.unguarded(WHY).get(pk=row.case_id).code


def log(row: Election) -> list[tuple[str, date]]:
    return list(CaseEntry.objects.unguarded(WHY).filter(case_id=row.case_id).order_by("number").values_list("step", "day"))


def drafted(poll: Poll, row: Election, of: Organisation, to: Organisation, kind: LetterKind = LetterKind.REQUEST) -> Letter:
    subject = ("election", code(row))
    body = ["妥否，请批示。"] if kind is LetterKind.REQUEST else ["已研究。"]
    done = draft_letter(by=poll.by(poll.clerk), kind=kind, of=of, text=Text("关于换届", body, [to]), subject=subject)
    return Letter.objects.unguarded(WHY).select_related("sender", "answers").get(pk=well(done).row_id)


def sent_by_clerk(poll: Poll, letter: Letter, on: date = MONDAY) -> Letter:
    well(send_letter(by=poll.by(poll.clerk), letter=letter, signer="陈立", dated=on))
    letter.refresh_from_db()
    return letter


def test_a_request_that_goes_to_the_superior_is_the_step_with_the_day_on_the_paper(poll: Poll) -> None:
    row = begun(poll)
    sent_by_clerk(poll, drafted(poll, row, poll.branch, poll.street.sunny))
    assert log(row) == [("", MONDAY), ("request", MONDAY)]
    assert standing(again(row).case).state.assignee == poll.street.sunny.pk


def test_a_second_request_and_letters_of_others_do_no_step(poll: Poll) -> None:
    row = begun(poll)
    sent_by_clerk(poll, drafted(poll, row, poll.branch, poll.street.street))
    sent_by_clerk(poll, drafted(poll, row, poll.street.sunny_second, poll.street.sunny))
    sent_by_clerk(poll, drafted(poll, row, poll.branch, poll.street.sunny, LetterKind.REPORT))
    assert log(row) == [("", MONDAY)]
    paper(poll, row, "request")
    sent_by_clerk(poll, drafted(poll, row, poll.branch, poll.street.sunny))
    assert log(row) == [("", MONDAY), ("request", MONDAY)]


def test_a_reply_is_recorded_in_one_tap_and_by_nobody_but_a_person(poll: Poll) -> None:
    row = begun(poll)
    asked = sent_by_clerk(poll, drafted(poll, row, poll.branch, poll.street.sunny))
    community = make_account("shequ", Role.COMMUNITY_SECRETARY, poll.street.sunny)
    text = Text("关于换届的批复", ["此复。"], number="阳光委〔2026〕4号")
    well(reply_to(by=poll.by(community), request=asked, of=poll.street.sunny, text=text))
    assert log(row) == [("", MONDAY), ("request", MONDAY)]
    client = signed_in(community)
    page = unescape(client.get(reverse("election", args=[code(row)])).content.decode())
    assert "《关于换届的批复》已发出（阳光委〔2026〕4号、2026-03-02），日期和文号已填好；" in page
    form = client.get(reverse("election_step", args=[code(row), "reply"])).content.decode()
    filled = dict(re.findall(r'name="(on|number|seen)" value="([^"]*)"', form))
    assert filled == {"seen": "2", "on": "2026-03-02", "number": "阳光委〔2026〕4号"}
    assert client.post(reverse("election_step", args=[code(row), "reply"]), filled).status_code == 302
    assert log(row) == [("", MONDAY), ("request", MONDAY), ("reply", MONDAY)]


def test_the_request_is_in_full_names_and_full_sentences(poll: Poll) -> None:
    by = poll.by(on=EARLY)
    plan = Plan(3, reason="书记工作调动")
    row = election(well(open_election(by=by, organisation=poll.branch, plan=plan, submission="b" * 32)).row_id)
    told = request_text(by, code(row))
    assert told is not None
    assert list(told.paragraphs) == [
        "中共向阳街道阳光社区第一支部委员会本届任期于2026年3月10日届满。提前换届的原因：书记工作调动。",
        "中共向阳街道阳光社区第一支部委员会拟选举委员3名，其中书记1名。",
        "妥否，请批示。",
    ]


def test_an_early_election_is_asked_for_within_thirty_days_and_not_by_the_end_of_the_term(poll: Poll) -> None:
    done = well(open_election(by=poll.by(on=EARLY), organisation=poll.branch, plan=Plan(3, reason="书记工作调动"), submission="c" * 32))
    assert standing(election(done.row_id).case).state.latest == date(2025, 2, 5)
    assert standing(begun(make_second(poll)).case).state.latest == date(2026, 4, 1)


def make_second(poll: Poll) -> Poll:
    """The same street, where the second branch has no posts recorded."""
    return Poll(poll.street, poll.street.sunny_second, poll.people, poll.clerk, poll.officer, poll.clerk)
