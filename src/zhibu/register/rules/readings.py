"""How characters are read: Mandarin syllable and tone of one character, from pypinyin's table.

Only that table is read, not the package: its 47,000 phrases cost a quarter of a second and 50 MB at every start, and a
name is no phrase.
"""

import json
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, NamedTuple

TONES: Final = {"\u0304": 1, "\u0301": 2, "\u030c": 3, "\u0300": 4}
DIAERESIS: Final = "\u0308"
NEUTRAL: Final = 5


class Reading(NamedTuple):
    """A syllable in plain letters (ü is v, as it is typed) and its tone."""

    syllable: str
    tone: int


BETTER_IN_NAMES: Final = {
    "晟": Reading("sheng", 4),
    "长": Reading("chang", 2),
    "乘": Reading("cheng", 2),
    "地": Reading("di", 4),
    "的": Reading("di", 2),
    "得": Reading("de", 2),
    "了": Reading("liao", 3),
    "着": Reading("zhuo", 2),
    "翟": Reading("zhai", 2),
    "缪": Reading("miao", 4),
    "还": Reading("huan", 2),
    "都": Reading("du", 1),
    "没": Reading("mo", 4),
    "呙": Reading("guo", 1),
    "偲": Reading("si", 1),
    "㛃": Reading("jie", 2),
}
"""Characters whose first reading in the table is not the one that names use."""


def is_hanzi(character: str) -> bool:
    """Chinese characters of any block, 〇 among them."""
    code = ord(character)
    return 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF or code == 0x3007 or 0xF900 <= code <= 0xFAFF or 0x2E80 <= code <= 0x2FDF


@cache
def reading_of(character: str) -> Reading | None:
    """The usual reading of one character in a given name, None for signs that have none."""
    better = BETTER_IN_NAMES.get(character)
    if better is not None:
        return better
    written = _table().get(str(ord(character)))
    return None if written is None else plain(written.partition(",")[0])


def plain(written: str) -> Reading:
    """'lǚ' is lv, third tone."""
    tone, letters = NEUTRAL, ""
    for sign in unicodedata.normalize("NFD", written):
        if sign in TONES:
            tone = TONES[sign]
        elif sign == DIAERESIS:
            letters = letters[:-1] + "v"
        elif sign.isascii() and sign.isalpha():
            letters += sign
    return Reading(letters, tone)


def marked(reading: Reading) -> str:
    """The other way round: lv, third tone, is 'lǚ'. The mark stands on a or e, on the o of ou, else on the last vowel."""
    letters = reading.syllable.replace("v", "ü")
    sign = next((mark for mark, tone in TONES.items() if tone == reading.tone), "")
    at = next((letters.index(one) for one in ("a", "e", "ou") if one in letters), -1)
    at = at if at >= 0 else max((letters.rfind(one) for one in "iouü"), default=-1)
    return unicodedata.normalize("NFC", f"{letters[: at + 1]}{sign}{letters[at + 1 :]}") if at >= 0 else letters


@cache
def _table() -> dict[str, str]:
    spec = find_spec("pypinyin")
    if spec is None or not spec.submodule_search_locations:
        message = "pypinyin is not installed"
        raise RuntimeError(message)
    table: dict[str, str] = json.loads((Path(spec.submodule_search_locations[0]) / "pinyin_dict.json").read_text(encoding="utf-8"))
    return table
