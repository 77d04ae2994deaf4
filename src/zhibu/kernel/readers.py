"""Who is reading: the protocol through which lower packages ask about rights without knowing grants."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol


class Reader(Protocol):
    """Answers from plain values read once a request; paths are fixed-width decimal segments of organisations."""

    @property
    def account_id(self) -> int | None:
        """The account behind the request, None for commands and jobs."""
        ...

    @property
    def person_id(self) -> int | None:
        """The person whom the account belongs to, where that is known."""
        ...

    @property
    def former(self) -> frozenset[int]:
        """Other records of that person, merged into the one above: what was signed names them still, and is one's own."""
        ...

    @property
    def label(self) -> str:
        """How the trail names the actor."""
        ...

    @property
    def everywhere(self) -> bool:
        """True for commands and jobs that answer for the whole installation."""
        ...

    def may_own(self, act: str) -> bool:
        """Whether the act is allowed on one's own record."""
        ...

    def may(self, act: str, path: str) -> bool:
        """Whether the act is allowed on an object that stands at this path."""
        ...

    def paths(self, act: str) -> tuple[str, ...]:
        """The outermost subtrees in which the act is allowed."""
        ...

    def may_at(self, act: str, path: str) -> bool:
        """Whether a grant that allows the act rests on what stands at this very path, not only above it."""
        ...


class AccountReader(Reader, Protocol):
    """A reader who signed in: pages ask a little more than queries do."""

    @property
    def account_id(self) -> int:
        """The account behind the request."""
        ...

    @property
    def acts(self) -> frozenset[str]:
        """Every act allowed somewhere or on the own record."""
        ...

    @property
    def home_name(self) -> str:
        """The organisation of the widest grant, which pages start from; empty when there is none."""
        ...

    @property
    def home_path(self) -> str:
        """Where that organisation stands; empty when there is none."""
        ...

    def may_anywhere(self, act: str) -> bool:
        """Whether the act is allowed at all, somewhere or on the own record."""
        ...


@dataclass(frozen=True)
class SystemReader:
    """A command or job; the reason stands in the trail."""

    reason: str
    label: str = "命令行"
    account_id: int | None = None
    person_id: int | None = None
    former: frozenset[int] = frozenset()
    everywhere: bool = True

    def may_own(self, act: str) -> bool:
        """A command is nobody's own."""
        return False

    def may(self, act: str, path: str) -> bool:
        """Commands answer for the whole installation."""
        return True

    def may_anywhere(self, act: str) -> bool:
        """Commands answer for the whole installation."""
        return True

    def may_at(self, act: str, path: str) -> bool:
        """Commands answer for the whole installation."""
        return True

    def paths(self, act: str) -> tuple[str, ...]:
        """One range that holds every path."""
        return ("",)


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """Subtrees that lie in no other of them, in order."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


def path_end(path: str) -> str:
    """The first path behind a subtree: digits only, so the range holds under any collation."""
    return str(int(path) + 1).zfill(len(path)) if path else "9"
