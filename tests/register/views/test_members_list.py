"""The list everybody opens: conditions, orders, days, search, numbers of pages; nobody out of reach, and only what the reader may see."""

import re
from datetime import date, timedelta

import pytest
from django.test import Client

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.register.factories import LONG_SINCE, actor, identity_number, make_organisation, make_person
from tests.register.views.conftest import Browser, Desk
from zhibu.access.services import give_grant
from zhibu.access.terms import Role
from zhibu.kernel.dates import FAR
from zhibu.register.models import Person
from zhibu.register.queries import rolls
from zhibu.register.services.facts import set_mark
from zhibu.register.services.members import leave
from zhibu.register.services.tree import move_organisation
from zhibu.register.terms.people import ManagementCategory, MarkKind
from zhibu.register.terms.people import MemberStatus as Status

NUMBER = identity_number(date(1985, 7, 1))
ROW = re.compile(r'<tr role="row">(.*?)</tr>', re.DOTALL)
NAME = re.compile(r'class="name">([^<]+)<|<td role="cell" class="t">([^<]+)<')


@pytest.fixture
def people(desk: Desk) -> list[Person]:
    by, street = actor(desk.today), desk.street
    return [
        make_person(street.sunny_first, "张三", id_number=NUMBER, phone="13800001234", sex="male", birth_date=date(1985, 7, 1), by=by),
        make_person(street.sunny_second, "李娜", category=ManagementCategory.RETIRED, sex="female", birth_date=date(1950, 1, 1), by=by),
        make_person(street.spring_first, "赵树", category=None, by=by),
        make_person(street.spring_first, "王申请", status=Status.APPLICANT, by=by),
    ]


def listed(client: Client, query: str = "") -> list[str]:
    """The names of a page, in their order."""
    response = client.get(f"/members/{query}")
    assert response.status_code == 200
    return [first or second for first, second in NAME.findall(response.content.decode())]


def count(client: Client, query: str = "") -> str:
    return str(re.findall(r"(?:共|超过) [\d,]+ 名", words(client.get(f"/members/{query}")))[-1])


@pytest.mark.usefixtures("people")
def test_members_by_pinyin_with_their_number(desk: Desk) -> None:
    assert (listed(desk.clerk), count(desk.clerk)) == (["李娜", "张三", "赵树"], "共 3 名")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?category=retired", ["李娜"]),
        ("?sex=male", ["张三"]),
        ("?status=applicant", ["王申请"]),
        ("?group=applicants", ["王申请"]),
        ("?group=all", ["李娜", "王申请", "张三", "赵树"]),
        ("?mark=abroad", ["张三"]),
        ("?q=zs", ["张三", "赵树"]),
        ("?q=王", ["王申请"]),
        ("?q=王&group=members", []),
        (f"?q={NUMBER[-4:]}", ["张三"]),
        ("?q=%25", []),
        ("?q=%00", ["李娜", "张三", "赵树"]),
        ("?q=党支%00部", ["李娜", "张三", "赵树"]),
        ("?sort=-name", ["赵树", "张三", "李娜"]),
        ("?sort=birth_date", ["李娜", "张三", "赵树"]),
        ("?sort=age", ["张三", "李娜", "赵树"]),
        ("?sort=phone", ["李娜", "张三", "赵树"]),
        ("?category=unheard&sex=x&mark=hardship&group=none&page=99&on=gestern", ["李娜", "张三", "赵树"]),
    ],
)
def test_conditions_and_orders(desk: Desk, people: list[Person], query: str, expected: list[str]) -> None:
    set_mark(by=actor(desk.today), person=people[0], mark=MarkKind.ABROAD, on=LONG_SINCE)
    set_mark(by=actor(desk.today), person=people[1], mark=MarkKind.HARDSHIP, on=LONG_SINCE)
    assert listed(desk.clerk, query) == expected


@pytest.mark.usefixtures("people")
def test_the_pill_for_everybody_counts_those_without_a_category_as_well(desk: Desk) -> None:
    pills = re.compile(r'class="pill"[^>]*>((?:全部|离退休党员|居民党员)[^<]*)<')
    yesterday = desk.today - timedelta(days=1)
    for query in ("", f"?on={yesterday}", "?category=retired"):
        assert pills.findall(desk.clerk.get(f"/members/{query}").content.decode()) == ["全部 3", "居民党员 1", "离退休党员 1"]


