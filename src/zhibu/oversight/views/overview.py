"""Above a street nobody reads lines: how many by clause and by child, each leading to its own list."""

from collections import Counter
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render

from zhibu.oversight import presentation
from zhibu.oversight.queries.counts import Counts, children_named
from zhibu.oversight.queries.findings import Asked
from zhibu.oversight.queries.kept import Recorded, kept_counts
from zhibu.oversight.tables import CHIPS
from zhibu.oversight.terms import State
from zhibu.rulebook.loading import rulebook
from zhibu.web.components import Chip, Item
from zhibu.web.gate import ReaderRequest
from zhibu.web.html import thousands
from zhibu.web.pages import Head
from zhibu.web.state import PageState

WIDE: Final = "范围在一个街道以上：先看各项和各下级的数目，点开再看名单。"


def overview(request: ReaderRequest, head: Head, scope: str, state: PageState, at: Recorded) -> HttpResponse:
    """The counts of a wide scope."""
    asked = Asked.by(request.reader, on=state.on, scope=scope)
    found = kept_counts(asked, at, scope=scope)
    context = {
        "head": head,
        "hint": WIDE,
        "clauses": clause_lines(found, state),
        "children": _child_lines(request, found),
        "looked_at": presentation.looked_at(state.on),
    }
    return render(request, "oversight/overview.html", context)


def clause_lines(found: Counts, state: PageState | None = None) -> list[Item]:
    """Each clause with its states, the worst state as the chip."""
    clauses = rulebook().clauses
    by_clause = found.by_clause()
    told = []
    for clause in sorted(by_clause, key=lambda one: (_worst(by_clause[one]), one)):
        worst = list(State)[_worst(by_clause[clause])]
        url = state.href(clause=clause) if state else presentation.listed(clause=clause)
        title = f"{clauses[clause].title}：{_words(by_clause[clause])}"
        told.append(Item(title, rulebook().cited(clauses[clause]), Chip(CHIPS[worst], worst.label), url, "名单"))
    return told


def _worst(states: Counter[State]) -> int:
    return min(list(State).index(one) for one in states)


def _words(states: Counter[State]) -> str:
    return "、".join(f"{one.label} {thousands(states[one])}" for one in State if states[one])


def _child_lines(request: ReaderRequest, found: Counts) -> list[tuple[str, str, str]]:
    by_child = found.by_child()
    named = children_named(request.reader, list(by_child))
    return [(*named[path], _words(by_child[path])) for path in sorted(by_child) if path in named]
