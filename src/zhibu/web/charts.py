"""Pictures of figures: declared here, drawn by ``assets/js/chart.js``, readable as a table by everyone."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

ChartKind = Literal["bars", "columns", "lines", "shares", "tree"]


@dataclass(frozen=True, slots=True)
class Series:
    """One line of figures, as many as there are names."""

    name: str
    values: Sequence[float]


@dataclass(frozen=True, slots=True)
class Branch:
    """One node of a tree picture."""

    name: str
    href: str = ""
    children: tuple["Branch", ...] = ()

    def data(self) -> dict[str, object]:
        """As the drawing part reads it."""
        return {"name": self.name, "href": self.href, "children": [child.data() for child in self.children]}


@dataclass(frozen=True, slots=True)
class Chart:
    """Names in the order of the tree, never of the score; ``links`` open the records behind each name."""

    key: str
    title: str
    kind: ChartKind
    names: Sequence[str] = ()
    series: Sequence[Series] = ()
    links: Sequence[str] = ()
    unit: str = ""
    stacked: bool = False
    root: Branch | None = field(default=None)

    def data(self) -> dict[str, object]:
        """As the drawing part reads it."""
        if self.root:
            return {"kind": "tree", "root": self.root.data()}
        return {
            "kind": self.kind,
            "names": list(self.names),
            "series": [{"name": one.name, "values": list(one.values)} for one in self.series],
            "links": list(self.links),
            "stacked": self.stacked,
        }

    def rows(self) -> list[tuple[str, str, list[float]]]:
        """The same figures as lines of a table: name, link, one value per series."""
        links = [*self.links, *[""] * (len(self.names) - len(self.links))]
        return [(name, links[index], [one.values[index] for one in self.series]) for index, name in enumerate(self.names)]
