"""Organisations by the collection sheet and the short one."""

from datetime import date
from typing import Any

import pytest

from tests.register.factories import TODAY
from tests.register.imports.rosters import (
    TREE,
    WHY,
    above,
    counts,
    names_of_organisations,
    objections,
    organisation,
    take,
    take_rows,
    tree,
    xlsx,
)
from zhibu.kernel.dates import LONG_AGO
from zhibu.register.imports.findings import FileResult
from zhibu.register.models import Community, Name, Organisation, OrganisationForm, Person, Place

pytestmark = pytest.mark.django_db
SHORT = ("名称", "简称", "成立时间", "上级", "类别")


def take_organisations(*rows: tuple[Any, ...], headings: tuple[str, ...] = SHORT, **decided: Any) -> FileResult:
    return take_rows([headings, *rows], sheet="党组织", **decided)


def places_on(day: date) -> list[str]:
    found = Place.objects.unguarded(WHY).on(day).order_by("path").values_list("organisation__now_short_name", flat=True)
    return list(found)


def test_a_tree_is_made_with_names_kinds_places_and_projections() -> None:
    tree()
    branch = organisation(now_short_name="阳光社区第一党支部")
    street = organisation(now_short_name="向阳街道党工委")
    assert (branch.code, branch.now_kind, above(branch)) == (f"Z{branch.pk:04d}", "branch", "阳光社区党委")
    assert (street.now_kind, street.now_parent_id, branch.now_path.startswith(street.now_path)) == ("street_committee", None, True)
    assert branch.now_sort.startswith("yang2")


def test_superiors_may_stand_further_down() -> None:
    (result,) = take(("组织.xlsx", xlsx(("组织", [TREE[0], *reversed(TREE[1:])]))))
    assert (counts(result), above(organisation(now_short_name="春晖社区第一党支部"))) == ((6, 0, 0, 0), "春晖社区党委")


def test_without_a_day_of_founding_an_organisation_was_always_there() -> None:
    tree()
    assert len(places_on(date(1950, 1, 1))) == 6
    assert set(Place.objects.unguarded(WHY).values_list("valid_from", flat=True)) == {LONG_AGO}


def test_an_organisation_begins_with_its_founding_and_not_before_its_superior() -> None:
    take_organisations(
        ("中共东风街道工作委员会", "东风街道", "1998.5", "", "党工委"),
        ("中共东风街道机关党支部", "机关支部", "2001-07-01", "东风街道", "党支部"),
        ("中共东风街道退休党支部", "退休支部", "", "东风街道", "党支部"),
    )
    assert (places_on(date(1998, 4, 30)), places_on(date(1998, 5, 1)), places_on(date(2001, 7, 1))) == (
        [],
        ["东风街道", "退休支部"],
        ["东风街道", "机关支部", "退休支部"],
    )
    assert organisation(now_short_name="机关支部").founded_on == date(2001, 7, 1)


@pytest.mark.parametrize(
    ("written", "kind", "flags"),
    [
        ("党支部", "branch", (False, False)),
        ("联合党支部", "branch", (True, False)),
        ("632", "branch", (True, False)),
        (931, "branch", (False, True)),
        ("党总支部", "general_branch", (False, False)),
        ("党委", "committee", (False, False)),
        ("党工委", "street_committee", (False, False)),
    ],
)
def test_kinds_are_read_by_name_or_code(written: object, kind: str, flags: tuple[bool, bool]) -> None:
    take_organisations(("某某某", "", "", "", written))
    made = organisation(now_name="某某某")
    assert (made.now_kind, (made.now_joint, made.now_provisional)) == (kind, flags)


def test_the_collection_sheet_is_taken_with_contact_and_telephone_and_its_secretary_makes_no_person() -> None:
    headings = (
        "名称",
        "书记",
        "联系人",
        "联系电话",
        "组织类别",
        "所在单位情况",
        "单位名称",
        "上级党组织",
        "党组织代码",
        "简称",
        "成立时间",
    )
    take_organisations(
        ("中共向阳街道工作委员会", "张三", "李四", "0371-1", "党工委", "法人单位", "x", "", "012345678901", "街道", ""), headings=headings
    )
    made = organisation(now_short_name="街道")
    assert (made.contact, made.phone, made.unit_situation, made.official_code) == ("李四", "0371-1", "法人单位", "012345678901")
    assert Person.objects.unguarded(WHY).count() == 0