def test_a_scope_of_the_page_and_one_out_of_reach(desk: Desk, somebody: Browser, people: list[Person]) -> None:
    assert listed(desk.clerk, f"?within={desk.street.sunny.code}") == ["李娜", "张三"]
    spring = somebody(Role.COMMUNITY_SECRETARY, desk.street.spring)
    assert listed(spring) == ["赵树"]
    assert listed(spring, f"?within={desk.street.spring_first.code}") == ["赵树"]
    assert spring.get(f"/members/?within={desk.street.sunny.code}").status_code == 404
    assert [listed(spring, query) for query in ("?q=zhangsan", f"?q={people[0].code}", "?group=all&sort=-birth_date")] == [
        [], [], ["王申请", "赵树"],
    ]  # fmt: skip


def test_yesterdays_roll(desk: Desk, people: list[Person]) -> None:
    yesterday = desk.today - timedelta(days=1)
    leave(by=actor(desk.today), person=people[0], how="left", on=desk.today)
    move_organisation(by=actor(desk.today), organisation=desk.street.sunny_second, parent=desk.street.spring, on=desk.today)
    assert listed(desk.clerk) == ["李娜", "赵树"]
    assert listed(desk.clerk, f"?on={yesterday}") == ["李娜", "张三", "赵树"]
    assert listed(desk.clerk, f"?on={yesterday}&within={desk.street.sunny.code}") == ["李娜", "张三"]
    assert listed(desk.clerk, f"?within={desk.street.spring.code}") == ["李娜", "赵树"]
    assert "不是今天的" in words(desk.clerk.get(f"/members/?on={yesterday}"))


@pytest.mark.usefixtures("people")
def test_last_four_digits_are_searched_by_those_entitled(desk: Desk, somebody: Browser) -> None:
    asked = f"?q={NUMBER[-4:]}"
    assert listed(somebody(Role.BRANCH_SECRETARY, desk.street.sunny_first), asked) == ["张三"]
    for role in (Role.STREET_SECRETARY, Role.COMMUNITY_SECRETARY, Role.BRANCH_OFFICER, Role.MEMBER):
        assert listed(somebody(role, desk.street.sunny_first), asked) == []


@pytest.mark.usefixtures("people")
def test_numbers_are_off_until_chosen_and_then_masked(desk: Desk, somebody: Browser) -> None:
    chosen = "?columns=name&columns=phone&columns=id_number"
    full, masked = [NUMBER, "13800001234"], [f"999{'*' * 13}{NUMBER[-2:]}", "138******34"]

    def shown(query: str) -> list[str]:
        page = desk.clerk.get(f"/members/{query}").content.decode()
        return [one for one in (*full, *masked) if one in page]

    assert (shown(""), shown(chosen)) == ([], masked)
    secretary = somebody(Role.STREET_SECRETARY, desk.street.street)
    assert "****" not in secretary.get(f"/members/{chosen}").content.decode()


@pytest.mark.usefixtures("people")
def test_a_plain_member_sees_names_and_can_ask_for_nothing_else(desk: Desk, somebody: Browser) -> None:
    member = somebody(Role.MEMBER, desk.street.sunny)
    page = words(member.get("/members/"))
    assert listed(member) == ["李娜", "张三"]
    assert [word for word in ("正式党员", "居民党员", "离退休", "1985", "41 岁", "导出", "登记党员") if word in page] == []
    for query in (
        "?sex=male",
        "?category=retired",
        "?mark=abroad",
        "?status=applicant",
        "?group=all",
        "?sort=-birth_date",
        "?q=0&sex=male",
    ):
        expected = [] if "q=" in query else ["李娜", "张三"]
        assert listed(member, query) == expected
    assert listed(member, "?q=zs") == ["张三"]


@pytest.mark.usefixtures("people")
def test_a_plain_member_finds_members_and_nobody_who_has_applied(desk: Desk, somebody: Browser) -> None:
    member = somebody(Role.MEMBER, desk.street.spring_first)
    for query in ("", "?q=wsq", "?q=王申请", "?q=王", "?group=applicants", "?q=王&group=all", f"?q=王&on={desk.today - timedelta(days=1)}"):
        assert "王申请" not in words(member.get(f"/members/{query}")).replace("查找：王申请", "")
    assert listed(somebody(Role.BRANCH_OFFICER, desk.street.spring_first), "?q=王") == ["王申请"]


@pytest.mark.usefixtures("people")
def test_whoever_looks_after_one_branch_and_belongs_to_another_asks_for_applicants_where_they_are_seen(desk: Desk) -> None:
    account = make_account("both", Role.BRANCH_OFFICER, desk.street.sunny_first)
    there = desk.street.spring_first.pk
    given = give_grant(by=actor(), account_id=account.pk, role=Role.MEMBER, organisation_id=there, valid_from=LONG_SINCE, valid_to=FAR)
    assert given.allowed
    make_person(desk.street.sunny_first, "王候选", status=Status.APPLICANT, by=actor(desk.today))
    assert listed(signed_in(account), "?q=王") == []
    assert listed(signed_in(account), "?q=王&group=all") == ["王候选"]


