"""The pages of 分类管理: who stands wrongly and why, accepted or declined, one or many; nobody is moved."""

import io
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.register.factories import actor, person
from tests.register.state import last_operation, nothing_written, one_operation
from tests.team.managing.places import ESTATE, Places, make_places, somebody
from zhibu.access.readers import reader_of
from zhibu.access.terms import ACTS, Role
from zhibu.accounts.models import Account
from zhibu.kernel.clock import today
from zhibu.register.models import MoveProposal, MoveState, Person
from zhibu.register.services.facts import set_category
from zhibu.register.services.settling import propose_move
from zhibu.register.terms.people import ManagementCategory as Category
from zhibu.team.managing.queries.settled import settled
from zhibu.trail.models import ReadEntry

pytestmark = pytest.mark.django_db

LIST = "/settle/proposals"
DESK = "/settle/proposals/desk"
Answer = Any


@dataclass(frozen=True, slots=True)
class Desk:
    places: Places
    clerk: Client
    driver: Person
    programmer: Person


@pytest.fixture
def desk() -> Desk:
    """A pensioner still with the factory, and a programmer whose relationship is with the community."""
    places = make_places()
    return Desk(
        places,
        signed_in(make_account("clerk", Role.STREET_CLERK, places.street.street)),
        somebody(places.workshop, "宋世波", Category.RETIRED, residence=ESTATE),
        somebody(places.street.sunny_first, "郭俊平", Category.IN_UNIT, work="云溪启明软件有限公司技术员"),
    )


def settle(client: Client, *keys: str, do: str = "accept", url: str = LIST, **fields: str) -> Answer:
    """What the buttons send."""
    return client.post(url, {"pick": list(keys), "do": do, **fields})


def rows() -> list[tuple[str, str, int | None]]:
    return list(MoveProposal.objects.unguarded("测试").order_by("pk").values_list("state", "person__name", "target_id"))


def test_each_line_says_who_where_to_and_why(desk: Desk) -> None:
    page = words(desk.clerk.get(LIST))
    programmer = (
        "郭俊平 在单位 阳光社区第一党支部 云溪启明软件公司党支部 在云溪启明软件有限公司工作，单位有党组织：组织关系一般在所在单位，"
    )
    assert f"{programmer}社区只作报到。 《党员教育管理工作条例》第二十五条 按规定判断" in page
    assert "宋世波 离退休 云溪动力机械公司装配车间党支部 居住地的党支部 已离退休，现在的党支部设在企业或社会组织：" in page
    assert "全部 2 居民 下岗职工 离退休 1 未就业毕业生 退伍军人 在单位 1" in page
    assert "采纳只建转接草稿，不移动任何人" in page


def test_a_roster_and_a_page_propose_in_the_same_list(desk: Desk) -> None:
    other = somebody(desk.places.street.sunny_first, "高琳", Category.RESIDENT)
    propose_move(by=actor(today()), person=other, target=desk.places.street.spring_first, note="已搬家", source="import")
    propose_move(by=actor(today()), person=desk.programmer, target=desk.places.company, note="名册写在这里", source="import")
    page = words(desk.clerk.get(LIST))
    assert "高琳 居民 阳光社区第一党支部 春晖社区第一党支部 已搬家 导入的名册" in page
    assert "按规定判断 导入的名册" in page
    assert "共 3 条" in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("?category=retired", ["宋世波"]),
        ("?q=郭", ["郭俊平"]),
        ("?source=按规定判断", ["郭俊平", "宋世波"]),
        ("?source=导入的名册", []),
        ("?sort=-name", ["宋世波", "郭俊平"]),
        ("?sort=branch", ["宋世波", "郭俊平"]),
        ("?within={sunny}", ["郭俊平"]),
    ],
)
def test_conditions_and_order(desk: Desk, query: str, shown: list[str]) -> None:
    page = words(desk.clerk.get(LIST + query.format(sunny=desk.places.street.sunny.code)))
    named = sorted((page.index(f"选择{name}"), name) for name in ("郭俊平", "宋世波") if f"选择{name}" in page)
    assert [name for _, name in named] == shown


