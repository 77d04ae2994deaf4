"""Dates of a person that cannot be, and dates that somebody should look at.

Refused is what contradicts itself (joining before birth, confirmation before joining, a day to come); to check is what is
rare but was seen (joining between 14 and 18, a short probation). Dates known by their month are given the benefit of the doubt.
"""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from zhibu.kernel.dates import PartialDate, months_after, years_between
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.rules.standing import admission_period
from zhibu.register.terms.people import MemberStatus

Found: TypeAlias = tuple[Objection, ...]

YOUNGEST: Final = 14
OF_AGE: Final = 18
OLDEST: Final = 120

LABELS: Final = {
    "birth": "出生日期",
    "applied": "申请入党日期",
    "activist_since": "确定入党积极分子日期",
    "prospective_since": "确定发展对象日期",
    "joined": "入党日期",
    "confirmed": "转正日期",
}
COLUMNS: Final = {
    "birth": "birth_date",
    "applied": "applied_on",
    "activist_since": "activist_on",
    "prospective_since": "prospective_on",
    "joined": "joined_on",
    "confirmed": "confirmed_on",
}
"""What the rules call a date, and what the register calls it."""
STEPS: Final = ("applied", "activist_since", "prospective_since", "joined")


class MemberDates(NamedTuple):
    """The dates of one person, as far as they are known (a tuple: a hundred thousand are made in one import)."""

    birth: PartialDate | None = None
    applied: PartialDate | None = None
    activist_since: PartialDate | None = None
    prospective_since: PartialDate | None = None
    joined: PartialDate | None = None
    confirmed: PartialDate | None = None
    status: MemberStatus | None = None


@dataclass(frozen=True, slots=True)
class Findings:
    """What stands against the facts (the row is refused) and what somebody should look at (the row goes in)."""

    objections: tuple[Objection, ...] = ()
    checks: tuple[Objection, ...] = ()

    @property
    def decision(self) -> Decision:
        """The objections as the one convention for a refusal."""
        return Decision(self.objections)


NOTHING: Final = Findings()


def member_dates(facts: MemberDates, *, today: date) -> Findings:
    """Every objection and every doubt about a person's dates."""
    refused = (*_in_future(facts, today), *_joined_too_young(facts), *_confirmed_before_joining(facts))
    doubtful = (
        *_very_old(facts, today),
        *_joined_under_age(facts),
        *_short_probation(facts),
        *_steps_out_of_order(facts),
        *_dates_against_status(facts),
    )
    return Findings(refused, doubtful) if refused or doubtful else NOTHING


def _in_future(facts: MemberDates, today: date) -> Found:
    dates = (facts.birth, facts.applied, facts.activist_since, facts.prospective_since, facts.joined, facts.confirmed)
    if not any(one is not None and one.day > today for one in dates):
        return ()
    named = zip(LABELS.items(), dates, strict=True)
    late = (not_in_future(one, field=field, label=label, today=today) for (field, label), one in named)
    return tuple(one for one in late if one is not None)


def not_in_future(value: PartialDate | None, *, field: str, label: str, today: date) -> Objection | None:
    """A fact of the register has happened; a month that has begun is not in the future."""
    if value is None or value.day <= today:
        return None
    return _objection("future_date", f"{label} {value} 晚于今天。", field, remedy=f"请核对{label}的年份。")


def earlier(one: PartialDate, other: PartialDate) -> bool:
    """Certainly earlier: where one day is not known only the months are compared."""
    if one.month_only or other.month_only:
        return (one.day.year, one.day.month) < (other.day.year, other.day.month)
    return one.day < other.day


def _age_at(birth: PartialDate, day: PartialDate) -> int:
    """The greatest age that the two dates allow: the first day of a month of birth, the last of the other month."""
    last = day.day
    if day.month_only:
        last = last.replace(day=calendar.monthrange(last.year, last.month)[1])
    return years_between(birth.day, last)


