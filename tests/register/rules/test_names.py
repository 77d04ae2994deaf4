"""Names: one spelling, the reading of surnames, the order of a roster."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.register.rules.names import NameKey, name_key, normalise_name, read_aloud, search_key
from zhibu.register.rules.readings import is_hanzi, reading_of
from zhibu.register.rules.surnames import COMPOUND, SINGLE

hanzi = st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5)
any_name = st.text(st.one_of(hanzi, st.characters(exclude_categories=["Cs"])), max_size=12)


def spoken(name: str) -> tuple[str, str]:
    key = name_key(name)
    return key.pinyin, key.initials


@pytest.mark.parametrize(
    ("name", "pinyin", "initials"),
    [
        ("张三", "zhangsan", "zs"),
        ("吕绿", "lvlv", "ll"),
        ("单田芳", "shantianfang", "stf"),
        ("仇和", "qiuhe", "qh"),
        ("解晓东", "xiexiaodong", "xxd"),
        ("曾志伟", "zengzhiwei", "zzw"),
        ("查良镛", "zhaliangyong", "zly"),
        ("区志强", "ouzhiqiang", "ozq"),
        ("朴树", "piaoshu", "ps"),
        ("任贤齐", "renxianqi", "rxq"),
        ("盖叫天", "gejiaotian", "gjt"),
        ("翟志刚", "zhaizhigang", "zzg"),
        ("乐嘉", "yuejia", "yj"),
        ("尉迟恭", "yuchigong", "ycg"),
        ("万俟卨", "moqixie", "mqx"),
        ("万里", "wanli", "wl"),
        ("令狐冲", "linghuchong", "lhc"),
        ("欧阳修", "ouyangxiu", "oyx"),
        ("司马光", "simaguang", "smg"),
        ("上官云", "shangguanyun", "sgy"),
        ("夏侯惇", "xiahoudun", "xhd"),
        ("诸葛亮", "zhugeliang", "zgl"),
        ("长孙无忌", "zhangsunwuji", "zswj"),
        ("王长江", "wangchangjiang", "wcj"),
        ("李晟", "lisheng", "ls"),
        ("刘䶮", "liuyan", "ly"),
        ("王〇", "wangling", "wl"),
        ("阿布都·热合曼", "abudureheman", "abdrhm"),
        ("单巴·才旦", "danbacaidan", "dbcd"),  # transliterated: no Chinese surname
        ("John Smith", "johnsmith", "js"),
        ("José O’Neil", "joseoneil", "jo"),
        ("李Amy", "liamy", "la"),
        ("", "", ""),
    ],
)
def test_readings(name: str, pinyin: str, initials: str) -> None:
    assert spoken(name) == (pinyin, initials)


def test_a_character_alone_or_in_a_given_name_has_its_usual_reading() -> None:
    assert [spoken(name)[0] for name in ("王单", "李查", "张乐", "赵长孙")] == ["wangdan", "licha", "zhangle", "zhaochangsun"]


@pytest.mark.parametrize("table", [SINGLE, COMPOUND], ids=["single", "compound"])
def test_each_surname_has_as_many_readings_as_characters(table: dict[str, tuple[object, ...]]) -> None:
    assert [name for name, readings in table.items() if len(readings) != len(name)] == []


def test_each_reading_is_a_syllable_with_a_tone() -> None:
    readings = [reading for table in (SINGLE, COMPOUND) for surname in table.values() for reading in surname]
    assert [one for one in readings if not re.fullmatch("[a-z]{1,6}", one.syllable) or not 1 <= one.tone <= 4] == []


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("张三", "张三"),
        ("张 三", "张三"),
        ("张\u3000三 ", "张三"),
        ("欧 阳 修", "欧阳修"),
        ("\ufeff李\u200b四\n", "李四"),
        ("阿布都•热合曼", "阿布都·热合曼"),
        ("阿布都 · 热合曼", "阿布都·热合曼"),
        ("阿布都．热合曼", "阿布都·热合曼"),
        ("阿布都.热合曼", "阿布都·热合曼"),
        ("阿布都・热合曼", "阿布都·热合曼"),
        ("Ｊｏｈｎ　　Ｓｍｉｔｈ", "John Smith"),
        ("J. Smith", "J. Smith"),
        ("José  García", "José García"),
        ("李 Amy", "李Amy"),
        ("刘\ue863", "刘䶮"),
        ("", ""),
        (" ", ""),
    ],
)
def test_one_spelling(raw: str, name: str) -> None:
    assert normalise_name(raw) == name


@given(any_name)
def test_the_one_spelling_is_its_own(raw: str) -> None:
    once = normalise_name(raw)
    assert normalise_name(once) == once


@given(any_name)
def test_keys_are_small_ascii_letters_and_digits(raw: str) -> None:
    assert [key for key in name_key(normalise_name(raw)) if not re.fullmatch("[a-z0-9]*", key)] == []


def by_character(name: str) -> list[tuple[str, int, int]]:
    """The order a roster has, without the surname table: syllable, tone, character."""
    readings = [(reading_of(one), ord(one)) for one in name]
    return [(reading.syllable, reading.tone, code) if reading else ("zz", 0, code) for reading, code in readings]


given_names = st.text(hanzi, min_size=1, max_size=3).map(lambda name: f"王{name}")


@given(given_names, given_names)
def test_plain_order_of_the_keys_is_the_order_of_the_characters(one: str, other: str) -> None:
    assert (name_key(one).sort_key < name_key(other).sort_key) == (by_character(one) < by_character(other))


@given(given_names, given_names)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert (name_key(one).sort_key == name_key(other).sort_key) == (one == other)


def test_a_roster_in_order() -> None:
    roster = ["西安", "先明", "张伟", "章安", "张安", "单雄", "阿布都·热合曼", "John Smith", "仇英", "欧阳修", "区伟", "𠅤三"]
    assert sorted(roster, key=lambda name: name_key(name).sort_key) == [
        "阿布都·热合曼",
        "John Smith",
        "区伟",
        "欧阳修",
        "仇英",
        "单雄",
        "西安",
        "𠅤三",
        "先明",
        "张安",
        "张伟",
        "章安",
    ]


def test_what_is_typed_meets_what_is_kept() -> None:
    assert [search_key(typed) for typed in ("ZS", "Zhāng San", "lǚ bu", "Müller", "ｚｓ", "张")] == [
        "zs",
        "zhangsan",
        "lvbu",
        "muller",
        "zs",
        "",
    ]


def test_the_key_of_a_name_without_any_reading() -> None:
    assert name_key("\u2e81") == NameKey("zz0096p", "", "")


def test_hanzi_of_all_blocks() -> None:
    assert [is_hanzi(one) for one in "张䶮𠅤〇·A1 "] == [True, True, True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("武炳祥", "Wǔ Bǐng Xiáng"),
        ("单雄信", "Shàn Xióng Xìn"),
        ("吕绿", "Lǚ Lǜ"),
        ("刘悦", "Liú Yuè"),
        ("欧阳㛃", "Ōu Yáng Jié"),
        ("阿布都·热合曼", "Ā Bù Dū · Rè Hé Màn"),
        ("John Smith", ""),
        ("", ""),
    ],
)
def test_a_name_is_read_aloud_with_tones(name: str, said: str) -> None:
    assert read_aloud(name) == said
