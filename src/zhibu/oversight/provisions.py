"""The rulebook in the three orders in which people look things up: by regulation and article, by whom it concerns, by when it changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final, Literal

from zhibu.kernel.dates import FAR
from zhibu.rulebook.book import STALE, Rulebook
from zhibu.rulebook.entries import Clause, DecisionRule, Parameter, Source

Rule = Parameter | Clause | DecisionRule
Kind = Literal["parameter", "clause", "decision"]

SUBJECTS: Final = {"organisation": "党组织", "person": "党员", "unit": "驻区单位", "step": "办理步骤"}
DIGITS: Final = "零一二三四五六七八九"
NUMBERED: Final = re.compile(r"第(?=[一二三四五六七八九十])([一二三四五六七八九]?)(十?)([一二三四五六七八九]?)")
LAST: Final = 10_000


@dataclass(frozen=True, slots=True)
class Article:
    """What one article says."""

    source: Source
    name: str
    anchor: str
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Regulation:
    """One regulation with its articles."""

    source: Source
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """Something that began or ended on a day."""

    day: date
    rule: Rule
    said: str


def rules_of(book: Rulebook) -> Iterator[Rule]:
    """All, as the books stand: parameters, clauses, decisions."""
    yield from book.parameters.values()
    yield from book.clauses.values()
    yield from book.decisions.values()


def rule_named(book: Rulebook, name: str) -> Rule | None:
    """One rule by its name; no two have the same."""
    return book.parameters.get(name) or book.clauses.get(name) or book.decisions.get(name)


def kind_of(rule: Rule) -> Kind:
    """What it is, as commands answer."""
    return "parameter" if isinstance(rule, Parameter) else "clause" if isinstance(rule, Clause) else "decision"


def days_of(rule: Rule) -> tuple[date, date]:
    """Its first day, and the first on which it no longer holds."""
    if isinstance(rule, Parameter):
        return rule.values[0].first_day, rule.spans[-1].until
    return rule.first_day, rule.last_day


def in_force(rule: Rule, on: date) -> bool:
    """Whether it says anything on a day."""
    return rule.on(on) is not None if isinstance(rule, Parameter) else rule.in_force(on)


def title_of(rule: Rule) -> str:
    """In a few words."""
    return rule.says if isinstance(rule, Parameter) else rule.title


def is_local(book: Rulebook, rule: Rule) -> bool:
    """Whether it is no regulation's, but the street's own."""
    return book.sources[rule.source].local


def is_stale(book: Rulebook, rule: Rule, on: date) -> bool:
    """Whether nobody has compared it with its text for a year."""
    return not is_local(book, rule) and checked_on(book, rule) + STALE <= on


def checked_on(book: Rulebook, rule: Rule) -> date:
    """When somebody last compared it with the text."""
    return rule.checked if isinstance(rule, Parameter) else book.sources[rule.source].checked


def order_of(article: str) -> tuple[int, str]:
    """Articles by their number, 第八条 before 第十八条; those whose number nobody has seen come last."""
    found = NUMBERED.match(article)
    if found is None:
        return LAST, article
    first, ten, last = found.groups()
    return ((DIGITS.find(first) or 1) * 10 + DIGITS.find(last) if ten else DIGITS.find(first)), article


def by_regulation(book: Rulebook) -> list[Regulation]:
    """Every regulation with its articles in their order."""
    return [Regulation(source, tuple(_articles(book, source))) for source in book.sources.values()]


def _articles(book: Rulebook, source: Source) -> Iterator[Article]:
    mine = sorted((one for one in rules_of(book) if one.source == source.key), key=lambda one: order_of(one.article))
    for number, (name, rules) in enumerate(groupby(mine, key=lambda one: one.article), start=1):
        yield Article(source, name, f"{source.key}-{number}", tuple(rules))


def by_subject(book: Rulebook) -> list[tuple[str, list[Rule]]]:
    """Whom a rule concerns; a decision and what it weighs stand by themselves."""
    groups: list[tuple[str, list[Rule]]] = [
        (label, [one for one in book.clauses.values() if one.subject == subject]) for subject, label in SUBJECTS.items()
    ]
    return [*groups, ("判断规则", list(book.decisions.values()))]


def by_day(book: Rulebook) -> list[Turn]:
    """What regulations began, changed and ended when, the latest first; defaults of ours are no regulation."""
    turns = [turn for rule in rules_of(book) if not is_local(book, rule) for turn in _turns(rule)]
    return sorted(turns, key=lambda turn: (-turn.day.toordinal(), turn.rule.source))


def _turns(rule: Rule) -> Iterator[Turn]:
    if isinstance(rule, Parameter):
        yield from _values(rule)
        return
    yield Turn(rule.first_day, rule, "开始施行")
    if rule.last_day != FAR:
        yield Turn(rule.last_day, rule, "不再施行")


def _values(rule: Parameter) -> Iterator[Turn]:
    before = ""
    for span in rule.spans:
        shown = rule.shown(span.value)
        yield Turn(span.first_day, rule, f"{before} 改为 {shown}" if before else shown)
        before = shown
    if rule.spans[-1].until != FAR:
        yield Turn(rule.spans[-1].until, rule, "不再有规定的数值")
