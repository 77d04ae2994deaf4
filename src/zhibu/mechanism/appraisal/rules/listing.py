"""In which order a list of organisations stands."""

from typing import Final

from zhibu.rulebook.book import Rules

RANKED: Final = "appraisal.ranked"


def by_points(rules: Rules) -> bool:
    """Only where the street has decided so; as a rule each stands in its place and is held against its own past."""
    return rules.knows([RANKED]) and bool(rules.number(RANKED))
