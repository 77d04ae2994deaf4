"""Who may see a file is asked of the package that owns what it belongs to; ``config`` puts the owners in at start-up.

owners.use("message", Owner("消息", belonging=belonging_of_message, places=places_of_messages))
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from zhibu.kernel.decisions import Decision
from zhibu.kernel.readers import AccountReader


@dataclass(frozen=True, slots=True)
class Belonging:
    """What a reader sees of the subject."""

    path: str
    """Where it stands."""
    title: str
    url: str
    """Its page, to which one returns."""
    act: str
    """The right to add and remove attachments there."""
    person_id: int | None = None
    """Whom it concerns, where it is about a person: then each reading is logged."""
    fixed: Decision = field(default_factory=Decision)
    """What stands against any change, such as minutes that were signed."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A kind of subject."""

    label: str
    belonging: Callable[[AccountReader, str], Belonging | None]
    """By the code of the subject; None where it is out of scope."""
    places: Callable[[Collection[str]], Mapping[str, str]]
    """Where subjects stand, for the trail."""
    hold: Callable[[str], Decision] | None = None
    """Locks the subject until the operation ends, and says what stands against a change by then: a page may be an hour old."""


_owners: Final[dict[str, Owner]] = {}


def use(kind: str, owner: Owner) -> None:
    """Put one in, once at start-up."""
    _owners[kind] = owner


def held_for_change(kind: str, code: str) -> Decision:
    """Inside of an operation, before an attachment comes or goes."""
    owner = _owners.get(kind)
    return owner.hold(code) if owner is not None and owner.hold is not None else Decision()


def owner_of(kind: str) -> Owner | None:
    """Who answers for a kind; nobody sees a file of which nobody does."""
    return _owners.get(kind)
