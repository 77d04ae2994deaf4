"""Honours from above in the sample: a decision has one number and one day, and whoever decides numbers on."""

from itertools import pairwise
from typing import Final

from zhibu.config.sample.honours import ABOVE, MEDALS, OVER, TOLD

JULY_FIRST: Final = (7, 1)


def test_documents_of_one_giver_bear_higher_numbers_later_in_the_year() -> None:
    told = sorted({(giver, day, int(number.split("〕")[1].split()[0])) for _, _, giver, _, day, number in ABOVE})
    later = [(one[2], other[2]) for one, other in pairwise(told) if one[0] == other[0]]
    assert [one for one in later if one[0] >= one[1]] == []
    assert {giver: len(days) for giver, days in _days().items() if len(days) != 1} == {}


def _days() -> dict[tuple[str, str], set[tuple[int, int]]]:
    found: dict[tuple[str, str], set[tuple[int, int]]] = {}
    for _, _, giver, _, day, number in ABOVE:
        found.setdefault((giver, number), set()).add(day)
    return found


def test_what_the_first_of_july_honours_was_decided_before_it() -> None:
    assert [day for *_, day, _ in ABOVE if day >= JULY_FIRST] == []
    assert [month for month, _ in (TOLD, MEDALS) if (month - 1) * 30 + OVER >= 180] == []
