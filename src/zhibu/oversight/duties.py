"""What a clause asked of one organisation since a day, counted: done, missed with the day from which it is missed, and unknown.

Findings say what is to be done now; numbers of a year and points of an appraisal need what was done as well.
"""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final, NamedTuple

from zhibu.kernel.periods import Period
from zhibu.oversight.frequencies import KEPT_READY, Asking, asking, in_words, least, owed_by, owed_of
from zhibu.oversight.judgement import Facts
from zhibu.oversight.rules import asked_of, judge, message_of
from zhibu.oversight.terms import State
from zhibu.rulebook.book import Rules
from zhibu.rulebook.entries import Clause, Frequency


class Missed(NamedTuple):
    """One thing that was not done: from which day it is missed, and what is to be said of it."""

    day: date
    said: str


class Duties(NamedTuple):
    """How many were done, which were missed, and of how many nothing is known."""

    done: int = 0
    missed: tuple[Missed, ...] = ()
    unknown: int = 0

    @property
    def owed(self) -> int:
        """What is known to have been owed."""
        return self.done + len(self.missed)


NONE: Final = Duties()
DONE: Final = Duties(done=1)


def reckoned_until(on: date) -> date:
    """Periods that end by this day are reckoned: those that are over, and on the last day of a year all of it.

    Until its last day has passed a period can still be kept, and the workbench says so. The last day of a year alone has no day after it in
    which the year could be looked at: what is seen on it is what the year comes to, done and missed of the same periods.
    """
    tomorrow = on + timedelta(days=1)
    return tomorrow if (tomorrow.month, tomorrow.day) == (1, 1) else on


def duties_of(clause: Clause, facts: Facts, rules: Rules, *, since: date) -> Duties:
    """Of a clause with a frequency, every period that began since the day and has ended; of any other, how it stands on the day."""
    if not asked_of(clause, facts, rules):
        return NONE
    return _often(clause, clause.frequency, facts, rules, since) if clause.frequency else _standing(clause, facts, rules)


def _often(clause: Clause, frequency: Frequency, facts: Facts, rules: Rules, since: date) -> Duties:
    needed = least(frequency, rules)
    return _counted(asking(clause, frequency, facts, rules.day), needed, since) if needed else NONE


@lru_cache(maxsize=KEPT_READY)
def _counted(asked: Asking, needed: int, since: date) -> Duties:
    """Of many organisations most are alike in what is asked here: each answer is worked out once."""
    owed, until = owed_of(asked), reckoned_until(asked.on)
    kept, known = ([one for one in some if since <= one[0].first_day and one[0].end <= until] for some in (owed.kept, owed.known))
    missed = tuple(
        Missed(period.end, f"{period}{in_words(tally, needed) or '没有记录'}")
        for period, tally in reversed(known)
        if tally.counted < needed
    )
    return Duties(len(known) - len(missed), missed, len(kept) - len(known))


def _standing(clause: Clause, facts: Facts, rules: Rules) -> Duties:
    found = judge(clause, facts, rules)
    if found is None or found.state is State.DUE:
        return DONE
    if found.state is State.UNKNOWN:
        return Duties(unknown=1)
    return Duties(missed=(Missed(found.since or rules.day, message_of(clause, facts, found, rules)),))


class Stretch(NamedTuple):
    """One period that has ended: how often something was asked for and how often it counts; nothing is known without complete records."""

    period: Period
    needed: int
    counted: int
    known: bool


def stretches_of(clause: Clause, facts: Facts, rules: Rules, *, since: date) -> list[Stretch]:
    """Those that ``duties_of`` counts, the earliest first; none for a clause without a frequency."""
    if clause.frequency is None or not asked_of(clause, facts, rules):
        return []
    needed, until = least(clause.frequency, rules), reckoned_until(rules.day)
    if not needed:
        return []
    owed = owed_by(clause, clause.frequency, facts, rules.day)
    known = {period.first_day for period, _ in owed.known}
    ended = [(period, tally) for period, tally in owed.kept if since <= period.first_day and period.end <= until]
    return [Stretch(period, needed, tally.counted, period.first_day in known) for period, tally in reversed(ended)]
