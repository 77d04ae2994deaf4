"""What may be done with offers, needs, projects, partners and links; every objection at once, in words the user can act on."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.private_numbers import holds_a_private_number
from zhibu.mechanism.coordination.terms import NeedState, OfferState, ResourceKind

TITLE, DETAIL = 60, 500
"""Longest line and text, also of what comes from outside."""
LATER: Final = "不能填今天以后的日期。"


@dataclass(frozen=True, slots=True)
class Said:
    """What an offer or a need says, by whoever enters it."""

    kind: str
    title: str
    detail: str = ""
    since: date | None = None
    until: date | None = None
    """Of an offer the day from which it stands no more, of a need the last one on which it is of use."""


def may_say(said: Said, *, today: date, ended: bool = False) -> Decision:
    """One line, a kind of the list, days that make sense; the same for a form, a sheet and a link."""
    return Decision.of(
        None if said.kind in ResourceKind.labels() else Objection("kind", "没有选类别。", remedy="请从列出的类别里选一个。", field="kind"),
        _filled(said.title),
        _not_longer(said.title, TITLE, "title"),
        _not_longer(said.detail, DETAIL, "detail"),
        _of_nobody(said.title, "title"),
        _of_nobody(said.detail, "detail"),
        Objection("over", "日期已经过去。", remedy="请填今天以后的日期，或者不填。", field="until")
        if said.until is not None and said.until < today
        else None,
        Objection("turned", "终止日期早于开始日期。", remedy="请核对日期。", field="until")
        if said.until is not None and said.since is not None and said.until <= said.since
        else None,
        Objection("partner_ended", "这个共建方已经结束共建。", remedy="请选择另一个共建方。", field="partner") if ended else None,
    )


def _filled(text: str) -> Objection | None:
    return None if text.strip() else Objection("title_missing", "没有写名称。", remedy="请用一句话写明是什么。", field="title")


def _not_longer(text: str, longest: int, field: str) -> Objection | None:
    if len(text.strip()) <= longest:
        return None
    return Objection("too_long", f"最多 {longest} 个字。", remedy="请缩短。", field=field)


def _of_nobody(text: str, field: str) -> Objection | None:
    """Whatever is written of it goes out: to the page of a unit's link, into the sheet of a year and the letter of thanks."""
    if not holds_a_private_number(text):
        return None
    return Objection(
        "personal", "写了手机号码或者身份号码。", remedy="共建的各方都看得到这里；请只写单位，联系方式写办公电话。", field=field
    )


def not_open(state: NeedState) -> Objection | None:
    """A need is answered once."""
    if state is NeedState.OPEN:
        return None
    return Objection("not_open", f"这条需求{state.label}。", remedy="仍有需要的，请另外登记一条。")


OF_OTHERS: Final = Objection(
    "of_others", "不在这个党组织的共建清单里。", remedy="请由登记它的党组织办理，或者在本组织另外登记。", field="partner"
)


def may_match(
    *,
    need: NeedState | None,
    offer: OfferState | None,
    asker: int,
    giver: int,
    title: str,
    asked: int = 0,
    dissolved: bool = False,
    of_others: bool = False,
) -> Decision:
    """A need that is open and an offer that stands, of two sides; ``asker`` and ``giver`` of 0 are the organisation itself.

    ``of_others``: something of it stands in the lists of another organisation, which would find deeds confirmed that it never saw.
    """
    return Decision.of(
        _filled(title),
        _not_longer(title, TITLE, "title"),
        _of_nobody(title, "title"),
        not_open(need) if need is not None else None,
        Objection("offer_over", f"这项资源{offer.label}。", remedy="请选择另一项资源。", field="offer")
        if offer is not None and offer is not OfferState.READY
        else None,
        Objection("one_side", "需求和资源是同一方的。", remedy="请选择另一方的资源。", field="offer")
        if need is not None and asker == giver
        else None,
        Objection("asked_other", "这条需求是向另一个共建方提出的。", remedy="请选择那个共建方的资源，或者另外登记需求。", field="offer")
        if need is not None and asked and giver != asked
        else None,
        Objection("no_partner", "没有写明和谁共建。", remedy="请选择共建方。", field="partner") if not asker and not giver else None,
        Objection("dissolved", "该党组织已撤销。", remedy="请由现在的党组织办理。", field="organisation") if dissolved else None,
        OF_OTHERS if of_others else None,
    )


def may_return(state: NeedState, *, reason: str) -> Decision:
    """It goes back to whoever asked, with the reason."""
    return Decision.of(
        not_open(state),
        None if reason.strip() else Objection("reason_missing", "没有写原因。", remedy="请写明为什么退回、可以找谁。", field="reason"),
        _not_longer(reason, DETAIL, "reason"),
        _of_nobody(reason, "reason"),
    )


