"""Pages of local parameters: the list, one with its history, proposing, deciding with what it would alter, taking back."""

from dataclasses import replace
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.parameters import forms, presentation, services
from zhibu.parameters.effects import Change, Effect, effects
from zhibu.parameters.installation import groups
from zhibu.parameters.models import ParameterProposal
from zhibu.parameters.queries import (
    DECIDE,
    PROPOSE,
    SEE,
    ValueRow,
    Waiting,
    home_of,
    places_of,
    proposals_at,
    spans_above,
    standing,
    typed,
    value_rows,
)
from zhibu.parameters.tables import VALUES
from zhibu.parameters.terms import ProposalState
from zhibu.register.models import Organisation
from zhibu.rulebook.book import LocalValue
from zhibu.rulebook.entries import Parameter
from zhibu.rulebook.loading import rulebook
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty, Item
from zhibu.web.filters import Filter, Option
from zhibu.web.gate import ReaderRequest
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

WHAT: Final = "全国性规定没有定死、由本街道自己定的数值：有依据文件、有起始日期，由干事提出、书记确定。"
WITHIN: Final = Filter("within", "党组织", "given")
NOWHERE: Final = Empty("没有可以查看的党组织", "授权到某个党组织以后，这里显示它的本地参数。")


def local_parameter(name: str) -> Parameter:
    """The parameter of an address; 404 when a street has no say in it."""
    found = rulebook().parameters.get(name)
    if found is None or not found.local:
        raise Http404
    return found


def place_at(request: ReaderRequest, code: str, act: str) -> Organisation:
    """The organisation of an address, within reach of an act."""
    return reach(Organisation.objects.all(), request.reader, act, code=code)


def way_to(place: Organisation, parameter: Parameter | None = None) -> list[Crumb]:
    """The list of an organisation, and one parameter in it."""
    steps = [Crumb("本地参数", f"{reverse('parameters')}?within={place.code}")]
    return [*steps, Crumb(parameter.says, reverse("parameter", args=[place.code, parameter.id]))] if parameter else steps


@page(SEE)
def parameters(request: ReaderRequest) -> HttpResponse:
    """Every local parameter with what counts on a day, where the reader works or where a link leads."""
    reader, state = request.reader, PageState.read(request, filters=(WITHIN,), today=today())
    code = state.value(WITHIN.name)
    place = place_at(request, code, SEE) if code else home_of(reader, reader.home_path)
    rows = value_rows(reader, place, state.on) if place else []
    listing = Listing(
        label="本地参数",
        table=VALUES,
        state=state,
        acts=reader.acts,
        rows=rows,
        count=Count(len(rows)),
        filters=(replace(WITHIN, options=(Option(code, str(place)),)),),
        empty=NOWHERE,
        choosable=False,
        sortable=False,
    )
    others = [Act(name, f"?within={other}") for other, name in places_of(reader) if place and other != place.code]
    context = {
        "head": Head("本地参数", lead=str(place) if place else "", acts=others, as_of=state),
        "listing": listing,
        "waiting": [_waiting(request, row.waiting, place) for row in rows if row.waiting and place],
        "what": WHAT,
        "fixed": groups(state.today, sees_copies=bool(request.reader.paths("see_copies"))),
    }
    return render(request, "parameters/list.html", context)


def _waiting(request: ReaderRequest, one: Waiting, place: Organisation) -> Item:
    """A proposal, with what the reader can do about it there."""
    decides, proposes = (request.reader.may(act, place.now_path) for act in (DECIDE, PROPOSE))
    return presentation.waiting_item(rulebook().parameters[one.parameter], one, decides=decides, proposes=proposes)


@page(SEE)
def parameter(request: ReaderRequest, code: str, name: str) -> HttpResponse:
    """One parameter for an organisation: what counts, how it came about, which requirements read it."""
    found, place = local_parameter(name), place_at(request, code, SEE)
    reader, state = request.reader, PageState.read(request, today=today())
    row = _row(request, place, found, state)
    closed = [one for one in ProposalState if one is not ProposalState.OPEN]
    past = proposals_at(reader, place.now_path, states=closed, parameter=found.id)
    proposes = reader.may(PROPOSE, place.now_path)
    head = Head(
        found.says,
        lead=str(place),
        crumbs=way_to(place),
        acts=[presentation.act_of(row)] if proposes and not row.waiting else [],
        as_of=state,
    )
    context = {
        "head": head,
        "facts": presentation.facts_of(row),
        "waiting": [_waiting(request, row.waiting, place)] if row.waiting else [],
        "history": presentation.history_of(found, spans_above(place.now_path, parameter=found.id), past),
        "readers": presentation.readers_of(rulebook(), found),
    }
    return render(request, "parameters/parameter.html", context)


