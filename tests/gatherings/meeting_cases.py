"""How the cases of ``meeting_quorum`` and ``meeting_vote`` are asked."""

from collections.abc import Mapping
from typing import Any

from zhibu.gatherings.rules.quorum import Numbers, quorum_of
from zhibu.gatherings.rules.voting import Counted, may_open, result_of
from zhibu.rulebook.book import Rules


def numbers(given: Mapping[str, Any]) -> Numbers:
    """Who was counted; where a case names only those with a vote, everybody has one."""
    entitled, there = given.get("entitled", 0), given.get("there", 0)
    return Numbers(given.get("expected", entitled), given.get("present", there), entitled=entitled, there=there)


def quorum(given: Mapping[str, Any], rules: Rules) -> object:
    """Whether it may decide, and from how many on."""
    found = quorum_of(given["kind"], numbers(given), rules)
    return {"met": found.met, "needed": found.needed}


def vote(given: Mapping[str, Any], rules: Rules) -> object:
    """Whether the vote may open, and what these votes would mean."""
    here, kind, matter = numbers(given), given["kind"], given["matter"]
    opened = may_open(kind, matter, given["ballot"], here, rules)
    against = max(here.there - given["for_it"], 0)
    result = result_of(kind, matter, Counted(given["for_it"], against), here, rules, written_for=given.get("written_for", 0))
    return {"open": opened.allowed, "passed": result.passed, "needed": result.needed}
