"""What stands against a value of a street's own. Pure: what is proposed and what stands comes in, a decision goes out."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.rulebook.entries import YES_OR_NO, Parameter, Value

WHOLE: Final = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A value from a day on, with the document it rests on; ``typed`` is empty where the default is to hold again."""

    parameter: Parameter
    typed: str
    on: date
    basis: str


@dataclass(frozen=True, slots=True)
class Standing:
    """What holds on the day from which a value is wanted."""

    value: Value | None
    """What counts there, whoever decided it; None before the parameter's first day."""
    own: bool
    """Whether the organisation itself has decided it."""
    later: date | None = None
    """The first day of a value of its own that begins on that day or later."""
    waiting: bool = False
    """Whether another proposal waits."""


def read_value(typed: str) -> int | None:
    """What was typed as a value; None when it is none. Every local parameter counts something or is a yes or no: whole numbers."""
    text = unicodedata.normalize("NFKC", typed).strip()
    return int(text) if WHOLE.fullmatch(text) else None


def within_bounds(parameter: Parameter, value: Value) -> bool:
    """Whether a street may choose it."""
    bounds = parameter.bounds
    return bounds is not None and not isinstance(value, str) and bounds.least <= value <= bounds.most


def range_of(parameter: Parameter) -> str:
    """The bounds in words: 0 到 365 天, 是或否."""
    bounds = parameter.bounds
    if parameter.unit == YES_OR_NO:
        return "是或否"
    return f"{bounds.least:g} 到 {parameter.shown(bounds.most)}" if bounds else ""


def may_propose(wanted: Wanted, standing: Standing) -> Decision:
    """Within bounds, from a day on which the rule exists, something else than holds, with a document; one proposal at a time."""
    waiting = Objection("waiting", "这个参数已有一项建议待确定。", remedy="请先由书记确定，或撤回原来的建议。")
    return Decision.of(waiting if standing.waiting else None, *_against(wanted, standing))


def may_decide(wanted: Wanted, standing: Standing, *, is_open: bool, own_proposal: bool, accepts: bool, answer: str) -> Decision:
    """The secretary decides once, about somebody else's proposal. Declining needs a reason; what is accepted must still fit what stands."""
    return Decision.of(
        None if is_open else Objection("not_open", "这项建议已经处理。", remedy="请返回查看结果。"),
        Objection("own_proposal", "不能确定自己提出的建议。", remedy="请由另一位有权确定的同志办理。") if own_proposal else None,
        Objection("answer_missing", "没有填写不采纳的原因。", remedy="请写一句，提出的同志看得到。", field="answer")
        if not accepts and not answer.strip()
        else None,
        *(_against(wanted, standing) if accepts and is_open else ()),
    )


def may_withdraw(*, is_open: bool) -> Decision:
    """As long as nobody has decided."""
    return Decision.of(None if is_open else Objection("not_open", "这项建议已经处理，不能撤回。", remedy="需要再改的，请重新提出。"))


def _against(wanted: Wanted, standing: Standing) -> tuple[Objection | None, ...]:
    value = read_value(wanted.typed) if wanted.typed else None
    return (
        _wrong_value(wanted, value),
        _nothing_new(wanted, value, standing),
        _wrong_day(wanted, standing),
        None if wanted.basis.strip() else Objection("basis_missing", "没有填写依据文件。", remedy="请写文号和名称。", field="basis"),
    )


def _wrong_value(wanted: Wanted, value: Value | None) -> Objection | None:
    if not wanted.typed or (value is not None and within_bounds(wanted.parameter, value)):
        return None
    what = "不是整数" if value is None else "超出范围"
    return Objection("out_of_bounds", f"“{wanted.typed}”{what}。", remedy=f"请填 {range_of(wanted.parameter)}。", field="value")


def _nothing_new(wanted: Wanted, value: Value | None, standing: Standing) -> Objection | None:
    if not wanted.typed and not standing.own:
        return Objection("no_own_value", "现在就是默认值，无须恢复。", remedy="需要改动的，请填写数值。", field="default")
    if value is not None and value == standing.value:
        shown = wanted.parameter.shown(value)
        return Objection("same_value", f"到这一天本来就是 {shown}。", remedy="请填写另一个数值，或更正日期。", field="value")
    return None


def _wrong_day(wanted: Wanted, standing: Standing) -> Objection | None:
    first = wanted.parameter.values[0].first_day
    if wanted.on < first:
        return Objection("before_rule", f"这项规定从 {first.isoformat()} 起才有。", remedy="请填这一天或以后的日期。", field="on")
    if standing.later is not None:
        message = f"从 {standing.later.isoformat()} 起已另有本街道的数值。"
        return Objection("later_value", message, remedy="请填更晚的日期；当天确定错了的，可以撤回。", field="on")
    return None
