"""What came from liaisons by link, in words."""

from collections.abc import Iterable
from datetime import date

from django.urls import reverse

from zhibu.kernel.clock import day_of
from zhibu.mechanism.coordination.models import LiaisonArrival, Need
from zhibu.mechanism.coordination.rules.acts import offer_state
from zhibu.mechanism.coordination.tables import OFFER_CHIPS
from zhibu.mechanism.coordination.terms import Deed, OfferState
from zhibu.web.components import Chip, Item


def answer_items(need: Need, found: Iterable[LiaisonArrival], on: date, *, matches: bool) -> list[Item]:
    """What units answered to a need, the first first; a person chooses which of the offers it is matched with."""
    return [_answer(need, one, on, matches=matches) for one in found]


def _answer(need: Need, one: LiaisonArrival, on: date, *, matches: bool) -> Item:
    said = f"{day_of(one.at).isoformat()} {one.partner.name}联络员"
    offer = one.offer
    if offer is None:
        return Item("不能提供", said, Chip("none", "不能提供"))
    state = offer_state(withdrawn=offer.withdrawn_on is not None, until=offer.until, on=on)
    choose = matches and state is OfferState.READY
    return Item(
        offer.title,
        "；".join(filter(None, (said, offer.detail))),
        Chip("ok", "可以提供") if state is OfferState.READY else Chip(OFFER_CHIPS[state], state.label),
        reverse("coordination_match", args=[need.code, offer.code]) if choose else reverse("coordination_offer", args=[offer.code]),
        "对接" if choose else "查看",
    )


def arrival_items(found: Iterable[LiaisonArrival], *, sees_to: bool) -> list[Item]:
    """What came by link; of what was refused the words and the reason."""
    return [
        Item(
            f"{one.partner.name}：{Deed.word(one.kind)}",
            "；".join(filter(None, (day_of(one.at).isoformat(), one.refused.rstrip("。"), one.said))),
            _arrival_chip(one),
            reverse("coordination_arrival_seen", args=[one.pk]) if sees_to and one.refused and one.seen_on is None else "",
            "已处理",
        )
        for one in found
    ]


def _arrival_chip(one: LiaisonArrival) -> Chip:
    if not one.refused:
        return Chip("none", "已告知") if one.kind == Deed.DECLINE else Chip("ok", "已采用")
    return Chip("none", "未采用，已处理") if one.seen_on else Chip("check", "未采用")
