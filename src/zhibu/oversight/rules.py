"""One clause against the facts of one subject on a day. Pure: what is measured comes in, what is found goes out."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from zhibu.kernel.dates import months_after
from zhibu.oversight.frequencies import often_enough
from zhibu.oversight.judgement import Facts, Judgement
from zhibu.oversight.terms import HORIZON_MONTHS, State
from zhibu.rulebook.book import Rules
from zhibu.rulebook.entries import Clause, Comparison, Deadline, Test

COMPARED: Final[Mapping[Comparison, Callable[[float, float], bool]]] = {
    "at_least": lambda measured, limit: measured >= limit,
    "at_most": lambda measured, limit: measured <= limit,
    "below": lambda measured, limit: measured < limit,
}
SETS: Final[Mapping[str, str]] = {
    "kinds": "kind",
    "statuses": "status",
    "states": "membership_state",
    "marks": "mark",
    "procedures": "procedure",
    "steps": "step_key",
}
"""A trait that lists what is meant, and the fact that it is held against."""
NOT_RECORDED: Final = ("没有职务记录", "没有完整的会议记录")
"""Of posts, and of meetings."""
RECORDS_OF: Final[Mapping[str, str]] = {"posts": "posts_from", "posts_above": "posts_above_from"}
"""The fact that says since when records of a kind are complete."""


def horizon(on: date) -> tuple[date, date]:
    """First day, and the day after the last, of what findings look at: the current period and twelve months back."""
    return months_after(on, -HORIZON_MONTHS), on + timedelta(days=1)


def concerns(clause: Clause, facts: Facts) -> bool:
    """Whether the subject is of the kind that the clause speaks of."""
    applies: Mapping[str, Any] = clause.applies
    for trait, wanted in applies.items():
        if (facts.get(SETS[trait]) not in wanted) if trait in SETS else (bool(facts.get(trait)) != wanted):
            return False
    return True


def speaks_of(clause: Clause, kind: object) -> bool:
    """Whether organisations of a kind are meant at all: most clauses fall away before anything is measured."""
    applies: Mapping[str, Any] = clause.applies
    return "kinds" not in applies or kind in applies["kinds"]


def asked_of(clause: Clause, facts: Facts, rules: Rules) -> bool:
    """Whether anything is asked of the subject at all."""
    return concerns(clause, facts) and (not clause.when or all(_passes(test, facts, rules) for test in clause.when))


def judgements(clause: Clause, facts: Facts, rules: Rules) -> Sequence[Judgement]:
    """All that is to be said: of what is held so and so often, what was missed and what comes are two things."""
    if not asked_of(clause, facts, rules):
        return ()
    if clause.frequency is not None:
        return often_enough(clause, clause.frequency, facts, rules)
    found = _judged(clause, facts, rules)
    return () if found is None else (found,)


def judge(clause: Clause, facts: Facts, rules: Rules) -> Judgement | None:
    """The first of them; None where nothing is to be said."""
    return next(iter(judgements(clause, facts, rules)), None)


def _judged(clause: Clause, facts: Facts, rules: Rules) -> Judgement | None:
    missing = clause.needs and _not_recorded(facts, RECORDS_OF[clause.needs], rules.day)
    if clause.holds is not None:
        found = _held(clause, clause.holds, facts, rules)
        return Judgement(State.UNKNOWN, values=found.values) if found and missing else found
    if missing:
        return Judgement(State.UNKNOWN)
    if clause.deadline is not None:
        return _ends(clause.deadline, facts, rules)
    return _elapsed(clause.after, State(clause.state), facts, rules) if clause.after else None


def _not_recorded(facts: Facts, fact: str, on: date) -> bool:
    """Before the first record the absence of one says nothing."""
    since = facts.get(fact)
    return since is None or since > on


def _limit(test: Test, rules: Rules) -> float:
    return float(rules.value(test.limit)) if isinstance(test.limit, str) else test.limit


def _passes(test: Test, facts: Facts, rules: Rules) -> bool:
    measured = facts.get(test.measure)
    return measured is not None and COMPARED[test.comparison](measured, _limit(test, rules))


def _held(clause: Clause, test: Test, facts: Facts, rules: Rules) -> Judgement | None:
    if facts.get(test.measure) is None or _passes(test, facts, rules):
        return None
    return Judgement(State(clause.state), values={"limit": f"{_limit(test, rules):g}"})


def _span(span: Deadline, rules: Rules) -> int:
    """In months."""
    return (12 * rules.number(span.years) if span.years else 0) + (rules.number(span.months) if span.months else 0)


def _ends(deadline: Deadline, facts: Facts, rules: Rules) -> Judgement | None:
    """Due some days ahead, overdue from the day itself, or from the one after it; the day is the last recorded end where that is later."""
    began = facts.get(deadline.measure)
    if began is None:
        return None
    end = months_after(began, _span(deadline, rules))
    other = facts.get(deadline.or_until) if deadline.or_until else None
    end = max(end, other) if other else end
    notice = end - timedelta(days=rules.number(deadline.notice_days) if deadline.notice_days else 0)
    if rules.day < notice:
        return None
    years = rules.number(deadline.years) if deadline.years else 0
    values = {"began": began.isoformat(), "due": end.isoformat(), "years": years}
    late_from = end + timedelta(days=deadline.through)
    if rules.day < late_from:
        return Judgement(State.DUE, notice, end, values)
    return Judgement(State.OVERDUE, late_from, None, values, late=_too_late(deadline, end, rules))


def _too_late(deadline: Deadline, end: date, rules: Rules) -> bool:
    """Beyond what may be granted at all, where a rule of the day says how much that is."""
    limited = bool(deadline.late_years) and rules.knows([deadline.late_years])
    return limited and rules.day >= months_after(end, 12 * rules.number(deadline.late_years))


def _elapsed(span: Deadline, state: State, facts: Facts, rules: Rules) -> Judgement | None:
    """So much time has passed since something was recorded."""
    began = facts.get(span.measure)
    if began is None or rules.day < (since := months_after(began, _span(span, rules))):
        return None
    limit = rules.number(span.years or span.months)
    return Judgement(state, since, None, {"began": began.isoformat(), "limit": limit})


def message_of(clause: Clause, facts: Facts, found: Judgement, rules: Rules) -> str:
    """The clause's own words with the values in them."""
    if found.state is State.UNKNOWN:
        return f"{NOT_RECORDED[clause.frequency is not None]}，不能判断：{clause.says}"
    said = clause.message.format_map({**facts, **(found.values or {})})
    if found.late and clause.deadline is not None:
        said += f"延期一般不超过 {rules.number(clause.deadline.late_years)} 年。"
    return said
