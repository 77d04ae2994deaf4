"""What stands at the top of a page: where it is, what it is called, what can be done now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.safestring import SafeString

from zhibu.web.html import escape, prose_date
from zhibu.web.state import PageState, quick_days

ActKind = Literal["go", "plain", "harm", "quiet"]


@dataclass(frozen=True, slots=True)
class Act:
    """Something the reader can do: a link that looks like a button. One ``go`` a page at the most."""

    label: str
    url: str
    kind: ActKind = "plain"
    dialog: bool = False
    """Opens its page as a dialog where scripts run; the page must have a part ``data-dialog-body`` (``web/confirm.html`` has)."""

    @property
    def html(self) -> SafeString:
        """The button."""
        dialog = " data-dialog" if self.dialog else ""
        return SafeString(f'<a class="btn {self.kind}" href="{escape(self.url)}"{dialog}>{escape(self.label)}</a>')


@dataclass(frozen=True, slots=True)
class Crumb:
    """One step of the way to this page."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Head:
    """Title, a line under it, the way here, the acts; ``as_of`` adds 按日期查看."""

    title: str
    lead: str = ""
    crumbs: Sequence[Crumb] = ()
    acts: Sequence[Act] = ()
    more: Sequence[Act] = ()
    """What is done seldom: behind a button 更多, so that the page says first what matters."""
    as_of: PageState | None = None
    draft: bool = False
    """The page's form is kept while it is typed: here it says so."""

    @property
    def html(self) -> SafeString:
        """The head of the page."""
        lead = f'<div class="lead">{self._lead()}</div>' if self.lead or self.as_of else ""
        acts = f'<div class="acts">{self._more()}{"".join(act.html for act in self.acts)}</div>' if self.acts or self.more else ""
        draft = '<span class="draft-state" role="status"></span>' if self.draft else ""
        notice = _other_day(self.as_of) if self.as_of and not self.as_of.is_today else ""
        title = f'<div class="title"><h1>{escape(self.title)}</h1>{draft}</div>'
        return SafeString(f'{crumb_trail(self.crumbs)}<div class="head"><div>{title}{lead}</div>{acts}</div>{notice}')

    def _more(self) -> str:
        if not self.more:
            return ""
        links = "".join(f'<a href="{escape(act.url)}">{escape(act.label)}</a>' for act in self.more)
        return f'<details class="drop right"><summary class="btn">更多办理</summary><div class="sheet">{links}</div></details>'

    def _lead(self) -> str:
        parts = [escape(self.lead.removesuffix("。") if self.as_of else self.lead)] if self.lead else []
        if self.as_of:
            parts.append(as_of(self.as_of))
        return " · ".join(parts)


def crumb_trail(crumbs: Sequence[Crumb]) -> SafeString:
    """The way to the page."""
    if not crumbs:
        return SafeString()
    steps = "".join(f'<li><a href="{escape(crumb.url)}">{escape(crumb.label)}</a></li>' for crumb in crumbs)
    return SafeString(f'<nav aria-label="位置"><ol class="crumbs">{steps}</ol></nav>')


def as_of(state: PageState) -> SafeString:
    """The day of the list and the way to another one; works without scripts."""
    quick = "".join(
        f'<a class="pill" href="{escape(state.href(on=None if day == state.today else day.isoformat()))}">{word}</a>'
        for word, day in quick_days(state.today)
    )
    day = state.on.isoformat()
    return SafeString(
        f'<details class="drop as-of"><summary>按日期查看：<u>{day}</u></summary><div class="sheet">'
        f'<form method="get">{state.hidden({"on"})}<label class="line"><span>查看哪一天</span>'
        f'<input type="date" name="on" value="{day}" min="1900-01-01"></label>'
        f'<div class="quick">{quick}</div><div class="acts"><button class="btn go">查看</button></div></form></div></details>',
    )


def _other_day(state: PageState) -> str:
    return (
        f'<p class="note" role="status">正在查看 {prose_date(state.on)} 的情况，不是今天的。'
        f'<a href="{escape(state.href(on=None))}">回到今天</a></p>'
    )
