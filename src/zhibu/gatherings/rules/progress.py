"""How far the record of a gathering has come, as lists and pages say it in one word."""

from collections.abc import Sequence
from datetime import date

from zhibu.gatherings.terms import GatheringState
from zhibu.register.terms.term import Term


class Progress(Term):
    """One word for a gathering; what nobody has written down is not late here, it waits."""

    PLANNED = "planned", "已计划"
    UNRECORDED = "unrecorded", "待记录"
    UNSIGNED = "unsigned", "待签批"
    SIGNED = "signed", "已签批"
    CANCELLED = "cancelled", "已取消"


def progress_of(*, state: str, on: date, signed: Sequence[bool], today: date) -> Progress:
    """``signed`` says of each organisation in reach whether it has signed; ``queries.gatherings`` asks the database for the same."""
    if state == GatheringState.CANCELLED:
        return Progress.CANCELLED
    if state == GatheringState.PLANNED:
        return Progress.PLANNED if on >= today else Progress.UNRECORDED
    return Progress.SIGNED if all(signed) else Progress.UNSIGNED


def was_entered_afterwards(*, on: date, planned_on: date | None, entered_on: date) -> bool:
    """补录: nobody had announced it, and it was typed after its day."""
    return planned_on is None and entered_on > on
