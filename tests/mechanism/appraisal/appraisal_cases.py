"""How the cases of ``appraisal_list`` and ``objection_window`` are asked."""

from collections.abc import Mapping
from typing import Any

from zhibu.mechanism.appraisal.rules.listing import by_points
from zhibu.mechanism.appraisal.rules.procedure import ANSWER_WITHIN, OBJECT_WITHIN
from zhibu.mechanism.appraisal.rules.year import answer_until, may_object
from zhibu.rulebook.book import Rules


def listed(given: Mapping[str, Any], rules: Rules) -> bool:
    """Nothing is given: the street's own value alone decides."""
    assert not given
    return by_points(rules)


def objection(given: Mapping[str, Any], rules: Rules) -> object:
    """What stands against an objection raised that day, and until when it would be answered; none while no rule says so."""
    if not rules.knows([OBJECT_WITHIN, ANSWER_WITHIN]):
        return "none"
    decision = may_object(given.get("told_on"), rules.number(OBJECT_WITHIN), said="记录有误", open_=True, today=rules.day)
    return {
        "objections": [one.code for one in decision.objections],
        "answer_by": answer_until(rules.day, rules.number(ANSWER_WITHIN)),
    }