def test_accepting_one_opens_a_draft_and_moves_nobody(desk: Desk) -> None:
    with one_operation("member.accept_move", about={("person", desk.programmer.pk)}):
        answer = settle(desk.clerk, desk.programmer.code)
    assert answer["Location"] == f"{LIST}?"
    assert rows() == [("accepted", "郭俊平", desk.places.company.pk)]
    assert person(desk.programmer.pk).now_organisation_id == desk.places.street.sunny_first.pk
    page = words(desk.clerk.get(LIST))
    assert "已采纳 1 名，建了转接草稿；没有移动任何人。" in page
    assert "选择郭俊平" not in page
    assert "转接草稿 1" in page


def test_several_are_accepted_to_one_branch_that_somebody_types(desk: Desk) -> None:
    second = somebody(desk.places.workshop, "程汉魁", Category.RETIRED)
    with one_operation("member.accept_move", about={("person", desk.driver.pk), ("person", second.pk)}):
        settle(desk.clerk, desk.driver.code, second.code, target="阳光社区翠湖花园党支部")
    assert rows() == [("accepted", "宋世波", desk.places.estate.pk), ("accepted", "程汉魁", desk.places.estate.pk)]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "一名也没有处理 宋世波：还没有选定转入的党支部。 怎么办："),
        ({"target": "没有这个支部"}, "一名也没有处理 没有找到“没有这个支部”。"),
        ({"target": "云溪动力机械公司党委"}, "郭俊平：组织关系转到党支部。 依据： 《中国共产党党员教育管理工作条例》第二十五条"),
        ({"do": "decline"}, "一名也没有处理 没有写不采纳的理由。"),
    ],
)
def test_what_stands_against_it_is_said_at_once_and_the_boxes_stay(desk: Desk, fields: dict[str, str], told: str) -> None:
    with nothing_written():
        answer = settle(desk.clerk, desk.driver.code, desk.programmer.code, **fields)
    assert (answer.status_code, told in words(answer)) == (422, True)
    assert answer.content.decode().count(" checked>") == 2


def test_nobody_chosen_is_said(desk: Desk) -> None:
    with nothing_written():
        assert "没有选人。" in words(settle(desk.clerk))


def test_all_of_a_page_are_chosen_without_scripts(desk: Desk) -> None:
    assert [desk.clerk.get(LIST + query).content.decode().count(" checked>") for query in ("", "?all=1")] == [0, 2]


def test_declined_is_remembered_until_the_facts_change(desk: Desk) -> None:
    with one_operation("member.decline_move", about={("person", desk.driver.pk)}):
        settle(desk.clerk, desk.driver.code, do="decline", reason="还任着车间书记")
    assert "选择宋世波" not in words(desk.clerk.get(LIST))
    settled = words(desk.clerk.get(reverse("settling_drafts"), {"state": "withdrawn"}))
    assert "宋世波 ：云溪动力机械公司装配车间党支部 → 没有选定" in settled
    assert "不采纳的理由：还任着车间书记" in settled
    set_category(by=actor(today()), person=desk.driver, category=Category.LAID_OFF, on=today())
    assert "选择宋世波" in words(desk.clerk.get(LIST))


def test_declined_is_asked_again_when_somebody_wants(desk: Desk) -> None:
    settle(desk.clerk, desk.driver.code, do="decline", reason="还任着车间书记")
    (row,) = MoveProposal.objects.unguarded("测试")
    with one_operation("member.reconsider_move"):
        answer = desk.clerk.post(reverse("settling_reconsider", args=[row.pk]))
    assert answer["Location"] == f"{reverse('settling_drafts')}?state=withdrawn"
    assert "选择宋世波" in words(desk.clerk.get(LIST))
    with nothing_written():
        again = desk.clerk.post(reverse("settling_reconsider", args=[row.pk]))
    assert (again.status_code, "无须重新提出" in words(again)) == (409, True)


