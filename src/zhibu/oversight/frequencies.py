"""How often something is to be held, against what was held: months, quarters and years, one by one. Pure.

A period is owed when the rule held, the organisation was what it is and its records are complete, all from the period's first day on.
A meeting without quorum does not count, one that nobody has signed does not count yet; both are named. A called-off one was never held.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from itertools import takewhile
from typing import Final, NamedTuple

from zhibu.gatherings.rules.tallies import Tally, tallies
from zhibu.kernel.dates import FAR, months_after
from zhibu.kernel.periods import Per, Period, recent
from zhibu.oversight.judgement import Facts, Judgement
from zhibu.oversight.terms import HORIZON_MONTHS, State
from zhibu.rulebook.book import Rules
from zhibu.rulebook.entries import Clause, Frequency

NAMED: Final = 4
"""Periods that a sentence names one by one; the evidence holds all."""
KEPT_READY: Final = 65_536
ENDLESS: Final = 1_000_000
"""More than anything is ever held: where nothing is owed nothing is missed."""
Kept = tuple[Period, Tally]
CALLED: Final[Mapping[Per, str]] = {"month": "个月", "quarter": "个季度", "year": "年"}


class Owed(NamedTuple):
    """Periods in which it was to be held, the current one first; those with complete records; the fewest that count in any of them."""

    kept: tuple[Kept, ...]
    known: tuple[Kept, ...]
    fewest: int

    @property
    def unknown(self) -> bool:
        """Something was to be held, and the records of no period are complete."""
        return bool(self.kept) and not self.known


@lru_cache(maxsize=64)
def counted_from(on: date) -> date:
    """No period that is looked at begins before this day: what ended earlier alters nothing that is owed."""
    return months_after(on, -HORIZON_MONTHS).replace(month=1, day=1)


def often_enough(clause: Clause, frequency: Frequency, facts: Facts, rules: Rules) -> Sequence[Judgement]:
    """What was missed in the horizon, what waits for a signature, what is to be held before the period ends."""
    needed = least(frequency, rules)
    if not needed:
        return ()
    owed = owed_by(clause, frequency, facts, rules.day)
    if owed.unknown:
        return (Judgement(State.UNKNOWN),)
    if owed.fewest >= needed:
        return ()
    return tuple(_told(frequency, owed.known, needed, rules))


def least(frequency: Frequency, rules: Rules) -> int:
    """How many times in each period."""
    return frequency.at_least if isinstance(frequency.at_least, int) else rules.number(frequency.at_least)


def owed_periods(clause: Clause, frequency: Frequency, facts: Facts, on: date) -> Sequence[Kept] | None:
    """Those of the horizon, the current one first; None where the records of none of them are complete."""
    owed = owed_by(clause, frequency, facts, on)
    return None if owed.unknown else owed.known


class Asking(NamedTuple):
    """All that the answer depends on: organisations that are alike in it have the same answer."""

    per: Per
    on: date
    began: date
    signs: str
    complete: tuple[date | None, date]


def owed_by(clause: Clause, frequency: Frequency, facts: Facts, on: date) -> Owed:
    """All in which it was to be held since it was first asked, within the horizon."""
    return owed_of(asking(clause, frequency, facts, on))


def asking(clause: Clause, frequency: Frequency, facts: Facts, on: date) -> Asking:
    """Since when it is asked, what was held, since when records are complete."""
    began = max(clause.first_day, facts.get("form_from") or FAR)
    if frequency.since:
        began = max(began, facts.get(frequency.since) or FAR)
    signs = facts.get("held", {}).get((frequency.measure, frequency.per), "")
    said: Mapping[str, date] = facts.get("records_from", {})
    return Asking(frequency.per, on, max(began, counted_from(on)), signs, (said.get(frequency.measure), said.get("", FAR)))


@lru_cache(maxsize=KEPT_READY)
def owed_of(asked: Asking) -> Owed:
    """Most organisations of a day are alike in what is asked here: each answer is worked out once.

    Records are complete from the day laid down for the kind; else from that for all kinds (both are ``complete``) or the first period with
    a signed record, whichever is earlier.
    """
    per, on, began, signs, (own, for_all) = asked
    periods = recent(per, on, HORIZON_MONTHS)
    kept = tuple(takewhile(lambda one: one[0].first_day >= began, zip(periods, tallies(signs, len(periods)), strict=True)))
    first = next((period.first_day for period, tally in reversed(kept) if tally.recorded), FAR)
    since = own if own is not None else min(first, for_all)
    known = tuple(one for one in kept if one[0].first_day >= since)
    return Owed(kept, known, min((tally.counted for _, tally in known), default=ENDLESS))


def _told(frequency: Frequency, owed: Sequence[Kept], needed: int, rules: Rules) -> Iterator[Judgement]:
    missed = [one for one in owed if one[1].counted < needed and one[0].end <= rules.day]
    if missed:
        evidence = tuple(f"{period}{in_words(tally, needed) or '没有记录'}" for period, tally in reversed(missed))
        yield Judgement(State.OVERDUE, missed[-1][0].end, None, {"said": _said(frequency.per, evidence)}, evidence=evidence)
    here, tally = owed[0]
    if here.end > rules.day and tally.counted < needed:
        yield from _of_this(frequency, here, tally, needed, rules)


def _of_this(frequency: Frequency, here: Period, tally: Tally, needed: int, rules: Rules) -> Iterator[Judgement]:
    """The period is not over: what was held is signed first, what was not is announced some days ahead."""
    if tally.counted + tally.unsigned >= needed:
        yield Judgement(State.CHECK, values={"said": f"{here}{in_words(tally, needed)}"})
        return
    notice = here.end - timedelta(days=rules.number(frequency.notice_days))
    if rules.day >= notice:
        said = f"{here}{in_words(tally, needed) or '还没有开'}"
        yield Judgement(State.DUE, max(notice, here.first_day), here.last_day, {"said": said})


def _said(per: Per, evidence: Sequence[str]) -> str:
    named = "；".join(evidence[-NAMED:])
    more = len(evidence) - NAMED
    return f"{named}；更早还有 {more} {CALLED[per]}" if more > 0 else named


def in_words(tally: Tally, needed: int) -> str:
    """What there is of it."""
    parts = [
        f"开过 {tally.counted} 次，应有 {needed} 次" if tally.counted else "",
        f"开过 {tally.short} 次，到会人数不够，不算" if tally.short else "",
        f"已开 {tally.unsigned} 次，待签批" if tally.unsigned else "",
    ]
    return "，".join(filter(None, parts))
