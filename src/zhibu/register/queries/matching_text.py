"""What somebody typed to find a person: a name, pinyin, initials, a number, a code."""

import re
from typing import Any, Final, NamedTuple

from zhibu.kernel.dates import FAR
from zhibu.register.rules.identity_number import IdentityNumber, parse
from zhibu.register.rules.names import normalise_name
from zhibu.store.keys import key_store

LETTERS: Final = re.compile(r"[a-z' ]+", re.IGNORECASE)
CODE: Final = re.compile(r"r\d{6,}", re.IGNORECASE)
LAST_FOUR: Final = re.compile(r"\d{3}[\dXx]")
NUMBER: Final = re.compile(r"\d{15}|\d{17}[\dXx]")


class Condition(NamedTuple):
    """A part of a WHERE over ``register_person p``; empty text matches everybody."""

    sql: str
    values: tuple[Any, ...]


NOTHING: Final = Condition("1 = 0", ())


def next_word(word: str) -> str:
    """The first word behind all that begin with this one; letters a to z only."""
    return word[:-1] + chr(ord(word[-1]) + 1)


def text_condition(text: str, *, may_last_four: bool, wide: bool) -> Condition:
    """Read the search text. ``wide``: the scope is large, so that the index of the word is the way in, not that of the scope."""
    asked = text.strip()
    if not asked:
        return Condition("", ())
    if CODE.fullmatch(asked):
        return Condition("p.code = %s", (asked.upper(),))
    if NUMBER.fullmatch(asked):
        return _number(asked)
    if LAST_FOUR.fullmatch(asked):
        return Condition("p.last_four_index = %s", (key_store().index_of_last_four(asked.upper()),)) if may_last_four else NOTHING
    if LETTERS.fullmatch(asked):
        return _letters(re.sub("[' ]", "", asked.lower()), wide=wide)
    name = normalise_name(asked).replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return Condition("p.name LIKE %s ESCAPE '!'", (f"{name}%" if wide else f"%{name}%",))


def _number(asked: str) -> Condition:
    found = parse(asked, today=FAR, generated=True)
    if not isinstance(found, IdentityNumber):
        return NOTHING
    return Condition("p.id_number_index = %s", (key_store().index_of_number(found.value),))


def _letters(word: str, *, wide: bool) -> Condition:
    """``zs`` finds 张三 and 赵树 by their initials, ``zhangs`` by the beginning of the pinyin."""
    initials, pinyin = ("p.initials", "p.pinyin") if wide else ("(p.initials || '')", "(p.pinyin || '')")
    end = next_word(word)
    return Condition(f"(({initials} >= %s AND {initials} < %s) OR ({pinyin} >= %s AND {pinyin} < %s))", (word, end, word, end))