def test_a_draft_is_taken_back_on_the_day_by_who_made_it(desk: Desk) -> None:
    settle(desk.clerk, desk.programmer.code)
    undo = reverse("take_back", args=[last_operation().pk])
    page = desk.clerk.get(reverse("settling_drafts"))
    assert "郭俊平 ：阳光社区第一党支部 → 云溪启明软件公司党支部" in words(page)
    assert undo in page.content.decode()
    secretary = signed_in(make_account("shuji", Role.COMMUNITY_SECRETARY, desk.places.street.sunny))
    theirs = secretary.get(reverse("settling_drafts")).content.decode()
    assert ("/take-back" in theirs, "取消草稿" in theirs) == (False, True)
    desk.clerk.post(undo)
    assert rows() == []
    assert "没有转接草稿" in words(desk.clerk.get(reverse("settling_drafts")))


def test_a_draft_is_cancelled_on_the_page_of_the_member(desk: Desk) -> None:
    settle(desk.clerk, desk.programmer.code)
    (row,) = MoveProposal.objects.unguarded("测试")
    assert "转接草稿 拟转接到云溪启明软件公司党支部" in words(desk.clerk.get(reverse("member", args=[desk.programmer.code])))
    cancel = reverse("member_proposal", args=[desk.programmer.code, row.pk])
    assert "取消这份草稿；组织关系不变。" in words(desk.clerk.get(cancel))
    with one_operation("member.withdraw_move"):
        desk.clerk.post(cancel, {"reason": "本人不同意"})
    assert rows() == [("withdrawn", "郭俊平", desk.places.company.pk)]


def test_two_who_act_on_the_same_line_do_it_once(desk: Desk) -> None:
    settle(desk.clerk, desk.programmer.code)
    with nothing_written():
        answer = settle(desk.clerk, desk.programmer.code)
    assert (answer.status_code, "郭俊平：这条建议已经不在了" in words(answer)) == (422, True)


def test_a_branch_out_of_reach_is_not_named_and_its_draft_can_be_made(desk: Desk) -> None:
    secretary = signed_in(make_account("shuji", Role.BRANCH_SECRETARY, desk.places.street.sunny_first))
    page = words(secretary.get(LIST))
    assert "阳光社区第一党支部 负责范围以外的党支部 在云溪启明软件有限公司工作" in page
    assert ("云溪启明软件公司党支部" in page, "宋世波" in page) == (False, False)
    settle(secretary, desk.programmer.code)
    assert rows() == [("accepted", "郭俊平", desk.places.company.pk)]
    assert "云溪启明软件公司党支部" not in words(secretary.get(reverse("settling_drafts")))


def test_the_page_of_one_says_why_on_which_facts_and_names_the_branch_near_home(desk: Desk) -> None:
    page = words(desk.clerk.get(reverse("managing_member", args=[desk.driver.code])))
    assert (
        "一般不在这里管理 已离退休，现在的党支部设在企业或社会组织：组织关系一般转到居住地。 依据： 《党员教育管理工作条例》第二十五条"
        in page
    )
    assert "按登记的现居住地 选填 阳光社区翠湖花园党支部 另选" in page
    assert "党支部设在 单位的党支部（国有企业） 管理类别 离退休党员" in page
    read = ReadEntry.objects.filter(person_id=desk.driver.pk).values_list("kind", "field", "reason")
    assert list(read) == [("page", "现居住地", "查找居住地的党支部")]


def test_the_branch_near_home_is_accepted_with_one_click(desk: Desk) -> None:
    url = reverse("managing_member", args=[desk.driver.code])
    answer = settle(desk.clerk, desk.driver.code, url=url, near=desk.places.estate.code)
    assert answer["Location"] == LIST
    assert rows() == [("accepted", "宋世波", desk.places.estate.pk)]
    page = words(desk.clerk.get(url))
    assert ("已采纳，拟转接；没有移动任何人" in page, "另选" in page) == (True, False)


