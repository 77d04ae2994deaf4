"""Polls that a package above asks for somebody else than the organisation whose members are asked; it says so when it starts.

Whoever is judged by a poll neither ends it nor counts its paper, and does not use up its question beforehand.
"""

from collections.abc import Callable
from typing import Final

from zhibu.polls.models import Poll
from zhibu.polls.rules import Question, same_words

Holder = Callable[[int], str]
"""By the number of a poll the path of the organisation for which it is held; empty where it is none of that package's."""

_holders: Final[list[Holder]] = []
_kept: Final[set[str]] = set()


def bring(holder: Holder, *questions: str) -> None:
    """These questions are asked by the package alone; once at start-up."""
    if holder not in _holders:
        _holders.append(holder)
    _kept.update(map(same_words, questions))


def held_at(poll: Poll) -> str:
    """Where a poll is held: where its members stand, unless a package says otherwise."""
    return next((path for find in _holders if (path := find(poll.pk))), str(poll.organisation.now_path))


def kept_words(asked: list[Question]) -> list[str]:
    """Those among questions that a package asks by itself."""
    return [one.text for one in asked if same_words(one.text) in _kept]
