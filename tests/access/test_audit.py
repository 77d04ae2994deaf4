"""The auditor reads who did what, when and to whom; persons by their code, numbers masked, the destroyed as destroyed."""

from datetime import timedelta
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.register.factories import Street, actor, make_person, make_street
from tests.register.factories import person as fresh
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.access.views.audit import ACT
from zhibu.kernel.clock import now, today
from zhibu.register.models import Person
from zhibu.register.rules.identity_number import GENERATED_REGION
from zhibu.register.services.members import correct_person
from zhibu.register.services.tree import merge_organisation
from zhibu.register.services.undo import take_back
from zhibu.store.keys import key_store
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.models import Operation, ReadEntry
from zhibu.trail.reads import note_read
from zhibu.trail.seals import seal

pytestmark = pytest.mark.django_db

NUMBER: Final = f"{GENERATED_REGION}198001010078"


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def auditor() -> Client:
    return signed_in(make_account("shenji", Role.AUDITOR, name="韩松"))


@pytest.fixture
def person(street: Street) -> Person:
    return make_person(street.sunny_first, "张三", phone="13912345678")


def audit(client: Client, query: str = "") -> str:
    return words(client.get(reverse("audit") + query))


def last(act: str) -> Operation:
    return Operation.objects.filter(act=act).latest("pk")


def details(client: Client, act: str) -> str:
    return words(client.get(reverse("operation", args=[last(act).pk])))


def clerk(street: Street) -> Actor:
    account = make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")
    return Actor(reader_of(account_id=account.pk, label="周敏", on=today()), now())


def test_operations_stand_newest_first_with_their_subject(auditor: Client, street: Street, person: Person) -> None:
    correct_person(by=clerk(street), person=person, facts={"native_place": "河南开封"}, reason="本人告知")
    text = audit(auditor).partition("途径 状态")[2]
    line = f"周敏 更正信息 人员 {person.code} 本人告知 网页"
    assert line in text
    assert text.index(line) < text.index("登记人员")
    assert "张三" not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=周敏", {"更正信息"}),
        ("?act=member.correct", {"更正信息"}),
        ("?act=member", {"更正信息", "登记人员"}),
        ("?act=organisation", {"新建党组织"}),
        ("?person={code}", {"更正信息", "登记人员"}),
        ("?person=张三", {"更正信息", "登记人员"}),
        ("?person=R999999", set()),
        ("?person=无此人", set()),
        ("?person=R²", set()),
        ("?account=²", set()),
        ("?account=99999999999999999999", set()),
        ("?organisation=阳光社区第一党支部", {"更正信息", "登记人员", "新建党组织"}),
        ("?organisation=春晖社区第一党支部", {"新建党组织"}),
        ("?since={tomorrow}", set()),
        ("?until=2020-01-01", set()),
        ("?until=9999-12-31&act=member.correct", {"更正信息"}),
        ("?q=周敏&act=organisation", set()),
    ],
)
def test_the_audit_is_searched(auditor: Client, street: Street, person: Person, query: str, found: set[str]) -> None:
    correct_person(by=clerk(street), person=person, facts={"native_place": "河南开封"})
    tomorrow = (today() + timedelta(days=1)).isoformat()
    page = auditor.get(reverse("audit") + query.format(code=person.code, tomorrow=tomorrow)).content.decode()
    table = page[page.index("<tbody") : page.index("</tbody>")] if "<tbody" in page else ""
    assert {act for act in ("更正信息", "登记人员", "新建党组织") if f">{act}<" in table} == found


def test_details_show_what_was_and_what_is_with_numbers_masked(auditor: Client, street: Street, person: Person) -> None:
    facts = {"phone": "13800001111", "id_number": NUMBER, "residence": "向阳路 8 号", "sex": "female", "native_place": "河南开封"}
    correct_person(by=clerk(street), person=person, facts=facts, reason="本人告知")
    text = details(auditor, "member.correct")
    assert f"人员 {person.code} 全部操作 更正人员" in text
    assert "手机号码 139******78 改为 → 138******11" in text
    assert "公民身份号码 999*************78" in text
    assert "现居住地 向阳路****" in text
    assert "性别 女" in text
    assert "籍贯 河南开封" in text
    assert [secret in text for secret in ("13800001111", NUMBER, "8 号", "拼音")] == [False] * 4


