"""What can be done with an organisation: one form each, one service each."""

from django.http import HttpResponse
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register import forms
from zhibu.register.models import Organisation, Person
from zhibu.register.services import organisations, tree
from zhibu.register.terms.organisations import KindReading, read_kind
from zhibu.register.views.acting import act_page, named_organisation
from zhibu.web.gate import ReaderRequest, actor, page, reach
from zhibu.web.pages import Crumb

EDIT = "edit_organisations"


def _organisation(request: ReaderRequest, code: str) -> Organisation:
    return reach(Organisation.objects.select_related("now_parent"), request.reader, EDIT, code=code)


def _back(found: Organisation) -> str:
    return reverse("organisation", args=[found.code])


def _way(found: Organisation) -> list[Crumb]:
    return [Crumb("党组织", reverse("organisations")), Crumb(str(found), _back(found))]


def _kind(text: str) -> tuple[KindReading | None, Outcome]:
    kind = read_kind(text)
    unknown = Objection("unknown_kind", f"没有“{text}”这个类别。", remedy="请填写党委、党总支部、党支部、联合党支部、临时党支部、党小组等。", field="kind")
    return kind, Outcome(Decision.of(None if kind else unknown))


@page(EDIT)
def found(request: ReaderRequest) -> HttpResponse:
    """A new organisation."""

    def run(form: forms.OrganisationForm) -> Outcome:
        data = form.cleaned_data
        kind, unknown = _kind(data["kind"])
        parent, refusal = named_organisation(request, data["parent"], "parent", EDIT) if data["parent"] else (None, Outcome())
        if not data["parent"] and not request.reader.everywhere:
            refusal = Outcome(Decision.of(Objection("parent_missing", "没有填写上级党组织。", remedy="请填写您负责范围内的一个党组织。", field="parent")))
        if kind is None or not refusal.done:
            return Outcome(Decision.all(unknown.decision, refusal.decision))
        return organisations.found_organisation(
            by=actor(request), name=data["name"].strip(), short_name=data["short_name"].strip(), kind=kind, parent=parent, on=data["on"],
            official_code=data["official_code"], founded_on=data["on"], contact=data["contact"], phone=data["phone"], reason=data["reason"],
        )

    def back(outcome: Outcome) -> str:
        return _back(Organisation.objects.seen_by(request.reader, EDIT).get(pk=outcome.row_id))

    form = forms.OrganisationForm(request.POST or None, today=today(), initial={"on": today(), "parent": request.GET.get("parent", "")})
    crumbs = [Crumb("党组织", reverse("organisations"))]
    return act_page(request, title="新建党组织", form=form, run=run, done="已新建。", back=back, crumbs=crumbs, submit="新建", draft="organisation_found")


@page(EDIT)
def correct(request: ReaderRequest, code: str) -> HttpResponse:
    """Facts without a date of their own."""
    one = _organisation(request, code)
    initial = {"official_code": one.official_code or "", "founded_on": one.founded_on, "contact": one.contact, "phone": one.phone}
    return act_page(
        request, title=f"更正：{one}", form=forms.OrganisationFactsForm(request.POST or None, today=today(), initial=initial), done="已更正。",
        back=_back(one), crumbs=_way(one), run=lambda form: organisations.correct_organisation(by=actor(request), organisation=one, facts=form.cleaned_data),
    )


@page(EDIT)
def rename(request: ReaderRequest, code: str) -> HttpResponse:
    """Another name from a day on."""
    one = _organisation(request, code)
    initial = {"on": today(), "name": one.now_name, "short_name": one.now_short_name}
    return act_page(
        request, title=f"更名：{one}", form=forms.RenameForm(request.POST or None, today=today(), initial=initial), done="已更名，以前的名称保留在历史中。",
        back=_back(one), crumbs=_way(one), run=lambda form: organisations.rename_organisation(by=actor(request), organisation=one, **form.cleaned_data),
    )


