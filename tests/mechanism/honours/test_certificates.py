"""What certificates say, by which surname they are found, whom the board shows; and that the font has rare characters."""

import struct
from datetime import date
from pathlib import Path

import pytest

from tests.mechanism.honours.granted import told
from zhibu.exchange.pdf import FONTS
from zhibu.mechanism.honours.certificates import by_addressee, certificate_sheet, on_the_board, square
from zhibu.mechanism.honours.rules.certificates import addressed, heading_of, in_order, said_of, spaced, surnames_of
from zhibu.mechanism.honours.terms import HonourKind, Receiver

RARE = "䶮㛃㑇喆堃翀旻璟甯𬍛𬱖𬭎𨱏㐂"


@pytest.mark.parametrize(
    ("name", "surnames"),
    [
        ("张三", ("张",)),
        ("欧阳建国", ("欧", "欧阳")),
        ("欧阳", ("欧",)),
        ("阿布都·热合曼", ("阿", "阿布都")),
        ("龚䶮", ("龚",)),
    ],
)
def test_a_person_is_found_by_the_surname_as_people_give_it(name: str, surnames: tuple[str, ...]) -> None:
    assert surnames_of(told(name=name)) == surnames


def test_an_organisation_is_found_by_its_first_character_or_its_name() -> None:
    found = told(name="晨光社区党委", receiver=Receiver.ORGANISATION, kind=str(HonourKind.ADVANCED_ORGANISATION))
    assert surnames_of(found) == ("晨", "晨光社区党委")


def test_each_kind_says_its_own_sentence() -> None:
    medal = told(kind=str(HonourKind.FIFTY_YEAR_MEDAL), title="“光荣在党50年”纪念章")
    leading = told(kind=str(HonourKind.LEADING_MEMBER), title="党员带头人", receiver=Receiver.UNIT, of="向阳小学", name="龚䶮")
    branch = told(kind=str(HonourKind.ADVANCED_ORGANISATION), title="先进党组织", receiver=Receiver.ORGANISATION, name="第一党支部", of="")
    assert [said_of(one).words for one in (told(), medal, leading, branch)] == [
        "被评为2026年度“优秀共产党员”。",
        "党龄达到五十年，颁发“光荣在党50年”纪念章。",
        "被评为2026年度“党员带头人”。",
        "被评为2026年度“先进党组织”。",
    ]
    assert [one.called for one in (told(), leading, branch)] == ["张三同志", "龚䶮同志", "第一党支部"]
    assert [addressed(one) for one in (told(), leading, branch)] == ["张三同志：", "向阳小学　龚䶮同志：", "第一党支部："]
    assert [heading_of(one) for one in (told(), branch)] == ["荣誉证书", "奖状"]


def test_the_code_is_printed_in_groups_that_do_not_count_when_it_is_typed() -> None:
    assert spaced("ABCDEFGHJK") == "ABCDE FGHJK"


def test_they_are_called_up_by_day_then_in_the_order_of_the_kinds() -> None:
    organisation = told(kind=str(HonourKind.ADVANCED_ORGANISATION), title="先进党组织")
    later = told(kind=str(HonourKind.ADVANCED_ORGANISATION), title="先进党组织", decided_on=date(2026, 6, 28))
    assert in_order([later, told(), organisation]) == [organisation, told(), later]


def test_the_board_shows_persons_who_agreed_and_every_organisation() -> None:
    agreed, silent = told(name="李四", public=True), told(name="王五")
    unit = told(name="向阳小学", receiver=Receiver.UNIT, kind=str(HonourKind.ADVANCED_UNIT))
    leading = told(name="龚䶮", receiver=Receiver.UNIT, kind=str(HonourKind.LEADING_MEMBER))
    assert on_the_board([agreed, silent, unit, leading]) == [agreed, unit]


def test_good_news_is_one_letter_for_each_addressee() -> None:
    one, two, other = told(name="李四"), told(name="王五"), told(name="赵六", news_to="第二党支部")
    assert by_addressee([one, other, two]) == {"第一党支部": [one, two], "第二党支部": [other]}


def test_no_square_is_drawn_without_a_portal() -> None:
    assert (square(""), square("https://portal.example/certificate/?code=X")[:4]) == ("", "<svg")


def test_the_font_has_rare_characters() -> None:
    (font,) = FONTS.glob("*.ttf")
    assert [sign for sign in RARE if ord(sign) not in _characters(font)] == []


@pytest.mark.parametrize("layout", ["", "inner", "medal"])
def test_every_layout_is_set(layout: str) -> None:
    kind = HonourKind.FIFTY_YEAR_MEDAL if layout == "medal" else HonourKind.EXCELLENT_MEMBER
    made = certificate_sheet([told(name="龚䶮", kind=str(kind)), told(name="方㛃", kind=str(kind))], "" if layout == "medal" else layout)
    assert made[:4] == b"%PDF"


def _characters(font: Path) -> set[int]:
    """What a font has glyphs for, by the table of whole Unicode (format 12)."""
    data = font.read_bytes()
    tables = struct.unpack_from(">H", data, 4)[0]
    places = {data[at : at + 4]: struct.unpack_from(">I", data, at + 8)[0] for at in range(12, 12 + 16 * tables, 16)}
    start, found = places[b"cmap"], set[int]()
    for number in range(struct.unpack_from(">H", data, start + 2)[0]):
        part = start + struct.unpack_from(">I", data, start + 8 + 8 * number)[0]
        if struct.unpack_from(">H", data, part)[0] == 12:
            groups = struct.unpack_from(">I", data, part + 12)[0]
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", data, part + 16 + 12 * group)
                found.update(range(first, last + 1))
    return found