def test_another_branch_may_be_typed_and_a_reason_is_asked_for_no(desk: Desk) -> None:
    url = reverse("managing_member", args=[desk.driver.code])
    with nothing_written():
        answer = settle(desk.clerk, desk.driver.code, url=url, do="decline")
    assert (answer.status_code, "没有办成 没有写不采纳的理由。" in words(answer)) == (422, True)
    settle(desk.clerk, desk.driver.code, url=url, near=desk.places.estate.code, target="春晖社区第一党支部")
    assert rows() == [("accepted", "宋世波", desk.places.street.spring_first.pk)]


def test_the_address_is_not_read_where_it_says_nothing_or_may_not_be_read(desk: Desk) -> None:
    desk.clerk.get(reverse("managing_member", args=[desk.programmer.code]))
    nowhere = somebody(desk.places.workshop, "程汉魁", Category.RETIRED)
    page = words(desk.clerk.get(reverse("managing_member", args=[nowhere.code])))
    assert "按登记的现居住地" not in page
    assert set(ReadEntry.objects.values_list("field", flat=True)) == {""}


def test_whoever_stands_rightly_or_is_not_known_reads_so(desk: Desk) -> None:
    right = somebody(desk.places.street.sunny_first, "高琳", Category.RETIRED)
    unknown = somebody(desk.places.street.sunny_first, "李振宁", Category.IN_UNIT)
    pages = [words(desk.clerk.get(reverse("managing_member", args=[one.code]))) for one in (right, unknown)]
    assert "在应在的党支部 没有固定工作单位，在社区的党支部。 依据：" in pages[0]
    assert "还不能判断 登记为在单位，没有写明工作单位。" in pages[1]
    assert ["采纳，建转接草稿" in page for page in pages] == [False, False]


def test_of_whom_nothing_can_be_said_is_listed_with_what_is_missing(desk: Desk) -> None:
    one = somebody(desk.places.street.sunny_first, "李振宁", Category.IN_UNIT)
    somebody(desk.places.street.sunny_first, "白亦杰", None)
    assert "还不能判断 2" in words(desk.clerk.get(LIST))
    page = desk.clerk.get(reverse("settling_unsaid"))
    assert "全部 2 管理类别 1 工作单位 1" in words(page)
    assert "李振宁 阳光社区第一党支部 工作单位 登记为在单位，没有写明工作单位。 去补充" in words(page)
    assert reverse("member_correct", args=[one.code]) in page.content.decode()
    narrowed = words(desk.clerk.get(reverse("settling_unsaid"), {"missing": "category"}))
    assert ("白亦杰" in narrowed, "李振宁" in narrowed) == (True, False)


def test_nothing_to_propose_says_what_the_page_is_for(desk: Desk) -> None:
    quiet = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, desk.places.street.sunny_second))
    assert "没有归属建议 党员都在应在的党支部，或者还缺资料不能判断" in words(quiet.get(LIST))


def test_people_out_of_reach_are_not_settled_even_beside_others(desk: Desk) -> None:
    secretary = signed_in(make_account("shuji", Role.COMMUNITY_SECRETARY, desk.places.street.sunny))
    with nothing_written():
        both = settle(secretary, desk.programmer.code, desk.driver.code, do="decline", reason="试试")
        page = secretary.get(reverse("managing_member", args=[desk.driver.code]))
    assert (both.status_code, page.status_code) == (404, 404)


def test_what_the_rule_says_of_persons_is_seen_by_those_who_see_findings_about_them() -> None:
    assert [ACTS["see_managing"].roles, ACTS["see_managing"].own] == [ACTS["see_person_findings"].roles, False]