@page(EDIT)
def change_kind(request: ReaderRequest, code: str) -> HttpResponse:
    """Another kind from a day on."""
    one = _organisation(request, code)

    def run(form: forms.KindForm) -> Outcome:
        data = form.cleaned_data
        kind, unknown = _kind(data["kind"])
        if kind is None:
            return unknown
        return organisations.change_kind(by=actor(request), organisation=one, kind=kind, on=data["on"], reason=data["reason"])

    form = forms.KindForm(request.POST or None, today=today(), initial={"on": today()})
    return act_page(request, title=f"变更类别：{one}", form=form, run=run, done="已变更。", back=_back(one), crumbs=_way(one))


@page(EDIT)
def move(request: ReaderRequest, code: str) -> HttpResponse:
    """Another superior from a day on."""
    one = _organisation(request, code)

    def run(form: forms.ParentForm) -> Outcome:
        data = form.cleaned_data
        parent, refusal = named_organisation(request, data["parent"], "parent", EDIT)
        if parent is None:
            return refusal
        return tree.move_organisation(by=actor(request), organisation=one, parent=parent, on=data["on"], reason=data["reason"])

    form = forms.ParentForm(request.POST or None, today=today(), initial={"on": today()})
    lead = "下级组织和党员随之调整；这一天之前的隶属关系不变。"
    return act_page(request, title=f"调整隶属：{one}", lead=lead, form=form, run=run, done="已调整。", back=_back(one), crumbs=_way(one))


@page(EDIT)
def dissolve(request: ReaderRequest, code: str) -> HttpResponse:
    """The organisation ends."""
    one = _organisation(request, code)
    form = forms.OnForm(request.POST or None, today=today(), initial={"on": today()})
    return act_page(
        request, title=f"撤销：{one}", lead="撤销后不再出现在今天的组织树上；以前的日期仍可查看，当天可以撤回。", form=form, submit="确认撤销", done="已撤销。",
        back=_back(one), crumbs=_way(one),
        run=lambda form: tree.dissolve_organisation(by=actor(request), organisation=one, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"]),
    )


@page(EDIT)
def merge(request: ReaderRequest, code: str) -> HttpResponse:
    """The organisation ends in another."""
    one = _organisation(request, code)

    def run(form: forms.ParentForm) -> Outcome:
        data = form.cleaned_data
        into, refusal = named_organisation(request, data["parent"], "parent", EDIT)
        if into is None:
            return refusal
        return tree.merge_organisation(by=actor(request), organisation=one, into=into, on=data["on"], reason=data["reason"])

    form = forms.ParentForm(request.POST or None, today=today(), initial={"on": today()})
    lead = f"{one}的党员和下级组织转入所填的党组织，{one}撤销；当天可以撤回。"
    return act_page(request, title=f"并入：{one}", lead=lead, form=form, run=run, submit="确认并入", done="已并入。", back=_back(one), crumbs=_way(one))


@page(EDIT)
def split(request: ReaderRequest, code: str) -> HttpResponse:
    """A second organisation with some of the people."""
    one = _organisation(request, code)
    people = Person.objects.seen_by(request.reader, "see_names").filter(now_organisation=one).order_by("sort_key").values_list("pk", "name", "code")
    form = forms.SplitForm(request.POST or None, today=today(), initial={"on": today()})
    form.set_people([(str(pk), f"{name}（{person_code}）") for pk, name, person_code in people])

    def run(form: forms.SplitForm) -> Outcome:
        data = form.cleaned_data
        return tree.split_organisation(
            by=actor(request), organisation=one, name=data["name"].strip(), short_name=data["short_name"].strip(), on=data["on"],
            person_ids=[int(pk) for pk in data["people"]], reason=data["reason"],
        )

    return act_page(request, title=f"分设：{one}", form=form, run=run, done="已分设。", back=_back(one), crumbs=_way(one), submit="确认分设")
