"""A scoring rule as it is kept: a small mapping, read strictly. Whatever does not fit is named with what would."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from zhibu.mechanism.appraisal.rules.satisfaction import RULE
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged, Listed, Ratio, Rule, Steps, Threshold
from zhibu.mechanism.appraisal.terms import PartKind

Kept = Mapping[str, Any]


class BadRule(ValueError):
    """A kept rule that this version cannot read."""


def kept(rule: Rule) -> dict[str, Any]:
    """As it is written down; decimals as text."""
    match rule:
        case Deduct(per_miss, floor):
            return {"kind": "deduct", "per_miss": str(per_miss), "floor": str(floor)}
        case Threshold(at_least):
            return {"kind": "threshold", "at_least": str(at_least)}
        case Steps(steps):
            return {"kind": "steps", "steps": [[str(least), str(points)] for least, points in steps]}
        case Ratio():
            return {"kind": "ratio"}
        case Judged():
            return {"kind": "judged"}
        case Listed(items):
            return {"kind": "listed", "items": [[text, str(points)] for text, points in items]}


def read(values: Kept) -> Rule:
    """The rule; every key is known and has its value."""
    kind = values.get("kind")
    if kind not in READ:
        raise BadRule(f"unknown kind of rule {kind!r}")
    keys, made = READ[str(kind)]
    if set(values) != {"kind", *keys}:
        raise BadRule(f"'{kind}' needs {', '.join(keys) or 'nothing else'}, not {sorted(set(values) - {'kind'})}")
    return made(values)


def says_for(part: PartKind, rule: Rule) -> str:
    """The same of a row; nobody judges how content people are."""
    return RULE if part is PartKind.SATISFACTION else says(rule)


def says(rule: Rule) -> str:
    """In words, as it stands in the printed table."""
    match rule:
        case Deduct(per_miss, floor):
            return f"每缺一项扣 {plain(per_miss)} 分，{f'最低 {plain(floor)} 分' if floor else '扣完为止'}。"
        case Ratio():
            return "按完成的比例计分。"
        case Threshold(at_least):
            return f"完成 {plain(at_least)}% 以上计满分，不到的不计分。"
        case Steps(steps):
            return "；".join(f"完成 {plain(least)}% 以上计 {plain(points)} 分" for least, points in sorted(steps, reverse=True)) + "。"
        case Judged():
            return "由评分人评定，写明理由。"
        case Listed(items):
            return "；".join(f"{text}，扣 {plain(points)} 分" for text, points in items) + "。由评分人逐项认定。"


def plain(number: Decimal) -> str:
    """Without zeros that say nothing."""
    return f"{number.normalize():f}"


def _number(value: object) -> Decimal:
    try:
        found = Decimal(str(value))
    except InvalidOperation as error:
        raise BadRule(f"{value!r} is no number") from error
    if not found.is_finite() or found < 0:
        raise BadRule(f"{value!r} is no number of points or percent")
    return found


def _steps(values: Kept) -> Rule:
    steps = tuple((_number(least), _number(points)) for least, points in values["steps"])
    if not steps:
        raise BadRule("'steps' is empty")
    return Steps(steps)


def _items(values: Kept) -> Rule:
    items = tuple((str(text), _number(points)) for text, points in values["items"])
    if not items:
        raise BadRule("'items' is empty")
    return Listed(items)


READ: Final[Mapping[str, tuple[tuple[str, ...], Callable[[Kept], Rule]]]] = {
    "deduct": (("per_miss", "floor"), lambda one: Deduct(_number(one["per_miss"]), _number(one["floor"]))),
    "ratio": ((), lambda _: Ratio()),
    "threshold": (("at_least",), lambda one: Threshold(_number(one["at_least"]))),
    "steps": (("steps",), _steps),
    "judged": ((), lambda _: Judged()),
    "listed": (("items",), _items),
}
