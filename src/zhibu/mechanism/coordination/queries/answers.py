"""What partners' liaisons answered to needs, and what became of what they sent."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.readers import Reader
from zhibu.mechanism.coordination.models import LiaisonArrival, Need, Project
from zhibu.mechanism.coordination.queries.states import UNDER_WAY, need_state, project_state
from zhibu.mechanism.coordination.terms import SEE, Deed, NeedState

WHY: Final = "联络员来件：只取这个共建方自己发来的"
OFFERED: Final = Q(refused="", offer__isnull=False, offer__withdrawn_on=None)
"""Answers that were taken and whose offer stands."""
LOOK_BACK: Final = timedelta(days=90)
"""So long the page at the portal tells what was sent."""
NOT_CHOSEN: Final = {
    NeedState.MATCHED: "这次没有用上，需求已有别的单位提供",
    NeedState.RETURNED: "需求不再办理",
    NeedState.WITHDRAWN: "需求已撤回",
}


@dataclass(frozen=True, slots=True)
class Answered:
    """Needs that a partner has answered by an offer that stands, and those for which it said that nothing can be given."""

    offered: frozenset[int]
    declined: frozenset[int]


def answered(arrivals: Iterable[LiaisonArrival]) -> Answered:
    """As the arrivals say; an offer that was taken back answers nothing."""
    taken = [one for one in arrivals if one.need_id is not None and not one.refused]
    offered = frozenset(one.need_id for one in taken if one.offer is not None and one.offer.withdrawn_on is None and one.need_id)
    return Answered(offered, frozenset(one.need_id for one in taken if one.offer_id is None and one.need_id) - offered)


def offered(arrivals: Iterable[LiaisonArrival]) -> bool:
    """Whether the offer of any of them stands; the same as ``OFFERED`` of those that were taken."""
    return any(one.offer is not None and one.offer.withdrawn_on is None for one in arrivals)


def answered_by(partner: int, need: int) -> bool:
    """Whether an offer of this partner stands by the need; one query."""
    return LiaisonArrival.objects.unguarded(WHY).filter(OFFERED, partner=partner, need=need).exists()


def sent_lately(partners: Collection[int], on: date) -> list[LiaisonArrival]:
    """What came by link in the last months, and every answer to a need that is still open; the latest first, one query."""
    found = LiaisonArrival.objects.unguarded(WHY).filter(partner__in=partners).select_related("need__case", "offer")
    lately = Q(at__date__gte=on - LOOK_BACK) | Q(need__case__now_state__in=UNDER_WAY)
    return list(found.filter(lately).order_by("-at", "-pk"))


def answers_to(reader: Reader, need: Need) -> list[LiaisonArrival]:
    """What liaisons answered to a need, the first first; one query."""
    found = LiaisonArrival.objects.seen_by(reader, SEE).filter(need=need, refused="").select_related("partner", "offer")
    return list(found.order_by("at", "pk"))


def sent_row(one: LiaisonArrival, projects: Iterable[Project]) -> list[str]:
    """What was sent and what became of it, as the liaison reads it; words that were refused are not repeated."""
    about = f"：{one.need.title}" if one.need is not None else ""
    day = one.at.astimezone(SHANGHAI).date()
    return [f"{Deed.word(one.kind)}{about}", f"{day.isoformat()}发送；{_became(one, projects)}"]


def _became(one: LiaisonArrival, projects: Iterable[Project]) -> str:
    if one.refused:
        return f"没有采用：{one.refused.rstrip('。')}"
    if one.need is None:
        return "已收到"
    if one.offer is None:
        return "已告知"
    made = next((each for each in projects if each.offer_id == one.offer_id), None)
    if made is not None:
        return f"{one.offer.title}；已对接，项目{project_state(made).label}"
    if one.offer.withdrawn_on is not None:
        return f"{one.offer.title}；这项资源已撤回"
    return f"{one.offer.title}；{NOT_CHOSEN.get(need_state(one.need), '已收到，等对接')}"
