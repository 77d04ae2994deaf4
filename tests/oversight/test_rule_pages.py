"""Pages of the rulebook: what a rule says, where it stands, how sure it is, and what is found now."""

from datetime import date, datetime, timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.moments import standing_at
from tests.parameters.desks import BASIS, NOTICE, Desks, accepted, make_desks
from tests.register.factories import actor, make_person
from zhibu.access.terms import Role
from zhibu.kernel import clock
from zhibu.oversight import provision_parts as parts
from zhibu.oversight.provisions import checked_on, rule_named
from zhibu.oversight.shelf import SHELF
from zhibu.register.models import MemberStatus
from zhibu.register.services.spans import succeed
from zhibu.register.terms import people
from zhibu.rulebook.loading import rulebook
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

BOOK = rulebook()


@pytest.fixture(autouse=True)
def _soon_after_the_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that nobody has checked for a year says so on its page; ours were checked in November 2026."""
    monkeypatch.setattr(clock, "datetime", standing_at(datetime(2026, 12, 1, 9, tzinfo=clock.SHANGHAI)))


@pytest.fixture
def desks() -> Desks:
    return make_desks()


@pytest.fixture
def clerk(desks: Desks) -> Client:
    return signed_in(desks.clerk)


def rule(client: Client, name: str, query: str = "") -> str:
    return words(client.get(reverse("rule", args=[name]) + query))


def test_rules_stand_by_regulation_and_article(clerk: Client) -> None:
    page = clerk.get("/rules/")
    text = words(page)
    assert (
        "中国共产党支部工作条例（试行） 条文要点见于多个党建网站的转载，未见官方全文 第四条 已核对 成立党支部所需的正式党员人数：3 名 查看"
        in text
    )
    assert "未核对原文 联合党支部覆盖的单位一般不超过：5 个" in text
    assert "本地参数 任期届满前多少天提醒：180 天" in text
    assert "一年未核对的数值" not in text
    anchors = [article for article in ('id="branch_work-1"', 'id="branch_work"') if article in page.content.decode()]
    assert anchors == ['id="branch_work-1"', 'id="branch_work"']


def test_on_a_past_day_what_was_not_yet_in_force_says_so(clerk: Client) -> None:
    text = words(clerk.get("/rules/?on=2016-01-01"))
    assert "成立党支部所需的正式党员人数：这一天没有规定" in text
    assert "党委换届（这一天没有施行）" in text
    assert "预备期，从支部大会通过之日算起：12 个月" in text


def test_a_street_reads_its_own_value(desks: Desks, clerk: Client) -> None:
    accepted(desks, "90", on=date(2026, 3, 1))
    assert "任期届满前多少天提醒：90 天（本街道）" in words(clerk.get("/rules/"))
    assert "数值 90 天（本街道）" in rule(clerk, NOTICE)
    assert "数值 180 天" in rule(clerk, NOTICE, "?on=2026-02-28")
    text = words(clerk.get("/rules/changes"))
    assert f"2026年3月1日 任期届满前多少天提醒：90 天 本地参数 向阳街道党工委 {BASIS}" in text


def test_how_sure_a_rule_is_changes_after_a_year() -> None:
    names = ("probation.months", "branch.joint.units_most", "term.notice_days", "general_branch.small")
    rules = [one for name in names if (one := rule_named(BOOK, name))]
    checked = checked_on(BOOK, rules[0])
    told = [[parts.chip_of(BOOK, one, checked + timedelta(days=days)).word for one in rules] for days in (364, 365)]
    assert told == [["已核对", "未核对原文", "本地参数", "本地规定"], ["一年未核对", "未核对原文", "本地参数", "本地规定"]]


def test_by_subject_and_by_day(clerk: Client) -> None:
    text = words(clerk.get("/rules/subjects"))
    assert [text.index(heading) for heading in (" 党组织 已核对", " 党员 ", " 驻区单位 本地规定", " 判断规则 ")] == sorted(
        text.index(heading) for heading in (" 党组织 已核对", " 党员 ", " 驻区单位 本地规定", " 判断规则 ")
    )
    changes = words(clerk.get("/rules/changes"))
    assert "2020年7月13日 《基层组织选举工作条例》开始施行 系统用到其中的 6 条 中共中央" in changes
    assert "本街道参数" not in changes


def test_a_clause_shows_where_it_stands_and_what_it_reads(clerk: Client) -> None:
    text = rule(clerk, "term.committee")
    assert "内容 党的基层委员会每届任期五年；街道党工委由上级任命，没有任期和换届。 条文 《基层组织选举工作条例》第三条 对象 党组织" in text
    assert "核对 未核对原文 最近一次 2026-11-24，没有见到这一条的原文 编号 term.committee" in text
    assert "名称 《中国共产党基层组织选举工作条例》 发布 中共中央 日期 2020-07-13 所见文本 条文要点见于转载，未见官方全文" in text
    assert "依据的数值 未核对原文 党的基层委员会的任期：5 年 《基层组织选举工作条例》第三条 查看" in text
    assert "本地参数 任期届满前多少天提醒：180 天 《本街道参数》本地规定 查看" in text


@pytest.mark.parametrize("name", [*BOOK.parameters, *BOOK.clauses, *BOOK.decisions])
def test_every_rule_has_a_page_with_its_cases(clerk: Client, name: str) -> None:
    text = rule(clerk, name)
    assert [case.sentence for case in BOOK.cases_of(name) if case.sentence not in text] == []


def test_what_other_pages_cite_leads_to_its_article(clerk: Client) -> None:
    """The full title and the short one; an article of one rule to that rule, of several to their place."""
    cited = (
        "《发展党员工作细则》第三十二条",
        "《中国共产党党员教育管理工作条例》第二十五条",
        "《支部工作条例》第八条",
        "《支部工作条例》第九条",
        "",
    )
    assert [SHELF.article(one) for one in cited] == [
        "/rules/#recruitment-3",
        "/rules/#education_management-2",
        "/rules/branch.provisional_recruits/",
        "",
        "",
    ]
    page = clerk.get("/rules/").content.decode()
    assert [page.count(f'id="{anchor}"') for anchor in ("recruitment-1", "education_management-2")] == [1, 1]
    assert [SHELF.rule(name) for name in ("probation.months", "no.such")] == ["/rules/probation.months/", ""]


def test_a_rule_that_is_not_there_is_404(clerk: Client) -> None:
    assert clerk.get("/rules/no.such/").status_code == 404


def test_what_is_found_now_leads_to_the_list(desks: Desks, clerk: Client) -> None:
    make_person(desks.street.sunny_first)
    page = clerk.get(reverse("rule", args=["branch.too_few"]))
    assert "现在的提醒事项 需核实 正式党员不足三名 需核实 3 件 去看" in words(page)
    assert 'href="/findings/?clause=branch.too_few"' in page.content.decode()
    assert "现在的提醒事项 需核实 正式党员不足三名" in rule(clerk, "branch.full_members.least")


def test_findings_about_persons_are_counted_for_those_alone_who_may_know(desks: Desks, clerk: Client) -> None:
    person = make_person(desks.street.sunny_first, "李四", status=people.MemberStatus.FULL)
    with recording(actor(), "member.status") as work:
        succeed(work, MemberStatus, key={"person_id": person.pk}, values={"status": "probationary"}, on=date(2020, 1, 1))
    assert "现在的提醒事项 已逾期 预备期届满 已逾期 1 件" in rule(clerk, "probation.ends")
    others = [
        signed_in(desks.secretary),
        signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, desks.street.sunny)),
        signed_in(make_account("yuan", Role.MEMBER, desks.street.sunny_first)),
    ]
    assert ["现在的提醒事项" in rule(client, "probation.ends") for client in others] == [False, False, False]


def test_a_member_reads_the_rules_and_no_counts(desks: Desks) -> None:
    member = signed_in(make_account("yuan", Role.MEMBER, desks.street.sunny_first))
    assert [member.get(address).status_code for address in ("/rules/", "/rules/subjects", "/rules/changes", "/parameters/")] == [200] * 4
    assert "现在的提醒事项" not in rule(member, "branch.too_few")


def test_keepers_have_no_such_pages() -> None:
    client = signed_in(make_account("shenji", Role.AUDITOR))
    assert [client.get(address).status_code for address in ("/rules/", "/parameters/")] == [403, 403]


@pytest.mark.parametrize("count", [1, 3])
def test_pages_cost_a_constant_number_of_queries(desks: Desks, clerk: Client, count: int) -> None:
    for number in range(count):
        make_person(desks.street.sunny_first, f"张{number}")
    addresses = ("/rules/", "/rules/subjects", "/rules/changes", "/rules/branch.too_few/")
    costs = [queries(partial(clerk.get, address)) for address in addresses]
    assert costs == [2, 2, 2, 3]
