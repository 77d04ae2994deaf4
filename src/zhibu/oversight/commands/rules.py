"""``zhibu rules``: what the rulebook says, with article, days and how sure it is; needs no database.

``--json``: ``{"rules": [{"id", "kind": "parameter|clause|decision", "article", "source", "from", "to", "verified", "local", "cases",
"says"}]}``. ``source`` is the regulation's title, ``from`` the first day and ``to`` the first day on which it no longer holds (null: open),
``cases`` how many cases test it. With ``--on`` only what holds on that day; ``from`` and ``to`` of a parameter are then those of its value.
"""

import argparse
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from zhibu.kernel.dates import FAR, day_named
from zhibu.oversight.provisions import Rule, by_regulation, days_of, in_force, is_local, kind_of, rules_of, title_of
from zhibu.rulebook.book import Rulebook
from zhibu.rulebook.entries import Parameter
from zhibu.rulebook.loading import rulebook


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Of which day."""
    parser.add_argument("--on", type=day_named, default=None, metavar="DATE", help="只看这一天有效的（默认全部）")
    parser.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """All of them, or those of a day."""
    book = rulebook()
    if options.json:
        found = [answer(book, one, options.on) for one in rules_of(book) if options.on is None or in_force(one, options.on)]
        print(json.dumps({"rules": found}, ensure_ascii=False, default=str))
    else:
        print("\n".join(lines(book, options.on)))
    return 0


def answer(book: Rulebook, rule: Rule, on: date | None) -> dict[str, Any]:
    """One rule for machines, in English keys."""
    first, last = _days(rule, on)
    return {
        "id": rule.id,
        "kind": kind_of(rule),
        "article": rule.article,
        "source": book.sources[rule.source].title,
        "from": first,
        "to": None if last == FAR else last,
        "verified": rule.verified,
        "local": is_local(book, rule),
        "cases": len(book.cases_of(rule.id)),
        "says": rule.says,
    }


def _days(rule: Rule, on: date | None) -> tuple[date, date]:
    if isinstance(rule, Parameter) and on is not None:
        return next((one.first_day, one.until) for one in rule.spans if one.first_day <= on < one.until)
    return days_of(rule)


def lines(book: Rulebook, on: date | None) -> Iterator[str]:
    """By regulation and article."""
    for regulation in by_regulation(book):
        yield f"《{regulation.source.title}》（{regulation.source.issued_by}，{regulation.source.first_day.isoformat()}）"
        for article in regulation.articles:
            yield from (_line(book, one, on) for one in article.rules if on is None or in_force(one, on))


def _line(book: Rulebook, rule: Rule, on: date | None) -> str:
    mark = "本地规定" if is_local(book, rule) else "" if rule.verified else "未核对原文"
    said = f"{title_of(rule)}：{_value(rule, on)}" if isinstance(rule, Parameter) else rule.says
    return f"  {rule.article}　{rule.id}　{said}" + (f"（{mark}）" if mark else "")


def _value(rule: Parameter, on: date | None) -> str:
    """The value of a day; without one, all values with their first days."""
    if on is not None:
        return "、".join(rule.shown(one.value) for one in rule.spans if one.first_day <= on < one.until)
    return "；".join(f"{rule.shown(one.value)}（{one.first_day.isoformat()} 起）" for one in rule.spans)
