"""What the pages of coordination say."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import AccountReader
from zhibu.mechanism.coordination.models import LiaisonLink, Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.permissions import may_step, steers
from zhibu.mechanism.coordination.queries.lists import NeedRow, OfferRow, ProjectRow
from zhibu.mechanism.coordination.queries.one import Fitting
from zhibu.mechanism.coordination.queries.states import need_state, project_state
from zhibu.mechanism.coordination.rules.acts import offer_state
from zhibu.mechanism.coordination.rules.procedures import AGREE, CONFIRM, DELIVER, PROJECT_PROCEDURE, THANK
from zhibu.mechanism.coordination.tables import NEED_CHIPS, OFFER_CHIPS, PROJECT_CHIPS
from zhibu.mechanism.coordination.terms import (
    ANSWERED,
    ENTER,
    NeedState,
    OfferState,
    PartnerKind,
    ProjectState,
    ResourceKind,
    Returned,
)
from zhibu.web.components import Chip, Fact, Item, Step
from zhibu.web.pages import Act

STEP_ACTS: Final = {AGREE: "登记约定", DELIVER: "登记落实", CONFIRM: "登记确认", THANK: "登记致谢"}
ORDER: Final = (AGREE, DELIVER, CONFIRM, THANK)
FORMATS: Final = {"docx": "Word", "pdf": "PDF"}
FIT: Final = {(True, True): "合适", (True, False): "时间不合", (False, True): "类别不同", (False, False): "类别不同"}


def _filled(rows: Iterable[Fact]) -> list[Fact]:
    return [row for row in rows if row.value or row.chip]


def _day(day: date | None) -> str:
    return day.isoformat() if day is not None and day != FAR else ""


def _home(row: Need | Offer | Project | PartnerUnit) -> Fact:
    return Fact("党组织", str(row.organisation), url=reverse("organisation", args=[row.organisation.code]))


def _partner(label: str, found: PartnerUnit | None) -> Fact:
    return Fact(label, found.name, url=reverse("coordination_partner", args=[found.code])) if found is not None else Fact(label)


def need_facts(need: Need, *, waits: bool = False) -> list[Fact]:
    """Who wants what of whom, and how it was answered; ``waits`` says that a unit's offer is still to be matched."""
    state = need_state(need)
    asker = _partner("谁提出", need.partner) if need.partner is not None else Fact("谁提出", str(need.organisation))
    asked = _partner("向谁提出", need.asked) if need.asked is not None else Fact("向谁提出", "" if need.partner else "所有共建方")
    return _filled(
        [
            Fact("状态", chip=Chip(NEED_CHIPS[state], ANSWERED if waits else state.label)),
            Fact("类别", ResourceKind.word(need.kind)),
            Fact("说明", need.detail),
            asker,
            asked,
            _home(need),
            Fact("最迟需要", _day(need.wanted_by)),
            Fact("答复期限", _day(need.case.now_latest) if state is NeedState.OPEN else ""),
            Fact("退回原因", "：".join(filter(None, (Returned.word(need.returned) if need.returned else "", need.answer)))),
            Fact("撤回原因", need.withdrawn_because),
            Fact("登记", f"{need.entered_on.isoformat()} {need.entered_by}"),
            Fact("编号", need.code),
        ]
    )


def need_acts(reader: AccountReader, need: Need) -> tuple[list[Act], list[Act]]:
    """While it is open: an offer of one's own for it, or back with the reason."""
    if need_state(need) is not NeedState.OPEN:
        return [], []
    acts, more = [], []
    if steers(reader, need):
        acts.append(Act("退回", reverse("coordination_return", args=[need.code])))
    if Need.objects.seen_by(reader, ENTER).filter(pk=need.pk).exists():
        more.append(Act("更正需求", reverse("coordination_need_correct", args=[need.code])))
        more.append(Act("撤回需求", reverse("coordination_need_withdraw", args=[need.code])))
    return acts, more


