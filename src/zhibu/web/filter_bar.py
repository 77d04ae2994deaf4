"""The bar above a list: pills with counts, further conditions, and what is set with a way to remove it."""

from collections.abc import Sequence

from django.utils.safestring import SafeString

from zhibu.web.filters import Counts, Filter
from zhibu.web.html import escape, thousands
from zhibu.web.paging import EXACT, Count
from zhibu.web.state import PageState

UNDER_MORE = ("select", "text", "day")
REMOVABLE = (*UNDER_MORE, "given", "find")


def filter_bar(filters: Sequence[Filter], state: PageState, counts: Counts, total: Count, chooser: str = "") -> SafeString:
    """The bar; empty when there is nothing to choose."""
    parts = [_find(one, state) for one in filters if one.kind == "find"]
    for one in filters:
        if one.kind == "pills":
            parts.append(_pills(one, state, counts, total))
        elif one.kind == "toggles":
            parts.append(_toggles(one, state, counts))
    more = [one for one in filters if one.kind in UNDER_MORE]
    if more:
        parts.append(_more(more, state))
    if chooser:
        parts.append(f'<span class="grow"></span>{chooser}')
    return SafeString(f'<div class="filters">{"".join(parts)}</div>' if parts else "")


def active_conditions(filters: Sequence[Filter], state: PageState) -> SafeString:
    """The conditions that no pill shows, each with a link that removes it."""
    held = [(one, value) for one in filters if one.kind in REMOVABLE for value in state.chosen.get(one.name, ())]
    if not held:
        return SafeString()
    pills = "".join(
        f'<a class="pill" href="{escape(state.href(**{one.name: None}))}"><span class="only-read">去掉条件</span>'
        f"{escape(one.label)}：{escape(one.word(value))}</a>"
        for one, value in held
    )
    clear = escape(state.href(**dict.fromkeys(state.chosen)))
    return SafeString(f'<div class="active"><span>已选条件</span>{pills}<a class="link" href="{clear}">全部清除</a></div>')


def _pill(href: str, word: str, *, on: bool) -> str:
    mark = ' aria-current="true"' if on else ""
    return f'<a class="pill" href="{escape(href)}"{mark}>{word}</a>'


def _figure(number: int | None) -> str:
    if number is None:
        return ""
    return f" {thousands(EXACT)}+" if number > EXACT else f" {thousands(number)}"


def _pills(one: Filter, state: PageState, counts: Counts, total: Count) -> str:
    known = counts.get(one.name, {})
    now = state.value(one.name)
    every = known.get("", None if now or total.capped else total.value)
    parts = [_pill(state.href(**{one.name: None}), f"全部{_figure(every)}", on=not now)] if one.whole else []
    for option in one.options:
        word = f"{escape(option.label)}{_figure(known.get(option.value))}"
        parts.append(_pill(state.href(**{one.name: option.value}), word, on=option.value == now))
    return "".join(parts)


def _toggles(one: Filter, state: PageState, counts: Counts) -> str:
    known, held = counts.get(one.name, {}), state.chosen.get(one.name, ())
    return "".join(
        _pill(
            state.toggled(one.name, option.value),
            f"{'✓' if option.value in held else '＋'} {escape(option.label)}{_figure(known.get(option.value))}",
            on=option.value in held,
        )
        for option in one.options
    )


def _find(one: Filter, state: PageState) -> str:
    label, hint, value = escape(one.label), escape(one.hint), escape(state.value(one.name))
    return (
        f'<form class="find" method="get" role="search" aria-label="{label}">{state.hidden({one.name})}'
        f'<input type="search" name="{one.name}" value="{value}" aria-label="{label}" placeholder="{hint}">'
        '<button class="btn small">查找</button></form>'
    )


def _more(filters: Sequence[Filter], state: PageState) -> str:
    held = sum(one.name in state.chosen for one in filters)
    count = f' <span class="badge">{held}</span>' if held else ""
    fields = "".join(f'<label class="line"><span>{escape(one.label)}</span>{_input(one, state.value(one.name))}</label>' for one in filters)
    names = {one.name for one in filters}
    return (
        f'<details class="drop more"><summary class="pill">更多条件{count}</summary>'
        f'<div class="sheet"><form method="get">{state.hidden(names)}'
        f'<div class="fields">{fields}</div><div class="acts"><button class="btn go">查看结果</button></div></form></div></details>'
    )


def _input(one: Filter, value: str) -> str:
    if one.options:
        found = "".join(
            f'<option value="{escape(option.value)}"{" selected" if option.value == value else ""}>{escape(option.label)}</option>'
            for option in one.options
        )
        return f'<select name="{one.name}"><option value="">不限</option>{found}</select>'
    kind = "date" if one.kind == "day" else "text"
    return f'<input type="{kind}" name="{one.name}" value="{escape(value)}" placeholder="{escape(one.hint)}">'
