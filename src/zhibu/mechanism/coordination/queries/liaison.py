"""What a unit's liaison sees at the portal: what is asked of the unit, what it gave, the year; and what may be answered."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db.models import Q

from zhibu.cases.terms import UNDER_WAY
from zhibu.kernel.dates import FAR
from zhibu.mechanism.coordination.models import LiaisonArrival, LiaisonLink, Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.queries.answers import Answered, answered, sent_lately, sent_row
from zhibu.mechanism.coordination.queries.states import need_state, project_state
from zhibu.mechanism.coordination.rules.acts import DETAIL, TITLE
from zhibu.mechanism.coordination.rules.arriving import NO, YES, years_of
from zhibu.mechanism.coordination.terms import Deed, ProjectState, ResourceKind

WHY: Final = "门户联络页：只取这个共建方自己的，和向它提出的"
SHOWN: Final = 15
"""Rows of a section."""
CHOICE: Final = 40
"""Signs of a title in a list to choose from."""
SHEET_LEAD: Final = "供本单位年度考核使用，Excel 和 PDF。提交以后过几分钟再打开这一页，就能下载，保留 7 天。"
ANSWER_LEAD: Final = "答复登记为本单位的资源，由社区的人决定和谁对接，再联系约定；定下以前，别的单位也可以答复。"
DECLINE_LEAD: Final = "不用写原因。以后能提供了，照样可以答复。"
DONE: Final = (ProjectState.THANK, ProjectState.DONE)
"""Confirmed by the other side."""
Field = dict[str, Any]


@dataclass(slots=True)
class Shared:
    """All that concerns one partner."""

    partner: PartnerUnit
    asked: list[Need] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    offers: list[Offer] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    sent: list[LiaisonArrival] = field(default_factory=list)


def live_links(partners: Collection[int], on: date) -> list[LiaisonLink]:
    """Links that are open on a day; one query."""
    found = LiaisonLink.objects.unguarded(WHY).filter(partner__in=partners, revoked_on=None, until__gte=on, partner__ended_on=None)
    return list(found.order_by("pk"))


def live_partners(on: date) -> set[int]:
    """Partners with a link that is open on a day; one query."""
    found = LiaisonLink.objects.unguarded(WHY).filter(revoked_on=None, until__gte=on, partner__ended_on=None)
    return set(found.values_list("partner_id", flat=True))


def shared_with(partners: Collection[int], on: date) -> dict[int, Shared]:
    """By partner; six queries, however many there are."""
    found = {one.pk: Shared(one) for one in PartnerUnit.objects.unguarded(WHY).select_related("organisation").filter(pk__in=partners)}
    by_home = defaultdict(list)
    for shared in found.values():
        by_home[shared.partner.organisation_id].append(shared)
    open_needs = Need.objects.unguarded(WHY).filter(
        Q(asked=None) | Q(asked__in=partners), organisation__in=list(by_home), partner=None, case__now_state__in=UNDER_WAY
    )
    for need in open_needs.order_by("wanted_by", "pk"):
        for shared in by_home[need.organisation_id]:
            if need.asked_id in {None, shared.partner.pk}:
                shared.asked.append(need)
    for own in Need.objects.unguarded(WHY).filter(partner__in=partners).select_related("case").order_by("-entered_on", "-pk"):
        found[own.partner_id or 0].needs.append(own)
    for offer in Offer.objects.unguarded(WHY).filter(partner__in=partners, withdrawn_on=None, until__gt=on).order_by("-entered_on", "-pk"):
        found[offer.partner_id or 0].offers.append(offer)
    for project in Project.objects.unguarded(WHY).filter(partner__in=partners).select_related("case").order_by("-matched_on", "-pk"):
        found[project.partner_id].projects.append(project)
    for arrival in sent_lately(partners, on):
        found[arrival.partner_id].sent.append(arrival)
    return found


def content_of(shared: Shared, on: date) -> dict[str, object]:
    """One page; of no person a word."""
    home = str(shared.partner.organisation)
    done = [one for one in shared.projects if one.done_on is not None and one.done_on.year == on.year and project_state(one) in DONE]
    stand = answered(shared.sent)
    sections = [
        _section(f"{home}向本单位提出的需求", ([one.title, _need_told(one, stand)] for one in shared.asked), "现在没有待答复的需求。"),
        _section("本单位最近发送的", (sent_row(one, shared.projects) for one in shared.sent)),
        _section("本单位提出的需求", ([one.title, _own_told(one)] for one in shared.needs)),
        _section("本单位的资源", ([one.title, _offer_told(one)] for one in shared.offers), "还没有登记。可以用下面的表单登记。"),
        _section("共建项目", ([one.title, project_told(one)] for one in shared.projects if project_state(one) not in DONE)),
        _section(f"{on.year}年已落实并确认的", ([one.title, project_told(one)] for one in done), "今年还没有。"),
    ]
    return {
        "title": f"{shared.partner.name}：共驻共建",
        "lead": f"由{home}开通。这里只有双方共建的事，不用登录；答复以后由{home}联系约定。请不要写个人的姓名和电话。",
        "sections": [one for one in sections if one],
        "forms": forms_of(shared, on),
    }


def _section(title: str, rows: Iterable[list[str]], nothing: str = "") -> dict[str, object]:
    listed = list(rows)[:SHOWN]
    if not listed and not nothing:
        return {}
    return {"title": title, "rows": listed, **({"lead": nothing} if not listed else {})}


def _need_told(one: Need, stand: Answered) -> str:
    last = f"最迟 {one.wanted_by.isoformat()}" if one.wanted_by else ""
    own = "本单位已答复，等对接" if one.pk in stand.offered else "本单位已告知不能提供" if one.pk in stand.declined else ""
    return "；".join(filter(None, (ResourceKind.word(one.kind), one.detail, last, own)))


def _own_told(one: Need) -> str:
    return "；".join(filter(None, (need_state(one).label, one.answer)))


def _offer_told(one: Offer) -> str:
    span = f"{one.since.isoformat()} 起" if one.until == FAR else f"{one.since.isoformat()} 至 {one.until.isoformat()}"
    return "；".join(filter(None, (ResourceKind.word(one.kind), span, one.detail)))


def project_told(one: Project) -> str:
    """How it stands, with the day that counts."""
    state = project_state(one)
    if state is ProjectState.DELIVER and one.due is not None:
        return f"{state.label}，约定 {one.due.isoformat()}：{one.what}"
    done = f"{one.done_on.isoformat()} 落实：{one.outcome}" if one.done_on is not None and state in {ProjectState.CONFIRM, *DONE} else ""
    return "；".join(filter(None, (state.label, done)))


def forms_of(shared: Shared, on: date) -> list[dict[str, object]]:
    """What may be sent back: only what there is something to choose for."""
    stand = answered(shared.sent)
    needs = [[one.code, one.title[:CHOICE]] for one in shared.asked if one.pk not in stand.offered][:SHOWN]
    quiet = [[one.code, one.title[:CHOICE]] for one in shared.asked if one.pk not in stand.offered | stand.declined][:SHOWN]
    waiting = [[one.code, one.title[:CHOICE]] for one in shared.projects if project_state(one) is ProjectState.CONFIRM][:SHOWN]
    kinds = [list(one) for one in ResourceKind.choices()]
    forms = [
        _form(Deed.CONFIRM, "确认落实", "发送确认", [_choice("project", "项目", waiting), _verdict(), _long("note", "说明")])
        if waiting
        else None,
        _form(Deed.ANSWER, "答复一条需求", "发送答复", [_choice("need", "需求", needs), *_what("能提供什么"), *_span()], ANSWER_LEAD)
        if needs
        else None,
        _form(Deed.DECLINE, "告知不能提供", "告知不能提供", [_choice("need", "需求", quiet)], DECLINE_LEAD) if quiet else None,
        _form(Deed.OFFER, "登记本单位的资源", "发送", [_choice("kind", "类别", kinds), *_what("能提供什么"), *_span()]),
        _form(Deed.NEED, "提出本单位的需求", "发送", [_choice("kind", "类别", kinds), *_what("需要什么"), _day("until", "最迟需要")]),
        _sheet_form(on),
    ]
    return [one for one in forms if one is not None]


def _form(deed: Deed, title: str, submit: str, fields: list[Field], lead: str = "") -> dict[str, object]:
    return {"kind": str(deed), "title": title, "submit": submit, "fields": fields, **({"lead": lead} if lead else {})}


def _sheet_form(on: date) -> dict[str, object]:
    """Files wait outside for a few days, and only where somebody has asked for them."""
    years = [[str(year), f"{year}年"] for year in years_of(on)]
    fields = [{**_choice("year", "年度", years), "value": str(on.year)}]
    return _form(Deed.SHEET, "领取年度情况表", "领取", fields, SHEET_LEAD)


def _what(label: str) -> list[Field]:
    return [
        {"name": "title", "label": label, "type": "text", "required": True, "longest": TITLE},
        _long("detail", "说明"),
    ]


def _long(name: str, label: str) -> Field:
    return {"name": name, "label": label, "type": "long", "required": False, "longest": DETAIL}


def _day(name: str, label: str) -> Field:
    return {"name": name, "label": label, "type": "date", "required": False}


def _span() -> list[Field]:
    return [_day("since", "从哪天起可以用"), {**_day("until", "到哪天为止"), "after": "since"}]


def _choice(name: str, label: str, choices: list[list[str]]) -> Field:
    """The only choice there is stands chosen."""
    only = {"value": choices[0][0]} if len(choices) == 1 else {}
    return {"name": name, "label": label, "type": "choice", "choices": choices, "required": True, **only}


def _verdict() -> Field:
    return _choice("verdict", "是否属实", [[YES, "已经落实，情况属实"], [NO, "情况不符"]])


def by_key(key: str) -> LiaisonLink | None:
    """The link of a page's key; one query."""
    return LiaisonLink.objects.unguarded(WHY).select_related("partner__organisation").filter(key=key).first()


def pages_for(partners: Collection[int], on: date) -> Mapping[int, dict[str, object]]:
    """The content of each partner's page."""
    return {pk: content_of(shared, on) for pk, shared in shared_with(partners, on).items()}
