"""A roster is no way round a right: what its importer may not see or do by hand, an import neither tells nor does."""

from datetime import date
from typing import Any, Final

import pytest

from tests.access.cast import make_account, signed_in
from tests.register.factories import TODAY, actor
from tests.register.imports.rosters import (
    LI,
    MEMBERS,
    WHY,
    ZHANG,
    counts,
    csv,
    names_of_organisations,
    number,
    objections,
    organisation,
    people_count,
    roster,
    seen,
    take,
    take_people,
    take_rows,
    tree,
)
from zhibu.access.terms import Role
from zhibu.register.imports.findings import FileResult, as_json
from zhibu.register.models import Mark, MoveProposal, Post, ResidentUnit
from zhibu.register.services.projections import refresh_people
from zhibu.register.services.taking_over import move_people
from zhibu.trail.door import recording
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db
CARE: Final = "是否困难党员"
WITH_CARE: Final = (*MEMBERS, CARE)
LAST_YEAR: Final = date(2025, 12, 31)


@pytest.fixture(autouse=True)
def _tree() -> None:
    tree()


def reach(short_name: str) -> tuple[str, ...]:
    return (organisation(now_short_name=short_name).now_path,)


def told(result: FileResult) -> str:
    """Everything that a preview shows."""
    return " ".join(str(sheet) for sheet in result.sheets)


def move(name: str, to: str, on: date) -> None:
    """From a day on somebody stands in another branch."""
    pk, target = seen(name).pk, organisation(now_short_name=to)
    with recording(actor(), "organisation.split") as work:
        move_people(work, [pk], target, on)
        refresh_people(work, [pk], TODAY)


# hardship


def test_whoever_may_not_see_hardship_learns_nothing_of_it_from_a_preview() -> None:
    take_people(ZHANG | {CARE: "是"}, LI | {CARE: "否"}, headings=WITH_CARE)
    Mark._base_manager.update(detail="重病")
    for answer in ("是", "否", "低保"):
        for dry_run in (True, False):
            result = take_people(
                ZHANG | {CARE: answer}, LI | {CARE: answer}, headings=WITH_CARE, dry_run=dry_run, paths=reach("阳光社区党委"), hardship=()
            )
            assert counts(result) == (0, 0, 2, 0)
            assert "重病" not in told(result)
            assert result.sheets[0].untaken == (CARE,)
    assert seen("张三").marks == [("hardship", "重病", TODAY)]
    assert (seen("李四").marks, seen("李四").notes, seen("张三").notes) == ([], [], [])


def test_nor_does_such_a_roster_record_it_of_new_people() -> None:
    result = take_people(ZHANG | {CARE: "是"}, LI | {CARE: "低保"}, headings=WITH_CARE, paths=reach("阳光社区党委"), hardship=())
    assert (counts(result), seen("张三").marks, seen("李四").marks, seen("李四").notes) == ((2, 0, 0, 0), [], [], [])


def test_where_it_may_be_seen_it_is_taken_row_by_row() -> None:
    first = reach("阳光社区第一党支部")
    result = take_people(ZHANG | {CARE: "是"}, LI | {CARE: "是"}, headings=WITH_CARE, paths=reach("阳光社区党委"), hardship=first)
    assert (seen("张三").marks, seen("李四").marks) == ([("hardship", "", TODAY)], [])
    assert result.sheets[0].untaken == (CARE,)


# a day in the past


def test_a_roster_of_a_past_day_neither_tells_nor_changes_those_who_are_out_of_reach_by_now() -> None:
    take_people(ZHANG | {"籍贯": "河南开封"}, headings=(*MEMBERS, "籍贯"), on=date(2020, 1, 1))
    move("张三", "春晖社区第一党支部", date(2026, 1, 1))
    prying = ZHANG | {"籍贯": "山东", "民族": "回族", "手机号码": "13700009999"}
    for dry_run in (True, False):
        result = take_people(prying, headings=(*MEMBERS, "籍贯"), on=LAST_YEAR, dry_run=dry_run, paths=reach("阳光社区党委"), hardship=())
        assert counts(result) == (0, 0, 1, 0)
        assert [word for word in ("河南", "开封", "汉", "138", "春晖") if word in told(result)] == []
        assert result.sheets[0].remark_lines[0].remarks == ("现在不在您的负责范围内；未更改。",)
    one = seen("张三")
    assert (one.native_place, one.ethnicity, one.sealed("phone")) == ("河南开封", "han", "13800001111")
    assert MoveProposal.objects.unguarded(WHY).count() == 0


def test_whoever_reaches_both_branches_corrects_as_before() -> None:
    take_people(ZHANG, on=date(2020, 1, 1))
    move("张三", "春晖社区第一党支部", date(2026, 1, 1))
    result = take_people(ZHANG | {"手机号码": "13700009999"}, on=LAST_YEAR)
    assert (counts(result), seen("张三").sealed("phone")) == ((0, 1, 0, 0), "13700009999")


# posts


POSTS: Final = ("党组织", "姓名", "职务", "任职日期", "公民身份号码")


def take_posts(*rows: tuple[Any, ...], **decided: Any) -> FileResult:
    return take_rows([POSTS, *rows], sheet="职务", **decided)


