"""The keeper of rights opens accounts, hands over first passwords, gives and ends grants; every refusal says all its reasons."""

import re
from datetime import date, timedelta
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import Answer, queries, words
from tests.register.factories import LONG_SINCE, Street, actor, make_person, make_street
from zhibu.access.models import AccountOwner, Grant
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.register.models import Post
from zhibu.trail.door import recording
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

WHY: Final = "测试"
FIRST_PASSWORD: Final = re.compile(r"[a-z2-9]{4}(?:-[a-z2-9]{4}){3}")


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def keeper() -> Client:
    return signed_in(make_account("shouquan", Role.RIGHTS_KEEPER, name="林岚"))


def page(client: Client, name: str, *args: object, query: str = "") -> str:
    return words(client.get(reverse(name, args=args) + query))


def send(client: Client, name: str, *args: object, query: str = "", **data: str) -> Answer:
    return client.post(reverse(name, args=args) + query, data)


def held(account: Account) -> list[tuple[str, int | None, date, date]]:
    found = Grant.objects.unguarded(WHY).filter(account=account).order_by("pk")
    return list(found.values_list("role", "organisation_id", "valid_from", "valid_to"))


def test_the_list_names_what_each_account_may(keeper: Client, street: Street) -> None:
    make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")
    make_account("bare", name="无权人")
    text = page(keeper, "accounts")
    assert "全部 3 启用 3 锁定 0 停用 0 无授权 1 授权将到期 0" in text
    assert "无权人 bare 无授权 从未登录 周敏 ganshi 街道组织干事（向阳街道党工委） 启用 从未登录" in text


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?q=周", {"周敏"}),
        ("?q=LI", {"李四"}),
        ("?state=bare", {"李四"}),
        ("?role=street_clerk", {"周敏"}),
        ("?state=closed", set()),
        ("?state=ending", set()),
    ],
)
def test_the_list_is_narrowed(keeper: Client, street: Street, query: str, names: set[str]) -> None:
    make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")
    make_account("lisi", name="李四")
    text = page(keeper, "accounts", query=query)
    assert {name for name in ("周敏", "李四") if f"{name} " in text} == names