@pytest.mark.usefixtures("person")
def test_a_new_person_is_told_with_spans_and_names_of_organisations(auditor: Client) -> None:
    text = details(auditor, "member.register")
    assert "新增组织关系 党组织 阳光社区第一党支部 关系 组织关系 起始日期 2001-07-01 终止日期 长期" in text
    assert "新增人员类别 人员类别 正式党员" in text
    assert "姓名 张三" in text


def test_why_somebody_left_a_branch_is_told_in_words(auditor: Client, street: Street, person: Person) -> None:
    merge_organisation(by=clerk(street), organisation=street.sunny_first, into=street.sunny_second, on=today())
    assert "终止原因 转到其他党组织 新增组织关系" in details(auditor, "organisation.merge")


def test_opening_sealed_entries_is_itself_logged(auditor: Client, person: Person) -> None:
    details(auditor, "member.register")
    entry = ReadEntry.objects.get()
    assert (entry.kind, entry.actor, entry.person_id, entry.field) == ("audit", "韩松", person.pk, "登记人员")


def test_two_of_one_name_are_told_apart_by_the_account(auditor: Client, street: Street, person: Person) -> None:
    """Whoever opens accounts could give one the name of somebody else."""
    for username in ("ganshi", "ganshi2"):
        account = make_account(username, Role.STREET_CLERK, street.street, name="周敏")
        by = Actor(reader_of(account_id=account.pk, label="周敏", on=today()), now())
        correct_person(by=by, person=fresh(person.pk), facts={"native_place": username})
        assert f"操作人 周敏 登录名 {username} 途径" in details(auditor, "member.correct")


@pytest.mark.usefixtures("street")
def test_details_of_an_organisation_are_no_reading_of_a_person(auditor: Client) -> None:
    assert "新增名称 名称 中共向阳街道春晖社区第一支部委员会" in details(auditor, "organisation.found")
    assert ReadEntry.objects.count() == 0


def test_what_was_destroyed_is_said_to_be(auditor: Client, person: Person) -> None:
    key_store().destroy([person.key_name], on="2026-06-01")
    text = details(auditor, "member.register")
    assert "（已销毁）" in text
    assert "张三" not in text


def test_a_registration_that_was_taken_back_is_no_longer_readable(auditor: Client, street: Street) -> None:
    by = clerk(street)
    person = make_person(street.sunny_first, "张三", by=by)
    operation = last("member.register")
    assert take_back(by=by, operation=operation).done
    text = words(auditor.get(reverse("operation", args=[operation.pk])))
    assert f"人员 {person.code} 全部操作 （登记已撤回，内容不再可读）" in text
    assert f"已被撤回 操作 {last('trail.take_back').pk}" in text
    assert "已撤回" in audit(auditor, "?act=member.register")


def test_an_operation_without_changes_says_so(auditor: Client) -> None:
    auditor.post(reverse("sign_out"))
    client = signed_in(make_account("other", Role.AUDITOR))
    assert "没有改动资料" in details(client, "account.sign_out")


def test_grants_are_told_in_words(auditor: Client, street: Street) -> None:
    make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")
    assert "账号 周敏 全部操作 新增授权 角色 街道组织干事 党组织 向阳街道党工委 依据 测试" in details(auditor, "grant.give")
    assert "密码 " not in details(auditor, "account.add").replace("密码设置时间", "").replace("下次登录须改密码", "")


