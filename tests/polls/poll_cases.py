"""How the cases of ``poll_open`` are asked."""

from collections.abc import Mapping
from typing import Any

from zhibu.polls.rules import Plan, Question, may_open
from zhibu.rulebook.book import Rules


def ask(given: Mapping[str, Any], rules: Rules) -> list[str]:
    """A poll with a sound question, until the same day: the codes of what stands against it."""
    plan = Plan(given["title"], [Question("怎么样", ("好", "不好"))], rules.day, given["entitled"])
    return [one.code for one in may_open(plan, rules, today=rules.day).objections]
