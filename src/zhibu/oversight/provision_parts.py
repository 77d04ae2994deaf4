"""Rules in the words of pages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Final

from django.urls import reverse

from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import AccountReader
from zhibu.oversight.effects import said
from zhibu.oversight.findings import Finding
from zhibu.oversight.presentation import listed
from zhibu.oversight.provisions import SUBJECTS, Article, Rule, Turn, checked_on, days_of, in_force, is_local, is_stale, title_of
from zhibu.oversight.queries.findings import SEE, SEE_PERSONAL
from zhibu.oversight.tables import CHIPS
from zhibu.oversight.terms import State
from zhibu.parameters.queries import OwnSpan
from zhibu.rulebook.book import Local, Rulebook
from zhibu.rulebook.entries import Case, Clause, Parameter
from zhibu.web.components import Chip, Event, Fact, Item
from zhibu.web.html import route
from zhibu.web.pages import Act

rule_url: Final = route("rule")
VIEWS: Final = (("rules", "按条例"), ("rules_subjects", "按对象"), ("rules_changes", "按时间"))
QUIET: Final = Chip("none", "不提醒")


def acts(here: str, query: str) -> list[Act]:
    """The other two orders."""
    return [Act(label, f"{reverse(name)}{query}") for name, label in VIEWS if name != here]


def chip_of(book: Rulebook, rule: Rule, on: date) -> Chip:
    """How sure it is: nobody takes what was recalled for what was read."""
    if is_local(book, rule):
        return Chip("none", "本地参数" if isinstance(rule, Parameter) else "本地规定")
    if not rule.verified:
        return Chip("check", "未核对原文")
    return Chip("late", "一年未核对") if is_stale(book, rule, on) else Chip("ok", "已核对")


@dataclass(frozen=True, slots=True)
class As:
    """Of which day, read on which day, and what counts where the reader works."""

    on: date
    today: date
    own: Local = field(default_factory=dict)


def item_of(book: Rulebook, rule: Rule, of: As, *, cite: bool = False) -> Item:
    """One rule in a list, with its value of the day; ``cite`` where the list does not stand under the article."""
    title = title_of(rule)
    if isinstance(rule, Parameter):
        title = f"{title}：{value_of(rule, of)}"
    elif not in_force(rule, of.on):
        title = f"{title}（这一天没有施行）"
    why = [] if isinstance(rule, Parameter) else [rule.says]
    return Item(title, " ".join([*why, *([book.cited(rule)] if cite else [])]), chip_of(book, rule, of.today), rule_url(rule.id), "查看")


def value_of(rule: Parameter, of: As) -> str:
    """The street's own value where it has one, else the default or what the regulation says."""
    own = of.own.get(rule.id) if rule.local else None
    if own is not None:
        return f"{rule.shown(own.value)}（本街道）"
    value = rule.on(of.on)
    return rule.shown(value) if value is not None else "这一天没有规定"


def articles(book: Rulebook, found: Iterable[Article], of: As) -> list[tuple[Article, list[Item]]]:
    """The articles of a regulation with what each says."""
    return [(one, [item_of(book, rule, of) for rule in one.rules]) for one in found]


def in_numbers(book: Rulebook, rules: Sequence[Rule], on: date) -> str:
    """How many there are, and how sure they are."""
    chips = Counter(chip_of(book, one, on).word for one in rules)
    parts = [f"{word} {chips[word]} 条" for word in ("已核对", "未核对原文", "一年未核对", "本地参数", "本地规定") if chips[word]]
    return f"共 {len(rules)} 条：{'，'.join(parts)}。"


def events(book: Rulebook, turns: Iterable[Turn], today: date) -> list[Event]:
    """What changed when; what began together with its regulation is told in one line."""
    told: list[Event] = []
    for (day, key), group in groupby(turns, key=lambda one: (one.day, one.rule.source)):
        source, found = book.sources[key], list(group)
        if day == source.first_day:
            what = f"系统用到其中的 {len(found)} 条"
            told.append(Event(day, f"《{source.short}》开始施行", source.issued_by, what, url=f"{reverse('rules')}#{key}"))
        else:
            told += [_event(book, one, today) for one in found]
    return told


