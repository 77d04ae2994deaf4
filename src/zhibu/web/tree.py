"""The organisation tree: nested lists that open and close without scripts; deep branches can be fetched when opened."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.safestring import SafeString

from zhibu.web.html import escape


@dataclass(frozen=True, slots=True)
class Node:
    """One organisation of the tree with what stands below it."""

    label: str
    url: str
    count: str = ""
    """Already in words: ``38 名``."""
    kind: str = ""
    children: tuple["Node", ...] = ()
    fetch: str = ""
    """Address that answers the children as list items, for trees too large to send whole."""
    opened: bool = False
    current: bool = False


def render_tree(nodes: Iterable[Node], *, label: str) -> SafeString:
    """The whole list."""
    parts = [f'<ul class="tree" aria-label="{escape(label)}">']
    for node in nodes:
        _node(node, parts)
    parts.append("</ul>")
    return SafeString("".join(parts))


def render_branches(nodes: Iterable[Node]) -> SafeString:
    """List items only: the answer to ``Node.fetch``."""
    parts: list[str] = []
    for node in nodes:
        _node(node, parts)
    return SafeString("".join(parts))


def _node(node: Node, parts: list[str]) -> None:
    mark = ' aria-current="true"' if node.current else ""
    kind = f' <small class="why">{escape(node.kind)}</small>' if node.kind else ""
    count = f'<span class="count">{escape(node.count)}</span>' if node.count else ""
    name = f'<a href="{escape(node.url)}"{mark}><span>{escape(node.label)}{kind}</span>{count}</a>'
    if not node.children and not node.fetch:
        parts.append(f"<li>{name}</li>")
        return
    fetch = f' hx-get="{escape(node.fetch)}" hx-trigger="toggle once" hx-target="find ul"' if node.fetch else ""
    opened = " open" if node.opened else ""
    parts.append(f'<li>{name}<details{opened}{fetch}><summary><span class="only-read">{escape(node.label)}的下级</span></summary><ul>')
    for child in node.children:
        _node(child, parts)
    parts.append("</ul></details></li>")
