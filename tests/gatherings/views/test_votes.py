"""Votes on pages: both rules side by side, refusals in full, two counters who do not see each other, the result in the minutes."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import WHY, holdings, mark, members_meeting
from tests.register.factories import Street, actor, make_person, make_street
from tests.register.state import nothing_written
from tests.register.views.asking import refusals, said, send
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering, Resolution, Vote
from zhibu.gatherings.terms import Presence
from zhibu.kernel.clock import today
from zhibu.register.terms.people import MemberStatus

DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def secretary(street: Street) -> Client:
    return signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first, name="陈立"))


@pytest.fixture
def officer(street: Street) -> Client:
    return signed_in(make_account("weiyuan", Role.BRANCH_OFFICER, street.sunny_first, name="赵敏"))


def meeting(street: Street, there: int, of: int) -> Gathering:
    everybody = [make_person(street.sunny_first, f"党员{number:02d}") for number in range(of)]
    gathering = members_meeting(street.sunny_first, on=today(), by=actor(today()))
    mark(gathering, dict.fromkeys(everybody[:there], Presence.PRESENT), rest="absent", by=actor(today()))
    return gathering


def votes_page(gathering: Gathering) -> str:
    return reverse("gathering_votes", args=[gathering.code])


def put_page(gathering: Gathering) -> str:
    return reverse("gathering_vote_open", args=[gathering.code, holdings(gathering)[0].pk])


def on_vote(gathering: Gathering, name: str = "gathering_vote") -> str:
    return reverse(name, args=[gathering.code, Vote.objects.unguarded(WHY).latest("pk").pk])


def test_both_rules_stand_side_by_side_before_anything_is_put(street: Street, secretary: Client) -> None:
    text = words(secretary.get(votes_page(meeting(street, there=10, of=20))))
    assert "一般事项 应到会有表决权 20 人，半数以上为 10 人；实到 10 人，可以表决" in text
    assert "接收预备党员、预备党员转正 应到会有表决权 20 人，超过半数为 11 人；实到 10 人，还差 1 人，不能表决" in text


def test_a_show_of_hands_is_settled_with_the_sum_and_offered_to_the_minutes(street: Street, secretary: Client) -> None:
    gathering = meeting(street, there=3, of=3)
    send(secretary, put_page(gathering), matter="ordinary", question="同意工作计划", ballot="hands")
    text = said(secretary, send(secretary, on_vote(gathering, "gathering_vote_count"), counted_by="赵敏", for_it=3))
    assert "赞成 3 票，反对 0 票，弃权 0 票；应到会有表决权人数 3 人，超过半数为 2 票，通过" in text
    pk = Vote.objects.unguarded(WHY).get().pk
    write = reverse("gathering_minutes_write", args=[gathering.code, 1])
    assert f'value="{pk}"' in secretary.get(write).content.decode()
    send(secretary, write, text="讨论了计划", resolutions="", offered=[str(pk)])
    (line,) = Resolution.objects.unguarded(WHY).values_list("vote", "text")
    assert (line[0], line[1][:6]) == (pk, "赞成 3 票")
    assert "同意工作计划：赞成 3 票" in words(secretary.get(reverse("gathering_minutes", args=[gathering.code])))


def test_an_admission_is_refused_with_article_and_way_out_and_writes_nothing(street: Street, secretary: Client) -> None:
    gathering = meeting(street, there=10, of=20)
    with nothing_written():
        answer = send(secretary, put_page(gathering), matter="admission", question="接收为预备党员", ballot="hands")
    found = refusals(answer)
    assert len(found) == 2
    assert found[0].startswith("应到会有表决权20人，超过半数为11人，实到10人，还不能表决。依据：")
    assert Vote.objects.unguarded(WHY).count() == 0


def test_people_are_named_from_the_register_and_namesakes_by_their_code(street: Street, secretary: Client) -> None:
    gathering = meeting(street, there=3, of=3)
    one = make_person(street.sunny_first, "钱七", status=MemberStatus.APPLICANT)
    send(secretary, put_page(gathering), matter="admission", question="接收为预备党员", names="钱七\n吴九", ballot="paper", issued=3)
    found = list(Vote.objects.unguarded(WHY).order_by("pk").values_list("question", "person_id"))
    assert found == [("接收为预备党员", one.pk), ("接收为预备党员：吴九", None)]
    text = words(secretary.get(votes_page(gathering)))
    assert ("接收为预备党员：钱七 待计票" in text, "接收为预备党员：吴九 待计票" in text) == (True, True)


def test_the_second_counter_reads_no_number_of_the_first_anywhere(street: Street, secretary: Client, officer: Client) -> None:
    gathering = meeting(street, there=12, of=12)
    send(secretary, put_page(gathering), matter="admission", question="接收钱七", ballot="paper", issued=12)
    count = on_vote(gathering, "gathering_vote_count")
    send(secretary, count, counted_by="陈立", for_it=11, against=1, returned=12)
    pages = [officer.get(address) for address in (on_vote(gathering), votes_page(gathering), count)]
    told = [re.findall(r"[0-9]+", DATE.sub("", words(page))) for page in pages]
    assert ["已有一位计票人录入" in words(pages[0]), *("11" in numbers for numbers in told)] == [True, False, False, False]
    send(officer, count, counted_by="赵敏", for_it=10, against=2, returned=12)
    text = words(officer.get(on_vote(gathering)))
    assert ("两次计票不一致" in text, "赞成 11 10 反对 1 2" in text) == (True, True)
    send(officer, count, counted_by="赵敏", for_it=11, against=1, returned=12)
    assert "结果 发出 12 张、收回 12 张；赞成 11 票" in words(officer.get(on_vote(gathering)))


def test_a_vote_is_declared_void_with_its_reason(street: Street, secretary: Client) -> None:
    gathering = meeting(street, there=3, of=3)
    send(secretary, put_page(gathering), matter="ordinary", question="同意工作计划", ballot="hands")
    assert len(refusals(send(secretary, on_vote(gathering, "gathering_vote_void")))) == 1
    text = said(secretary, send(secretary, on_vote(gathering, "gathering_vote_void"), reason="提法有误"))
    assert ("已作废" in text, "提法有误" in text) == (True, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_one_vote_as_for_three(street: Street, secretary: Client, count: int) -> None:
    gathering = meeting(street, there=3, of=3)
    for number in range(count):
        send(secretary, put_page(gathering), matter="ordinary", question=f"事项{number}", ballot="hands")
    assert queries(lambda: secretary.get(votes_page(gathering))) == 11