def test_a_community_secretary_settles_what_rosters_say_and_is_told_no_judgement_of_the_rule(desk: Desk) -> None:
    other = somebody(desk.places.street.sunny_first, "高琳", Category.RESIDENT)
    propose_move(by=actor(today()), person=other, target=desk.places.street.sunny_second, note="已搬家", source="import")
    secretary = signed_in(make_account("shuji", Role.COMMUNITY_SECRETARY, desk.places.street.sunny))
    page = words(secretary.get(LIST))
    assert ["共 1 条" in page, "高琳" in page, "郭俊平" in page, "还不能判断" in page] == [True, True, False, False]
    one, judged = (words(secretary.get(reverse("managing_member", args=[who.code]))) for who in (other, desk.programmer))
    assert ["阳光社区第二党支部" in one, "判断时看的情况" in one, "第二十五条" in one] == [True, False, False]
    assert ["没有归属建议 没有名册或人工提出的建议。" in judged, "第二十五条" in judged] == [True, False]
    with nothing_written():
        refused = settle(secretary, desk.programmer.code)
        pages = [secretary.get(reverse("settling_unsaid")), secretary.get(reverse("managing_said", args=[desk.programmer.code]))]
    assert [refused.status_code, *(one.status_code for one in pages)] == [422, 403, 403]
    key = f"{other.code}-{MoveProposal.objects.unguarded('测试').get().pk}"
    settle(secretary, key)
    assert rows() == [("accepted", "高琳", desk.places.street.sunny_second.pk)]


def test_what_was_declined_of_the_rule_is_told_to_no_community_secretary(desk: Desk) -> None:
    settle(desk.clerk, desk.programmer.code, do="decline", reason="还没有定下来")
    (row,) = MoveProposal.objects.unguarded("测试")
    secretary = signed_in(make_account("shuji", Role.COMMUNITY_SECRETARY, desk.places.street.sunny))
    pages = [words(client.get(reverse("settling_drafts"), {"state": "withdrawn"})) for client in (desk.clerk, secretary)]
    assert ["郭俊平" in page for page in pages] == [True, False]
    assert "不采纳 0" in words(secretary.get(reverse("settling_drafts")))
    with nothing_written():
        assert secretary.post(reverse("settling_reconsider", args=[row.pk])).status_code == 404


def test_the_person_reads_what_the_rule_says_until_it_is_settled(desk: Desk) -> None:
    own = signed_in(make_account("guo", Role.MEMBER, desk.places.street.sunny_first, person=desk.programmer))
    address = reverse("managing_said", args=[desk.programmer.code])
    assert f'hx-get="{address}"' in own.get(reverse("me")).content.decode()
    told = own.get(address, headers={"HX-Request": "true"}).content.decode()
    assert ["在云溪启明软件有限公司工作" in told, "只是建议，不移动组织关系" in told, "去处理" in told] == [True, True, False]
    assert own.get(reverse("managing_said", args=[desk.driver.code])).status_code == 404
    secretary = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, desk.places.street.sunny_first))
    assert "去处理" in words(secretary.get(address))
    settle(desk.clerk, desk.programmer.code, do="decline", reason="还没有定下来")
    assert "没有归属建议 组织关系在应在的党支部" in words(own.get(address))


def test_the_workbench_counts_what_the_rule_says_and_what_rosters_say(desk: Desk) -> None:
    other = somebody(desk.places.street.sunny_first, "高琳", Category.RESIDENT)
    propose_move(by=actor(today()), person=other, target=desk.places.street.spring_first, note="已搬家", source="import")
    community = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, desk.places.street.sunny))
    quiet = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, desk.places.street.sunny_second))
    parts = [client.get(DESK, headers={"HX-Request": "true"}) for client in (desk.clerk, community, quiet)]
    told = [words(part) for part in parts]
    assert "3 条归属建议待处理 居民 1、离退休 1、在单位 1。只是建议，不会自动移动任何人。" in told[0]
    assert ["1 条归属建议待处理 居民 1。" in told[1], told[2]] == [True, ""]
    assert "没有归属建议" in words(quiet.get(DESK))


