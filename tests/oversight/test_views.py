"""The pages of findings: grouped, narrowed, as text and as Excel, and on the pages of organisations and persons."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.register.factories import TODAY, Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.services.recording import set_records_from
from zhibu.kernel.clock import today
from zhibu.register.models import Person
from zhibu.register.services.facts import set_mark
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import MarkKind
from zhibu.trail.models import ReadEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    """One branch whose term has long been over, one person out of contact."""
    made = make_street()
    one, other = (make_person(made.sunny_first, name) for name in ("张三", "李四"))
    for who, kind in ((one, PostKind.SECRETARY), (other, PostKind.ORGANISATION_MEMBER)):
        assert hold_post(by=actor(), person=who, organisation=made.sunny_first, kind=kind, on=actor().day - timedelta(days=2000)).done
    assert set_mark(by=actor(), person=one, mark=MarkKind.OUT_OF_CONTACT, on=actor().day - timedelta(days=400)).done
    return made


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def person() -> Person:
    return Person.objects.unguarded("测试").get(name="张三")


def test_the_list_says_what_and_on_which_article(clerk: Client) -> None:
    page = words(clerk.get(reverse("findings")))
    assert "其他党支部（党总支）换届：阳光社区第一党支部" in page
    assert "《支部工作条例》关于任期的条文 ：村、社区以外的党支部（党总支）委员会每届任期一般三年。" in page
    assert "张三 需核实 登记失去联系已满 6 个月" in page


def test_the_list_says_how_far_back_it_looks_on_any_day(clerk: Client) -> None:
    told = "列出的范围：本期和以前 12 个月（2025年3月31日起）；将到期的，按各自的提前天数列出。"
    pages = [words(clerk.get(reverse("findings"), {"on": "2026-03-31"})), words(clerk.get(reverse("findings"), {"on": "2026-04-01"}))]
    assert [told in page for page in pages] == [True, False]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("?state=overdue", ["阳光社区第一党支部"]),
        ("?clause=member.out_of_contact", ["张三"]),
        ("?state=due", []),
        ("?state=nonsense&clause=member.out_of_contact", ["张三"]),
    ],
)
def test_it_is_narrowed_by_state_and_clause(clerk: Client, query: str, names: list[str]) -> None:
    listing = clerk.get(reverse("findings") + query).context["listing"]
    assert [row.subject.name for row in listing.rows] == names


def test_matters_stand_above_the_list_of_several_organisations_and_not_twice_of_one(clerk: Client, street: Street) -> None:
    secretary = make_person(street.spring_first, "王五")
    long_ago = actor().day - timedelta(days=2000)
    assert hold_post(by=actor(), person=secretary, organisation=street.spring_first, kind=PostKind.SECRETARY, on=long_ago).done
    of_all = {"state": "overdue"}
    pages = [clerk.get(reverse("findings"), of_all | within) for within in ({}, {"within": street.sunny_first.code})]
    assert [{row.subject.name for row in one.context["listing"].rows} for one in pages] == [
        {"阳光社区第一党支部", "春晖社区第一党支部"},
        {"阳光社区第一党支部"},
    ]
    assert ["<h2>按事项" in one.content.decode() for one in pages] == [True, False]


def test_a_link_narrows_to_an_organisation(clerk: Client, street: Street) -> None:
    listing = clerk.get(f"{reverse('findings')}?within={street.spring.code}").context["listing"]
    assert {row.subject.path[: len(street.spring.now_path)] for row in listing.rows} == {street.spring.now_path}


def test_the_text_for_the_group_names_no_person(clerk: Client) -> None:
    page = words(clerk.get(reverse("findings_text")))
    assert "阳光社区第一党支部： · 其他党支部（党总支）换届（已逾期）" in page
    chosen = words(clerk.get(f"{reverse('findings_text')}?clause=member.out_of_contact"))
    assert [name for name in ("张三", "李四", "失去联系") if name in page + chosen] == []
    assert "目前没有需要提醒的事项。" in chosen


def test_the_export_holds_what_the_page_shows_and_is_logged(clerk: Client) -> None:
    answer = clerk.get(f"{reverse('findings_export')}?clause=member.out_of_contact")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer))).active
    assert sheet is not None
    headings, *rows = sheet.iter_rows(values_only=True)
    assert headings == ("对象", "状态", "事项", "说明", "自", "至", "条款", "怎么办", "记录")
    assert [row[:3] for row in rows] == [("张三", "需核实", "失去联系满期限")]
    assert list(ReadEntry.objects.filter(kind="export").values_list("field", "rows")) == [("提醒事项", 1)]


def test_a_community_secretary_reads_of_organisations_only(street: Street) -> None:
    client = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))
    assert "失去联系" not in words(client.get(reverse("findings")))
    assert client.get(reverse("person_findings", args=[person().code])).status_code == 403


def test_a_member_reads_of_himself_alone(street: Street) -> None:
    one = person()
    other = make_person(street.sunny_first, "王五")
    client = signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first, person=one))
    assert client.get(reverse("findings")).status_code == 403
    assert "登记失去联系已满" in words(client.get(reverse("person_findings", args=[one.code])))
    assert client.get(reverse("person_findings", args=[other.code])).status_code == 403
    assert reverse("person_findings", args=[one.code]) in client.get(reverse("me")).content.decode()


def test_the_page_of_an_organisation_fetches_its_own(clerk: Client, street: Street) -> None:
    address = reverse("organisation_findings", args=[street.sunny_first.code])
    assert f'hx-get="{address}"' in clerk.get(reverse("organisation", args=[street.sunny_first.code])).content.decode()
    part = clerk.get(address, headers={"HX-Request": "true"}).content.decode()
    assert ("<html" in part, "本届从" in part, "失去联系" in part) == (False, True, False)
    assert "<html" in clerk.get(address).content.decode()


def test_the_page_of_a_person_fetches_what_its_reader_may_see(clerk: Client, street: Street) -> None:
    address = reverse("person_findings", args=[person().code])
    assert f'hx-get="{address}"' in clerk.get(reverse("member", args=[person().code])).content.decode()
    officer = signed_in(make_account("weiyuan", Role.BRANCH_OFFICER, street.sunny_first))
    assert address not in officer.get(reverse("member", args=[person().code])).content.decode()


def test_the_workbench_greets_with_what_is_late(clerk: Client) -> None:
    page = words(clerk.get(reverse("home")))
    assert "已逾期 全部提醒事项 已逾期 阳光社区第一党支部：本届从" in page
    assert "今后 30 天没有到期的事项。" in page
    assert "需要核实" in page


def test_nobody_is_troubled_in_the_first_week() -> None:
    by = actor(today())
    fresh = make_street("春风", by=by)
    make_person(fresh.sunny_first, "王五", by=by)
    client = signed_in(make_account("xinren", Role.STREET_CLERK, fresh.street))
    page = words(client.get(reverse("home")))
    assert "第一周只列今后 30 天内到期的事项" in page
    assert [one for one in ("不足 3 名", "需要核实", "已逾期") if one in page] == []
    assert "不足 3 名" in words(client.get(reverse("findings")))


@pytest.mark.parametrize("number", [1, 3])
def test_the_workbench_costs_few_queries_also_for_the_first_reader_after_a_write(clerk: Client, street: Street, number: int) -> None:
    for at in range(number):
        one = make_person(street.spring_first, f"周{at}")
        assert set_mark(by=actor(), person=one, mark=MarkKind.FLOATING_OUT, on=actor().day).done
    assert queries(lambda: clerk.get(reverse("home"))) == 4
    make_person(street.spring_first, "周来")
    assert queries(lambda: clerk.get(reverse("home")), warm=False) == 7


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_few_queries(clerk: Client, street: Street, number: int) -> None:
    for at in range(number):
        make_person(street.spring_first, f"周{at}")
    assert queries(lambda: clerk.get(reverse("findings"))) == 2


def test_above_a_street_there_are_numbers_by_clause_and_child_and_lists_on_demand(street: Street) -> None:
    client = signed_in(make_account("quwei", Role.STREET_CLERK, street.district))
    page = client.get(reverse("findings"))
    assert "党支部没有在任书记：资料未录 2 《支部工作条例》" in words(page)
    assert f'href="/findings/?within={street.street.code}"' in page.content.decode()
    assert "listing" not in page.context
    chosen = client.get(f"{reverse('findings')}?clause=branch.secretary").context["listing"]
    assert [row.subject.name for row in chosen.rows] == ["阳光社区第二党支部", "春晖社区第一党支部"]
    assert "listing" in client.get(f"{reverse('findings')}?within={street.street.code}").context
    assert "党支部没有在任书记：资料未录 2" in words(client.get(reverse("home")))


def test_the_year_of_an_organisation_stands_beside_its_findings_and_on_a_sheet_of_its_own(clerk: Client, street: Street) -> None:
    assert set_records_from(by=actor(), organisation=street.sunny_first, on=date(TODAY.year, 1, 1), reason="开始记录").done
    address = reverse("organisation_findings", args=[street.sunny_first.code])
    part = words(clerk.get(f"{address}?on={TODAY.year}-05-20", headers={"HX-Request": "true"}))
    assert f"{TODAY.year}年的组织生活 经常化 本组织应办 6 项，按期办了 0 项" in part
    assert "规范化" not in part.split("经常化")[1].split("按期办了")[0]
    book = clerk.get(reverse("findings_export"), {"on": f"{TODAY.year}-05-20", "within": street.sunny_first.code})
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(book)))["经常化规范化制度化"]
    assert list(sheet.iter_rows(values_only=True)) == [
        ("党组织", "年度", "应办事项", "按期办了（经常化）", "签批的会议", "记录齐全（规范化）", "施行的制度", "在复审期内（制度化）"),
        ("阳光社区第一党支部", TODAY.year, 6, 0, 0, 0, 0, 0),
    ]


def test_a_meeting_that_was_missed_leads_whoever_may_record_it_to_its_form(clerk: Client, street: Street) -> None:
    assert set_records_from(by=actor(), organisation=street.sunny_first, on=date(TODAY.year, 1, 1), reason="开始记录").done
    form = reverse("gathering_new_for", args=[street.sunny_first.code])
    reader = signed_in(make_account("shuji", Role.STREET_SECRETARY, street.street))
    asked = {"clause": "meeting.theme_day", "on": f"{TODAY.year}-05-20"}
    pages = [client.get(reverse("findings"), asked).content.decode() for client in (clerk, reader)]
    assert [f'href="{form}"' in page for page in pages] == [True, False]
    assert ["主题党日：" in page for page in pages] == [True, True]
