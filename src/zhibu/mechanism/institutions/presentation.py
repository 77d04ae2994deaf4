"""Institutions in the words of pages."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.urls import reverse

from zhibu.kernel.dates import FAR
from zhibu.mechanism.institutions.models import Institution
from zhibu.mechanism.institutions.queries.one import ClauseRow
from zhibu.mechanism.institutions.queries.shelf import ShelfRow
from zhibu.mechanism.institutions.rules.standing import History, InForceSpan, VersionFacts
from zhibu.mechanism.institutions.tables import chips_of
from zhibu.mechanism.institutions.terms import Named
from zhibu.parameters.terms import ProposalState
from zhibu.rulebook.loading import rulebook
from zhibu.web.components import Chip, Event, Fact, Item
from zhibu.web.html import ChipKind, prose_date

STATES: Final[dict[str, tuple[ChipKind, str]]] = {
    ProposalState.OPEN: ("due", "待书记确定"),
    ProposalState.ACCEPTED: ("none", "已由后来的数值代替"),
    ProposalState.DECLINED: ("check", "书记未采纳"),
    ProposalState.WITHDRAWN: ("none", "建议已撤回"),
}


def facts_of(row: ShelfRow, meeting: str) -> list[Fact]:
    """Of what holds on the day, or will, or held last; ``meeting`` is the code of the one that adopted it."""
    facts = [Fact("状态", chip=chips_of(row)[0])]
    span = row.span
    if span is None:
        return facts
    facts += [
        Fact("版本", f"第 {span.version} 版"),
        Fact("通过", span.adopted_by, url=reverse("gathering", args=[meeting]) if meeting else ""),
        Fact("施行", f"{span.since.isoformat()} 起" + (f"，到 {span.until.isoformat()} 为止" if span.until != FAR else "")),
    ]
    if row.review_due:
        late = Chip("check", "到期待复审") if row.review_is_late else None
        facts.append(Fact("下次复审", row.review_due.isoformat(), chip=late))
    if span.ended_because:
        facts.append(Fact("废止依据", span.ended_because))
    return facts


def state_chip(clause: ClauseRow, *, in_force: bool) -> Chip:
    """What has become of a value; where nothing was proposed the same value held already."""
    if clause.holds:
        return Chip("ok", "现行数值")
    if clause.state:
        return Chip(*STATES[clause.state])
    return Chip("none", "与原数值一致") if in_force else Chip("due", "通过后提出")


def clause_items(institution: Institution, clauses: Iterable[ClauseRow], *, writing: bool, adopted: bool, leads: bool) -> list[Item]:
    """Article, parameter and value, with the way to its history (``leads``: the reader may open it), or out of the draft."""
    known, found = rulebook().parameters, []
    for one in clauses:
        parameter = known.get(one.parameter)
        title = f"{one.article}　{parameter.says}：{parameter.shown(int(one.value))}" if parameter else f"{one.article}　{one.parameter}"
        url, act = (
            (reverse("institution_clause_remove", args=[institution.code, one.id]), "去掉")
            if writing
            else (reverse("parameter", args=[institution.organisation.code, one.parameter]), "看参数")
        )
        found.append(Item(title, "", state_chip(one, in_force=adopted), url if writing or (parameter and leads) else "", act))
    return found


def versions_of(institution: Institution, history: History, shown: Sequence[VersionFacts]) -> list[Event]:
    """The newest first, each with what became of it."""
    spans = {one.version: one for one in history.spans}
    events = [_version(institution, one, spans.get(one.number)) for one in reversed(shown)]
    reviews = [Event(one.on, "复审，继续施行", one.by, f"下次复审 {one.next_due.isoformat()}" + (f"；{one.note}" if one.note else ""))
               for one in history.reviews]  # fmt: skip
    return sorted([*events, *reviews], key=lambda one: str(one.when), reverse=True)


def _version(institution: Institution, one: VersionFacts, span: InForceSpan | None) -> Event:
    url = reverse("institution_version", args=[institution.code, one.number])
    title = f"第 {one.number} 版"
    if span is None:
        return Event(one.written_on, title, f"{one.written_by}起草", one.changes, Chip("due", "文稿"), url)
    until = f"，到 {span.until.isoformat()} 为止" if span.until != FAR else ""
    what = f"{prose_date(span.adopted_on)}通过，{span.since.isoformat()} 起施行{until}。{one.changes}"
    return Event(span.since, title, f"{one.written_by}起草", what, None, url)


def shelf_items(place_code: str, missing: Iterable[Named]) -> list[Item]:
    """Places that wait to be filled."""
    address = reverse("institution_new", args=[place_code])
    return [Item(one.label, "", Chip("none", "还没有登记"), f"{address}?named={one}", "登记") for one in missing]