def _row(request: ReaderRequest, place: Organisation, found: Parameter, state: PageState) -> ValueRow:
    return next(row for row in value_rows(request.reader, place, state.on) if row.parameter == found)


@page(PROPOSE)
def propose(request: ReaderRequest, code: str, name: str) -> HttpResponse:
    """A value of the street's own; nothing changes until the secretary has decided."""
    found, place = local_parameter(name), place_at(request, code, PROPOSE)
    own = standing(place, found, today()).own
    form = forms.ProposeForm(sent(request), parameter=found, may_reset=own, today=today(), initial={"on": today()})

    def run(form: forms.ProposeForm) -> Outcome:
        data = form.cleaned_data
        return services.propose(
            by=actor(request), organisation=place, parameter=found, typed=form.typed, on=data["on"], basis=data["basis"], note=data["note"]
        )

    return act_page(
        request,
        title=f"提出修改：{found.says}",
        lead="由书记确定以后才生效；确定之前，现行数值不变。",
        form=form,
        run=run,
        done="已提出，待书记确定。",
        back=reverse("parameter", args=[place.code, found.id]),
        submit="提出",
        crumbs=way_to(place, found),
        draft=f"parameter-{found.id}",
    )


def proposal_at(request: ReaderRequest, proposal_id: int, act: str) -> ParameterProposal:
    """The proposal of an address, within reach of an act."""
    return reach(ParameterProposal.objects.select_related("organisation"), request.reader, act, seen=SEE, pk=proposal_id)


@page(DECIDE)
def decide(request: ReaderRequest, proposal_id: int) -> HttpResponse:
    """What is proposed, what it would alter, and the secretary's word."""
    proposal = proposal_at(request, proposal_id, DECIDE)
    found, place = local_parameter(proposal.parameter), proposal.organisation
    form = forms.DecideForm(sent(request), today=today())
    way = way_to(place, found)

    def run(form: forms.DecideForm) -> Outcome:
        data = form.cleaned_data
        return services.decide(by=actor(request), proposal=proposal, accepts=data["decision"] == "accept", answer=data["answer"])

    now = standing(place, found, proposal.valid_from, but=proposal.pk)
    (told,) = proposals_at(request.reader, place.now_path, states=ProposalState, only=proposal.pk)
    return act_page(
        request,
        title=f"确定本地参数：{found.says}",
        lead=str(place),
        form=form,
        run=run,
        done="已处理。",
        back=way[-1].url,
        submit="确定",
        crumbs=way,
        template="parameters/decide.html",
        beside={
            "facts": presentation.proposal_facts(found, told, found.shown(now.value) if now.value is not None else ""),
            "effects": _effects(request, proposal),
        },
    )


def _effects(request: ReaderRequest, proposal: ParameterProposal) -> list[Effect]:
    value = LocalValue(typed(proposal.parameter, proposal.value), proposal.basis) if proposal.value else None
    on = max(proposal.valid_from, today())
    return effects(request.reader, Change(proposal.organisation.now_path, proposal.parameter, value, on))


@page(PROPOSE)
def withdraw(request: ReaderRequest, proposal_id: int) -> HttpResponse:
    """Taken off the secretary's desk."""
    proposal = proposal_at(request, proposal_id, PROPOSE)
    found = local_parameter(proposal.parameter)
    way = way_to(proposal.organisation, found)
    return act_page(
        request,
        title=f"撤回建议：{found.says}",
        lead="撤回的建议留在历史里。",
        form=forms.WithdrawForm(sent(request), today=today()),
        run=lambda form: services.withdraw(by=actor(request), proposal=proposal, reason=form.cleaned_data["reason"]),
        done="已撤回。",
        back=way[-1].url,
        submit="撤回",
        crumbs=way,
    )