def test_all_operations_on_a_subject_are_one_step_away(auditor: Client, person: Person) -> None:
    page = auditor.get(reverse("operation", args=[last("member.register").pk])).content.decode()
    assert f'href="/audit/?person={person.code}"' in page
    account = make_account("zhoumin", name="周敏")
    page = auditor.get(reverse("operation", args=[last("account.add").pk])).content.decode()
    assert f'href="/audit/?account={account.pk}"' in page
    text = audit(auditor, f"?account={account.pk}")
    assert ["新建账号 账号 周敏" in text, "账号 韩松" in text] == [True, False]


def test_many_entries_come_in_pages(auditor: Client, street: Street) -> None:
    people = [make_person(street.sunny_first, f"张{number}") for number in range(23)]
    with recording(actor(), "member.correct") as work:
        for one in people:
            work.change(Person, one.pk, native_place="河南开封")
    operation = last("member.correct")
    address = reverse("operation", args=[operation.pk])
    first = auditor.get(address)
    entry = operation.entries.order_by("pk")[19].pk
    second = words(auditor.get(f"{address}?after={entry}"))
    assert f"?after={entry}" in first.content.decode()
    assert [person.code in second for person in (people[19], people[20], people[22])] == [False, True, True]
    assert ReadEntry.objects.filter(person_id=None, rows=20).count() == 1


def test_the_audit_turns_its_pages_by_the_edges(auditor: Client) -> None:
    for number in range(55):
        with recording(actor(), "account.sign_in", reason=f"第{number}次") as work:
            work.note()
    page = auditor.get(reverse("audit"))
    older = page.content.decode().split('rel="next" href="', 1)[1].split('"', 1)[0]
    assert ["第54次" in words(page), "第3次" in words(page)] == [True, False]
    assert ["第3次" in audit(auditor, older), "第54次" in audit(auditor, older)] == [True, False]


@pytest.mark.parametrize("count", [1, 3])
def test_the_audit_costs_eight_queries(auditor: Client, street: Street, count: int) -> None:
    for number in range(count):
        make_person(street.sunny_first, f"张{number}")
    assert queries(lambda: auditor.get(reverse("audit"))) == 6


@pytest.mark.parametrize("count", [1, 3])
def test_an_operation_costs_as_many_queries_for_one_entry_as_for_three(auditor: Client, street: Street, count: int) -> None:
    people = [make_person(street.sunny_first, f"张{number}") for number in range(count)]
    with recording(actor(), "member.correct") as work:
        for one in people:
            work.change(Person, one.pk, native_place="河南开封")
    address = reverse("operation", args=[last("member.correct").pk])
    assert queries(lambda: auditor.get(address)) == 7


def test_readings_are_told_and_searched(auditor: Client, street: Street, person: Person) -> None:
    by = clerk(street)
    note_read(by, "reveal", person_id=person.pk, field="手机号码", reason="联系本人", path=person.now_path)
    note_read(by, "export", rows=38, field="党员名册", path=street.street.now_path)
    text = words(auditor.get(reverse("audit_reads")))
    assert f"周敏 查看完整号码 人员 {person.code} 手机号码 联系本人 1" in text
    assert "周敏 导出 党员名册 38" in text
    narrowed = words(auditor.get(f"{reverse('audit_reads')}?kind=reveal&person={person.code}"))
    assert ["联系本人" in narrowed, "党员名册 38" in narrowed] == [True, False]


def test_the_seals_say_how_far_they_reach(auditor: Client, street: Street) -> None:
    assert "尚未封存" in words(auditor.get(reverse("audit_chain")))
    seal(now())
    text = words(auditor.get(reverse("audit_chain")))
    assert f"封存至第 {Operation.objects.latest('pk').pk} 条 全部已封存" in text
    clerk(street)
    assert "之后 2 条待封存" in words(auditor.get(reverse("audit_chain")))


def test_the_pages_ask_for_the_right_of_the_auditor() -> None:
    assert ACT == "read_trail"


def test_a_code_far_too_long_finds_nobody(auditor: Client, person: Person) -> None:
    assert fresh(person.pk).name == "张三"
    assert "没有符合条件的记录" in audit(auditor, f"?person=R{'9' * 40}")
