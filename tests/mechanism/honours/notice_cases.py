"""How the cases of ``selection_notice`` are asked."""

from collections.abc import Mapping
from typing import Any

from zhibu.mechanism.honours.rules.procedure import NOTICE_DAYS
from zhibu.mechanism.honours.rules.progress import Reviewed, may_settle, notice_ends
from zhibu.mechanism.honours.terms import Verdict
from zhibu.rulebook.book import Rules


def ask(given: Mapping[str, Any], rules: Rules) -> object:
    """The last day of a list that is put up on the day of the rules, and what stands against a decision on another day."""
    if not rules.knows([NOTICE_DAYS]):
        return {"unsaid": "rule"}
    until = notice_ends(rules.day, int(rules.number(NOTICE_DAYS)))
    found = may_settle(until=until, today=given["decided"], raised=[], found=[Reviewed(1, Verdict.SUPPORTED)])
    return {"until": until, "objections": [one.code for one in found.objections]}
