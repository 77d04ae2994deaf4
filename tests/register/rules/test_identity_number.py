"""The identity number, GB 11643-1999: what is read, what is refused and why, what is shown."""

import string
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.kernel.dates import PartialDate
from zhibu.kernel.decisions import Decision
from zhibu.register.rules.identity_number import PROVINCES, IdentityNumber, check_digit, contradictions, parse, upgrade
from zhibu.register.rules.masking import is_masked, mask, mask_phone
from zhibu.register.terms.people import Sex

TODAY = date(2026, 11, 24)
SOUND = "11010519491231002X"

regions = st.sampled_from(sorted(PROVINCES)).flatmap(lambda province: st.integers(0, 9999).map(lambda rest: f"{province}{rest:04d}"))
births = st.dates(date(1900, 1, 1), TODAY)


@st.composite
def numbers(draw: st.DrawFn) -> str:
    first_17 = f"{draw(regions)}{draw(births):%Y%m%d}{draw(st.integers(0, 999)):03d}"
    return first_17 + check_digit(first_17)


def codes(result: IdentityNumber | Decision) -> list[str]:
    return [one.code.removeprefix("identity_number_") for one in result.objections] if isinstance(result, Decision) else []


@pytest.mark.parametrize(
    "raw",
    [
        SOUND,
        "11010519491231002x",
        "'11010519491231002X",
        "’11010519491231002X",
        " 110105 19491231 002X\u3000",
        "\ufeff11010519491231002X\u200b",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002×",
        "11010519491231002Х",  # Cyrillic
        "110105491231002",
        110105491231002,
        110105491231002.0,
    ],
)
def test_however_it_is_written_it_is_one_number(raw: str | float) -> None:
    number = parse(raw, today=TODAY)
    assert isinstance(number, IdentityNumber)
    assert (number.value, number.birth, number.sex, number.region) == (SOUND, date(1949, 12, 31), Sex.FEMALE, "110105")


def test_a_number_of_fifteen_digits_says_that_it_was_brought_to_eighteen() -> None:
    short, long = parse("110105491231002", today=TODAY), parse(SOUND, today=TODAY)
    assert isinstance(short, IdentityNumber)
    assert isinstance(long, IdentityNumber)
    assert (short.upgraded_from_15, long.upgraded_from_15) == (True, False)


@pytest.mark.parametrize(
    ("raw", "objections"),
    [
        (410105194912310000, ["digits_lost"]),
        (110105194912310021, ["digits_lost"]),
        (4.10105194912310e17, ["digits_lost"]),
        ("4.10105E+17", ["digits_lost"]),
        ("4.10105194912311E+17", ["digits_lost"]),
        ("４．１０１０５Ｅ＋１７", ["digits_lost"]),
        ("410105194912310000.0", ["digits_lost"]),
        ("410105195001010000", ["digits_lost"]),
        ("110105194912310021", ["check_digit"]),
        ("110105194913310021", ["birth_date"]),
        ("11010519490229002X", ["birth_date", "check_digit"]),
        ("110105202702010025", ["birth_date", "check_digit"]),
        ("19010519491231002X", ["region", "check_digit"]),
        ("00010519491331002X", ["region", "birth_date", "check_digit"]),
        ("11010519491231002", ["length"]),
        ("11010519491231002XX", ["length"]),
        ("", ["length"]),
        (12345, ["length"]),
        ("1101051949123100AX", ["characters"]),
        ("X10105194912310021", ["characters"]),
        ("11010549123100X", ["characters"]),
        (float("nan"), ["length"]),
    ],
)
def test_refused_with_every_reason(raw: str | float, objections: list[str]) -> None:
    assert codes(parse(raw, today=TODAY)) == objections


def test_no_refusal_repeats_the_number() -> None:
    decision = parse("110105194912310021", today=TODAY)
    assert isinstance(decision, Decision)
    assert [(one.field, one.article, "1949" in one.message + one.remedy) for one in decision.objections] == [
        ("identity_number", "GB 11643-1999", False)
    ]


def test_neither_does_a_traceback() -> None:
    assert repr(parse(SOUND, today=TODAY)) == "IdentityNumber(110*************2X)"


class TestGeneratedNumbers:
    NUMBER = "999999199001010019"[:17] + check_digit("99999919900101001")

    def test_are_taken_for_generated_data(self) -> None:
        number = parse(self.NUMBER, today=TODAY, generated=True)
        assert isinstance(number, IdentityNumber)
        assert number.generated

    def test_are_refused_elsewhere(self) -> None:
        assert codes(parse(self.NUMBER, today=TODAY)) == ["generated"]

    def test_open_no_door_for_another_region(self) -> None:
        first_17 = "99999819900101001"
        assert codes(parse(first_17 + check_digit(first_17), today=TODAY, generated=True)) == ["region"]

    def test_real_numbers_are_sound_there_too(self) -> None:
        assert codes(parse(SOUND, today=TODAY, generated=True)) == []


