"""The citizen's identity number, GB 11643-1999: six digits of region, eight of birth, three of sequence, one check digit.

The check digit is ISO 7064 MOD 11-2. Numbers of 15 digits (before 1999: two digits of the year, no check digit) are
brought to 18, so that both forms are one number. A number that Excel kept as a number has lost its last three digits and
is refused with that reason: nothing can bring them back.
"""

import re
import unicodedata
from datetime import date
from operator import mul
from typing import Final, NamedTuple

from zhibu.kernel.dates import PartialDate
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.rules.masking import mask
from zhibu.register.terms.people import Sex

STANDARD: Final = "GB 11643-1999"
FIELD: Final = "identity_number"

WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS: Final = "10X98765432"
ZERO: Final = ord("0") * sum(WEIGHTS)
"""What the weighted sum of bytes has more than that of digits."""

PROVINCES: Final = frozenset(
    str(code)
    for block in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66), (71, 81, 82, 83))
    for code in block
)
"""First two digits of GB/T 2260, with 81 to 83 of the residence permits of Hong Kong, Macao and Taiwan."""

GENERATED_REGION: Final = "999999"
"""Assigned to nobody: the region of every number that our generator makes."""

EARLIEST_YEAR: Final = 1900
EXACT_DIGITS: Final = 15
"""Excel keeps fifteen digits of a number; the rest become zeros."""

EIGHTEEN: Final = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
FIFTEEN: Final = re.compile(r"[0-9]{15}", re.ASCII)
SCIENTIFIC: Final = re.compile(r"[0-9](?:\.[0-9]+)?E\+?[0-9]{1,2}|[0-9]{16,18}\.0+", re.ASCII)
LOOKS_LIKE_X: Final = str.maketrans("×хХΧχ", "XXXXX", "'’‘`´ʼ′\"“”")
"""Signs typed for an X (multiplication sign, Cyrillic and Greek letters); quotation marks that keep a cell a text fall away."""


class IdentityNumber(NamedTuple):
    """A number that holds together, in its form of 18 characters (a tuple: a hundred thousand are made in one import)."""

    value: str
    birth: date
    sex: Sex
    region: str
    upgraded_from_15: bool = False

    def __repr__(self) -> str:
        """Masked: a number has no place in a log or a traceback."""
        return f"IdentityNumber({self.masked})"

    @property
    def last_four(self) -> str:
        """The part that has an index and a right of its own."""
        return self.value[-4:]

    @property
    def masked(self) -> str:
        """Three first and two last."""
        return mask(self.value)

    @property
    def generated(self) -> bool:
        """True for the invented numbers of the sample street."""
        return self.region == GENERATED_REGION


def parse(raw: str | float, *, today: date, generated: bool = False) -> IdentityNumber | Decision:
    """The number that a cell holds, or every objection against it; ``generated`` admits the region of invented numbers."""
    text = spelled_number(raw) if isinstance(raw, str) else _digits_of(raw)
    if EIGHTEEN.fullmatch(text) and isinstance(raw, str):
        return _read(text, today=today, generated=generated, upgraded=False)
    if FIFTEEN.fullmatch(text):
        return _read(upgrade(text), today=today, generated=generated, upgraded=True)
    lost = SCIENTIFIC.fullmatch(text) or (not isinstance(raw, str) and len(text) > EXACT_DIGITS)
    return Decision.of(_digits_lost() if lost else _misshapen(text))


