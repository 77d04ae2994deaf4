"""The three tiers on one sheet."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from zhibu.exchange.pdf import filled
from zhibu.mechanism.steering.presentation import Node
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read

SOURCE: Final = Path(__file__).with_name("chart.typ")
TITLE: Final = "党建工作指导委员会三级图"


def chart_paper(nodes: Sequence[Node], *, actor: Actor, path: str) -> bytes:
    """Committees with their heads; logged, since it names people."""
    note_read(actor, "export", field=TITLE, path=path, rows=sum(map(_size, nodes)))
    data = {"title": TITLE, "nodes": [_data(one) for one in nodes], "footer": actor.printed}
    return filled(SOURCE, data)


def _size(node: Node) -> int:
    return 1 + sum(map(_size, node.children))


def _data(node: Node) -> dict[str, object]:
    late = f"，{node.chip.word}" if node.chip else ""
    children = [_data(one) for one in node.children]
    return {"name": node.name, "tier": node.tier, "head": node.head, "words": f"{node.words}{late}", "children": children}
