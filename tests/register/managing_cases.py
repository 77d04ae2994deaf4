"""A case of the decision ``managing_branch`` as facts, and its answer as cases write it."""

from collections.abc import Mapping
from typing import Any

from zhibu.register.rules.managing import managing_branch
from zhibu.register.rules.managing_facts import Branch, Employer, MemberFacts
from zhibu.register.terms.managing import Nature, Verdict
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory, MarkKind
from zhibu.register.terms.units import Ownership
from zhibu.rulebook.book import Rules


def branch_of(told: Mapping[str, Any] | None) -> Branch | None:
    if told is None:
        return None
    owner = told.get("ownership", "")
    ownerships = frozenset() if owner == "" else frozenset({Ownership.stored(owner) if owner else None})
    return Branch(Nature(told["nature"]), ownerships, joint=told.get("joint", False), for_retired=told.get("for_retired", False))


def facts_of(told: Mapping[str, Any]) -> MemberFacts:
    """The facts of a case, as they stand in the file."""
    rest = dict(told)
    category, branch = rest.pop("category"), branch_of(rest.pop("branch"))
    occupation, employer = rest.pop("occupation", None), rest.pop("employer", None)
    return MemberFacts(
        ManagementCategory.stored(category) if category else None,
        branch,
        occupation=Occupation.stored(occupation) if occupation else None,
        marks=frozenset(MarkKind.stored(mark) for mark in rest.pop("marks", ())),
        employer=Employer(**employer) if employer else None,
        **rest,
    )


def ask(told: Mapping[str, Any], rules: Rules) -> object:
    """``stay``, or where to, or what is missing."""
    found = managing_branch(facts_of(told), rules)
    if found.verdict is Verdict.STAY:
        return "stay"
    return {"move": str(found.place)} if found.verdict is Verdict.MOVE else {"unsaid": str(found.missing)}
