"""How the cases of ``appraisal_list`` are asked."""

from collections.abc import Mapping
from typing import Any

from zhibu.mechanism.appraisal.rules.listing import by_points
from zhibu.rulebook.book import Rules


def listed(given: Mapping[str, Any], rules: Rules) -> bool:
    """Nothing is given: the street's own value alone decides."""
    assert not given
    return by_points(rules)
