"""The rules of a day: values with their articles, clauses in force, and a record of what was read."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from zhibu.kernel.decisions import Reading
from zhibu.rulebook.entries import Case, Clause, DecisionRule, Parameter, Source, Value

STALE: Final = timedelta(days=365)
"""What nobody has compared with its text for so long is listed."""


class UnknownRule(LookupError):
    """A program asked for a parameter that the rulebook does not have, or that had no value on the day."""


@dataclass(frozen=True, slots=True)
class LocalValue:
    """What a street decided for itself, in place of a default."""

    value: Value
    basis: str


Local = Mapping[str, LocalValue]
"""A street's own values of a day, by parameter."""
NOTHING_LOCAL: Final[Local] = {}


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All regulations, whatever the day."""

    sources: Mapping[str, Source]
    parameters: Mapping[str, Parameter]
    clauses: Mapping[str, Clause]
    cases: tuple[Case, ...]
    decisions: Mapping[str, DecisionRule] = field(default_factory=dict)

    def on(self, day: date, local: Local = NOTHING_LOCAL) -> "Rules":
        """The rules of a day, for a street with values of its own."""
        return Rules(self, day, local)

    def stale(self, day: date) -> list[Parameter]:
        """Values that nobody has checked for a year."""
        return [one for one in self.parameters.values() if not one.local and one.checked + STALE <= day]

    def cited(self, entry: Parameter | Clause | DecisionRule) -> str:
        """Where it stands, as people cite it: 《支部工作条例》第四条."""
        return f"《{self.sources[entry.source].short}》{entry.article}"

    def readers(self, parameter: str) -> list[Clause | DecisionRule]:
        """The clauses and decisions that read a parameter."""
        rules: Iterable[Clause | DecisionRule] = (*self.clauses.values(), *self.decisions.values())
        return [one for one in rules if parameter in one.parameters]

    def cases_of(self, name: str) -> list[Case]:
        """The cases that test a clause or a decision; a parameter is tested through what reads it."""
        names = {one.id for one in self.readers(name)} if name in self.parameters else {name}
        return [case for case in self.cases if (case.clause or case.decision) in names]


@dataclass(slots=True)
class Rules:
    """Answers for one day; ``read`` gathers the parameters that were asked for, so that a decision can name them."""

    book: Rulebook
    day: date
    local: Local = field(default_factory=dict)
    read: list[Reading] = field(default_factory=list)
    _known: dict[str, Value] = field(default_factory=dict)

    def value(self, name: str) -> Value:
        """The street's own value where it has one, else that of the regulation; the reading is remembered, and looked up once."""
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name: str) -> Value:
        parameter = self.book.parameters.get(name)
        if parameter is None:
            raise UnknownRule(name)
        own = self.local.get(name) if parameter.local else None
        found = own.value if own is not None else parameter.on(self.day)
        if found is None:
            raise UnknownRule(f"{name} on {self.day}")
        if name not in self.read:
            self.read.append(Reading(name, says=parameter.says, value=parameter.shown(found), article=self.article(name)))
        return found

    def number(self, name: str) -> int:
        """A value that counts something."""
        return int(self.value(name))

    def knows(self, names: Iterable[str]) -> bool:
        """Whether each of them has a value on the day."""
        return all(self.book.parameters[name].on(self.day) is not None for name in names)

    def article(self, name: str) -> str:
        """Where a parameter stands; a street's own value cites its basis."""
        parameter = self.book.parameters[name]
        own = self.local.get(name) if parameter.local else None
        return own.basis if own is not None else self.book.cited(parameter)

    def clauses(self, subject: str) -> list[Clause]:
        """The clauses in force about a kind of subject, in the order of the books."""
        return [one for one in self.book.clauses.values() if one.subject == subject and one.in_force(self.day) and self.knows(one.needed)]