def test_a_grant_that_ends_within_thirty_days_is_found(keeper: Client, street: Street) -> None:
    make_account("soon", Role.STREET_CLERK, street.street, name="快到期", until=today() + timedelta(days=20))
    make_account("later", Role.STREET_CLERK, street.street, name="还很久", until=today() + timedelta(days=50))
    text = page(keeper, "accounts", query="?state=ending")
    assert ["快到期" in text, "还很久" in text] == [True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_four_queries(keeper: Client, street: Street, count: int) -> None:
    for number in range(count):
        make_account(f"ganshi{number}", Role.STREET_CLERK, street.street)
    assert queries(lambda: keeper.get(reverse("accounts"))) == 4


@pytest.mark.parametrize("count", [1, 3])
def test_an_account_costs_seven_queries(keeper: Client, street: Street, count: int) -> None:
    account = make_account("ganshi")
    for branch in (street.sunny, street.spring, street.street)[:count]:
        give(account, branch.pk)
    assert queries(lambda: keeper.get(reverse("account", args=[account.pk]))) == 7


def give(account: Account, organisation_id: int) -> None:
    with recording(actor(), "grant.give") as work:
        work.add(Grant, account_id=account.pk, role="street_clerk", organisation_id=organisation_id, valid_from=LONG_SINCE, valid_to=FAR)


def test_a_new_account_comes_with_a_password_shown_once(keeper: Client) -> None:
    response = send(keeper, "account_new", display_name="周敏", username="zhoumin")
    account = Account.objects.get(username="zhoumin")
    password = FIRST_PASSWORD.findall(response.content.decode())
    assert len(password) == 1
    assert (account.display_name, account.must_change_password, account.demo) == ("周敏", True, False)
    client = Client()
    signing = client.post(reverse("sign_in"), {"username": "zhoumin", "password": password[0]})
    assert signing.status_code == 302
    assert client.get(reverse("home")).headers["Location"] == reverse("password")
    assert response.headers["Cache-Control"].startswith("max-age=0, no-cache, no-store")
    assert password[0] not in keeper.get(reverse("account", args=[account.pk])).content.decode()


@pytest.mark.parametrize(
    ("data", "objection"),
    [
        ({"display_name": "周敏", "username": "shouquan"}, "登录名“shouquan”已有人使用。"),
        ({"display_name": "", "username": "zhoumin"}, "请填写「姓名」。"),
        ({"display_name": "周敏", "username": "zhou min"}, "登录名只能用字母、数字、汉字和 . _ - @，不能有空格。"),
        ({"display_name": "周敏", "username": "zhoumin", "person_code": "R999999"}, "没有编号和姓名都相符的人员。"),
    ],
)
def test_an_account_is_refused_with_the_reason(keeper: Client, data: dict[str, str], objection: str) -> None:
    response = send(keeper, "account_new", **data)
    assert (response.status_code, objection in words(response)) == (422, True)
    assert Account.objects.count() == 1


def test_an_account_belongs_to_the_person_whose_code_and_name_are_given(keeper: Client, street: Street) -> None:
    person = make_person(street.sunny_first, "周敏")
    send(keeper, "account_new", display_name="周敏", username="zhoumin", person_code=person.code)
    account = Account.objects.get(username="zhoumin")
    assert reader_of(account_id=account.pk, label="", on=today()).person_id == person.pk


def test_a_code_with_another_name_tells_nothing_of_the_person(keeper: Client, street: Street) -> None:
    person = make_person(street.sunny_first, "李四")
    account = make_account("zhoumin", name="周敏")
    response = send(keeper, "account_person", account.pk, person_code=person.code)
    assert ["没有编号和姓名都相符的人员。" in words(response), "李四" in words(response)] == [True, False]
    assert AccountOwner.objects.unguarded(WHY).count() == 0


def test_the_person_of_an_account_is_changed_and_taken_away(keeper: Client, street: Street) -> None:
    first, second = (make_person(branch, "周敏") for branch in (street.sunny_first, street.sunny_second))
    account = make_account("zhoumin", name="周敏", person=first)
    send(keeper, "account_person", account.pk, person_code=second.code)
    assert reader_of(account_id=account.pk, label="", on=today()).person_id == second.pk
    send(keeper, "account_person", account.pk, person_code="")
    assert reader_of(account_id=account.pk, label="", on=today()).person_id is None


@pytest.mark.usefixtures("street")
def test_an_organisation_is_found_by_part_of_its_name(keeper: Client) -> None:
    account = make_account("zhoumin")
    text = page(keeper, "grant_new", account.pk, query="?q=春晖")
    assert "中共向阳街道春晖社区委员会 上级：向阳街道党工委 选择" in text
    assert "没有找到“无此社区”" in page(keeper, "grant_new", account.pk, query="?q=无此社区")


def test_a_grant_is_given_until_the_end_of_its_last_day(keeper: Client, street: Street) -> None:
    account = make_account("zhoumin")
    data = {"role": "community_secretary", "valid_from": "2026-01-05", "last_day": "2028-12-31", "basis": "向党发〔2026〕1号"}
    response = send(keeper, "grant_new", account.pk, query=f"?organisation={street.sunny.code}", **data)
    assert response.headers["Location"] == reverse("account", args=[account.pk])
    assert held(account) == [("community_secretary", street.sunny.pk, date(2026, 1, 5), date(2029, 1, 1))]
    assert "社区党委书记（阳光社区党委） 2026年1月5日起，" not in page(keeper, "account", account.pk)
    assert "社区党委书记（阳光社区党委） 2026年1月5日至2028年12月31日 · 向党发〔2026〕1号" in page(keeper, "account", account.pk)


def test_a_keeper_s_grant_names_no_organisation(keeper: Client) -> None:
    account = make_account("hansong")
    send(keeper, "grant_new", account.pk, query="?keepers=1", role="auditor", valid_from="2026-01-05")
    assert held(account) == [("auditor", None, date(2026, 1, 5), FAR)]
    assert "审计员（整个系统）" in page(keeper, "account", account.pk)


def test_a_grant_rests_on_a_post_of_the_account_s_own_person(keeper: Client, street: Street) -> None:
    person, other = make_person(street.sunny_first, "周敏"), make_person(street.sunny_first, "李四")
    with recording(actor(), "member.post") as work:
        mine, theirs = (
            work.add(Post, person_id=one.pk, organisation_id=street.sunny.pk, kind="secretary", valid_from=LONG_SINCE, valid_to=FAR)
            for one in (person, other)
        )
    account = make_account("zhoumin", name="周敏", person=person)
    query = f"?organisation={street.sunny.code}"
    refused = send(keeper, "grant_new", account.pk, query=query, role="community_secretary", valid_from="2026-01-05", post=str(theirs))
    assert refused.status_code == 422
    send(keeper, "grant_new", account.pk, query=query, role="community_secretary", valid_from="2026-01-05", post=str(mine))
    assert list(Grant.objects.unguarded(WHY).filter(account=account).values_list("post_id", flat=True)) == [mine]
    assert "依据职务：书记，离任即终止" in page(keeper, "account", account.pk)


def test_a_grant_is_refused_with_every_reason_at_once(keeper: Client, street: Street) -> None:
    account = make_account("zhoumin", Role.STREET_CLERK, street.street)
    same = send(
        keeper,
        "grant_new",
        account.pk,
        query=f"?organisation={street.street.code}",
        role="street_clerk",
        valid_from="2026-01-05",
        last_day="2026-01-01",
    )
    assert "终止日期不在起始日期之后。" in words(same)
    powers = send(keeper, "grant_new", account.pk, query="?keepers=1", role="auditor", valid_from="2026-01-05")
    assert "系统管理、授权管理、审计须由三个不同的人担任，且不兼任业务角色。" in words(powers)
    assert "依据：GB/T 22239-2019 8.1.4.2" in words(powers)
    assert len(held(account)) == 1


def test_nobody_grants_to_oneself(keeper: Client, street: Street) -> None:
    own = Account.objects.get(username="shouquan")
    response = send(keeper, "grant_new", own.pk, query=f"?organisation={street.street.code}", role="street_clerk", valid_from="2026-01-05")
    assert "不能给自己授权。" in words(response)
    assert "这是您自己的账号" in page(keeper, "account", own.pk)
    assert len(held(own)) == 1


def test_ending_a_grant_asks_first_and_holds_at_once(keeper: Client, street: Street) -> None:
    account = make_account("zhoumin", Role.STREET_CLERK, street.street, name="周敏")
    client = signed_in(account)
    assert client.get(reverse("changes")).status_code == 200
    grant = Grant.objects.unguarded(WHY).get(account=account)
    assert "终止授权 周敏：街道组织干事（向阳街道党工委），2020年1月1日起。" in page(keeper, "grant_end", grant.pk)
    send(keeper, "grant_end", grant.pk, on=today().isoformat(), reason="调离")
    assert client.get(reverse("changes")).status_code == 403
    assert Operation.objects.filter(act="grant.end", reason="调离").count() == 1
    assert keeper.get(reverse("grant_end", args=[grant.pk])).status_code == 404


def test_ending_a_grant_needs_a_reason_and_a_day_that_is_not_over(keeper: Client, street: Street) -> None:
    account = make_account("zhoumin", Role.STREET_CLERK, street.street)
    grant = Grant.objects.unguarded(WHY).get(account=account)
    assert "请填写「原因」。" in words(send(keeper, "grant_end", grant.pk, on=today().isoformat()))
    yesterday = (today() - timedelta(days=1)).isoformat()
    assert "终止日期早于今天。" in words(send(keeper, "grant_end", grant.pk, on=yesterday, reason="调离"))
    assert held(account)[0][3] == FAR


def test_a_closed_account_is_out_and_can_be_opened_again(keeper: Client) -> None:
    account = make_account("zhoumin", name="周敏")
    client = signed_in(account)
    send(keeper, "account_close", account.pk, reason="调离")
    assert client.get(reverse("home")).status_code == 302
    assert "状态 停用" in page(keeper, "account", account.pk)
    send(keeper, "account_open", account.pk, reason="回来")
    assert "状态 启用" in page(keeper, "account", account.pk)
    acts = list(Operation.objects.filter(act__in=("account.close", "account.activate")).order_by("pk").values_list("act", "reason"))
    assert acts == [("account.close", "调离"), ("account.activate", "回来")]


@pytest.mark.parametrize("name", ["account_close", "account_password", "account_person"])
def test_nobody_does_it_to_the_own_account(keeper: Client, name: str) -> None:
    own = Account.objects.get(username="shouquan")
    response = send(keeper, name, own.pk, reason="测试")
    assert (response.status_code, "自己" in words(response)) == (422, True)
    assert keeper.get(reverse("home")).status_code == 200


def test_the_history_of_an_account_says_who_did_what(keeper: Client, street: Street) -> None:
    account = make_account("zhoumin")
    send(
        keeper,
        "grant_new",
        account.pk,
        query=f"?organisation={street.sunny.code}",
        role="community_secretary",
        valid_from="2026-01-05",
        basis="任命",
    )
    assert "授权 任命 林岚" in page(keeper, "account", account.pk)
    assert "新建账号 命令行" in page(keeper, "account", account.pk)


def test_a_keeper_reads_names_of_organisations_and_of_nobody(keeper: Client, street: Street) -> None:
    make_person(street.sunny_first, "张三丰")
    account = make_account("zhoumin")
    assert "张三丰" not in page(keeper, "grant_new", account.pk, query="?q=张三丰").replace("没有找到“张三丰”", "")
