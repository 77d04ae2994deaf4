"""The official code of an organisation: text of 12 or 15 digits, with a leading zero that Excel eats (PRACTICE.md 1.3)."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from zhibu.kernel.decisions import Objection
from zhibu.register.terms.term import spelled

LENGTHS: Final = (12, 15)
FIELD: Final = "official_code"


@dataclass(frozen=True, slots=True)
class OfficialCode:
    """A code of full length; ``mended`` when its leading zero was put back."""

    value: str
    mended: bool = False


def mend_code(raw: str | float, known: Collection[str]) -> OfficialCode | Objection:
    """The code that a cell holds; one or more lost leading zeros are put back when exactly one known code fits."""
    text = spelled(raw).strip("'’‘`").removesuffix(".0")
    if "e+" in text or (isinstance(raw, float) and not raw.is_integer()):
        return _objection("code_digits_lost", "代码曾按数字保存，后面的数字已丢失。", "请先把该列设为“文本”格式，再重新填写代码。")
    if not (text.isascii() and text.isdigit()):
        return _objection("code_characters", "党组织代码只能是数字。", "请对照全国党员管理信息系统填写 12 位或 15 位代码。")
    if len(text) in LENGTHS:
        return OfficialCode(text)
    fitting = [filled for length in LENGTHS if len(text) < length and (filled := text.zfill(length)) in known]
    if len(fitting) == 1:
        return OfficialCode(fitting[0], mended=True)
    if len(text) + 1 in LENGTHS:
        return _objection(
            "code_lost_zero",
            f"代码只有 {len(text)} 位，可能丢了开头的 0，补上后没有唯一对应的党组织。",
            "请把该列设为“文本”格式，填写完整的 12 位或 15 位代码。",
        )
    return _objection("code_length", f"党组织代码应为 12 位或 15 位，这里是 {len(text)} 位。", "请填写完整的 12 位或 15 位代码。")


def _objection(code: str, message: str, remedy: str) -> Objection:
    return Objection(code=code, message=message, remedy=remedy, field=FIELD)
