"""Names of persons: one spelling for comparison, and the keys by which they are sorted and found.

``sort_key`` is ASCII and sorts under any collation as a Chinese roster does: character by character, by syllable, then tone,
then the character itself, so that all 张 stand together before the first 章. ``pinyin`` and ``initials`` are what people type.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from zhibu.register.rules.readings import Reading, is_hanzi, marked, reading_of
from zhibu.register.rules.surnames import COMPOUND, SINGLE

DOT: Final = "·"
DOTS: Final = dict.fromkeys(map(ord, "•‧∙・･⋅●．﹒᛫ᐧꞏ"), DOT)
DOT_BETWEEN_HANZI: Final = re.compile(r"(?<=[^\x00-\x7f])\s*[.·。]\s*(?=[^\x00-\x7f])")
PLAIN: Final = re.compile(r"[\u4e00-\u9fff]+")
U_WITH_DOTS: Final = re.compile("([ln])u\u0308")
SPACES: Final = re.compile(r"\s+")
BASE_36: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
UNREAD: Final = "zz"
"""Sorts behind every syllable: characters of which no reading is known."""

PRIVATE_USE: Final = {
    code: decoded
    for code, pair in enumerate((*range(0x50, 0x7F), *range(0x80, 0xA1)), start=0xE815)
    if not "\ue000" <= (decoded := bytes((0xFE, pair)).decode("gb18030")) <= "\uf8ff"
}
"""Rare characters that old software stored in the private area (U+E863 is 䶮): GBK rows FE50 to FEA0, by today's GB 18030."""


class NameKey(NamedTuple):
    """How a name is sorted and found: zs finds 张三 by initials, zhangs by pinyin."""

    sort_key: str
    pinyin: str
    initials: str

    @property
    def columns(self) -> dict[str, str]:
        """As a person's row keeps them, cut to what its columns hold."""
        return {"sort_key": self.sort_key[:120], "pinyin": self.pinyin[:120], "initials": self.initials[:30]}


class _Token(NamedTuple):
    sort: str
    letters: str


def normalise_name(raw: str) -> str:
    """The one spelling of a name: 张　三 is 张三, 阿布都•热合曼 has the middle dot, 'John  Smith' keeps one space."""
    if PLAIN.fullmatch(raw):
        return raw
    text = unicodedata.normalize("NFKC", raw.translate(PRIVATE_USE).translate(DOTS))
    text = "".join(one for one in text if unicodedata.category(one) not in {"Cf", "Cc"} or one.isspace())
    text = DOT_BETWEEN_HANZI.sub(DOT, SPACES.sub(" ", text).strip())
    return unicodedata.normalize("NFKC", _without_spaces_beside_hanzi(text).strip(f"{DOT} ")) if text else ""


def _without_spaces_beside_hanzi(text: str) -> str:
    """José García keeps its space; 张 三 and 李 Amy do not."""
    joined, *words = text.split(" ")
    for word in words:
        close = is_hanzi(joined[-1]) or is_hanzi(word[0]) or DOT in {joined[-1], word[0]}
        joined += word if close else f" {word}"
    return joined


def name_key(name: str) -> NameKey:
    """The keys of a name as ``normalise_name`` leaves it."""
    tokens = _tokens(name)
    return NameKey(
        sort_key="".join([token.sort for token in tokens]),
        pinyin="".join([token.letters for token in tokens]),
        initials="".join([token.letters[:1] for token in tokens]),
    )


def read_aloud(name: str) -> str:
    """How a name is said, a syllable for each character, with tones: Wǔ Bǐng Xiáng. Empty where no character has a reading."""
    surname = _surname(name)
    words = [marked(one) for one in (COMPOUND.get(surname) or SINGLE[surname])] if surname else []
    for hanzi, run in groupby(name[len(surname) :], key=is_hanzi):
        text = "".join(run)
        words += [marked(reading) if (reading := reading_of(one)) else one for one in text] if hanzi else [text.strip()]
    return " ".join(word[:1].upper() + word[1:] for word in words if word) if any(map(is_hanzi, name)) else ""


def search_key(query: str) -> str:
    """What somebody types into the search, as pinyin and initials are kept: small letters without tones, lü and nü as lv and nv."""
    text = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", query).casefold())
    text = U_WITH_DOTS.sub(r"\1v", text)
    return "".join(one for one in text if one.isascii() and one.isalnum())


def _tokens(name: str) -> list[_Token]:
    surname = _surname(name)
    tokens = list(_surname_tokens(surname)) if surname else []
    given = name[len(surname) :]
    if PLAIN.fullmatch(given):
        return tokens + [_hanzi(character) for character in given]
    for hanzi, run in groupby(given, key=is_hanzi):
        text = "".join(run)
        tokens += [_hanzi(character) for character in text] if hanzi else _latin(text)
    return tokens


def _surname(name: str) -> str:
    """The surname whose reading the tables know, empty when the characters are read as everywhere (阿布都·热合曼 has none)."""
    if DOT in name:
        return ""
    if len(name) >= 3 and name[:2] in COMPOUND:
        return name[:2]
    return name[:1] if len(name) > 1 and name[:1] in SINGLE else ""


@lru_cache(maxsize=1024)
def _surname_tokens(surname: str) -> tuple[_Token, ...]:
    readings = COMPOUND.get(surname) or SINGLE[surname]
    return tuple(_token(character, reading) for character, reading in zip(surname, readings, strict=True))


@lru_cache(maxsize=50_000)
def _hanzi(character: str) -> _Token:
    return _token(character, reading_of(character))


def _token(character: str, reading: Reading | None) -> _Token:
    code = _base_36(ord(character))
    return _Token(f"{UNREAD}0{code}", "") if reading is None else _Token(f"{reading.syllable}{reading.tone}{code}", reading.syllable)


def _latin(text: str) -> list[_Token]:
    """Words in small ASCII letters, é as e; letters of other scripts have no place in an ASCII key."""
    plain = unicodedata.normalize("NFKD", text).lower()
    letters = "".join(one if one.isalnum() else " " for one in plain if one.isascii())
    return [_Token(f"{word}00000", word) for word in letters.split()]


def _base_36(code: int) -> str:
    """Four signs, in the order of the numbers."""
    signs = ""
    for _ in range(4):
        code, rest = divmod(code, 36)
        signs = BASE_36[rest] + signs
    return signs