@pytest.mark.parametrize(("kind", "name"), [("兼职委员", "王某"), ("书记", "王某"), ("书记", "李四")])
def test_a_number_alone_makes_nobody_out_of_reach_known(kind: str, name: str) -> None:
    take_people(ZHANG, LI | {"所在党支部": "春晖社区第一党支部"})
    sunny = reach("阳光社区党委")
    stranger = take_posts(("阳光社区第一党支部", name, kind, "2026-01-01", number("19600101", 3)), paths=sunny)
    known = take_posts(("阳光社区第一党支部", name, kind, "2026-01-01", LI["公民身份号码"]), paths=sunny)
    assert [code for *_, code in objections(known)] == [code for *_, code in objections(stranger)] == ["unknown_person"]
    assert Post.objects.unguarded(WHY).count() == 0


def test_somebody_of_another_unit_is_taken_by_name_and_number() -> None:
    take_people(ZHANG, LI | {"所在党支部": "春晖社区第一党支部"})
    row = ("阳光社区第一党支部", "李四", "兼职委员", "2026-01-01", LI["公民身份号码"])
    assert counts(take_posts(row, paths=reach("阳光社区党委"))) == (1, 0, 0, 0)


def test_a_number_that_is_somebody_elses_is_refused() -> None:
    take_people(ZHANG, LI)
    result = take_posts(("阳光社区第一党支部", "李四", "书记", "2026-01-01", ZHANG["公民身份号码"]))
    assert objections(result) == [(2, "姓名", "李四", "name_differs")]
    assert "张三" not in told(result)


def test_a_post_that_a_sheet_ends_takes_its_grant_along_at_once() -> None:
    take_people(ZHANG)
    take_rows([POSTS, ("阳光社区党委", "张三", "书记", "2026-01-01", ZHANG["公民身份号码"])], sheet="职务")
    post = Post.objects.unguarded(WHY).get()
    sunny = organisation(now_short_name="阳光社区党委")
    account = make_account("shequ", Role.COMMUNITY_SECRETARY, sunny, person=seen("张三").person, post_id=post.pk)
    client = signed_in(account)
    assert client.get("/members/").status_code == 200
    headings = (*POSTS[:4], "离任日期", POSTS[4])
    take_rows([headings, ("阳光社区党委", "张三", "书记", "2026-01-01", "2026-05-31", ZHANG["公民身份号码"])], sheet="职务")
    assert client.get("/organisations/").status_code == 403


# organisations and units


def test_whoever_may_not_change_organisations_by_hand_does_not_by_a_sheet() -> None:
    before = names_of_organisations()
    headings = ("名称", "简称", "上级党组织", "组织类别")
    rows = [headings, ("中共向阳街道阳光社区第三支部委员会", "阳光社区第三党支部", "阳光社区党委", "党支部")]
    result = take_rows(rows, sheet="党组织", paths=reach("阳光社区党委"), organisations=())
    assert [code for *_, code in objections(result)] == ["no_right"]
    units = [("单位名称", "单位类别", "所在社区", "从业人数"), ("向阳棉纺有限公司", "非公企业", "阳光社区", 120)]
    result = take_rows(units, sheet="单位", paths=reach("阳光社区党委"), organisations=())
    assert [code for *_, code in objections(result)] == ["no_right"]
    assert (names_of_organisations(), ResidentUnit.objects.unguarded(WHY).count()) == (before, 0)


def test_nor_are_unknown_branches_made_for_him() -> None:
    before = names_of_organisations()
    stranger = ZHANG | {"所在党支部": "阳光社区退休党支部"}
    result = take_people(stranger, paths=reach("阳光社区党委"), organisations=(), create_organisations=True)
    assert [code for *_, code in objections(result)] == ["unknown_branch"]
    assert (names_of_organisations(), people_count()) == (before, 0)


def test_where_it_may_be_done_by_hand_it_is_done() -> None:
    stranger = ZHANG | {"所在党支部": "阳光社区退休党支部"}
    sunny = reach("阳光社区党委")
    assert counts(take_people(stranger, paths=sunny, organisations=sunny, create_organisations=True)) == (1, 0, 0, 0)
    assert organisation(now_name="阳光社区退休党支部").now_path.startswith(sunny)


# numbers in the wrong column


def test_a_number_in_the_column_of_the_branch_is_told_masked() -> None:
    secret = number("19600101", 3)
    result = take_people(ZHANG | {"所在党支部": secret})
    assert [value for _, _, value, _ in objections(result)] == ["410*************" + secret[-2:]]
    assert secret not in str(as_json([result]))


@pytest.mark.parametrize("heading", ["学历", "工作岗位", "婚姻状况", "是否流动党员"])
def test_a_number_in_the_column_of_a_code_list_is_kept_nowhere_in_full(heading: str) -> None:
    secret = number("19600101", 3)
    headings = MEMBERS if heading in MEMBERS else (*MEMBERS, heading)
    result = take_people(ZHANG | {heading: secret}, headings=headings)
    one = seen("张三")
    assert secret not in told(result)
    assert secret not in f"{one.notes} {one.education} {one.occupation} {one.marital_status}"
    assert len(one.notes) == 1


def test_a_number_in_the_name_of_a_file_stands_masked_in_the_trail() -> None:
    secret = number("19600101", 3)
    take((f"张三{secret}.csv", csv(roster(ZHANG))))
    assert Operation.objects.latest("pk").reason == f"张三410*************{secret[-2:]}.csv"
