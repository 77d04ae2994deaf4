"""What somebody typed to find a person: a name, pinyin, initials, the last four digits, a code."""

import re
import unicodedata
from typing import Final

from zhibu.register.queries.scopes import EVERYBODY, NOBODY, Sql
from zhibu.register.rules.names import normalise_name, search_key
from zhibu.store.keys import key_store

LETTERS: Final = re.compile(r"[a-z' ]+", re.IGNORECASE | re.ASCII)
CODE: Final = re.compile(r"r\d{6,}", re.IGNORECASE | re.ASCII)
LAST_FOUR: Final = re.compile(r"\d{3}[\dXx]", re.ASCII)
NUMBER: Final = re.compile(r"\d{15}|\d{17}[\dXx]", re.ASCII)


def is_number(text: str) -> bool:
    """Whether a whole identity number was typed: it is looked for by a form of its own, never by an address."""
    return NUMBER.fullmatch("".join(unicodedata.normalize("NFKC", text).split())) is not None


def text_condition(text: str, *, last_four: Sql, wide: bool) -> Sql:
    """Read the search text.

    ``last_four`` says among whom these may be looked for: whoever sees only names learns no number by trying.
    ``wide``: the scope is large, so that the index of the word is the way in, not that of the scope.
    """
    asked = unicodedata.normalize("NFKC", text).strip()
    if not asked:
        return EVERYBODY
    if CODE.fullmatch(asked):
        return Sql("p.code = %s", (asked.upper(),))
    if is_number(asked):
        return NOBODY
    if LAST_FOUR.fullmatch(asked):
        return Sql("p.last_four_index = %s", (key_store().index_of_last_four(asked.upper()),)).beside(last_four)
    word = search_key(asked) if LETTERS.fullmatch(_without_marks(asked)) else ""
    if word:
        return _letters(word, wide=wide)
    name = normalise_name(asked)
    return _named(name, wide=wide) if name else NOBODY


def _without_marks(text: str) -> str:
    """``lǚ`` is typed with letters too."""
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


def _named(name: str, *, wide: bool) -> Sql:
    """Signs that mean something to LIKE stand for themselves."""
    literal = name.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return Sql("p.name LIKE %s ESCAPE '!'", (f"{literal}%" if wide else f"%{literal}%",))


def _letters(word: str, *, wide: bool) -> Sql:
    """``zs`` finds 张三 and 赵树 by their initials, ``zhangs`` by the beginning of the pinyin."""
    initials, pinyin = ("p.initials", "p.pinyin") if wide else ("(p.initials || '')", "(p.pinyin || '')")
    first, second = _begins(initials, word), _begins(pinyin, word)
    return Sql(f"({first.text} OR {second.text})", (*first.values, *second.values))


def _begins(column: str, word: str) -> Sql:
    """One range, in letters alone, so that it holds under any collation."""
    end = next_word(word)
    if not end:
        return Sql(f"{column} >= %s", (word,))
    return Sql(f"({column} >= %s AND {column} < %s)", (word, end))


def next_word(word: str) -> str:
    """The first word of letters behind all that begin with this one: ``zs`` -> ``zt``, ``lz`` -> ``m``; empty when there is none."""
    head = word.rstrip("z")
    return head[:-1] + chr(ord(head[-1]) + 1) if head else ""
