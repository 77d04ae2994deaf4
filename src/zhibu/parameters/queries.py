"""Which values of its own a street has on a day, how they came about, and what waits to be decided."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Q

from zhibu.kernel.readers import Reader
from zhibu.parameters.models import LocalParameter, ParameterProposal
from zhibu.parameters.rules import Standing
from zhibu.parameters.terms import ProposalState
from zhibu.register.models import Organisation
from zhibu.register.queries import folding
from zhibu.register.queries.scopes import above, down_to
from zhibu.rulebook.book import Local, LocalValue
from zhibu.rulebook.entries import Parameter, Value
from zhibu.rulebook.loading import rulebook
from zhibu.store.guards import within

WHY: Final = "规定要求按本地参数判断：参数不含个人信息"
SEE: Final = "see_rules"
PROPOSE: Final = "propose_parameters"
DECIDE: Final = "decide_parameters"


class OwnValue(NamedTuple):
    """A value, and the path of the organisation that decided it."""

    path: str
    parameter: str
    value: LocalValue


class LocalValues:
    """The values of every organisation of a scope and above it; the nearest above a subject counts."""

    def __init__(self, found: Sequence[OwnValue]) -> None:
        self._by_path: dict[str, dict[str, LocalValue]] = {}
        for one in found:
            self._by_path.setdefault(one.path, {})[one.parameter] = one.value
        self._known: dict[str, Local] = {}

    @property
    def decided_at(self) -> tuple[str, ...]:
        """The paths of those who decided anything."""
        return tuple(self._by_path)

    def changed(self, path: str, parameter: str, value: LocalValue | None) -> "LocalValues":
        """The same with another value of one organisation, or without one."""
        kept = {
            place: {name: own for name, own in found.items() if (place, name) != (path, parameter)}
            for place, found in self._by_path.items()
        }
        if value is not None:
            kept.setdefault(path, {})[parameter] = value
        return LocalValues([OwnValue(place, name, own) for place, found in kept.items() for name, own in found.items()])

    def of(self, path: str) -> Local:
        """What counts for whatever stands at a path."""
        deciding = tuple(one for one in down_to(path) if one in self._by_path)
        nearest = deciding[-1] if deciding else ""
        if nearest not in self._known:
            merged: dict[str, LocalValue] = {}
            for one in deciding:
                merged |= self._by_path[one]
            self._known[nearest] = merged
        return self._known[nearest]


def local_values(paths: Sequence[str], *, on: date) -> LocalValues:
    """One query. What an earlier version let a street choose and this one doesn't know is left alone."""
    found = (
        LocalParameter.objects.unguarded(WHY)
        .on(on)
        .filter(
            within("organisation__now_path", paths) | Q(organisation__now_path__in=above(paths)), parameter__in=list(rulebook().parameters)
        )
        .values_list("organisation__now_path", "parameter", "value", "basis")
    )
    return LocalValues([OwnValue(path, name, LocalValue(typed(name, text), basis)) for path, name, text, basis in found])


def typed(name: str, text: str) -> Value:
    """A stored value as what the default is: a whole number, a number, or text."""
    default = rulebook().parameters[name].values[-1].value
    if isinstance(default, int):
        return int(text)
    return float(text) if isinstance(default, float) else text


def home_of(reader: Reader, path: str) -> Organisation | None:
    """The organisation that the reader's pages start from."""
    return Organisation.objects.seen_by(reader, SEE).filter(now_path=path).first()


def places_of(reader: Reader) -> list[tuple[str, str]]:
    """Code and name of the organisations on which the reader's grants stand."""
    found = Organisation.objects.seen_by(reader, SEE).filter(now_path__in=reader.paths(SEE)).order_by("now_path")
    return [(code, short or name) for code, short, name in found.values_list("code", "now_short_name", "now_name")]


class OwnSpan(NamedTuple):
    """A value of its own that some organisation has or had, and who decided it; ``until`` is the first day on which it no longer holds."""

    path: str
    organisation: str
    parameter: str
    value: Value
    basis: str
    since: date
    until: date
    proposed_by: str
    decided_by: str
    decided_on: date | None

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.since <= on < self.until


SPAN: Final = (
    "organisation__now_path", "organisation__now_short_name", "parameter", "value", "basis", "valid_from", "valid_to",
    "proposal__proposed_by", "proposal__decided_by", "proposal__decided_on",
)  # fmt: skip