@given(numbers())
def test_a_sound_number_is_read(number: str) -> None:
    read = parse(number, today=TODAY)
    assert isinstance(read, IdentityNumber)
    assert (read.value, f"{read.birth:%Y%m%d}", read.sex is Sex.MALE) == (number, number[6:14], number[16] in "13579")


@given(numbers(), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_any_single_wrong_character_is_caught(number: str, place: int, sign: str) -> None:
    changed = number[:place] + sign + number[place + 1 :]
    assert isinstance(parse(changed, today=TODAY), Decision) == (changed != number)


@given(numbers(), st.integers(0, 16))
def test_two_neighbours_exchanged_are_caught(number: str, place: int) -> None:
    changed = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    assert isinstance(parse(changed, today=TODAY), Decision) == (changed != number)


@given(numbers().filter(lambda number: number[6:8] == "19"))
def test_fifteen_and_eighteen_digits_are_one(number: str) -> None:
    short = number[:6] + number[8:17]
    assert upgrade(short) == number
    long = parse(number, today=TODAY)
    assert isinstance(long, IdentityNumber)
    assert parse(short, today=TODAY) == long._replace(upgraded_from_15=True)


@given(births, st.booleans())
def test_the_row_agrees_with_its_own_number(birth: date, month_only: bool) -> None:
    number = IdentityNumber(SOUND, birth, Sex.FEMALE, "110105")
    first = birth.replace(day=1) if month_only else birth
    assert contradictions(number, sex=Sex.FEMALE, birth=PartialDate(first, month_only)).allowed


class TestContradictions:
    NUMBER = IdentityNumber(SOUND, date(1949, 12, 31), Sex.FEMALE, "110105")

    def found(self, *, sex: Sex | None = None, birth: PartialDate | None = None) -> list[tuple[str, str]]:
        return [(one.code, one.field) for one in contradictions(self.NUMBER, sex=sex, birth=birth).objections]

    def test_the_other_sex(self) -> None:
        assert self.found(sex=Sex.MALE) == [("sex_contradicts_number", "sex")]

    def test_an_unspecified_sex_contradicts_nothing(self) -> None:
        assert self.found(sex=Sex.UNSPECIFIED) == []

    def test_another_day(self) -> None:
        assert self.found(birth=PartialDate(date(1949, 12, 30))) == [("birth_contradicts_number", "birth")]

    def test_of_a_month_only_the_month_counts(self) -> None:
        assert self.found(birth=PartialDate(date(1949, 12, 1), month_only=True)) == []
        assert self.found(birth=PartialDate(date(1949, 11, 1), month_only=True)) == [("birth_contradicts_number", "birth")]

    def test_the_first_of_a_month_is_a_day_when_the_sheet_says_the_day(self) -> None:
        assert self.found(birth=PartialDate(date(1949, 12, 1))) == [("birth_contradicts_number", "birth")]

    def test_both_at_once(self) -> None:
        both = self.found(sex=Sex.MALE, birth=PartialDate(date(1950, 1, 1)))
        assert both == [("sex_contradicts_number", "sex"), ("birth_contradicts_number", "birth")]


def test_born_today_is_the_last_possible_birth() -> None:
    last, next_day = TODAY, TODAY + timedelta(days=1)
    first_17 = [f"110105{day:%Y%m%d}001" for day in (last, next_day)]
    assert [codes(parse(one + check_digit(one), today=TODAY)) for one in first_17] == [[], ["birth_date"]]


class TestMasks:
    @pytest.mark.parametrize(
        ("number", "shown"),
        [(SOUND, "110*************2X"), ("13800138000", "138******00"), ("123456", "123*56"), ("12345", "*****"), ("1", "*"), ("", "")],
    )
    def test_three_first_and_two_last(self, number: str, shown: str) -> None:
        assert mask(number) == shown

    def test_a_phone_is_masked_without_its_signs(self) -> None:
        assert [mask_phone(one) for one in ("0371-6655 8899", "+86 138 0013 8000")] == ["037*******99", "861********00"]

    @given(st.text(alphabet=string.digits + "X", max_size=30))
    def test_never_more_than_five_characters_are_shown(self, number: str) -> None:
        assert len(mask(number).replace("*", "")) <= 5
        assert len(mask(number)) == len(number)

    @pytest.mark.parametrize(
        ("cell", "masked"),
        [
            ("110*************2X", True),
            ("138****1234", True),
            ("410105********0021", True),
            ("＊＊＊＊", True),
            (SOUND, False),
            ("*", False),
            ("", False),
            ("五星级*", False),
        ],
    )
    def test_a_mask_is_known_when_it_comes_back(self, cell: str, *, masked: bool) -> None:
        assert is_masked(cell) is masked

    @given(numbers())
    def test_every_mask_of_ours_is_known(self, number: str) -> None:
        assert is_masked(mask(number))
