"""What can be done with an organisation: one form each, one service each."""

from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register import forms
from zhibu.register.models import Organisation
from zhibu.register.pages import EDIT, organisation_of, page_of, way_to
from zhibu.register.queries.communities import community_of_organisation
from zhibu.register.queries.lookups import find_organisation, names_offered
from zhibu.register.services import communities, organisations
from zhibu.register.terms.organisations import KindReading, read_kind
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor, page
from zhibu.web.pages import Crumb

KINDS: Final = ("党委", "党总支", "党支部", "联合党支部", "临时党支部", "党小组", "党组", "街道党工委")


def unknown_kind(text: str) -> Objection:
    """No such kind."""
    remedy = "请填写党委、党总支部、党支部、联合党支部、临时党支部、党小组等。"
    return Objection("unknown_kind", f"没有“{text}”这个类别。", remedy=remedy, field="kind")


@page(EDIT)
def found(request: ReaderRequest) -> HttpResponse:
    """A new organisation, below one within reach: roots come with the first import."""
    form = forms.OrganisationForm(sent(request), today=today(), initial={"on": today(), "parent": request.GET.get("parent", "")})
    form.offer("parent", names_offered(request.reader, EDIT), fill=True)
    form.offer("kind", KINDS)

    def run(form: forms.OrganisationForm) -> Outcome:
        data = form.cleaned_data
        kind = read_kind(data["kind"])
        parent, refusal = find_organisation(request.reader, data["parent"], EDIT, field="parent")
        if kind is None or parent is None:
            return Outcome(Decision.all(Decision.of(None if kind else unknown_kind(data["kind"])), refusal))
        return _found(request, form, parent, kind)

    def back(outcome: Outcome) -> str:
        return page_of(Organisation.objects.seen_by(request.reader, EDIT).get(pk=outcome.row_id))

    return act_page(
        request,
        title="新建党组织",
        form=form,
        run=run,
        done="已新建。",
        back=back,
        submit="新建",
        crumbs=[Crumb("党组织", reverse("organisations"))],
        draft="organisation_found",
    )


def _found(request: ReaderRequest, form: forms.OrganisationForm, parent: Organisation, kind: KindReading) -> Outcome:
    data = form.cleaned_data
    return organisations.found_organisation(
        by=actor(request),
        name=data["name"].strip(),
        short_name=data["short_name"].strip(),
        kind=kind,
        parent=parent,
        on=data["on"],
        official_code=data["official_code"],
        founded_on=data["on"],
        contact=data["contact"],
        phone=data["phone"],
        reason=data["reason"],
    )


@page(EDIT)
def correct(request: ReaderRequest, code: str) -> HttpResponse:
    """Facts without a date of their own."""
    one = organisation_of(request, code)
    initial = {"official_code": one.official_code or "", "founded_on": one.founded_on, "contact": one.contact, "phone": one.phone}
    return act_page(
        request,
        title=f"更正：{one}",
        form=forms.OrganisationFactsForm(sent(request), today=today(), initial=initial),
        run=lambda form: organisations.correct_organisation(by=actor(request), organisation=one, facts=form.cleaned_data),
        done="已更正。",
        back=page_of(one),
        crumbs=way_to(one),
    )


@page(EDIT)
def rename(request: ReaderRequest, code: str) -> HttpResponse:
    """Another name from a day on."""
    one = organisation_of(request, code)
    initial = {"on": today(), "name": one.now_name, "short_name": one.now_short_name}
    return act_page(
        request,
        title=f"更名：{one}",
        form=forms.RenameForm(sent(request), today=today(), initial=initial),
        run=lambda form: organisations.rename_organisation(by=actor(request), organisation=one, **form.cleaned_data),
        done="已更名，以前的名称保留在历史中。",
        back=page_of(one),
        crumbs=way_to(one),
    )


@page(EDIT)
def change_kind(request: ReaderRequest, code: str) -> HttpResponse:
    """Another kind from a day on."""
    one = organisation_of(request, code)

    def run(form: forms.KindForm) -> Outcome:
        data = form.cleaned_data
        kind = read_kind(data["kind"])
        if kind is None:
            return Outcome.refused(unknown_kind(data["kind"]))
        return organisations.change_kind(by=actor(request), organisation=one, kind=kind, on=data["on"], reason=data["reason"])

    form = forms.KindForm(sent(request), today=today(), initial={"on": today()})
    form.offer("kind", KINDS)
    return act_page(request, title=f"变更类别：{one}", form=form, run=run, done="已变更。", back=page_of(one), crumbs=way_to(one))


@page(EDIT)
def community(request: ReaderRequest, code: str) -> HttpResponse:
    """The community that the organisation leads, and its residents' committee."""
    one = organisation_of(request, code)
    known = community_of_organisation(one)
    return act_page(
        request,
        title=f"所在社区：{one}",
        lead="社区居民委员会与社区党组织是两个组织，在这里登记名称和主任。",
        form=forms.CommunityForm(sent(request), today=today(), initial=known.initial if known else {}),
        run=lambda form: communities.tell_community(
            by=actor(request), organisation=one, community=known.community if known else None, **form.cleaned_data
        ),
        done="已登记。",
        back=page_of(one),
        crumbs=way_to(one),
    )
