"""What every word list has in common: the value is stored, the label is shown, the synonyms are what sheets write instead."""

import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, Self

INVISIBLE: Final = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})
"""Unicode categories of characters that nobody sees: controls, joiners, byte order marks, every space."""


LONGEST_KEPT: Final = 120


def spelled(raw: str | float) -> str:
    """The spelling under which a value is looked up: no spaces or invisible characters, half-width; 1.0 from a number cell is '1'."""
    return _respelled(raw) if isinstance(raw, str) and len(raw) > LONGEST_KEPT else _spelled_before(raw)


def _respelled(raw: str | float) -> str:
    text = str(int(raw)) if isinstance(raw, float) and raw.is_integer() else str(raw)
    text = unicodedata.normalize("NFKC", text).casefold()
    return "".join(one for one in text if unicodedata.category(one) not in INVISIBLE)


_spelled_before = lru_cache(maxsize=8192, typed=True)(_respelled)


class Term(StrEnum):
    """A closed word list. Members are declared as ``NAME = value, label, *synonyms``."""

    _value_: str
    label: str
    synonyms: tuple[str, ...]

    def __new__(cls, value: str, label: str, *synonyms: str) -> Self:
        """Keep the value as the string itself, with label and synonyms beside it."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.synonyms = synonyms
        return member

    @property
    def spellings(self) -> tuple[str, ...]:
        """All texts that mean this word in a sheet."""
        return (self.label, *self.synonyms)

    @classmethod
    def read(cls, raw: str | float) -> Self | None:
        """The word that a cell of a sheet means, or None when the list has no such word."""
        name = names_by_spelling(cls).get(spelled(raw))
        return None if name is None else cls[name]

    @classmethod
    def stored(cls, value: str) -> Self:
        """The word of a value that the database holds; ``ValueError`` for one that the list has not."""
        return cls(value)  # type: ignore[call-arg]  # an Enum that exists is called with the value alone, not as it was made

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Value and label of each word, in the order of the list."""
        return list(labels_by_value(cls).items())

    @classmethod
    def labels(cls) -> Mapping[str, str]:
        """Label by stored value."""
        return labels_by_value(cls)

    @classmethod
    def word(cls, value: str) -> str:
        """A stored value in words; one that the list has not stays as it was written."""
        return labels_by_value(cls).get(value, value)


class CodedTerm(Term):
    """A word list with the codes of a national standard: ``NAME = value, code, label, *synonyms``."""

    code: str

    def __new__(cls, value: str, code: str, label: str, *synonyms: str) -> Self:
        """As any term, with the code of the standard."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.code = code
        member.label = label
        member.synonyms = synonyms
        return member

    @property
    def spellings(self) -> tuple[str, ...]:
        """The code stands in sheets as well; a number cell has eaten its leading zero."""
        return (self.code, self.code.lstrip("0") or "0", self.label, *self.synonyms)


@cache
def labels_by_value(terms: type[Term]) -> Mapping[str, str]:
    """A word list as its columns hold it and as pages show it."""
    return {one.value: one.label for one in terms}


@cache
def names_by_spelling(terms: type[Term]) -> dict[str, str]:
    """A word list turned over, from spelling to name; two words with one spelling are a mistake of ours and stop the start."""
    table: dict[str, str] = {}
    for one in terms:
        for spelling in {spelled(text) for text in one.spellings}:
            if table.setdefault(spelling, one.name) != one.name:
                message = f"{spelling} stands for {table[spelling]} and {one.name}"
                raise ValueError(message)
    return table