def test_without_a_kind_the_ending_of_the_name_tells_it() -> None:
    take_organisations(("中共向阳街道工作委员会", ""), headings=("名称", "上级"))
    assert organisation(now_name="中共向阳街道工作委员会").now_kind == "street_committee"


@pytest.mark.parametrize(
    ("row", "column", "value", "code"),
    [
        pytest.param(("某党支部", "", "", "不存在的党委", "党支部"), "上级", "不存在的党委", "unknown_superior", id="unknown superior"),
        pytest.param(("某党支部", "", "", "阳光社区党委", "协会"), "类别", "协会", "unknown_kind", id="unknown kind"),
        pytest.param(("某某", "", "", "阳光社区党委", ""), "类别", None, "unknown_kind", id="no kind"),
        pytest.param(("", "某", "", "阳光社区党委", "党支部"), "名称", None, "name_missing", id="no name"),
        pytest.param(("某党支部", "", "98.5", "阳光社区党委", "党支部"), "成立时间", "98.5", "two_digit_year", id="two-digit year"),
        pytest.param(("某党支部", "", "2030-01-01", "阳光社区党委", "党支部"), "成立时间", "2030-01-01", "future_date", id="future"),
        pytest.param(("某党小组", "", "", "阳光社区党委", "党小组"), "上级", "阳光社区党委", "lone_group", id="a group below no branch"),
    ],
)
def test_a_row_is_refused(row: tuple[str, ...], column: str, value: str | None, code: str) -> None:
    tree()
    before = names_of_organisations()
    result = take_organisations(row)
    assert (objections(result), names_of_organisations()) == ([(2, column, value, code)], before)


def test_what_stands_below_a_refused_row_stays_out_too() -> None:
    tree()
    result = take_organisations(("甲党总支", "", "", "不存在", "党总支"), ("甲第一党支部", "", "", "甲党总支", "党支部"))
    assert [(row, code) for row, _, _, code in objections(result)] == [(2, "unknown_superior"), (3, "superior_refused")]


def test_superiors_in_a_circle_are_refused() -> None:
    result = take_organisations(("甲党总支", "", "", "乙党总支", "党总支"), ("乙党总支", "", "", "甲党总支", "党总支"))
    assert (counts(result), Organisation.objects.unguarded(WHY).count()) == ((0, 0, 0, 2), 0)


def test_the_same_file_twice_changes_nothing() -> None:
    tree()
    (result,) = take(("组织.xlsx", xlsx(("组织", TREE))))
    assert (counts(result), Name.objects.unguarded(WHY).count()) == ((0, 0, 6, 0), 6)


def test_the_same_organisation_twice_is_unchanged_or_refused() -> None:
    row = ("甲党支部", "甲", "", "", "党支部")
    assert counts(take_organisations(row, row)) == (1, 0, 1, 0)
    other = take_organisations(("乙党支部", "乙", "", "", "党支部"), ("乙党支部", "乙", "", "", "党委"))
    assert [(row, code) for row, _, _, code in objections(other)] == [(2, "twice_different"), (3, "twice_different")]


def test_a_code_that_lost_its_zero_is_mended_when_exactly_one_fits() -> None:
    headings = ("名称", "党组织代码", "上级", "类别")
    take_organisations(("甲党支部", "012345678901", "", "党支部"), headings=headings)
    result = take_organisations(("甲党支部", 12345678901, "", "党支部"), headings=headings)
    assert (counts(result), organisation(now_name="甲党支部").official_code) == ((0, 0, 1, 0), "012345678901")


def test_a_code_that_lost_its_zero_is_refused_when_none_fits() -> None:
    result = take_organisations(("甲党支部", 12345678901, "", "党支部"), headings=("名称", "党组织代码", "上级", "类别"))
    assert objections(result) == [(2, "党组织代码", "12345678901", "code_lost_zero")]


def test_a_mended_code_of_another_name_is_refused() -> None:
    headings = ("名称", "党组织代码", "上级", "类别")
    take_organisations(("甲党支部", "012345678901", "", "党支部"), headings=headings)
    result = take_organisations(("乙党支部", 12345678901, "", "党支部"), headings=headings)
    assert ([code for *_, code in objections(result)], organisation(official_code="012345678901").now_name) == (
        ["code_lost_zero"],
        "甲党支部",
    )


