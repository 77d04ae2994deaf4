"""Which organisation a cell means: exact names, candidates with their reason, and when one is clear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.register.rules.matching import Closeness, OrganisationNames, clear_candidate, identity_of
from zhibu.register.rules.name_shapes import number, single_difference

NAMES = OrganisationNames(
    (name, name)
    for name in (
        "中共东城区向阳街道工作委员会",
        "向阳社区党委",
        "向阳社区党支部",
        "阳光社区党委",
        "阳光社区第一党支部",
        "阳光社区第二党支部",
        "阳光社区第十一党支部",
        "朝阳社区党总支",
        "朝阳社区第一党支部",
        "东风社区第一党支部",
        "东山社区离退休党支部",
        "某某科技有限公司党支部",
        "商圈联合党支部",
        "中共向阳街道机关支部委员会",
        "三里屯社区第一党支部",
        "晨光里党支部",
    )
)


def clear(raw: str) -> str | None:
    candidate = clear_candidate(NAMES.candidates(raw))
    return None if candidate is None else candidate.name


@pytest.mark.parametrize("raw", ["阳光社区第一党支部", " 阳光社区 第一党支部 ", "阳光社区第一党支部\u200b", "阳光社区　第一党支部"])
def test_only_spaces_and_width_are_evened_out(raw: str) -> None:
    assert NAMES.find(raw) == ("阳光社区第一党支部",)


def test_width_of_brackets_and_digits() -> None:
    assert identity_of("第１党支部（东区）") == identity_of("第1党支部(东区)")


@pytest.mark.parametrize("raw", ["阳光社区第一支部", "阳光社区第1党支部", "中共阳光社区第一党支部", ""])
def test_a_small_difference_is_no_identity(raw: str) -> None:
    assert NAMES.find(raw) == ()


def test_a_full_name_and_a_short_name_both_identify() -> None:
    names = OrganisationNames([(1, "中共向阳街道阳光社区第一支部委员会"), (1, "阳光一支部"), (2, "")])
    assert (names.find("中共向阳街道阳光社区第一支部委员会"), names.find("阳光一支部"), names.find("")) == ((1,), (1,), ())


def test_a_short_name_that_several_bear_is_unclear() -> None:
    names = OrganisationNames([(1, "阳光社区第一党支部"), (1, "第一党支部"), (2, "朝阳社区第一党支部"), (2, "第一党支部")])
    assert names.find("第一党支部") == (1, 2)
    assert clear_candidate(names.candidates("第1支部")) is None


def test_an_organisation_made_on_the_way_is_known_from_then_on() -> None:
    names = OrganisationNames([(1, "阳光社区第一党支部")])
    names.add(2, "阳光社区第二党支部")
    assert names.find("阳光社区第二党支部") == (2,)


@pytest.mark.parametrize(
    ("raw", "name", "closeness"),
    [
        ("阳光社区第一支部", "阳光社区第一党支部", Closeness.SAME_WORDS),
        ("阳光社区第1党支部", "阳光社区第一党支部", Closeness.SAME_WORDS),
        ("阳光社区一支部", "阳光社区第一党支部", Closeness.SAME_WORDS),
        ("阳光社区（第一）党支部", "阳光社区第一党支部", Closeness.SAME_WORDS),
        ("阳光社区第11支部", "阳光社区第十一党支部", Closeness.SAME_WORDS),
        ("阳光社区党委第一党支部", "阳光社区第一党支部", Closeness.SAME_WORDS),
        ("中共阳光社区第一支部委员会", "阳光社区第一党支部", Closeness.SAME_WORDS),
        ("中国共产党阳光社区第一支部委员会", "阳光社区第一党支部", Closeness.SAME_WORDS),
        ("中共阳光社区委员会", "阳光社区党委", Closeness.SAME_WORDS),
        ("朝阳社区总支部委员会", "朝阳社区党总支", Closeness.SAME_WORDS),
        ("向阳街道机关党支部", "中共向阳街道机关支部委员会", Closeness.SAME_WORDS),
        ("阳光第一党支部", "阳光社区第一党支部", Closeness.SAME_PLACE),
        ("三里屯第一支部", "三里屯社区第一党支部", Closeness.SAME_PLACE),
        ("某某科技党支部", "某某科技有限公司党支部", Closeness.SAME_PLACE),
        ("商圈党支部", "商圈联合党支部", Closeness.SAME_PLACE),
        ("阳关社区第一党支部", "阳光社区第一党支部", Closeness.SAME_SOUND),
        ("向阳街道阳光社区第一党支部", "阳光社区第一党支部", Closeness.PART_OF_NAME),
        ("向阳街道党工委", "中共东城区向阳街道工作委员会", Closeness.PART_OF_NAME),
        ("第二党支部", "阳光社区第二党支部", Closeness.PART_OF_NAME),
        ("阳光社区第一党之部", "阳光社区第一党支部", Closeness.ONE_CHARACTER),
        ("东山社区退休党支部", "东山社区离退休党支部", Closeness.ONE_CHARACTER),
    ],
)
def test_small_differences_have_one_clear_candidate(raw: str, name: str, closeness: Closeness) -> None:
    first = NAMES.candidates(raw)[0]
    assert (first.name, first.closeness) == (name, closeness)
    assert clear(raw) == name


@pytest.mark.parametrize(
    "raw",
    [
        "阳光社区第三党支部",  # another number is another branch
        "东风社区第二党支部",
        "朝阳社区支部委员会",  # a general branch is no branch
        "阳光社区第一党小组",
        "阳光社区居委会",
        "完全不知道的党支部",
        "阳光小学第一党支部",
        "党支部",
        "",
        "长" * 5000,
    ],
)
def test_what_only_looks_alike_is_no_candidate(raw: str) -> None:
    assert NAMES.candidates(raw) == ()


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("东山社区第一党支部", ["东风社区第一党支部"]),  # two communities, one character apart
        ("朝阳社区党支部", ["向阳社区党支部"]),
        ("晨光党支部", ["晨光里党支部"]),
        ("第一党支部", ["三里屯社区第一党支部", "东风社区第一党支部", "朝阳社区第一党支部", "阳光社区第一党支部"]),
    ],
)
def test_shown_but_never_clear(raw: str, shown: list[str]) -> None:
    assert [one.name for one in NAMES.candidates(raw)] == shown
    assert clear(raw) is None


def test_street_and_community_of_one_name_are_two_bodies() -> None:
    assert "向阳社区党支部" not in [one.name for one in NAMES.candidates("向阳街道党支部")]


def test_the_short_name_of_another_communitys_branch_is_no_candidate() -> None:
    names = OrganisationNames([(1, "朝阳社区退休党支部"), (1, "退休党支部")])
    assert names.candidates("阳光社区退休党支部") == ()


def test_each_organisation_is_proposed_once_by_its_closest_name() -> None:
    names = OrganisationNames([(1, "阳光社区第一党支部"), (1, "阳光第一支部")])
    assert [(one.key, one.closeness) for one in names.candidates("阳光第1支部")] == [(1, Closeness.SAME_WORDS)]


def test_every_closeness_has_its_reason() -> None:
    assert [one.label for one in Closeness if not one.label] == []


@pytest.mark.parametrize(
    ("text", "arabic"),
    [
        ("一", "1"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("二十一", "21"),
        ("一百零三", "103"),
        ("五一", "51"),
        ("007", "7"),
        ("〇", "0"),
    ],
)
def test_chinese_numbers(text: str, arabic: str) -> None:
    assert number(text) == arabic


def test_any_number_up_to_nine_hundred_and_ninety_nine() -> None:
    digits = "零一二三四五六七八九"

    def in_chinese(value: int) -> str:
        hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
        text = f"{digits[hundreds]}百" if hundreds else ""
        text += f"{digits[tens]}十" if tens else "零" if hundreds and ones else ""
        return text + (digits[ones] if ones else "")

    assert [value for value in range(1, 1000) if number(in_chinese(value)) != str(value)] == []


@given(st.text("阳光社区第一党支部甲乙丙", max_size=12), st.text("阳光社区第一党支部甲乙丙", max_size=12))
def test_a_single_difference_is_seen_from_both_sides(one: str, other: str) -> None:
    assert (single_difference(one, other) is None) == (single_difference(other, one) is None)


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(raw: str) -> None:
    candidates = NAMES.candidates(raw)
    assert list(candidates) == sorted(candidates, key=lambda one: (one.closeness, one.name))