def spans_above(path: str, *, parameter: str = "") -> list[OwnSpan]:
    """The values of all times of an organisation and of those above it, the latest first; one query."""
    known = [parameter] if parameter else list(rulebook().parameters)
    found = LocalParameter.objects.unguarded(WHY).filter(organisation__now_path__in=down_to(path), parameter__in=known)
    rows = found.order_by("-valid_from", "-pk").values_list(*SPAN)
    return [
        OwnSpan(place, name or "", one, typed(one, text), basis, since, until, proposer or "", decider or "", day)
        for place, name, one, text, basis, since, until, proposer, decider, day in rows
    ]


class Waiting(NamedTuple):
    """A proposal as those read it who propose and decide."""

    id: int
    organisation: str
    parameter: str
    value: str
    valid_from: date
    basis: str
    note: str
    proposed_by: str
    proposed_on: date
    state: ProposalState
    decided_by: str
    decided_on: date | None
    answer: str


PROPOSAL: Final = (
    "pk", "organisation__now_short_name", "parameter", "value", "valid_from", "basis", "note", "proposed_by", "proposed_on", "state",
    "decided_by", "decided_on", "answer",
)  # fmt: skip
KINDS: Final[tuple[folding.Kind, ...]] = (
    "number", "text", "text", "text", "day", "text", "text", "text", "day", "text", "text", "day", "text",
)  # fmt: skip


def proposals_at(reader: Reader, path: str, *, states: Iterable[ProposalState], parameter: str = "", only: int = 0) -> list[Waiting]:
    """Proposals to an organisation or to one above it, for those who propose or decide there; one query."""
    inside = Q(pk__in=())
    for act in (PROPOSE, DECIDE):
        inside |= within("organisation__now_path", reader.paths(act))
    found = ParameterProposal.objects.unguarded(WHY).filter(
        inside, organisation__now_path__in=down_to(path), state__in=[one.value for one in states]
    )
    found = found.filter(parameter=parameter) if parameter else found
    rows = (found.filter(pk=only) if only else found).order_by("-proposed_on", "-pk").values_list(*PROPOSAL)
    return [_waiting(row) for row in rows]


def waiting_for(reader: Reader) -> folding.Part:
    """What waits for the reader's decision."""
    found = ParameterProposal.objects.seen_by(reader, DECIDE).filter(state=ProposalState.OPEN.value)
    return folding.part_of(found.values_list(*PROPOSAL), *KINDS, made=lambda *row: _waiting(row))


def _waiting(row: tuple[Any, ...]) -> Waiting:
    found = Waiting._make(row)
    return found._replace(state=ProposalState(found.state))


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One local parameter as it stands for an organisation on a day."""

    parameter: Parameter
    place: str
    """The code of the organisation that the list is about."""
    default: Value | None
    own: OwnSpan | None
    waiting: Waiting | None

    @property
    def value(self) -> Value | None:
        """What counts."""
        return self.own.value if self.own else self.default


def value_rows(reader: Reader, place: Organisation, on: date) -> list[ValueRow]:
    """Every local parameter in the order of the books; two queries."""
    own = {one.parameter: one for one in sorted(spans_above(place.now_path), key=lambda one: len(one.path)) if one.holds(on)}
    waiting = {one.parameter: one for one in proposals_at(reader, place.now_path, states=[ProposalState.OPEN])}
    return [
        ValueRow(one, place.code, one.on(on), own.get(one.id), waiting.get(one.id)) for one in rulebook().parameters.values() if one.local
    ]


def standing(organisation: Organisation, parameter: Parameter, on: date, *, but: int = 0) -> Standing:
    """What holds on a day for an organisation, what it decided itself, and whether a proposal other than ``but`` waits; three queries."""
    own = LocalParameter.objects.unguarded(WHY).filter(organisation=organisation, parameter=parameter.id)
    later = own.filter(valid_from__gte=on).order_by("valid_from").values_list("valid_from", flat=True).first()
    waiting = ParameterProposal.objects.unguarded(WHY).filter(
        organisation=organisation, parameter=parameter.id, state=ProposalState.OPEN.value
    )
    counts = local_values([organisation.now_path], on=on).of(organisation.now_path).get(parameter.id)
    return Standing(
        value=counts.value if counts else parameter.on(on),
        own=own.on(on).exists(),
        later=later,
        waiting=waiting.exclude(pk=but).exists(),
    )
