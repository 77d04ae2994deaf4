"""A need beside the offers that fit it; a person matches them, or sends the need back with the reason."""

from typing import Final
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.coordination import presentation, services
from zhibu.mechanism.coordination.arrival_words import answer_items
from zhibu.mechanism.coordination.forms import DirectForm, MatchForm, ReturnForm
from zhibu.mechanism.coordination.models import Need, Project
from zhibu.mechanism.coordination.permissions import steers
from zhibu.mechanism.coordination.queries.answers import answers_to, offered
from zhibu.mechanism.coordination.queries.one import fitting_needs, fitting_offers, projects_of_need, projects_of_offer
from zhibu.mechanism.coordination.queries.states import need_state
from zhibu.mechanism.coordination.rules.acts import offer_state
from zhibu.mechanism.coordination.services.matching import Match
from zhibu.mechanism.coordination.terms import ACT, ENTER, SEE, NeedState, OfferState, Returned
from zhibu.mechanism.coordination.views.reaching import need_of, offer_of, partner_choices, partner_of, steered, way, way_to
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.pages import Head

NO_OFFERS: Final = "现在没有合适的资源。问过共建方以后，先登记资源再对接；确实没有的，写明原因退回。"
AGREED_LATER: Final = "对接以后先由双方约定时间和内容，再落实。系统不自动对接。"


@page(SEE)
def need(request: ReaderRequest, code: str) -> HttpResponse:
    """What is wanted, and beside it what fits: by kind and time, the nearest first."""
    return _need(request, need_of(request, code))


def _need(request: ReaderRequest, found: Need) -> HttpResponse:
    day = today()
    is_open = need_state(found) is NeedState.OPEN
    matches = is_open and steers(request.reader, found)
    acts, more = presentation.need_acts(request.reader, found)
    answers = answers_to(request.reader, found)
    chosen = {one.offer_id for one in answers}
    fitting = [one for one in fitting_offers(request.reader, found, day) if one.row.id not in chosen] if is_open else []
    new = reverse("coordination_offer_new") + (f"?partner={found.asked.code}" if found.asked is not None else "")
    context = {
        "head": Head(found.title, "需求", way(), acts, more),
        "facts": presentation.need_facts(found, waits=is_open and offered(answers)),
        "answers": answer_items(found, answers, day, matches=matches),
        "offers": presentation.fitting_items(found, fitting, matches=matches),
        "is_open": is_open,
        "add": new if request.reader.paths(ENTER) else "",
        "nothing": NO_OFFERS,
        "projects": presentation.project_items(projects_of_need(request.reader, found, day)),
    }
    return render(request, "coordination/need.html", context)


@page(SEE)
def offer(request: ReaderRequest, code: str) -> HttpResponse:
    """What can be given, and beside it the open needs that want this kind."""
    found, day = offer_of(request, code), today()
    ready = offer_state(withdrawn=found.withdrawn_on is not None, until=found.until, on=day) is OfferState.READY
    acts, more = presentation.offer_acts(request.reader, found, day)
    wanted = fitting_needs(request.reader, found, day) if ready else []
    context = {
        "head": Head(found.title, "资源", way(), acts, more),
        "facts": presentation.offer_facts(found, day),
        "needs": presentation.need_items(wanted, found, matches=ready and steers(request.reader, found)),
        "ready": ready,
        "projects": presentation.project_items(projects_of_offer(request.reader, found, day)),
    }
    return render(request, "coordination/offer.html", context)


@page(ENTER)
def match(request: ReaderRequest, code: str, offer_code: str) -> HttpResponse:
    """A need and an offer become a project."""
    wanted, given = need_of(request, code, ENTER), offer_of(request, offer_code, ENTER)
    steered(request, wanted.organisation.now_path)
    form = MatchForm(sent(request), today=today(), initial={"title": wanted.title, "submission": uuid4().hex})

    def run(form: MatchForm) -> Outcome:
        data = form.cleaned_data
        matched = Match(wanted.organisation, data["title"], wanted, given, submission=data["submission"])
        return services.match(by=actor(request), matched=matched)

    giver = given.partner or given.organisation
    lead = f"需求：{wanted.title}（{wanted.partner or wanted.organisation}）；资源：{given.title}（{giver}）。{AGREED_LATER}"
    return act_page(
        request,
        title="对接成项目",
        lead=lead,
        form=form,
        run=run,
        done="已对接，下一步由双方约定。",
        back=lambda outcome: _project_page(request, outcome),
        crumbs=way_to(wanted),
        submit="对接",
    )


def _project_page(request: ReaderRequest, outcome: Outcome) -> str:
    code = Project.objects.seen_by(request.reader, SEE).code_of(outcome.row_id)
    return reverse("coordination_project", args=[code])


@page(ENTER)
def direct(request: ReaderRequest, code: str) -> HttpResponse:
    """An offer becomes a project at once: of the partner whose it is, or with one that is chosen where it is the organisation's own."""
    given = offer_of(request, code, ENTER)
    steered(request, given.organisation.now_path)
    initial = {"title": given.title, "submission": uuid4().hex}
    own = given.partner is None
    form: MatchForm = (
        DirectForm(sent(request), today=today(), partners=partner_choices(request), initial=initial)
        if own
        else MatchForm(sent(request), today=today(), initial=initial)
    )

    def run(form: MatchForm) -> Outcome:
        data = form.cleaned_data
        partner = partner_of(request, data["partner"], ENTER) if own else None
        matched = Match(given.organisation, data["title"], offer=given, partner=partner, submission=data["submission"])
        return services.match(by=actor(request), matched=matched)

    return act_page(
        request,
        title="约定项目",
        lead=f"资源：{given.title}。{AGREED_LATER}",
        form=form,
        run=run,
        done="已成为项目，下一步由双方约定。",
        back=lambda outcome: _project_page(request, outcome),
        crumbs=way_to(given),
        submit="成为项目",
    )


@page(ENTER)
def send_back(request: ReaderRequest, code: str) -> HttpResponse:
    """Outside the street's duty list, or nobody can give it: back to whoever asked, with the reason."""
    wanted = need_of(request, code, ENTER)
    steered(request, wanted.organisation.now_path)

    def run(form: ReturnForm) -> Outcome:
        data = form.cleaned_data
        return services.return_need(by=actor(request), need=wanted, why=Returned.stored(data["why"]), reason=data["reason"])

    return act_page(
        request,
        title=f"退回需求：{wanted.title}",
        lead="原因会告诉提出的一方；单位开通了链接的，在链接的页面上看到。",
        form=ReturnForm(sent(request), today=today()),
        run=run,
        done="已退回，原因已写明。",
        back=reverse("coordination_need", args=[code]),
        crumbs=way_to(wanted),
        submit="退回",
    )


@page(ACT)
def need_step(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """The step of a need's case is done on the need's page: by matching, or by sending it back."""
    del step
    found = Need.objects.select_related("organisation", "partner", "asked", "case")
    return _need(request, reach(found, request.reader, ACT, seen=SEE, case__code=code))
