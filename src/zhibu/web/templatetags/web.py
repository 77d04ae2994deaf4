"""``{% load web %}``: the components in templates, each given a declaration from ``components``, ``charts``, ``tree`` or ``kernel``."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.templatetags.static import static
from django.utils.html import json_script
from django.utils.safestring import SafeString

from zhibu.kernel.decisions import Decision, Reading
from zhibu.web import components as parts
from zhibu.web import html, icons, tree
from zhibu.web.charts import Chart
from zhibu.web.citing import article_url, rule_url

register = template.Library()
Context = dict[str, Any]


@register.simple_tag
def icon(name: str) -> SafeString:
    """``{% icon "search" %}``."""
    return icons.icon(name)


@register.simple_tag
def chip(kind: html.ChipKind, word: str) -> SafeString:
    """``{% chip "late" "逾期 2 天" %}``."""
    return html.chip(kind, word)


@register.filter
def prose_date(day: Any) -> str:
    """``{{ day|prose_date }}``: 2026年11月24日."""
    return html.prose_date(day)


@register.filter
def thousands(number: int) -> str:
    """``{{ number|thousands }}``: 4,216."""
    return html.thousands(number)


@register.simple_block_tag
def panel(content: SafeString, title: str, *, link: str = "", url: str = "", body: bool = False) -> SafeString:
    """``{% panel "等您处理" link="全部 7 件" url=all_url %}…{% endpanel %}``; ``body=True`` for running text."""
    aside = f'<span class="why">{html.escape(link)}</span>' if link else ""
    if url:
        aside = f'<a href="{html.escape(url)}">{html.escape(link)}</a>'
    inner = f'<div class="body">{content}</div>' if body else content
    return SafeString(f'<section class="panel"><header><h2>{html.escape(title)}</h2>{aside}</header>{inner}</section>')


@register.inclusion_tag("web/parts/items.html")
def items(found: Iterable[parts.Item]) -> Context:
    """Things waiting, each with its article and one link."""
    return {"items": found}


@register.inclusion_tag("web/parts/figures.html")
def figures(found: Iterable[parts.Figure]) -> Context:
    """Figures that open their records."""
    return {"figures": found}


@register.inclusion_tag("web/parts/bars.html")
def bars(found: Iterable[parts.Bar]) -> Context:
    """Shares side by side."""
    return {"bars": found}


@register.inclusion_tag("web/parts/steps.html")
def steps(found: Iterable[parts.Step]) -> Context:
    """The steps of a procedure."""
    return {"steps": found}


@register.inclusion_tag("web/parts/timeline.html")
def timeline(events: Iterable[parts.Event]) -> Context:
    """What happened, newest first."""
    return {"events": events}


@register.inclusion_tag("web/parts/facts.html")
def facts(found: Iterable[parts.Fact], *, copying: bool = False) -> Context:
    """Fields of a record, with copy, reveal and correct where declared; ``copying`` shows the copy buttons all the time."""
    return {"facts": found, "copying": copying}


@register.inclusion_tag("web/parts/attachments.html")
def attachments(found: Iterable[parts.Attachment]) -> Context:
    """Files with their previews; a photo opens in the browser, everything else is saved."""
    return {"attachments": found}


@register.inclusion_tag("web/parts/progress.html")
def progress(state: parts.Progress) -> Context:
    """Work under way; the same template answers ``state.url``."""
    return {"progress": state}


@register.inclusion_tag("web/parts/decision.html")
def decision(found: Decision, title: str = "现在还不能办理", allowed: str = "") -> Context:
    """Everything that stands against an act, at once; ``allowed`` is what to say when nothing does."""
    return {"objections": found.objections, "title": title, "allowed": allowed, **readings(found)}


@register.inclusion_tag("web/parts/readings.html")
def readings(found: Decision) -> Context:
    """The values that a decision stands on, each with its article, where it read any."""
    return {"readings": [one for one in found.read if isinstance(one, Reading)]}


@register.filter
def cited(article: str) -> str:
    """``{{ objection.article|cited }}``: what is cited, as a link where there is a page of it."""
    url = article_url(article)
    return html.link(url, article) if url else article


@register.simple_tag
def reading(one: Reading) -> SafeString:
    """``{% reading one %}``: what a parameter says, as a link to its page."""
    url = rule_url(one)
    return html.link(url, one.says) if url else SafeString(html.escape(one.says))


@register.inclusion_tag("web/parts/chart.html")
def chart(picture: Chart) -> Context:
    """A picture with its table."""
    return {"chart": picture, "data": json_script(picture.data(), picture.key), "source": static("chart.js")}


@register.simple_tag(name="tree")
def tree_of(nodes: Sequence[tree.Node], label: str = "党组织") -> SafeString:
    """``{% tree nodes %}``."""
    return tree.render_tree(nodes, label=label)
