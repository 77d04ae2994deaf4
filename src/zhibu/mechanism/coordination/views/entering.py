"""Offers and needs are entered, and taken back."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.coordination import services
from zhibu.mechanism.coordination.forms import EntryForm, NeedForm, OfferForm, ReasonForm
from zhibu.mechanism.coordination.models import Need, Offer, PartnerUnit
from zhibu.mechanism.coordination.permissions import above_all_partners
from zhibu.mechanism.coordination.rules.acts import Said
from zhibu.mechanism.coordination.services.rows import Side
from zhibu.mechanism.coordination.terms import ENTER, SEE
from zhibu.mechanism.coordination.views.reaching import need_of, offer_of, partner_choices, partner_of, way, way_to
from zhibu.register.models import Organisation
from zhibu.register.named import at_named
from zhibu.register.queries.lookups import names_offered
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor

LEAD_OFFER = "共建方或者本组织能提供的，登记一次；到期的自动不再推荐。"
LEAD_NEED = "本组织需要的，或者共建方向本组织提出的，登记一次；登记以后列出合适的资源。"


def _initial(request: ReaderRequest) -> dict[str, Any]:
    return {"partner": request.GET.get("partner", ""), "organisation": request.reader.home_name}


def _ready(request: ReaderRequest, form: EntryForm) -> None:
    form.offer("organisation", names_offered(request.reader, ENTER), fill=True)


def _at_side(request: ReaderRequest, data: dict[str, Any], do: Any, *, asked: PartnerUnit | None = None) -> Outcome:
    """With the partner that was chosen, at the organisation that was typed, or at that in whose lists whoever is asked stands."""
    if data["partner"]:
        partner = partner_of(request, data["partner"], ENTER)
        return do(Side(partner.organisation, partner))  # type: ignore[no-any-return]  # a service
    place = data["organisation"] or (asked.organisation.code if asked is not None else "")
    if not place:
        missing = Objection("organisation_missing", "没有写党组织。", remedy="请填写全称、简称或编号。", field="organisation")
        return Outcome(Decision.of(missing))

    def own(home: Organisation) -> Outcome:
        return do(Side(home))  # type: ignore[no-any-return]  # the same

    return at_named(request, place, field="organisation", act=ENTER, do=own)


@page(ENTER)
def new_offer(request: ReaderRequest) -> HttpResponse:
    """Something that can be given."""
    form = OfferForm(sent(request), today=today(), partners=partner_choices(request), initial={**_initial(request), "since": today()})
    _ready(request, form)

    def run(form: OfferForm) -> Outcome:
        data = form.cleaned_data
        said = Said(data["kind"], data["title"], data["detail"], data["since"], data["until"])
        return _at_side(request, data, lambda side: services.add_offer(by=actor(request), side=side, said=said))

    def back(outcome: Outcome) -> str:
        code = Offer.objects.seen_by(request.reader, SEE).code_of(outcome.row_id)
        return reverse("coordination_offer", args=[code])

    return act_page(request, title="登记资源", lead=LEAD_OFFER, form=form, run=run, done="已登记资源。", back=back, crumbs=way())


@page(ENTER)
def new_need(request: ReaderRequest) -> HttpResponse:
    """Something that is wanted."""
    initial = {**_initial(request), **({"organisation": ""} if above_all_partners(request.reader) else {}), "submission": uuid4().hex}
    form = NeedForm(sent(request), today=today(), partners=partner_choices(request), initial=initial)
    _ready(request, form)

    def run(form: NeedForm) -> Outcome:
        data = form.cleaned_data
        said = Said(data["kind"], data["title"], data["detail"], until=data["until"])
        asked: PartnerUnit | None = partner_of(request, data["asked"], ENTER) if data["asked"] else None

        def do(side: Side) -> Outcome:
            return services.add_need(by=actor(request), side=side, said=said, asked=asked, submission=data["submission"])

        return _at_side(request, data, do, asked=asked)

    def back(outcome: Outcome) -> str:
        code = Need.objects.seen_by(request.reader, SEE).code_of(outcome.row_id)
        return reverse("coordination_need", args=[code])

    return act_page(request, title="登记需求", lead=LEAD_NEED, form=form, run=run, done="已登记需求。", back=back, crumbs=way())


@page(ENTER)
def withdraw_offer(request: ReaderRequest, code: str) -> HttpResponse:
    """It can be given no more."""
    offer = offer_of(request, code, ENTER)
    return act_page(
        request,
        title=f"撤回资源：{offer.title}",
        lead="已经约定的项目照旧。",
        form=ReasonForm(sent(request), today=today()),
        run=lambda form: services.withdraw_offer(by=actor(request), offer=offer, reason=form.cleaned_data["reason"]),
        done="已撤回资源。",
        back=reverse("coordination_offer", args=[code]),
        crumbs=way_to(offer),
        submit="撤回",
    )


@page(ENTER)
def withdraw_need(request: ReaderRequest, code: str) -> HttpResponse:
    """Wanted no more."""
    need = need_of(request, code, ENTER)
    return act_page(
        request,
        title=f"撤回需求：{need.title}",
        form=ReasonForm(sent(request), today=today()),
        run=lambda form: services.withdraw_need(by=actor(request), need=need, reason=form.cleaned_data["reason"]),
        done="已撤回需求。",
        back=reverse("coordination_need", args=[code]),
        crumbs=way_to(need),
        submit="撤回",
    )
