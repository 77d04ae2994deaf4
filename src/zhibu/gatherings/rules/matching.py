"""Whom the names of a pasted list mean: on the list, several of one name, or nobody here. What is not clear is asked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zhibu.gatherings.rules.roll_call import Said
from zhibu.gatherings.terms.words import Presence, Standing

BY_NAME: Final = "name"
"""In attendance, by name alone."""
NOT_HERE: Final = "none"
"""Not recorded."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who bears a name."""

    person_id: int
    code: str
    name: str
    about: str
    expected: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """One name with what has to be asked about it; nothing where it is clear."""

    said: Said
    clear: Candidate | None = None
    who: tuple[tuple[str, str], ...] = ()
    """Choices: a person's code, in attendance by name, not recorded."""
    how: bool = False
    """Whether it has to be said how he was there."""

    @property
    def asks(self) -> bool:
        """Something is open."""
        return bool(self.who) or self.how


def matched(said: Sequence[Said], roll: Sequence[Candidate], others: Sequence[Candidate], *, guests: bool = True) -> list[Match]:
    """``roll`` are those expected (or in attendance already), ``others`` people of the reader's reach.

    Without ``guests`` nobody is taken from other rolls: a page of several organisations would not know to whose list he goes.
    """
    on_roll, elsewhere = _by_name(roll), _by_name(others if guests else ())
    return [_match(one, on_roll.get(one.name, []), elsewhere.get(one.name, [])) for one in said]


def _by_name(found: Sequence[Candidate]) -> Mapping[str, list[Candidate]]:
    names: dict[str, list[Candidate]] = {}
    for one in found:
        names.setdefault(one.name, []).append(one)
    return names


def _match(said: Said, here: Sequence[Candidate], elsewhere: Sequence[Candidate]) -> Match:
    if not here:
        return Match(said, who=_guests(said, elsewhere))
    contradicts = said.standing == Standing.IN_ATTENDANCE and all(one.expected for one in here)
    how = not said.presence or contradicts
    if len(here) == 1:
        return Match(said, clear=here[0], how=how)
    several = tuple((one.code, f"{one.name}（{one.about}）") for one in here)
    return Match(said, who=(*several, (NOT_HERE, "不记")), how=how)


def _guests(said: Said, elsewhere: Sequence[Candidate]) -> tuple[tuple[str, str], ...]:
    """Nobody of this name is expected here: in attendance, or a slip of the pen."""
    known = tuple((one.code, f"列席：{one.name}（{one.about}）") for one in elsewhere)
    return (*known, (BY_NAME, f"列席：{said.name}（不在名册上，只记姓名）"), (NOT_HERE, "不记"))


@dataclass(frozen=True, slots=True)
class Answer:
    """What was chosen for one name; empty where nothing was asked."""

    who: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """What a pasted list comes to."""

    marks: Mapping[int, str]
    in_attendance: tuple[int, ...] = ()
    named: tuple[str, ...] = ()


def marked(matches: Sequence[Match], answers: Sequence[Answer], people: Mapping[str, Candidate]) -> Marked:
    """Marks of those on the list, people and names in attendance; ``people`` are all candidates by code."""
    marks: dict[int, str] = {}
    guests: list[int] = []
    named: list[str] = []
    for match, answer in zip(matches, answers, strict=True):
        chosen = match.clear or people.get(answer.who)
        presence = answer.how or match.said.presence or str(Presence.PRESENT)
        if chosen is None:
            named += [match.said.name] if answer.who == BY_NAME and presence in {Presence.PRESENT, Presence.REMOTE} else []
        elif chosen.expected:
            marks[chosen.person_id] = presence
        else:
            guests.append(chosen.person_id)
    return Marked(marks, tuple(guests), tuple(named))
