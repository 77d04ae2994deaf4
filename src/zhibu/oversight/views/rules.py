"""Pages of the rulebook: by regulation and article, by whom it concerns, by what changed when, and one rule."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.oversight import provision_parts as parts
from zhibu.oversight.provisions import Rule, by_day, by_regulation, by_subject, rule_named, rules_of, title_of
from zhibu.oversight.queries.findings import SEE as SEE_FINDINGS
from zhibu.oversight.queries.findings import SEE_PERSONAL, Asked
from zhibu.oversight.queries.kept import kept_findings, recorded
from zhibu.parameters.queries import local_values, spans_above
from zhibu.rulebook.book import NOTHING_LOCAL
from zhibu.rulebook.entries import Clause, Parameter
from zhibu.rulebook.loading import rulebook
from zhibu.web.components import Item
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.state import PageState

SEE: Final = "see_rules"
WHAT: Final = "每一项提醒都有出处：哪部条例、哪一条、从哪天起、什么数值。内容用我们自己的话写，没有见到原文的如实注明。"


def _head(state: PageState, here: str) -> Head:
    return Head("规章依据", lead=dict(parts.VIEWS)[here], acts=parts.acts(here, state.query if not state.is_today else ""), as_of=state)


def _as(request: ReaderRequest, state: PageState) -> parts.As:
    """With what counts where the reader works; one query."""
    home = request.reader.home_path
    return parts.As(state.on, state.today, local_values([home], on=state.on).of(home) if home else NOTHING_LOCAL)


@page(SEE)
def by_articles(request: ReaderRequest) -> HttpResponse:
    """Every regulation with its articles, as of a day."""
    book, state = rulebook(), PageState.read(request, today=today())
    of = _as(request, state)
    context = {
        "head": _head(state, "rules"),
        "what": WHAT,
        "numbers": parts.in_numbers(book, list(rules_of(book)), state.today),
        "regulations": [(one.source, parts.articles(book, one.articles, of)) for one in by_regulation(book)],
        "stale": [parts.item_of(book, one, of, cite=True) for one in book.stale(state.today)],
    }
    return render(request, "oversight/rules.html", context)


@page(SEE)
def by_subjects(request: ReaderRequest) -> HttpResponse:
    """What concerns organisations, members and units."""
    book, state = rulebook(), PageState.read(request, today=today())
    of = _as(request, state)
    groups = [(label, [parts.item_of(book, one, of, cite=True) for one in rules]) for label, rules in by_subject(book)]
    return render(request, "oversight/rules_subjects.html", {"head": _head(state, "rules_subjects"), "groups": groups})


@page(SEE)
def by_changes(request: ReaderRequest) -> HttpResponse:
    """What began, changed and ended when, in regulations and by the street's own decision."""
    book, home = rulebook(), request.reader.home_path
    events = [*parts.events(book, by_day(book), today()), *parts.own_events(book, spans_above(home) if home else ())]
    context = {
        "head": Head("规章依据", lead="按时间", acts=parts.acts("rules_changes", "")),
        "events": sorted(events, key=lambda one: str(one.when), reverse=True),
    }
    return render(request, "oversight/rules_changes.html", context)


@page(SEE)
def rule(request: ReaderRequest, name: str) -> HttpResponse:
    """One rule: what it says, where it stands, its values over time, its cases, and what is found now."""
    book, state = rulebook(), PageState.read(request, today=today())
    found, of = rule_named(book, name), _as(request, state)
    if found is None:
        raise Http404
    acts = [Act("本地参数", reverse("parameters"))] if isinstance(found, Parameter) and found.local else []
    context = {
        "head": Head(title_of(found), crumbs=(Crumb("规章依据", reverse("rules")),), acts=acts, as_of=state),
        "facts": parts.facts_of(book, found, of),
        "source": parts.source_facts(book, found),
        "values": parts.values_of(found) if isinstance(found, Parameter) else [],
        "related": parts.related(book, found, of),
        "reads": not isinstance(found, Parameter),
        "cases": parts.case_lines(book.cases_of(found.id)),
        "open": not isinstance(found, Parameter),
        "now": _now(request, found, state),
    }
    return render(request, "oversight/rule.html", context)


def _now(request: ReaderRequest, found: Rule, state: PageState) -> list[Item]:
    book, reader = rulebook(), request.reader
    candidates = book.readers(found.id) if isinstance(found, Parameter) else [found]
    clauses = [one for one in candidates if isinstance(one, Clause)]
    if not clauses or not (reader.paths(SEE_FINDINGS) or reader.paths(SEE_PERSONAL)):
        return []
    return parts.findings_now(reader, clauses, kept_findings(Asked.by(reader, on=state.on), recorded()))