def fitting_items(need: Need, found: Sequence[Fitting], *, matches: bool) -> list[Item]:
    """Offers beside the need, the nearest first; a person chooses."""
    return [
        Item(
            one.row.title,
            "；".join(filter(None, (one.row.partner or one.row.home, ResourceKind.word(one.row.kind), _span(one.row), one.row.detail))),
            Chip("ok" if one.fit.same_kind and one.fit.in_time else "none", FIT[one.fit.same_kind, one.fit.in_time]),
            reverse("coordination_match", args=[need.code, one.row.code])
            if matches
            else reverse("coordination_offer", args=[one.row.code]),
            "对接" if matches else "查看",
        )
        for one in found
    ]


def _span(row: OfferRow) -> str:
    return f"{row.since.isoformat()} 至 {row.until.isoformat()}" if row.until else f"{row.since.isoformat()} 起"


def offer_facts(offer: Offer, on: date) -> list[Fact]:
    """Who gives what, from when to when."""
    state = offer_state(withdrawn=offer.withdrawn_on is not None, until=offer.until, on=on)
    giver = _partner("谁提供", offer.partner) if offer.partner is not None else Fact("谁提供", str(offer.organisation))
    return _filled(
        [
            Fact("状态", chip=Chip(OFFER_CHIPS[state], state.label)),
            Fact("类别", ResourceKind.word(offer.kind)),
            Fact("说明", offer.detail),
            giver,
            _home(offer),
            Fact("开始日期", _day(offer.since)),
            Fact("终止日期", _day(offer.until)),
            Fact("撤回原因", offer.withdrawn_because),
            Fact("登记", f"{offer.entered_on.isoformat()} {offer.entered_by}"),
            Fact("编号", offer.code),
        ]
    )


def offer_acts(reader: AccountReader, offer: Offer, on: date) -> tuple[list[Act], list[Act]]:
    """While it stands: a project without a need in the lists, or taken back."""
    if offer_state(withdrawn=offer.withdrawn_on is not None, until=offer.until, on=on) is not OfferState.READY:
        return [], []
    acts = [Act("直接约定项目", reverse("coordination_direct", args=[offer.code]))] if steers(reader, offer) else []
    entered = Offer.objects.seen_by(reader, ENTER).filter(pk=offer.pk).exists()
    own = [("更正资源", "coordination_offer_correct"), ("撤回资源", "coordination_offer_withdraw")]
    return acts, [Act(label, reverse(view, args=[offer.code])) for label, view in own] if entered else []


def need_items(rows: Iterable[NeedRow], offer: Offer | None = None, *, matches: bool = False) -> list[Item]:
    """Needs, each with how it stands; beside an offer the way to match."""
    return [
        Item(
            row.title,
            "；".join(
                filter(None, (row.partner or row.home, ResourceKind.word(row.kind), f"最迟 {row.wanted_by}" if row.wanted_by else ""))
            ),
            Chip("late", "已逾期") if row.late else Chip(NEED_CHIPS[row.state], row.said),
            reverse("coordination_match", args=[row.code, offer.code])
            if matches and offer is not None
            else reverse("coordination_need", args=[row.code]),
            "对接" if matches else "查看",
        )
        for row in rows
    ]


def offer_items(rows: Iterable[OfferRow]) -> list[Item]:
    """Offers, each with how it stands."""
    return [
        Item(
            row.title,
            f"{ResourceKind.word(row.kind)}；{_span(row)}",
            Chip(OFFER_CHIPS[row.state], row.state.label),
            reverse("coordination_offer", args=[row.code]),
            "查看",
        )
        for row in rows
    ]


def project_items(rows: Iterable[ProjectRow]) -> list[Item]:
    """Projects, each with how it stands and what was done."""
    return [
        Item(
            row.title,
            "；".join(filter(None, (row.partner, row.state.label if row.late else "", _when(row), row.outcome))),
            Chip("late", "已逾期") if row.late else Chip(PROJECT_CHIPS.get(row.state, "due"), row.state.label),
            reverse("coordination_project", args=[row.code]),
            "查看",
        )
        for row in rows
    ]


