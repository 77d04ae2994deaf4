"""Local parameters in the words of pages."""

from collections.abc import Iterable, Sequence
from typing import Final

from django.urls import reverse

from zhibu.kernel.dates import FAR
from zhibu.parameters.queries import OwnSpan, ValueRow, Waiting
from zhibu.parameters.rules import range_of
from zhibu.parameters.tables import default_of, value_of
from zhibu.parameters.terms import ProposalState
from zhibu.rulebook.book import Rulebook
from zhibu.rulebook.entries import Parameter
from zhibu.web.citing import rule_url
from zhibu.web.components import Chip, Event, Fact, Item
from zhibu.web.html import ChipKind, prose_date
from zhibu.web.pages import Act

CHIPS: Final[dict[ProposalState, ChipKind]] = {
    ProposalState.OPEN: "due",
    ProposalState.ACCEPTED: "ok",
    ProposalState.DECLINED: "none",
    ProposalState.WITHDRAWN: "none",
}


def facts_of(row: ValueRow) -> list[Fact]:
    """What counts now, and within what it may be chosen."""
    facts = [Fact("现行数值", value_of(row), chip=Chip("ok", "本街道") if row.own else Chip("none", "默认"))]
    if row.own:
        facts += [
            Fact("从何时起", row.own.since.isoformat()),
            Fact("依据文件", row.own.basis),
            Fact("由哪个党组织确定", row.own.organisation),
            Fact("确定人", decided(row.own)),
        ]
    facts += [
        Fact("默认值", default_of(row)),
        Fact("可选范围", range_of(row.parameter)),
        Fact("编号", row.parameter.id),
    ]
    return [fact for fact in facts if fact.value]


def decided(span: OwnSpan) -> str:
    """Who decided it, and when."""
    return f"{span.decided_by}（{span.decided_on.isoformat()}）" if span.decided_on else span.decided_by


def wanted_value(parameter: Parameter, value: str) -> str:
    """What is proposed, with its unit."""
    return parameter.shown(int(value)) if value else "恢复默认值"


def history_of(parameter: Parameter, spans: Iterable[OwnSpan], proposals: Iterable[Waiting]) -> list[Event]:
    """Values of one's own with their beginnings and endings, and what was proposed and not taken, the latest first."""
    values = list(spans)
    events = [event for span in values for event in _of_span(parameter, span, values)]
    events += [_of_proposal(parameter, one) for one in proposals if one.state is not ProposalState.ACCEPTED]
    return sorted(events, key=lambda event: str(event.when), reverse=True)


def _of_span(parameter: Parameter, span: OwnSpan, others: Sequence[OwnSpan]) -> list[Event]:
    who = "，".join(
        filter(None, (f"{span.proposed_by}提出" if span.proposed_by else "", f"{decided(span)}确定" if span.decided_by else ""))
    )
    events = [Event(span.since, f"{span.organisation}：{parameter.shown(span.value)}", who, f"依据：{span.basis}")]
    followed = any(one.path == span.path and one.since == span.until for one in others)
    if span.until != FAR and not followed:
        events.append(Event(span.until, f"{span.organisation}：恢复默认值"))
    return events


def _of_proposal(parameter: Parameter, one: Waiting) -> Event:
    answer = f"{one.decided_by}：{one.answer}" if one.answer else one.decided_by
    return Event(
        one.decided_on or one.proposed_on,
        f"建议：{wanted_value(parameter, one.value)}（从 {one.valid_from.isoformat()} 起）",
        f"{one.proposed_by}提出" + (f"；{answer}" if answer else ""),
        f"依据：{one.basis}",
        Chip(CHIPS[one.state], one.state.label),
    )


def readers_of(book: Rulebook, parameter: Parameter) -> list[Item]:
    """The clauses and decisions that read it."""
    return [
        Item(
            one.title,
            f"{one.says}（{book.cited(one)}）",
            Chip("none", "规定要求" if one.id in book.clauses else "判断规则"),
            rule_url(one.id),
            "查看",
        )
        for one in book.readers(parameter.id)
    ]


def waiting_item(parameter: Parameter, one: Waiting, *, decides: bool, proposes: bool) -> Item:
    """A proposal that waits, with what the reader can do about it."""
    why = f"{one.proposed_by} {prose_date(one.proposed_on)}提出，从 {one.valid_from.isoformat()} 起；依据：{one.basis}"
    name, act = ("parameter_decide", "去确定") if decides else ("parameter_withdraw", "撤回") if proposes else ("", "")
    url = reverse(name, args=[one.id]) if name else ""
    return Item(f"{parameter.says}：{wanted_value(parameter, one.value)}", why, Chip("due", "待确定"), url, act)


def proposal_facts(parameter: Parameter, one: Waiting, now: str) -> list[Fact]:
    """What is proposed, beside what holds."""
    facts = [
        Fact("参数", parameter.says),
        Fact("党组织", one.organisation),
        Fact("到这一天的数值", now),
        Fact("建议的数值", wanted_value(parameter, one.value)),
        Fact("从哪一天起", one.valid_from.isoformat()),
        Fact("依据文件", one.basis),
        Fact("说明", one.note),
        Fact("提出", f"{one.proposed_by}（{one.proposed_on.isoformat()}）"),
    ]
    return [fact for fact in facts if fact.value]


def act_of(row: ValueRow) -> Act:
    """What leads to a proposal."""
    return Act("提出修改", reverse("parameter_propose", args=[row.place, row.parameter.id]), "go")