def _joined_too_young(facts: MemberDates) -> Found:
    if facts.birth is None or facts.joined is None or _surely_grown_up(facts.birth, facts.joined):
        return ()
    if earlier(facts.joined, facts.birth):
        return (_objection("joined_before_birth", f"入党日期 {facts.joined} 早于出生日期 {facts.birth}。", "joined"),)
    years = _age_at(facts.birth, facts.joined)
    if years >= YOUNGEST:
        return ()
    return (_objection("joined_as_child", f"按出生日期 {facts.birth} 和入党日期 {facts.joined} 推算，入党时只有 {years} 岁。", "joined"),)


def _joined_under_age(facts: MemberDates) -> Found:
    """18 is the age of the Party constitution, Art 1 (from memory: REGULATIONS.md 2)."""
    if facts.birth is None or facts.joined is None or _surely_grown_up(facts.birth, facts.joined):
        return ()
    years = _age_at(facts.birth, facts.joined)
    if not YOUNGEST <= years < OF_AGE:
        return ()
    message = f"入党时 {years} 岁，不满 18 岁。"
    return (_objection("joined_under_18", message, "joined", article="《中国共产党章程》第一条", remedy="请对照入党志愿书核实。"),)


def _surely_grown_up(birth: PartialDate, day: PartialDate) -> bool:
    """By the years alone, which settles nearly every row."""
    return day.day.year - birth.day.year > OF_AGE


def _confirmed_before_joining(facts: MemberDates) -> Found:
    if facts.joined is None or facts.confirmed is None or not earlier(facts.confirmed, facts.joined):
        return ()
    return (_objection("confirmed_before_joining", f"转正日期 {facts.confirmed} 早于入党日期 {facts.joined}。", "confirmed"),)


def _short_probation(facts: MemberDates) -> Found:
    """Confirmation on the day of joining is right for those who joined without a probation, a matter to check for all others."""
    if facts.joined is None or facts.confirmed is None or earlier(facts.confirmed, facts.joined):
        return ()
    period = admission_period(facts.joined.day)
    if period is None or not _is_shorter(facts.joined, facts.confirmed, period.shortest_months):
        return ()
    message = f"入党日期 {facts.joined} 至转正日期 {facts.confirmed} 不足 {period.shortest_months} 个月，少于当时规定的预备期。"
    return (_objection("short_probation", message, "confirmed", article=period.source, remedy="请对照入党志愿书核实。"),)


def _is_shorter(joined: PartialDate, confirmed: PartialDate, months: int) -> bool:
    """A day's difference is how people count, so the eve of the anniversary is long enough."""
    if joined.month_only or confirmed.month_only:
        return confirmed.day < months_after(joined.day.replace(day=1), months)
    return confirmed.day + timedelta(days=1) < months_after(joined.day, months)


def _very_old(facts: MemberDates, today: date) -> Found:
    if facts.birth is None or today.year - facts.birth.day.year <= OLDEST or years_between(facts.birth.day, today) <= OLDEST:
        return ()
    return (_objection("very_old", f"按出生日期 {facts.birth} 推算已超过 {OLDEST} 岁。", "birth"),)


def _steps_out_of_order(facts: MemberDates) -> Found:
    """Application, activist, prospective member, admission follow each other (admission rules, the twenty-five steps)."""
    steps = (facts.applied, facts.activist_since, facts.prospective_since, facts.joined)
    known = [(field, value) for field, value in zip(STEPS, steps, strict=True) if value is not None]
    return tuple(
        _objection("steps_out_of_order", f"{LABELS[field]} {value} 早于{LABELS[before]} {previous}。", field)
        for (before, previous), (field, value) in pairwise(known)
        if earlier(value, previous)
    )


def _dates_against_status(facts: MemberDates) -> Found:
    if facts.status is None or facts.status is MemberStatus.FULL:
        return ()
    told = f"人员类别是{facts.status.label}，却填了"
    found = []
    if facts.confirmed is not None:
        found.append(_objection("confirmed_but_not_full", f"{told}转正日期 {facts.confirmed}。", "confirmed"))
    if facts.joined is not None and not facts.status.is_member:
        found.append(_objection("joined_but_no_member", f"{told}入党日期 {facts.joined}。", "joined"))
    return tuple(found)


def _objection(code: str, message: str, field: str, *, article: str = "", remedy: str = "") -> Objection:
    return Objection(code=code, message=message, article=article, remedy=remedy or f"请核对{LABELS[field]}。", field=field)
