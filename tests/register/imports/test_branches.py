"""Which branch a row means: spaces and width are evened out, everything looser is proposed and never taken silently."""

from typing import Any

import pytest

from tests.register.factories import TODAY, actor
from tests.register.imports.rosters import (
    LI,
    MEMBERS,
    ZHANG,
    above,
    counts,
    names_of_organisations,
    objections,
    organisation,
    people_count,
    roster,
    seen,
    take,
    take_people,
    take_rows,
    tree,
    xlsx,
)
from zhibu.register.imports.findings import as_json
from zhibu.register.services.tree import dissolve_organisation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _tree() -> None:
    tree()


def in_branch(name: str, **other: Any) -> dict[str, Any]:
    return ZHANG | {"所在党支部": name} | other


@pytest.mark.parametrize(
    "written", ["阳光社区第一党支部", "阳光社区 第一 党支部", "中共向阳街道阳光社区第一支部委员会", "\u3000阳光社区第一党支部 "]
)
def test_full_and_short_names_identify_whatever_their_spaces(written: str) -> None:
    assert (counts(take_people(in_branch(written))), seen("张三").branch) == ((1, 0, 0, 0), "阳光社区第一党支部")


def test_codes_identify_too() -> None:
    code = organisation(now_short_name="阳光社区第一党支部").code
    assert (counts(take_people(in_branch(code))), seen("张三").branch) == ((1, 0, 0, 0), "阳光社区第一党支部")


def test_a_small_difference_is_proposed_and_not_taken() -> None:
    (entry,) = as_json([take_people(in_branch("阳光社区第1党支部"))])["rejected"]
    assert (entry["code"], "阳光社区第一支部委员会" in entry["remedy"], people_count()) == ("unclear_branch", True, 0)


def test_a_single_clear_candidate_is_taken_on_request() -> None:
    result = take_people(in_branch("阳光社区第1党支部"), accept_candidates=True)
    assert (counts(result), seen("张三").branch) == ((1, 0, 0, 0), "阳光社区第一党支部")
    assert [line.remarks for line in result.sheets[0].remark_lines] == [("“阳光社区第1党支部”记入“阳光社区第一党支部”（写法不同）",)]


def test_another_number_is_another_branch_even_on_request() -> None:
    result = take_people(in_branch("阳光社区第三党支部"), accept_candidates=True)
    assert [code for *_, code in objections(result)] == ["unknown_branch"]


def test_the_preview_asks_and_the_answer_is_taken() -> None:
    result = take_people(in_branch("阳光一支部"), LI | {"所在党支部": "阳光一支部"}, dry_run=True)
    (question,) = result.sheets[0].questions
    assert (question.raw, question.rows) == ("阳光一支部", 2)
    second = organisation(now_short_name="阳光社区第二党支部").pk
    assert counts(take_people(in_branch("阳光一支部"), mapping={"阳光一支部": second})) == (1, 0, 0, 0)
    assert seen("张三").branch == "阳光社区第二党支部"


def twins() -> None:
    rows = [
        ("名称", "简称", "上级", "类别"),
        ("中共向阳街道阳光社区退休党支部", "退休党支部", "阳光社区党委", "党支部"),
        ("中共向阳街道春晖社区退休党支部", "退休党支部", "春晖社区党委", "党支部"),
    ]
    assert counts(take_rows(rows)) == (2, 0, 0, 0)


def test_one_short_name_in_two_communities_is_unclear() -> None:
    twins()
    (entry,) = as_json([take_people(in_branch("退休党支部"))])["rejected"]
    assert (entry["code"], "阳光社区" in entry["remedy"], "春晖社区" in entry["remedy"]) == ("unclear_branch", True, True)


def test_the_superior_narrows_it() -> None:
    twins()
    take_people(in_branch("退休党支部", 上级党组织="春晖社区党委"), headings=(*MEMBERS, "上级党组织"))
    assert seen("张三").now_organisation.now_name == "中共向阳街道春晖社区退休党支部"


