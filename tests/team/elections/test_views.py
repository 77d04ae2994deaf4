"""Pages of elections: what they show and ask, in how many queries, and to whom."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.register.factories import make_organisation, make_person
from tests.team.elections.polls import (
    NAMES,
    Poll,
    ballots,
    begun,
    concluded,
    count,
    counted,
    elected,
    given_out,
    make_poll,
    met,
    paper,
    reviewed,
    voted,
    well,
)
from zhibu.access.terms import Role
from zhibu.cases.models import Case, CaseEntry
from zhibu.cases.queries.log import texts_of
from zhibu.kernel.clock import today
from zhibu.letters.models import Letter
from zhibu.register.terms.people import MemberStatus
from zhibu.team.elections.documents import footer_of
from zhibu.team.elections.models import Ballot, Candidate, Elected, Election
from zhibu.team.elections.terms import Office, PaperKind

pytestmark = pytest.mark.django_db
WHY = "测试"
Queries = Callable[[int], AbstractContextManager[object]]


@pytest.fixture
def poll() -> Poll:
    return make_poll()


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html.split("<main", 1)[1])).split())


def code(row: Election) -> str:
    return Case.objects.unguarded(WHY).get(pk=row.case_id).code


def sent(client: Client, name: str, *args: object, **facts: object) -> int:
    return client.post(reverse(name, args=args), facts).status_code


def test_the_form_asks_nothing_that_the_register_knows(poll: Poll) -> None:
    client = signed_in(poll.secretary)
    html = page(client, "election_begin", poll.branch.code)
    assert "阳光社区第一党支部，正式党员 10 名，设委员会。本届 2026-03-10 届满，现在启动是延期换届。" in words(html)
    assert re.findall(r'<(?:input|textarea)[^>]* name="(\w+)"', html.split("<main", 1)[1]) == [
        "csrfmiddlewaretoken",
        "submission",
        "seats",
        "deputies",
        "reason",
    ]
    facts = {"submission": "a" * 32, "seats": 3, "deputies": 0}
    assert sent(client, "election_begin", poll.branch.code, **facts) == 422
    assert not Election.objects.unguarded(WHY).exists()
    assert sent(client, "election_begin", poll.branch.code, **facts, reason="疫情期间未能召开。") == 302
    row = Election.objects.unguarded(WHY).get()
    assert (row.seats, row.timing, row.reason) == (3, "late", "疫情期间未能召开。")


def test_the_street_is_told_why_it_has_none(poll: Poll) -> None:
    html = page(signed_in(poll.clerk), "election_begin", poll.street.street.code)
    assert "街道党工委是派出机关，由上级任命，没有换届选举。" in words(html)


def test_steps_are_done_on_these_pages_and_not_on_those_of_cases(poll: Poll) -> None:
    row, client = begun(poll), signed_in(poll.secretary)
    answer = client.get(reverse("case_step", args=[code(row), "request"]))
    assert (answer.status_code, answer["Location"]) == (302, reverse("election_step", args=[code(row), "request"]))
    assert client.get(reverse("case_open", args=["election"])).status_code == 404
    assert sent(client, "election_step", code(row), "request", seen=1, on=today().isoformat(), number="3 号") == 302
    case = Case.objects.unguarded(WHY).get(pk=row.case_id)
    assert (case.now_steps, case.now_assignee_id) == ("reply", poll.street.sunny.pk)


def test_a_branch_does_not_reply_to_itself(poll: Poll) -> None:
    row = begun(poll)
    paper(poll, row, "request")
    lines = CaseEntry.objects.unguarded(WHY).count()
    for account in (poll.secretary, poll.officer):
        assert sent(signed_in(account), "election_step", code(row), "reply", seen=2, on=today().isoformat()) == 403
    assert CaseEntry.objects.unguarded(WHY).count() == lines
    community = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, poll.street.sunny))
    assert sent(community, "election_step", code(row), "reply", seen=2, on=today().isoformat()) == 302


def test_another_branch_finds_nothing_and_changes_nothing(poll: Poll) -> None:
    row = met(poll)
    ballot = well(given_out(poll, row, poll.ids(0, 1, 2, 3))).row_id
    stranger = signed_in(make_account("lin", Role.BRANCH_SECRETARY, poll.street.sunny_second))
    there = {"election": (), "election_step": ("request",), "election_meeting": (), "election_ballot": (ballot,)}
    assert [stranger.get(reverse(name, args=[code(row), *more])).status_code for name, more in there.items()] == [404] * 4
    facts = {"counted_by": "林", "returned": 10, **{f"for_{pk}": 10 for pk in poll.ids(0, 1, 2, 3)}}
    assert sent(stranger, "election_ballot_count", code(row), ballot, **facts) == 404
    assert sent(stranger, "election_ballot_void", code(row), ballot, reason="测试") == 404
    assert [(one.settled_on, one.void_because) for one in ballots(row)] == [(None, "")]
    assert "阳光社区第一党支部" not in words(page(stranger, "elections"))


def test_candidates_are_ticked_on_the_roll_and_too_few_are_told_with_the_article(poll: Poll) -> None:
    row, client = begun(poll), signed_in(poll.secretary)
    paper(poll, row, "request")
    paper(poll, row, "reply", by=poll.clerk)
    make_person(poll.branch, "预备新", status=MemberStatus.PROBATIONARY)
    html = page(client, "election_step", code(row), "nominate")
    assert "现任委员已经勾好，请按酝酿的结果增减。应选委员 3 名，候选人比名额多百分之二十以上。" in words(html)
    assert "委员候选人 已选 3 名，需要 4 名以上。" in words(html)
    assert re.findall(r'type="checkbox" name="names" value="(\d+)"', html) == [str(one.pk) for one in poll.people]
    assert "预备新" not in html
    facts = {"seen": 3, "on": today().isoformat(), "secretary": poll.people[0].pk}
    address = reverse("election_step", args=[code(row), "nominate"])
    for sent_at_once in (facts, {}):
        answer = client.post(address, {**sent_at_once, "names": poll.ids(0, 1, 2)})
        assert (answer.status_code, Candidate.objects.unguarded(WHY).count()) == (422, 0)
        assert "应选委员 3 名，候选人 3 名，至少要 4 名。" in answer.content.decode()
    assert client.post(address, {}).status_code == 422
    assert client.post(address, {**facts, "names": poll.ids(0, 1, 2, 3)}).status_code == 302
    assert Candidate.objects.unguarded(WHY).count() == 5


def test_who_is_to_lead_is_asked_among_those_chosen_and_the_list_can_be_altered(poll: Poll) -> None:
    row, client = begun(poll), signed_in(poll.secretary)
    paper(poll, row, "request")
    paper(poll, row, "reply", by=poll.clerk)
    address = reverse("election_step", args=[code(row), "nominate"])
    ids = poll.ids(0, 1, 3, 4)
    answer = client.post(address, {"names": ids})
    html = answer.content.decode()
    assert (answer.status_code, re.findall(r'<option value="(\d+)"', html)) == (200, [str(pk) for pk in ids])
    assert re.findall(r'type="hidden" name="names" value="(\d+)"', html) == [str(pk) for pk in ids]
    assert "委员候选人 4 名：安红、白雪、董军、方芳。书记、副书记从委员候选人中提名。现任书记、副书记已经选好，请核对。" in words(html)
    html = client.post(address, {"names": ids, "again": "1"}).content.decode()
    assert re.findall(r'name="names" value="(\d+)"[^>]* checked', html) == [str(pk) for pk in ids]
    outside = {"seen": 3, "on": today().isoformat(), "names": ids, "secretary": poll.people[2].pk}
    assert client.post(address, outside).status_code == 422
    assert Candidate.objects.unguarded(WHY).count() == 0


def test_the_other_counter_s_numbers_are_hidden_until_one_s_own_are_in(poll: Poll) -> None:
    row = met(poll)
    ids = poll.ids(0, 1, 2, 3)
    ballot = well(given_out(poll, row, ids)).row_id
    first, second = signed_in(poll.secretary), signed_in(poll.officer)
    facts = {"returned": 10, "invalid": 1, **dict(zip((f"for_{pk}" for pk in ids), (8, 7, 6, 3), strict=True))}
    assert sent(first, "election_ballot_count", code(row), ballot, counted_by="江海", **facts) == 302
    assert "已有一位计票人录入；您录入以后，两边的数字才一起显示。" in words(page(second, "election_ballot", code(row), ballot))
    assert "江海" not in words(page(second, "election_ballot", code(row), ballot))
    other = facts | {f"for_{ids[2]}": 5}
    assert sent(second, "election_ballot_count", code(row), ballot, counted_by="孔亮", **other) == 302
    shown = words(page(second, "election_ballot", code(row), ballot))
    assert "两次计票不一致" in shown
    assert "蔡明 赞成 6 5" in shown
    assert sent(second, "election_ballot_count", code(row), ballot, counted_by="孔亮", **facts) == 302
    assert [name for name, _ in elected(row)] == ["安红", "白雪", "蔡明"]


def test_a_name_that_was_written_in_is_typed_with_its_votes(poll: Poll) -> None:
    row = met(poll)
    ids = poll.ids(0, 1, 2, 3)
    ballot = well(given_out(poll, row, ids)).row_id
    client = signed_in(poll.secretary)
    facts = {"counted_by": "江海", "returned": 10, **dict.fromkeys((f"for_{pk}" for pk in ids), 5)}
    for said in ("无名氏 2", "安红 2", "方芳"):
        assert sent(client, "election_ballot_count", code(row), ballot, **facts, others=said) == 422
    assert sent(client, "election_ballot_count", code(row), ballot, **facts, others="方芳 2") == 302
    assert "方芳（另选） 赞成 2" in words(page(client, "election_ballot", code(row), ballot))


@pytest.mark.parametrize("kind", ["ballot", "sheet", "result"])
@pytest.mark.parametrize(("ending", "begins"), [("docx", b"PK"), ("pdf", b"%PDF")])
def test_papers_are_files(poll: Poll, kind: str, ending: str, begins: bytes) -> None:
    row = met(poll)
    ballot = well(given_out(poll, row, poll.ids(0, 1, 2, 3))).row_id
    answer = signed_in(poll.secretary).get(reverse("election_paper", args=[code(row), ballot, kind, ending]))
    assert b"".join(answer.streaming_content).startswith(begins)  # type: ignore[attr-defined]  # a file


def test_no_ballot_tells_when_it_was_printed(poll: Poll) -> None:
    at = poll.by(poll.clerk)
    assert [footer_of(kind, at) for kind in PaperKind] == ["", *["周敏 2026-03-02 09:00 打印"] * 3]


def test_the_report_is_offered_once_everything_is_voted_on(poll: Poll) -> None:
    row, client = met(poll), signed_in(poll.secretary)
    address = reverse("election_report", args=[code(row), "docx"])
    assert address not in page(client, "election", code(row))
    voted(poll, row, dict(zip(poll.ids(0, 1, 2, 3), (9, 8, 7, 3), strict=True)))
    well(concluded(poll, row, "meeting"))
    ballot = well(given_out(poll, row, poll.ids(0), office=Office.SECRETARY, issued=3, present=3)).row_id
    counted(poll, row, ballot, count(3, {poll.people[0].pk: 3}))
    well(concluded(poll, row, "session"))
    html = page(client, "election", code(row))
    assert address in html
    assert "待批复 安红 · 书记" in words(html)


def lists_and_panels(poll: Poll) -> list[str]:
    return [reverse("elections"), reverse("organisation_election", args=[poll.branch.code])]


def test_as_many_queries_for_three_elections_as_for_one(poll: Poll, django_assert_num_queries: Queries) -> None:
    client = signed_in(poll.clerk)
    begun(poll)
    for address in lists_and_panels(poll):
        client.get(address)
    with django_assert_num_queries(4):
        client.get(reverse("elections"))
    for number in ("三", "四"):
        branch = make_organisation(f"中共向阳街道阳光社区第{number}支部委员会", parent=poll.street.sunny)
        for name in NAMES:
            make_person(branch, name)
        facts = {"submission": number * 32, "seats": 3, "deputies": 0}
        assert sent(client, "election_begin", branch.code, **facts) == 302
    client.get(reverse("elections"))
    with django_assert_num_queries(4):
        client.get(reverse("elections"))


def test_whoever_steers_begins_one_on_its_row_while_none_is_under_way(poll: Poll) -> None:
    begins = reverse("election_begin", args=[poll.branch.code])
    looks = {"secretary": signed_in(poll.secretary), "officer": signed_in(poll.officer)}
    assert [begins in page(client, "elections") for client in looks.values()] == [True, False]
    assert "启动换届" not in words(page(looks["officer"], "elections")).replace("页面上启动换届", "")
    begun(poll)
    assert begins not in page(looks["secretary"], "elections")


def test_one_ballot_costs_as_many_queries_as_three(poll: Poll, django_assert_num_queries: Queries) -> None:
    row, client = met(poll), signed_in(poll.secretary)
    address = reverse("election", args=[code(row)])
    ids = poll.ids(0, 1, 2, 3)
    counted(poll, row, well(given_out(poll, row, ids)).row_id, count(10, dict(zip(ids, (9, 5, 4, 3), strict=True))))
    client.get(address)
    with django_assert_num_queries(21):
        client.get(address)
    for votes in ((7, 5, 4), (4, 5)):
        left = [pk for pk in ids if pk not in set(Elected.objects.unguarded(WHY).values_list("person_id", flat=True))][: len(votes)]
        counted(poll, row, well(given_out(poll, row, left)).row_id, count(10, dict(zip(left, votes, strict=True))))
    assert Ballot.objects.unguarded(WHY).count() == 3
    client.get(address)
    with django_assert_num_queries(21):
        client.get(address)


def test_the_organisation_s_page_leads_to_what_is_under_way(poll: Poll) -> None:
    client = signed_in(poll.secretary)
    assert reverse("organisation_election", args=[poll.branch.code]) in page(client, "organisation", poll.branch.code)
    assert reverse("election_begin", args=[poll.branch.code]) in page(client, "organisation_election", poll.branch.code)
    row = reviewed(poll)
    html = page(client, "organisation_election", poll.branch.code)
    assert reverse("election", args=[code(row)]) in html
    assert reverse("election_begin", args=[poll.branch.code]) not in html


def test_the_meeting_is_planned_for_a_day_to_come(poll: Poll) -> None:
    row, client = reviewed(poll), signed_in(poll.officer)
    day = today() + timedelta(days=3)
    assert sent(client, "election_meeting", code(row), on=day.isoformat(), begins="14:30", place="活动室") == 302
    shown = words(page(client, "election", code(row)))
    assert f"{day.isoformat()} 召开选举大会" in shown
    assert sent(client, "election_ballot_open", code(row), str(Office.COMMITTEE), names=poll.ids(0, 1, 2, 3), issued=10) == 422
    assert not Ballot.objects.unguarded(WHY).exists()


def test_a_request_is_drafted_with_what_is_known_and_sending_it_is_the_step(poll: Poll) -> None:
    row, client = begun(poll), signed_in(poll.secretary)
    address = re.findall(r'href="(/letters/new[^"]*)"', page(client, "election", code(row)))[0]
    html = client.get(unescape(address)).content.decode()
    assert "关于中共向阳街道阳光社区第一支部委员会换届选举的请示" in html
    assert "中共向阳街道阳光社区第一支部委员会本届任期于2026年3月10日届满。" in html
    text = {"kind": "request", "sender": str(poll.branch), "to": str(poll.street.sunny), "title": "关于换届选举的请示"}
    assert client.post(unescape(address), {**text, "number": "阳光支〔2026〕7号", "body": "妥否，请批示。"}).status_code == 302
    letter = Letter.objects.unguarded(WHY).get()
    lines = CaseEntry.objects.unguarded(WHY).filter(case_id=row.case_id)
    assert lines.count() == 1
    assert client.post(reverse("letter_send", args=[letter.code]), {}).status_code == 302
    assert "阳光支〔2026〕7号" in words(page(client, "election", code(row)))
    case = Case.objects.unguarded(WHY).get(pk=row.case_id)
    assert (case.now_steps, case.now_assignee_id, lines.count()) == ("reply", poll.street.sunny.pk, 2)
    assert texts_of(case)[2] == {"number": "阳光支〔2026〕7号"}
    assert "中共向阳街道阳光社区委员会：" in words(page(client, "letter", letter.code))
    stranger = signed_in(make_account("lin", Role.BRANCH_SECRETARY, poll.street.sunny_second))
    assert "关于中共" not in stranger.get(unescape(address)).content.decode()
