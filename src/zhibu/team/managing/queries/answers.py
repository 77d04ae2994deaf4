"""The rule asked for every member of a scope on a day: eight queries, whatever the scope holds. Nothing is kept of the answers."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from zhibu.parameters.queries import LocalValues, local_values
from zhibu.register.queries.measures.managing import MemberOn, members_on, streets_around, units_around
from zhibu.register.queries.measures.organisations import OrganisationOn, organisations
from zhibu.register.rules.managing import Managing, managing_branch
from zhibu.register.terms.managing import ManagedAt, Verdict
from zhibu.rulebook.book import Rules
from zhibu.rulebook.loading import rulebook
from zhibu.team.managing.facts import Around, Workplace, member_facts


class Answer(NamedTuple):
    """What the rule says of a member; ``target`` where exactly one branch is meant, ``organisation`` where only the unit is known."""

    member: MemberOn
    managing: Managing
    branch: OrganisationOn | None
    target: OrganisationOn | None
    organisation: OrganisationOn | None
    grounds: str
    """The facts on which the answer stands, in short: somebody declined it for these, and is asked again when they are others."""


@dataclass(frozen=True, slots=True)
class Answers:
    """Of a scope, in the order of pinyin, with what stands around it."""

    around: Around
    every: tuple[Answer, ...]

    def of(self, verdict: Verdict) -> list[Answer]:
        """Those of one kind."""
        return [one for one in self.every if one.managing.verdict is verdict]


def answers(paths: Sequence[str], on: date, *, only: Collection[int] = ()) -> Answers:
    """Every member of the scope, or some of them."""
    streets = streets_around(paths, on)
    around = Around.of(organisations(streets, on), units_around(streets, on))
    inside = {row.id: row.path for row in around.organisations.values() if row.path.startswith(tuple(paths))}
    members = members_on(inside, on, only=only)
    return Answers(around, tuple(_answered(members, around, local_values(paths, on=on), on)))


def _answered(members: Sequence[MemberOn], around: Around, own: LocalValues, on: date) -> Iterator[Answer]:
    rules: dict[int, Rules] = {}
    for member in members:
        local = own.of(member.path)
        chosen = rules.setdefault(id(local), rulebook().on(on, local))
        yield _answer(member, around, chosen)


def _answer(member: MemberOn, around: Around, rules: Rules) -> Answer:
    found = managing_branch(member_facts(member, around), rules)
    branch = around.organisations.get(member.organisation_id)
    if found.verdict is not Verdict.MOVE:
        return Answer(member, found, branch, None, None, "")
    place = around.workplace(member.work) if found.place is ManagedAt.UNIT else None
    fitting = around.working_branches(place.path) if place is not None else []
    target = fitting[0] if len(fitting) == 1 else None
    organisation = _standing_at(place, around) if target is None else None
    return Answer(member, found, branch, target, organisation, grounds_of(member, found, place))


def _standing_at(place: Workplace | None, around: Around) -> OrganisationOn | None:
    if place is None:
        return None
    return next((row for row in around.organisations.values() if row.path == place.path), None)


def grounds_of(member: MemberOn, found: Managing, place: Workplace | None) -> str:
    """The rule's line, the category, the branch, the employer."""
    return f"{found.code} {member.category} Z{member.organisation_id} {place.key if place else ''}".strip()