def _digits_of(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else str(number)


def spelled_number(raw: str) -> str:
    """The characters that count: half-width, without spaces, invisible characters and quotation marks, X in capitals."""
    if EIGHTEEN.fullmatch(raw):
        return raw
    text = unicodedata.normalize("NFKC", raw).translate(LOOKS_LIKE_X).upper()
    return "".join(one for one in text if unicodedata.category(one) not in {"Cc", "Cf", "Zs", "Zl", "Zp"})


def check_digit(first_17: str) -> str:
    """The 18th character by ISO 7064 MOD 11-2."""
    return CHECK_DIGITS[(sum(map(mul, WEIGHTS, first_17.encode("ascii"))) - ZERO) % 11]


def upgrade(number_15: str) -> str:
    """The 18 characters of a number of 15 digits: the year is of the 20th century, the check digit is added."""
    first_17 = f"{number_15[:6]}19{number_15[6:]}"
    return first_17 + check_digit(first_17)


def contradictions(number: IdentityNumber, *, sex: Sex | None, birth: PartialDate | None) -> Decision:
    """What the rest of the row says against the number; of a birth date known by its month only the month is compared."""
    return Decision.of(_other_sex(number, sex), _other_birth(number, birth))


def _read(text: str, *, today: date, generated: bool, upgraded: bool) -> IdentityNumber | Decision:
    birth = _birth(text)
    decision = Decision.of(_wrong_region(text, generated=generated), _wrong_birth(birth, today), _wrong_check_digit(text))
    if birth is None or not decision.allowed:
        return decision
    return IdentityNumber(text, birth, Sex.MALE if text[16] in "13579" else Sex.FEMALE, text[:6], upgraded)


def _birth(text: str) -> date | None:
    try:
        return date.fromisoformat(text[6:14])
    except ValueError:
        return None


def _wrong_region(text: str, *, generated: bool) -> Objection | None:
    if text[:2] in PROVINCES or (generated and text.startswith(GENERATED_REGION)):
        return None
    if text.startswith(GENERATED_REGION):
        return _objection("generated", "号码前六位是 999999，这是演示数据专用的虚构号码。", "请填写本人真实的公民身份号码。")
    return _objection("region", "号码前两位不是国家编定的省级行政区划代码。", "请对照身份证核对号码前六位。")


def _wrong_birth(birth: date | None, today: date) -> Objection | None:
    if birth is None:
        return _objection("birth_date", "号码第 7 至 14 位不是一个存在的日期。", "请对照身份证核对号码中的出生日期。")
    if birth > today:
        return _objection("birth_date", "号码中的出生日期晚于今天。", "请对照身份证核对号码中的出生日期。")
    if birth.year < EARLIEST_YEAR:
        return _objection("birth_date", "号码中的出生日期早于 1900年。", "请对照身份证核对号码中的出生日期。")
    return None


def _wrong_check_digit(text: str) -> Objection | None:
    if check_digit(text[:17]) == text[17]:
        return None
    if text.endswith("000"):
        return _digits_lost()
    return _objection("check_digit", "最后一位校验码与前 17 位不符，号码有错。", "请对照身份证逐位核对，重新填写。")


def _digits_lost() -> Objection:
    return _objection(
        "digits_lost",
        "号码曾按数字保存，表格软件只留前 15 位，末位数字已丢失。",
        "请先把该列设为“文本”格式，再对照身份证重新填写完整号码。",
    )


def _misshapen(text: str) -> Objection:
    if len(text) in {15, 18}:
        return _objection("characters", "号码中有数字以外的字符（只有 18 位号码的末位可以是 X）。", "请对照身份证重新填写。")
    return _objection("length", f"号码应为 18 位（或旧号码 15 位），这里是 {len(text)} 位。", "请对照身份证重新填写。")


def _objection(code: str, message: str, remedy: str) -> Objection:
    return Objection(code=f"identity_number_{code}", message=message, article=STANDARD, remedy=remedy, field=FIELD)


def _other_sex(number: IdentityNumber, sex: Sex | None) -> Objection | None:
    if sex is None or not sex.tells or sex is number.sex:
        return None
    return Objection(
        code="sex_contradicts_number",
        message=f"性别填写为“{sex.label}”，公民身份号码第 17 位表示“{number.sex.label}”。",
        article=STANDARD,
        remedy="请对照身份证核对性别和公民身份号码。",
        field="sex",
    )


def _other_birth(number: IdentityNumber, birth: PartialDate | None) -> Objection | None:
    if birth is None:
        return None
    same_month = (birth.day.year, birth.day.month) == (number.birth.year, number.birth.month)
    if same_month and (birth.month_only or birth.day == number.birth):
        return None
    return Objection(
        code="birth_contradicts_number",
        message=f"出生日期填写为 {birth}，与公民身份号码中的出生日期不一致。",
        article=STANDARD,
        remedy="请对照身份证核对出生日期和公民身份号码。",
        field="birth",
    )