def test_under_narrows_it() -> None:
    twins()
    take_people(in_branch("退休党支部"), under=organisation(now_short_name="阳光社区党委").pk)
    assert seen("张三").now_organisation.now_name == "中共向阳街道阳光社区退休党支部"


def test_under_leaves_other_subtrees_out() -> None:
    result = take_people(in_branch("春晖社区第一党支部"), under=organisation(now_short_name="阳光社区党委").pk)
    assert ([code for *_, code in objections(result)], "春晖" in str(as_json([result])["rejected"][0]["remedy"])) == (
        ["unknown_branch"],
        False,
    )


def test_a_dissolved_organisation_is_no_candidate() -> None:
    gone = organisation(now_short_name="阳光社区第一党支部")
    assert dissolve_organisation(by=actor(), organisation=gone, on=TODAY).done
    result = take_people(in_branch("阳光社区第一党支部"))
    assert ([code for *_, code in objections(result)], people_count()) == (["unknown_branch"], 0)


def test_an_unknown_branch_is_made_below_under_on_request_its_kind_read_from_the_name() -> None:
    above = organisation(now_short_name="春晖社区党委")
    result = take_people(
        in_branch("春晖社区物业联合党支部"), LI | {"所在党支部": "春晖社区物业联合党支部"}, create_organisations=True, under=above.pk
    )
    made = organisation(now_name="春晖社区物业联合党支部")
    assert (counts(result), result.sheets[0].new_organisations) == ((2, 0, 0, 0), ["春晖社区物业联合党支部"])
    assert (made.now_parent_id, made.now_kind, made.now_joint, seen("李四").now_organisation_id) == (above.pk, "branch", True, made.pk)


def test_candidates_come_before_making() -> None:
    before = names_of_organisations()
    result = take_people(in_branch("阳光社区第1党支部"), create_organisations=True)
    assert ([code for *_, code in objections(result)], names_of_organisations()) == (["unclear_branch"], before)


def test_a_name_that_tells_no_kind_makes_nothing() -> None:
    before = names_of_organisations()
    result = take_people(in_branch("物业公司"), create_organisations=True)
    assert ([code for *_, code in objections(result)], names_of_organisations()) == (["unknown_kind"], before)


def test_a_branch_that_only_refused_rows_name_is_not_made() -> None:
    before = names_of_organisations()
    take_people(in_branch("全新小区党支部", 民族="火星族"), create_organisations=True)
    assert names_of_organisations() == before


def test_without_under_an_unknown_branch_is_made_below_the_one_root() -> None:
    result = take_people(in_branch("全新小区党支部"), create_organisations=True)
    assert (counts(result), above(organisation(now_name="全新小区党支部"))) == ((1, 0, 0, 0), "向阳街道党工委")


def test_with_two_roots_somebody_has_to_say_below_which() -> None:
    take_rows([("名称", "类别"), ("中共东风街道工作委员会", "党工委")])
    result = take_people(in_branch("全新小区党支部"), create_organisations=True)
    assert [code for *_, code in objections(result)] == ["no_superior"]


def test_somebody_of_a_group_is_on_the_roll_of_its_branch() -> None:
    take_rows([("名称", "上级", "类别"), ("第一党小组", "阳光社区第一党支部", "党小组")])
    take_people(in_branch("第一党小组"))
    assert seen("张三").branch == "阳光社区第一党支部"


def test_a_branch_out_of_reach_is_neither_matched_nor_named() -> None:
    take_people(in_branch("春晖社区第一党支部"))
    reach = (organisation(now_short_name="阳光社区党委").now_path,)
    known = take_people(in_branch("阳光社区第一党支部"), paths=reach)
    assert (counts(known), known.sheets[0].remark_lines[0].remarks) == (
        (0, 0, 1, 0),
        ("已在另一个党支部的名册上；未更改，已提出转接建议。",),
    )
    (other,) = take(("x.xlsx", xlsx(("x", roster(LI | {"所在党支部": "春晖社区第1党支部"})))), paths=reach)
    assert ([code for *_, code in objections(other)], "春晖社区第一" in str(as_json([other]))) == (["unknown_branch"], False)
