"""How the tree changes: organisations move, merge, split and end. One form each, one service each."""

from django.http import HttpResponse

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.register import forms
from zhibu.register.models import Organisation, Person
from zhibu.register.named import at_named
from zhibu.register.pages import EDIT, organisation_of, page_of, way_to
from zhibu.register.queries.lookups import names_offered
from zhibu.register.services import tree
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor, page


def _parent_form(request: ReaderRequest, one: Organisation) -> forms.ParentForm:
    form = forms.ParentForm(sent(request), today=today(), initial={"on": today()})
    form.offer("parent", names_offered(request.reader, EDIT, but=one.pk))
    return form


@page(EDIT)
def move(request: ReaderRequest, code: str) -> HttpResponse:
    """Another superior from a day on."""
    one = organisation_of(request, code)
    form = _parent_form(request, one)

    def run(form: forms.ParentForm) -> Outcome:
        data = form.cleaned_data

        def below(parent: Organisation) -> Outcome:
            return tree.move_organisation(by=actor(request), organisation=one, parent=parent, on=data["on"], reason=data["reason"])

        return at_named(request, data["parent"], field="parent", act=EDIT, do=below)

    return act_page(
        request,
        title=f"调整隶属：{one}",
        lead="下级组织和党员随之调整；这一天之前的隶属关系不变。",
        form=form,
        run=run,
        done="已调整。",
        back=page_of(one),
        crumbs=way_to(one),
    )


@page(EDIT)
def dissolve(request: ReaderRequest, code: str) -> HttpResponse:
    """The organisation ends."""
    one = organisation_of(request, code)
    return act_page(
        request,
        title=f"撤销：{one}",
        lead="撤销后不再出现在今天的组织树上；以前的日期仍可查看，当天可以撤回。",
        form=forms.OnForm(sent(request), today=today(), initial={"on": today()}),
        run=lambda form: tree.dissolve_organisation(by=actor(request), organisation=one, **form.cleaned_data),
        done="已撤销。",
        back=page_of(one),
        submit="确认撤销",
        crumbs=way_to(one),
    )


@page(EDIT)
def merge(request: ReaderRequest, code: str) -> HttpResponse:
    """The organisation ends in another."""
    one = organisation_of(request, code)
    form = _parent_form(request, one)

    def run(form: forms.ParentForm) -> Outcome:
        data = form.cleaned_data

        def into(other: Organisation) -> Outcome:
            return tree.merge_organisation(by=actor(request), organisation=one, into=other, on=data["on"], reason=data["reason"])

        return at_named(request, data["parent"], field="parent", act=EDIT, do=into)

    return act_page(
        request,
        title=f"并入：{one}",
        lead=f"{one}的党员、下级组织和驻区单位转入所填的党组织，{one}撤销；当天可以撤回。",
        form=form,
        run=run,
        done="已并入。",
        back=page_of(one),
        submit="确认并入",
        crumbs=way_to(one),
    )


@page(EDIT)
def split(request: ReaderRequest, code: str) -> HttpResponse:
    """A second organisation with some of the people."""
    one = organisation_of(request, code)
    people = Person.objects.seen_by(request.reader, "see_names").filter(now_organisation=one).order_by("sort_key", "pk")
    form = forms.SplitForm(sent(request), today=today(), initial={"on": today()})
    form.set_people([(str(pk), f"{name}（{known_as}）") for pk, name, known_as in people.values_list("pk", "name", "code")])

    def run(form: forms.SplitForm) -> Outcome:
        data = form.cleaned_data
        return tree.split_organisation(
            by=actor(request),
            organisation=one,
            name=data["name"].strip(),
            short_name=data["short_name"].strip(),
            person_ids=[int(pk) for pk in data["people"]],
            on=data["on"],
            reason=data["reason"],
        )

    return act_page(
        request, title=f"分设：{one}", form=form, run=run, done="已分设。", back=page_of(one), submit="确认分设", crumbs=way_to(one)
    )
