"""How the cases of ``assessment_grades`` are asked."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from zhibu.rulebook.book import Rules
from zhibu.team.assessment.rules.grading import Assessed, Setting, base_of, may_grade, most_excellent
from zhibu.team.assessment.terms import GradeOf

FULL: Final = Assessed(0, "", "", "full", "in_force", full=True)
KINDS: Final = {
    "full": FULL,
    "probationary": replace(FULL, status="probationary", full=False),
    "guests": replace(FULL, here=False, floating=True),
}


def people(given: Mapping[str, Any]) -> list[Assessed]:
    """So many of each kind, numbered in that order."""
    found = [one for kind, one in KINDS.items() for _ in range(given.get(kind, 0))]
    return [replace(one, person_id=number, name=f"人{number}") for number, one in enumerate(found, 1)]


def grades(given: Mapping[str, Any], rules: Rules) -> object:
    """Whether so many 优秀 may be given, and how many might."""
    everybody = people(given)
    here = [one.person_id for one in everybody if one.full and one.here][: given.get("excellent", 0)]
    guests = [one.person_id for one in everybody if not one.here][: given.get("excellent_guests", 0)]
    decision = may_grade(
        dict.fromkeys([*here, *guests], GradeOf.EXCELLENT), everybody, Setting(rules.day, rules.day), rules, today=rules.day
    )
    return {"allowed": decision.allowed, "most": most_excellent(base_of(everybody), rules)}