def may_withdraw(*, over: bool, reason: str = "撤回") -> Decision:
    """What stands may be taken back by whoever entered it."""
    return Decision.of(
        Objection("over", "已经撤回或者答复过了。", remedy="请返回查看。") if over else None,
        None if reason.strip() else Objection("reason_missing", "没有写原因。", remedy="请写明原因。", field="reason"),
    )


def may_correct(said: Said, *, today: date, agreed: bool) -> Decision:
    """A slip is put right while nothing rests on it; afterwards it stands as both sides knew it."""
    rests = Objection("agreed", "已经撤回、答复或者对接成项目。", remedy="不再更正；内容变了的，请另外登记一条。") if agreed else None
    return Decision.all(may_say(said, today=today), Decision.of(rests))


def may_deliver(*, on: date, today: date, outcome: str) -> Decision:
    """What was done, on a day that has come."""
    return Decision.of(
        None if outcome.strip() else Objection("outcome_missing", "没有写做成了什么。", remedy="请写事情和结果。", field="outcome"),
        _not_longer(outcome, DETAIL, "outcome"),
        _of_nobody(outcome, "outcome"),
        Objection("after_today", LATER, remedy="请填实际的日期。", field="on") if on > today else None,
    )


def may_agree(*, until: date | None, what: str, how: str, on: date) -> Decision:
    """Both sides: what, when, and how the other one agreed."""
    return Decision.of(
        None if what.strip() else Objection("what_missing", "没有写约定的内容。", remedy="请写明双方各做什么。", field="what"),
        _not_longer(what, DETAIL, "what"),
        _of_nobody(what, "what"),
        None if how.strip() else Objection("how_missing", "没有写对方怎样同意的。", remedy="如：办公室电话答复。", field="how"),
        None if until is not None else Objection("until_missing", "没有写约定的日期。", remedy="请填双方约定的日期。", field="until"),
        Objection("until_early", "约定的日期早于约定的那一天。", remedy="请核对日期。", field="until")
        if until is not None and until < on
        else None,
    )


def may_confirm(*, how: str) -> Decision:
    """The other side says that it was done; how is written down."""
    return Decision.of(
        None if how.strip() else Objection("how_missing", "没有写对方怎样确认的。", remedy="如：办公室电话确认。", field="how"),
        _not_longer(how, TITLE, "how"),
    )


def may_add_partner(*, name: str, unit: bool, known: bool, is_unit_kind: bool, dissolved: bool) -> Decision:
    """A partner once; a resident unit is one of the register's."""
    return Decision.of(
        None if name.strip() else Objection("name_missing", "没有写名称。", remedy="请写全称。", field="name"),
        Objection("no_unit", f"驻区单位里没有“{name.strip()}”。", remedy="请照“驻区单位”里的名称写，或先登记。", field="name")
        if is_unit_kind and name.strip() and not unit
        else None,
        Objection("known", "已经是共建方。", remedy="请打开它，登记资源或需求。", field="name") if known else None,
        Objection("dissolved", "该党组织已撤销。", remedy="请选择另一个党组织。", field="organisation") if dissolved else None,
    )


def may_issue(*, until: date, today: date, most_days: int, reason: str, ended: bool) -> Decision:
    """A link for a reason, with an end that the street's own number bounds."""
    last = today + timedelta(days=most_days)
    return Decision.of(
        None if reason.strip() else Objection("reason_missing", "没有写开通原因。", remedy="如：单位联系人王老师要求。", field="reason"),
        Objection("ended", "这个共建方已经结束共建。", remedy="不再需要链接。") if ended else None,
        Objection("until_early", "有效期要到明天以后。", remedy="请填今天以后的日期。", field="until") if until <= today else None,
        Objection("until_late", f"有效期最长 {most_days} 天。", remedy=f"请填 {last.isoformat()} 或更早的日期。", field="until")
        if until > last
        else None,
    )


def may_revoke(*, over: bool, reason: str) -> Decision:
    """A link that is open, for a reason."""
    return Decision.of(
        Objection("over", "这个链接已经停用或到期。", remedy="无须再停用。") if over else None,
        None if reason.strip() else Objection("reason_missing", "没有写停用原因。", remedy="如：联系人换了。", field="reason"),
    )


def offer_state(*, withdrawn: bool, until: date, on: date) -> OfferState:
    """How an offer stands on a day."""
    if withdrawn:
        return OfferState.WITHDRAWN
    return OfferState.READY if until > on or until == FAR else OfferState.ENDED
