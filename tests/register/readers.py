"""Readers for tests: what somebody may do, and where, without accounts and grants."""

from dataclasses import dataclass, field

from zhibu.register.models import Organisation


@dataclass(frozen=True)
class TestReader:
    """Acts in subtrees, and acts on the own record."""

    __test__ = False

    subtrees: dict[str, tuple[str, ...]] = field(default_factory=dict)
    own: frozenset[str] = frozenset()
    person_id: int | None = None
    former: frozenset[int] = frozenset()
    account_id: int | None = None
    label: str = "某人"
    everywhere: bool = False
    home_name: str = ""
    home_path: str = ""

    def may_own(self, act: str) -> bool:
        return self.person_id is not None and act in self.own

    def may(self, act: str, path: str) -> bool:
        return path.startswith(self.paths(act)) if self.paths(act) else False

    def paths(self, act: str) -> tuple[str, ...]:
        return self.subtrees.get(act, ())

    def may_at(self, act: str, path: str) -> bool:
        return path in self.paths(act)

    @property
    def acts(self) -> frozenset[str]:
        return frozenset(self.subtrees) | (self.own if self.person_id is not None else frozenset())

    def may_anywhere(self, act: str) -> bool:
        return act in self.acts


def reader_at(place: Organisation, *acts: str) -> TestReader:
    """Somebody who may do these acts at an organisation and below."""
    return TestReader(dict.fromkeys(acts, (place.now_path,)))