def _when(row: ProjectRow) -> str:
    if row.done_on is not None:
        return f"{row.done_on.isoformat()} 落实"
    return f"约定 {row.due.isoformat()}" if row.due is not None else f"{row.matched_on.isoformat()} 对接"


def step_line(project: Project) -> list[Step]:
    """Done, where it stands, still to come."""
    state = project_state(project)
    days = {AGREE: "", DELIVER: _day(project.done_on), CONFIRM: _day(project.confirmed_on), THANK: _day(project.thanked_on)}
    if state in {ProjectState.DONE, ProjectState.CANCELLED}:
        reached = len(ORDER) if state is ProjectState.DONE else -1
    else:
        reached = ORDER.index(str(state))
    latest = _day(project.case.now_latest)
    return [
        Step(step.name, "done", days[step.key])
        if at < reached
        else Step(step.name, "now" if at == reached else "todo", f"最迟 {latest}" if at == reached and latest else "")
        for at, step in enumerate(PROJECT_PROCEDURE.steps)
    ]


def project_facts(project: Project, *, sees_gathering: bool) -> list[Fact]:
    """What was agreed and what was done."""
    gives = project.partner.name if project.partner_gives else str(project.organisation)
    met = project.gathering
    return _filled(
        [
            _partner("共建方", project.partner),
            Fact("谁提供", gives),
            _home(project),
            Fact("需求", project.need.title, url=reverse("coordination_need", args=[project.need.code])) if project.need else Fact("需求"),
            Fact("资源", project.offer.title, url=reverse("coordination_offer", args=[project.offer.code]))
            if project.offer
            else Fact("资源"),
            Fact("约定内容", project.what),
            Fact("约定日期", _day(project.due)),
            Fact("对方怎样同意的", project.agreed_how),
            Fact("做成了什么", project.outcome),
            Fact("会议活动", met.title, url=reverse("gathering", args=[met.code]) if sees_gathering else "") if met else Fact("会议活动"),
            Fact("怎样确认的", project.confirmed_how),
            Fact("编号", project.code),
        ]
    )


def project_acts(reader: AccountReader, project: Project) -> list[Act]:
    """The step that waits, for whoever may do it."""
    state = str(project_state(project))
    if state not in STEP_ACTS or not may_step(reader, project, state):
        return []
    return [Act(STEP_ACTS[state], reverse("coordination_project_step", args=[project.case.code, state]), "go")]


def partner_facts(partner: PartnerUnit, *, sees_unit: bool) -> list[Fact]:
    """Who it is."""
    unit = partner.unit
    return _filled(
        [
            Fact("类别", PartnerKind.word(partner.kind)),
            Fact("驻区单位", unit.name, url=reverse("unit", args=[unit.code]) if sees_unit else "") if unit else Fact("驻区单位"),
            _home(partner),
            Fact("共建开始", _day(partner.since)),
            Fact("共建结束", _day(partner.ended_on)),
            Fact("编号", partner.code),
        ]
    )


def link_items(links: Iterable[LiaisonLink], on: date, *, steers_it: bool) -> list[Item]:
    """Which links there are, and until when."""
    return [
        Item(
            f"{one.code}：{one.reason}",
            f"{one.issued_on.isoformat()} {one.issued_by}开通，有效期至 {one.until.isoformat()}"
            + (f"；{one.revoked_on.isoformat()} 停用：{one.revoked_because}" if one.revoked_on else ""),
            link_chip(one, on),
            reverse("coordination_link_letter", args=[one.code]) if steers_it and is_live(one, on) else "",
            "打开",
        )
        for one in links
    ]


def is_live(link: LiaisonLink, on: date) -> bool:
    """Whether the link opens its page on a day."""
    return link.revoked_on is None and link.until >= on


def link_chip(link: LiaisonLink, on: date) -> Chip:
    """How it stands."""
    if link.revoked_on is not None:
        return Chip("none", "已停用")
    return Chip("ok", "可用") if link.until >= on else Chip("none", "已到期")
