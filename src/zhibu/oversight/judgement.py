"""What a clause says of a subject on a day, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhibu.oversight.terms import State

Facts = Mapping[str, Any]
"""Traits and measures of one subject, by the names that clauses use; a measure that is missing or None says nothing."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a clause says of a subject: state, span, and the values that the message names."""

    state: State
    since: date | None = None
    until: date | None = None
    values: Mapping[str, object] | None = None
    late: bool = False
    """Longer overdue than the rule allows at all."""
    evidence: tuple[str, ...] = ()
    """The records, where they are those of single periods."""