def sheet(answer: Answer) -> list[tuple[Any, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    return list(book.worksheets[0].iter_rows(values_only=True))


def test_the_lists_go_to_excel_with_the_columns_and_conditions_of_the_page(desk: Desk) -> None:
    somebody(desk.places.street.sunny_first, "李振宁", Category.IN_UNIT)
    head, *lines = sheet(desk.clerk.get(reverse("proposals_export"), {"sort": "-name"}))
    assert head == ("姓名", "管理类别", "现在的党支部", "建议归属", "理由和依据", "来源")
    assert [line[:4] for line in lines] == [
        ("宋世波", "离退休", "云溪动力机械公司装配车间党支部", "居住地的党支部"),
        ("郭俊平", "在单位", "阳光社区第一党支部", "云溪启明软件公司党支部"),
    ]
    assert [line[0] for line in sheet(desk.clerk.get(reverse("proposals_export"), {"category": "retired"}))[1:]] == ["宋世波"]
    _, unsaid = sheet(desk.clerk.get(reverse("unsaid_export")))
    assert unsaid == ("李振宁", "阳光社区第一党支部", "工作单位", "登记为在单位，没有写明工作单位。")
    settle(desk.clerk, desk.programmer.code)
    _, draft = sheet(desk.clerk.get(reverse("drafts_export")))
    assert (*draft[:3], draft[5].date()) == ("郭俊平", "阳光社区第一党支部", "云溪启明软件公司党支部", today())
    logged = ReadEntry.objects.filter(kind="export").order_by("pk").values_list("field", "rows")
    assert list(logged) == [("归属建议", 2), ("归属建议", 1), ("还不能判断归属的党员", 1), ("转接草稿", 1)]


def test_a_community_secretary_exports_no_judgement_of_the_rule(desk: Desk) -> None:
    other = somebody(desk.places.street.sunny_first, "高琳", Category.RESIDENT)
    propose_move(by=actor(today()), person=other, target=desk.places.street.sunny_second, note="已搬家", source="import")
    secretary = signed_in(make_account("shuji", Role.COMMUNITY_SECRETARY, desk.places.street.sunny))
    assert [line[0] for line in sheet(secretary.get(reverse("proposals_export")))] == ["姓名", "高琳"]
    assert secretary.get(reverse("unsaid_export")).status_code == 403


def test_the_number_is_kept_until_something_is_written(desk: Desk) -> None:
    assert [queries(lambda: desk.clerk.get(DESK)), "2 条归属建议" in words(desk.clerk.get(DESK))] == [2, True]
    settle(desk.clerk, desk.programmer.code)
    assert "1 条归属建议" in words(desk.clerk.get(DESK))


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_lines(desk: Desk, count: int) -> None:
    for number in range(count):
        somebody(desk.places.workshop, f"甲{number}", Category.RETIRED, residence=ESTATE)
        somebody(desk.places.street.sunny_first, f"乙{number}", Category.IN_UNIT)
        other = somebody(desk.places.street.sunny_first, f"丙{number}", Category.RESIDENT)
        propose_move(by=actor(today()), person=other, target=desk.places.street.spring_first, source="import")
        third = somebody(desk.places.workshop, f"丁{number}", Category.RETIRED)
        settle(desk.clerk, third.code, target="阳光社区翠湖花园党支部")
    pages = (LIST, reverse("settling_unsaid"), reverse("settling_drafts"), reverse("managing_member", args=[desk.driver.code]))
    assert [queries(partial(desk.clerk.get, url)) for url in pages] == [11, 11, 5, 12]


def test_a_day_later_nothing_is_taken_back_any_more(desk: Desk) -> None:
    settle(desk.clerk, desk.programmer.code)
    account = Account.objects.get(username="clerk")
    reader = reader_of(account_id=account.pk, label="", on=today())
    days = (today(), today() + timedelta(days=1))
    found = [settled(reader, reader.paths("edit_members"), MoveState.ACCEPTED, on=day, first=0, end=50) for day in days]
    assert [[one.operation is None for one in each] for each in found] == [[False], [True]]
