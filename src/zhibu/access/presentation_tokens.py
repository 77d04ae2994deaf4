"""Tokens in the words of their pages."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.urls import reverse

from zhibu.access.queries.tokens import TokenLine
from zhibu.access.terms import ACTS
from zhibu.web.components import Chip

STATES: Final = {
    "held": Chip("ok", "有效"),
    "coming": Chip("none", "未生效"),
    "over": Chip("none", "已过期"),
    "ended": Chip("none", "已停用"),
}


class Line(NamedTuple):
    """One token."""

    title: str
    chip: Chip
    about: str
    acts: str
    url: str


def token_lines(lines: Sequence[TokenLine], on: date, *, end: str, owners: bool) -> list[tuple[str, list[Line]]]:
    """What counts or will, and what does not any more."""
    found = [(one.state(on), _line(one, on, end=end, owners=owners)) for one in lines]
    groups = (
        ("在用的令牌", [line for state, line in found if state in {"held", "coming"}]),
        ("不再有效的令牌", [line for state, line in found if state not in {"held", "coming"}]),
    )
    return [group for group in groups if group[1]]


def _line(one: TokenLine, on: date, *, end: str, owners: bool) -> Line:
    state = one.state(on)
    last = one.valid_to - timedelta(days=1)
    used = f"最近使用 {one.last_used_on.isoformat()}" if one.last_used_on else "还没有用过"
    owner = f"{one.owner} · " if owners else ""
    about = f"{owner}令牌 {one.id} · {one.place}及下级 · {one.valid_from.isoformat()} 至 {last.isoformat()} · {used}"
    url = reverse(end, args=[one.id]) if state in {"held", "coming"} else ""
    return Line(one.name, STATES[state], about, "、".join(ACTS[act].label for act in one.acts if act in ACTS), url)