def own_events(book: Rulebook, spans: Iterable[OwnSpan]) -> list[Event]:
    """What the street decided for itself, between what regulations changed."""
    told = []
    for one in spans:
        rule = book.parameters[one.parameter]
        told.append(
            Event(
                one.since, f"{rule.says}：{rule.shown(one.value)}", one.basis, one.organisation, Chip("none", "本地参数"), rule_url(rule.id)
            )
        )
    return told


def _event(book: Rulebook, one: Turn, today: date) -> Event:
    return Event(one.day, title_of(one.rule), book.cited(one.rule), one.said, chip_of(book, one.rule, today), rule_url(one.rule.id))


def facts_of(book: Rulebook, rule: Rule, of: As) -> list[Fact]:
    """What it says, in our own words, and where that stands."""
    first, last = days_of(rule)
    facts = [Fact("内容", rule.says), Fact("条文", book.cited(rule))]
    if isinstance(rule, Parameter):
        own = of.own.get(rule.id)
        basis = f"依据：{own.basis}" if own is not None and rule.local else ""
        facts.append(Fact("数值", value_of(rule, of), url=reverse("parameters") if own is not None else "", note=basis))
    if isinstance(rule, Clause):
        facts += [Fact("对象", SUBJECTS[rule.subject]), Fact("怎么办", rule.remedy)]
    facts += [
        Fact("从何时起", first.isoformat()),
        Fact("到何时止", "" if last == FAR else last.isoformat(), note="" if last == FAR else "这一天起不再施行"),
        Fact("核对", chip=chip_of(book, rule, of.today), note=_looked(book, rule)),
        Fact("说明", rule.note if isinstance(rule, Parameter) else ""),
        Fact("编号", rule.id),
    ]
    return [fact for fact in facts if fact.value or fact.chip]


def _looked(book: Rulebook, rule: Rule) -> str:
    """When somebody last looked, and whether it was found."""
    if is_local(book, rule):
        return ""
    return f"最近一次 {checked_on(book, rule).isoformat()}" + ("" if rule.verified else "，没有见到这一条的原文")


def source_facts(book: Rulebook, rule: Rule) -> list[Fact]:
    """The regulation, with what was seen of it."""
    source = book.sources[rule.source]
    return [
        Fact("名称", f"《{source.title}》"),
        Fact("发布", source.issued_by),
        Fact("日期", source.first_day.isoformat()),
        Fact("所见文本", source.seen),
    ]


def values_of(rule: Parameter) -> list[Event]:
    """Its values over time, the latest first."""
    events = [
        Event(one.first_day, rule.shown(one.value), what="" if one.until == FAR else f"到 {one.until.isoformat()} 为止")
        for one in rule.spans
    ]
    return events[::-1]


def related(book: Rulebook, rule: Rule, of: As) -> list[Item]:
    """What a parameter is read by; what a clause or a decision reads."""
    others: Iterable[Rule] = book.readers(rule.id) if isinstance(rule, Parameter) else (book.parameters[name] for name in rule.parameters)
    return [item_of(book, one, of, cite=True) for one in others]


def case_lines(cases: Iterable[Case]) -> list[tuple[Case, Chip | None]]:
    """Each with the answer that it expects; what a decision answers says its sentence."""
    return [(one, _expected(one) if one.clause else None) for one in cases]


def _expected(case: Case) -> Chip:
    word = case.expect["state"] if isinstance(case.expect, dict) else case.expect
    return QUIET if word == "none" else Chip(CHIPS[State(str(word))], State(str(word)).label)


def findings_now(reader: AccountReader, clauses: Iterable[Clause], found: Iterable[Finding]) -> list[Item]:
    """How many of each clause there are for the reader; about persons only to those who may know (PRACTICE.md 4.5)."""
    numbers: dict[str, Counter[State]] = {}
    for one in found:
        numbers.setdefault(one.clause.id, Counter())[one.state] += 1
    return [item for clause in clauses if (item := _now(reader, clause, numbers.get(clause.id, Counter()))) is not None]


def _now(reader: AccountReader, clause: Clause, numbers: Counter[State]) -> Item | None:
    if not reader.paths(SEE_PERSONAL if clause.subject == "person" else SEE):
        return None
    if not numbers:
        return Item(clause.title, "现在没有。", Chip("ok", "没有"))
    first = next(state for state in State if numbers[state])
    return Item(clause.title, said(numbers), Chip(CHIPS[first], first.label), listed(clause=clause.id), "去看")