@pytest.mark.usefixtures("people")
def test_a_secretary_here_and_a_plain_member_there_sees_facts_here_and_names_there(desk: Desk) -> None:
    account = make_account("both", Role.BRANCH_SECRETARY, desk.street.sunny_first)
    given = give_grant(
        by=actor(),
        account_id=account.pk,
        role=Role.MEMBER,
        organisation_id=desk.street.sunny_second.pk,
        valid_from=LONG_SINCE,
        valid_to=FAR,
        post_id=None,
        basis="测试",
    )
    assert given.allowed
    both = signed_in(account)
    assert listed(both) == ["李娜", "张三"]
    rows = [
        words_of(row)
        for row in ROW.findall(both.get("/members/?columns=name&columns=category&columns=sex&columns=phone").content.decode())[1:]
    ]
    assert rows == [["李娜", "", "", ""], ["张三", "居民党员", "男", "138******34"]]
    for query in ("?sex=female", "?category=retired", "?sort=birth_date", "?mark=abroad"):
        assert "李娜" not in listed(both, query)
    assert "离退休党员 1" not in words(both.get("/members/"))


def words_of(row: str) -> list[str]:
    return [re.sub(r"<[^>]+>", "", cell.partition(">")[2]) for cell in row.split("<td")[1:]]


@pytest.mark.usefixtures("desk", "people")
def test_a_keeper_has_no_roll(somebody: Browser) -> None:
    for role in (Role.RIGHTS_KEEPER, Role.AUDITOR, Role.SYSTEM_KEEPER):
        assert somebody(role).get("/members/").status_code == 403


@pytest.mark.usefixtures("people")
def test_above_the_exact_count_pages_are_by_pinyin_with_a_jump_to_a_letter(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rolls, "EXACT", 2)
    page = words(desk.clerk.get("/members/?sort=birth_date"))
    assert "超过 10,000 名（按拼音排列）" in page
    assert "按拼音跳到 A B C" in page
    assert listed(desk.clerk, "?letter=Z") == ["张三", "赵树"]
    assert listed(desk.clerk, "?after=bm9uc2Vuc2U") == ["李娜", "张三", "赵树"]
    assert listed(desk.clerk, "?after=WyJsIiwwXQ") == ["李娜", "张三", "赵树"]


def test_organisations_of_that_name_stand_above_the_list_the_first_eight(desk: Desk) -> None:
    page = words(desk.clerk.get("/members/?q=阳光社区第一"))
    assert "党组织 阳光社区第一党支部 党支部 · 阳光社区党委 姓名" in re.sub(r" 查找 .*", " 姓名", page)
    for number in range(8):
        make_organisation(f"阳光社区第一分支部{number}", parent=desk.street.sunny, by=actor(desk.today))
    page = words(desk.clerk.get("/members/?q=阳光社区第一"))
    assert ["阳光社区第一分支部6" in page, "阳光社区第一分支部7" in page, "还有更多，到“党组织”中查看" in page] == [True, False, True]


def test_two_pages(desk: Desk) -> None:
    for number in range(51):
        make_person(desk.street.sunny_first, f"张{number:02d}号", category=None, by=actor(desk.today))
    first, second = listed(desk.clerk), listed(desk.clerk, "?page=2")
    assert (len(first), len(second), len({*first, *second})) == (50, 1, 51)
    assert listed(desk.clerk, "?page=3") == second


def test_an_empty_register_says_what_to_do(desk: Desk) -> None:
    assert "名册还是空的" in words(desk.clerk.get("/members/"))
    assert "没有符合条件的记录" in words(desk.clerk.get("/members/?q=zs"))


@pytest.mark.parametrize("times", [1, 3])
def test_a_list_costs_the_same_whatever_is_on_it(desk: Desk, times: int) -> None:
    for name in ("甲", "乙", "丙")[:times]:
        make_person(desk.street.sunny_first, name, phone="13800001234", by=actor(desk.today))
    yesterday = desk.today - timedelta(days=1)
    assert queries(lambda: desk.clerk.get("/members/")) == 3
    assert queries(lambda: desk.clerk.get("/members/?columns=name&columns=phone&q=jia")) == 3
    assert queries(lambda: desk.clerk.get(f"/members/?on={yesterday}&within={desk.street.sunny.code}")) == 5
