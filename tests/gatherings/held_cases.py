"""How cases write what was held: days, with a remark where it does not count; the measure brings the same as signs."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from zhibu.gatherings.rules.tallies import LETTERS, SHORT, UNSIGNED
from zhibu.kernel.periods import period_of, recent
from zhibu.oversight.terms import HORIZON_MONTHS
from zhibu.rulebook.entries import Clause, Per

REMARKS: Final = {"": "", "人数不够": SHORT, "未签批": UNSIGNED}
CALLED_OFF: Final = "取消"


def given(clause: Clause, said: Mapping[str, Any], on: date) -> Mapping[str, Any]:
    """The facts of a case as the judge reads them."""
    if clause.frequency is None:
        return said
    per, recorded = clause.frequency.per, said.get("records_from", {})
    held = {(kind, per): signs(days, per, on) for kind, days in said["held"].items()}
    return {**said, "held": held, "records_from": recorded if isinstance(recorded, dict) else {"": recorded}}


def signs(days: Iterable[date | str], per: Per, on: date) -> str:
    """As ``gatherings.queries.measures.held`` brings them."""
    periods = recent(per, on, HORIZON_MONTHS)
    found = []
    for written in days:
        day, _, remark = str(written).partition(" ")
        there = period_of(date.fromisoformat(day), per)
        if remark != CALLED_OFF and date.fromisoformat(day) <= on and there in periods:
            found.append(REMARKS[remark] + LETTERS[periods.index(there)])
    return "".join(found)
