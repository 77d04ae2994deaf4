"""The three lists and the partners; each column declared once, for page and Excel."""

from typing import Final

from zhibu.mechanism.coordination.queries.lists import NeedRow, OfferRow, PartnerRow, ProjectRow
from zhibu.mechanism.coordination.terms import NeedState, OfferState, PartnerKind, ProjectState, ResourceKind
from zhibu.web.filters import Filter, options
from zhibu.web.html import ChipKind, chip, link, route
from zhibu.web.tables import Column, Table

need_url: Final = route("coordination_need")
offer_url: Final = route("coordination_offer")
project_url: Final = route("coordination_project")
partner_url: Final = route("coordination_partner")
OWN: Final = "本组织"
NEED_CHIPS: Final[dict[NeedState, ChipKind]] = {
    NeedState.OPEN: "due", NeedState.MATCHED: "ok", NeedState.RETURNED: "check", NeedState.WITHDRAWN: "none",
}  # fmt: skip
OFFER_CHIPS: Final[dict[OfferState, ChipKind]] = {OfferState.READY: "ok", OfferState.ENDED: "none", OfferState.WITHDRAWN: "none"}
PROJECT_CHIPS: Final[dict[ProjectState, ChipKind]] = {ProjectState.DONE: "ok", ProjectState.CANCELLED: "none"}
FIND: Final = Filter("q", "查找", "find", hint="名称、共建方")
KIND: Final = Filter("kind", "类别", "select", options(dict(ResourceKind.choices())))
GIVEN: Final = (Filter("partner", "共建方", "given"), Filter("within", "党组织", "given"))
NEED_FILTERS: Final = (FIND, Filter("state", "状态", "pills", options(dict(NeedState.choices()))), KIND, *GIVEN)
OFFER_FILTERS: Final = (FIND, Filter("state", "状态", "pills", options(dict(OfferState.choices()))), KIND, *GIVEN)
PROJECT_FILTERS: Final = (FIND, Filter("state", "状态", "pills", options(dict(ProjectState.choices()))), KIND, *GIVEN)
PARTNER_FILTERS: Final = (
    Filter("q", "查找", "find", hint="名称"),
    Filter("kind", "类别", "pills", options(dict(PartnerKind.choices()))),
    Filter("within", "党组织", "given"),
)


def _need_chip(row: NeedRow) -> str:
    return chip("late", f"{row.said}，已逾期" if row.answered else "已逾期") if row.late else chip(NEED_CHIPS[row.state], row.said)


def _project_chip(row: ProjectRow) -> str:
    return chip("late", f"{row.state.label}，已逾期") if row.late else chip(PROJECT_CHIPS.get(row.state, "due"), row.state.label)


NEEDS: Final = Table[NeedRow](
    columns=(
        Column("title", "需求", lambda r: r.title, html=lambda r: link(need_url(r.code), r.title, kind="name"), width=28, phone="title"),
        Column("state", "状态", lambda r: r.said, html=_need_chip, phone="mark"),
        Column("kind", "类别", lambda r: ResourceKind.word(r.kind)),
        Column("asker", "谁提出", lambda r: r.partner or r.home, width=22, phone="label"),
        Column("asked", "向谁提出", lambda r: r.of_whom, width=22, phone="label"),
        Column("wanted", "最迟需要", lambda r: r.wanted_by, sort="wanted_by", phone="label"),
        Column("latest", "答复期限", lambda r: r.latest, sort="case__now_latest", phone="label"),
        Column("entered", "登记日期", lambda r: r.entered_on, sort="entered_on", phone="hidden"),
        Column("home", "党组织", lambda r: r.home, default=False, width=18, phone="hidden"),
        Column("detail", "说明", lambda r: r.detail, default=False, width=40, phone="hidden"),
    ),
    order="latest",
)
OFFERS: Final = Table[OfferRow](
    columns=(
        Column("title", "资源", lambda r: r.title, html=lambda r: link(offer_url(r.code), r.title, kind="name"), width=28, phone="title"),
        Column("state", "状态", lambda r: r.state.label, html=lambda r: chip(OFFER_CHIPS[r.state], r.state.label), phone="mark"),
        Column("kind", "类别", lambda r: ResourceKind.word(r.kind)),
        Column("giver", "谁提供", lambda r: r.partner or r.home, width=22, phone="label"),
        Column("since", "开始日期", lambda r: r.since, sort="since", phone="label"),
        Column("until", "终止日期", lambda r: r.until, sort="until", phone="label"),
        Column("entered", "登记日期", lambda r: r.entered_on, sort="entered_on", phone="hidden"),
        Column("home", "党组织", lambda r: r.home, default=False, width=18, phone="hidden"),
        Column("detail", "说明", lambda r: r.detail, default=False, width=40, phone="hidden"),
    ),
    order="entered",
)
PROJECTS: Final = Table[ProjectRow](
    columns=(
        Column("title", "项目", lambda r: r.title, html=lambda r: link(project_url(r.code), r.title, kind="name"), width=28, phone="title"),
        Column("state", "状态", lambda r: r.state.label, html=_project_chip, phone="mark"),
        Column("kind", "类别", lambda r: ResourceKind.word(r.kind)),
        Column("partner", "共建方", lambda r: r.partner, width=22, phone="label"),
        Column("giver", "谁提供", lambda r: r.partner if r.partner_gives else r.home, width=22, phone="hidden"),
        Column("latest", "办理期限", lambda r: r.latest, sort="case__now_latest", phone="label"),
        Column("due", "约定日期", lambda r: r.due, sort="due", phone="hidden"),
        Column("done", "落实日期", lambda r: r.done_on, sort="done_on", phone="label"),
        Column("outcome", "做成了什么", lambda r: r.outcome, default=False, width=40, phone="hidden"),
        Column("matched", "对接日期", lambda r: r.matched_on, sort="matched_on", default=False, phone="hidden"),
        Column("home", "党组织", lambda r: r.home, default=False, width=18, phone="hidden"),
    ),
    order="latest",
)
PARTNERS: Final = Table[PartnerRow](
    columns=(
        Column(
            "name", "共建方", lambda r: r.name, html=lambda r: link(partner_url(r.code), r.name, kind="name"), width=28, sort="name",
            phone="title",
        ),
        Column("kind", "类别", lambda r: PartnerKind.word(r.kind), sort="kind"),
        Column("home", "党组织", lambda r: r.home, width=18, phone="label"),
        Column("offers", "资源", lambda r: r.offers, align="right", phone="label"),
        Column("needs", "需求", lambda r: r.needs, align="right", phone="label"),
        Column("done", "已确认的项目", lambda r: r.done, align="right", phone="label"),
        Column("since", "共建开始", lambda r: r.since, sort="since", phone="hidden"),
        Column("ended", "共建结束", lambda r: r.ended_on, default=False, phone="hidden"),
    ),
    order="name",
    unit="个",
)  # fmt: skip