def test_the_same_code_with_another_name_is_a_renaming_from_the_day_of_reference() -> None:
    headings = ("名称", "简称", "党组织代码", "上级", "类别")
    take_organisations(("甲党支部", "甲", "012345678901", "", "党支部"), headings=headings)
    result = take_organisations(("乙党支部", "乙", "012345678901", "", "党支部"), headings=headings)
    (line,) = result.sheets[0].updated_lines
    assert [(one.label, one.old, one.new) for one in line.changes] == [("名称", "甲党支部", "乙党支部"), ("简称", "甲", "乙")]
    spans = Name.objects.unguarded(WHY).order_by("valid_from").values_list("name", "valid_from")
    assert (list(spans), organisation(official_code="012345678901").now_name) == ([("甲党支部", LONG_AGO), ("乙党支部", TODAY)], "乙党支部")


def test_another_kind_holds_from_the_day_of_reference() -> None:
    tree()
    result = take_organisations(("中共向阳街道阳光社区委员会", "", "", "", "党总支"), on=date(2026, 5, 1))
    spans = OrganisationForm.objects.unguarded(WHY).filter(organisation=organisation(now_short_name="阳光社区党委")).order_by("valid_from")
    assert (counts(result), list(spans.values_list("kind", "valid_from"))) == (
        (0, 1, 0, 0),
        [("committee", LONG_AGO), ("general_branch", date(2026, 5, 1))],
    )


def test_another_superior_moves_it_with_all_below_from_the_day_of_reference() -> None:
    tree()
    result = take_organisations(("中共向阳街道阳光社区第一支部委员会", "", "", "春晖社区党委", "党支部"), on=date(2026, 5, 1))
    branch = organisation(now_short_name="阳光社区第一党支部")
    assert (counts(result), above(branch)) == ((0, 1, 0, 0), "春晖社区党委")
    paths = (
        Place.objects.unguarded(WHY).filter(organisation=branch).order_by("valid_from").values_list("parent__now_short_name", "valid_from")
    )
    assert list(paths) == [("阳光社区党委", LONG_AGO), ("春晖社区党委", date(2026, 5, 1))]


def test_a_plain_name_below_another_superior_is_another_organisation() -> None:
    tree()
    take_organisations(("退休党支部", "", "", "阳光社区党委", "党支部"))
    assert counts(take_organisations(("退休党支部", "", "", "春晖社区党委", "党支部"))) == (1, 0, 0, 0)


def test_a_short_name_that_was_not_told_was_always_there() -> None:
    take_organisations(("甲党支部", "", "", "", "党支部"))
    take_organisations(("甲党支部", "甲支", "", "", "党支部"))
    assert list(Name.objects.unguarded(WHY).values_list("short_name", "valid_from")) == [("甲支", LONG_AGO)]


def test_under_is_the_superior_of_rows_that_name_none() -> None:
    tree()
    street = organisation(now_short_name="向阳街道党工委")
    take_organisations(("中共向阳街道机关党支部", "", "", "", "党支部"), under=street.pk)
    assert organisation(now_name="中共向阳街道机关党支部").now_parent_id == street.pk


def test_communities_are_known_by_their_party_organisations() -> None:
    tree()
    assert sorted(Community.objects.unguarded(WHY).values_list("name", "organisation__now_short_name")) == [
        ("春晖社区", "春晖社区党委"),
        ("阳光社区", "阳光社区党委"),
    ]


def test_a_code_that_somebody_elses_organisation_has_is_refused_without_naming_it() -> None:
    tree()
    headings = ("名称", "党组织代码", "上级", "类别")
    take_organisations(("中共向阳街道春晖社区第二党支部", "012345678901", "春晖社区党委", "党支部"), headings=headings)
    reach = (organisation(now_short_name="阳光社区党委").now_path,)
    result = take_organisations(("甲党支部", "012345678901", "阳光社区党委", "党支部"), headings=headings, paths=reach)
    assert ([code for *_, code in objections(result)], "春晖" in str(list(result.rejected))) == (["code_taken"], False)


def test_whoever_reaches_a_part_only_makes_no_root() -> None:
    tree()
    reach = (organisation(now_short_name="阳光社区党委").now_path,)
    result = take_organisations(("甲党支部", "", "", "", "党支部"), paths=reach)
    assert [code for *_, code in objections(result)] == ["unknown_superior"]
