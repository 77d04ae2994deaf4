"""What can be done with a person: one form each, one service each."""

from datetime import date
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register import forms
from zhibu.register.models import CheckNote, MoveProposal, Organisation, Person, Post
from zhibu.register.sealed_fields import SEALED, masked, open_field
from zhibu.register.services import members, merging
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind, MemberStatus
from zhibu.register.views.acting import act_page, named_organisation
from zhibu.register.views.member import person_of
from zhibu.store.keys import key_store
from zhibu.web.gate import ReaderRequest, actor, page
from zhibu.web.pages import Crumb

EDIT = "edit_members"
M = TypeVar("M", bound=Model)


def _back(person: Person) -> str:
    return reverse("member", args=[person.code])


def _way(person: Person) -> list[Crumb]:
    return [Crumb("党员名册", reverse("members")), Crumb(person.name, _back(person))]


@page(EDIT)
def register(request: ReaderRequest) -> HttpResponse:
    """Somebody joins the register."""
    initial = {"on": today(), "organisation": request.GET.get("organisation", "")}
    form = forms.RegisterForm(request.POST or None, today=today(), initial=initial)

    def run(form: forms.RegisterForm) -> Outcome:
        data, facts = form.cleaned_data, form.facts
        organisation, refusal = named_organisation(request, data["organisation"], "organisation", EDIT)
        if organisation is None:
            return refusal
        for name in ("organisation", "status", "category", "on"):
            facts.pop(name)
        category = ManagementCategory.stored(data["category"]) if data["category"] else None
        return members.register_person(
            by=actor(request), organisation=organisation, status=MemberStatus.stored(data["status"]), facts=facts, on=data["on"], category=category,
            checks=form.checks,
        )

    def back(outcome: Outcome) -> str:
        return _back(Person.objects.seen_by(request.reader, EDIT).get(pk=outcome.row_id))

    return act_page(
        request, title="登记党员", form=form, run=run, done="已登记。", back=back, submit="登记", crumbs=[Crumb("党员名册", reverse("members"))],
        draft="member_register",
    )


@page(EDIT)
def correct(request: ReaderRequest, code: str) -> HttpResponse:
    """Facts are corrected; sealed ones are shown masked and stay unless typed anew."""
    person = person_of(request, code, EDIT)
    months = person.month_only.split(",")
    initial = {
        name: value.strftime("%Y-%m") if name in months and isinstance(value, date) else value
        for name in forms.PersonForm.base_fields
        if name not in SEALED and (value := getattr(person, name)) is not None
    }
    form = forms.PersonForm(request.POST or None, today=today(), generated=person.generated, masked=_masked(person), initial=initial)
    return act_page(
        request, title=f"更正信息：{person.name}", form=form, done="已更正。", back=_back(person), crumbs=_way(person), draft=f"member_correct/{code}",
        run=lambda form: members.correct_person(by=actor(request), person=person, facts=form.facts),
    )


def _masked(person: Person) -> dict[str, str]:
    key = key_store().of([person.key_name]).get(person.key_name)
    opened = {name: open_field(getattr(person, f"{name}_sealed"), field=name, key_name=person.key_name, key=key) for name in SEALED}
    return {name: masked(name, value) for name, value in opened.items() if value}


@page(EDIT)
def leave(request: ReaderRequest, code: str) -> HttpResponse:
    """Somebody is no longer on the roll."""
    person = person_of(request, code, EDIT)
    return act_page(
        request, title=f"减少：{person.name}", lead="从这一天起不在名册上；以前的名册不变，当天登记有误可以撤回。", submit="确认减少",
        form=forms.LeaveForm(request.POST or None, today=today(), initial={"on": today()}), done="已从名册减少。", back=_back(person), crumbs=_way(person),
        run=lambda form: members.leave(
            by=actor(request), person=person, how=form.cleaned_data["how"], on=form.cleaned_data["on"], reason=form.cleaned_data["reason"]
        ),
    )


@page(EDIT)
def status(request: ReaderRequest, code: str) -> HttpResponse:
    """Applicant to full member."""
    person = person_of(request, code, EDIT)
    return act_page(
        request, title=f"人员类别：{person.name}", form=forms.StatusForm(request.POST or None, today=today(), initial={"on": today()}),
        done="已登记。", back=_back(person), crumbs=_way(person),
        run=lambda form: members.set_status(
            by=actor(request), person=person, status=MemberStatus.stored(form.cleaned_data["status"]), on=form.cleaned_data["on"], reason=form.cleaned_data["reason"]
        ),
    )


@page(EDIT)
def category(request: ReaderRequest, code: str) -> HttpResponse:
    """Exactly one management category."""
    person = person_of(request, code, EDIT)
    initial = {"on": today(), "category": person.now_category}
    return act_page(
        request, title=f"管理类别：{person.name}", form=forms.CategoryForm(request.POST or None, today=today(), initial=initial),
        done="已登记。", back=_back(person), crumbs=_way(person),
        run=lambda form: members.set_category(
            by=actor(request), person=person, category=ManagementCategory.stored(form.cleaned_data["category"]), on=form.cleaned_data["on"],
            reason=form.cleaned_data["reason"],
        ),
    )


@page(EDIT)
def mark(request: ReaderRequest, code: str) -> HttpResponse:
    """A mark begins or ends."""
    person = person_of(request, code, EDIT)

    def run(form: forms.MarkForm) -> Outcome:
        data = form.cleaned_data
        kind = MarkKind.stored(data["mark"])
        if data["ends"]:
            return members.end_mark(by=actor(request), person=person, mark=kind, on=data["on"], reason=data["reason"])
        return members.set_mark(by=actor(request), person=person, mark=kind, on=data["on"], detail=data["detail"], reason=data["reason"])

    form = forms.MarkForm(request.POST or None, today=today(), initial={"on": today()})
    return act_page(request, title=f"标记：{person.name}", form=form, run=run, done="已登记。", back=_back(person), crumbs=_way(person))


@page("edit_posts")
def post(request: ReaderRequest, code: str) -> HttpResponse:
    """A post from a day on."""
    person = person_of(request, code, "edit_posts")

    def run(form: forms.PostForm) -> Outcome:
        data = form.cleaned_data
        organisation, refusal = named_organisation(request, data["organisation"], "organisation", "edit_posts")
        if organisation is None:
            return refusal
        return members.hold_post(
            by=actor(request), person=person, organisation=organisation, kind=PostKind.stored(data["kind"]), on=data["on"], reason=data["reason"]
        )

    branch = Organisation.objects.seen_by(request.reader, "edit_posts").filter(pk=person.now_organisation_id or 0).first()
    initial = {"on": today(), "organisation": branch.code if branch else ""}
    form = forms.PostForm(request.POST or None, today=today(), initial=initial)
    return act_page(request, title=f"任职：{person.name}", form=form, run=run, done="已登记。", back=_back(person), crumbs=_way(person))


@page("edit_posts")
def end_post(request: ReaderRequest, code: str, post_id: int) -> HttpResponse:
    """A post ends on a day."""
    person = person_of(request, code, "edit_posts")
    held = _row(Post.objects.seen_by(request.reader, "edit_posts").filter(person=person), post_id)
    return act_page(
        request, title=f"不再任职：{person.name}", form=forms.OnForm(request.POST or None, today=today(), initial={"on": today()}), submit="确认",
        done="已登记。", back=_back(person), crumbs=_way(person),
        run=lambda form: members.end_post(by=actor(request), post=held, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"]),
    )


@page(EDIT)
def move(request: ReaderRequest, code: str) -> HttpResponse:
    """A proposal to another branch; it moves nobody."""
    person = person_of(request, code, EDIT)

    def run(form: forms.MoveForm) -> Outcome:
        target, refusal = named_organisation(request, form.cleaned_data["target"], "target", "see_names")
        if target is None:
            return refusal
        return members.propose_move(by=actor(request), person=person, target=target, note=form.cleaned_data["note"])

    return act_page(
        request, title=f"转接建议：{person.name}", lead="只提出建议，不移动组织关系；正式转接在全国党员管理信息系统办理。", submit="提出建议",
        form=forms.MoveForm(request.POST or None, today=today()), run=run, done="已提出建议。", back=_back(person), crumbs=_way(person),
    )


@page(EDIT)
def withdraw(request: ReaderRequest, code: str, proposal_id: int) -> HttpResponse:
    """A proposal is settled without a move."""
    person = person_of(request, code, EDIT)
    proposal = _row(MoveProposal.objects.seen_by(request.reader, EDIT).filter(person=person, state="open"), proposal_id)
    return act_page(
        request, title=f"转接建议：{person.name}", lead="不采纳这条建议；组织关系不变。", form=forms.ReasonForm(request.POST or None, today=today()),
        submit="不采纳", done="已处理。", back=_back(person), crumbs=_way(person),
        run=lambda form: members.withdraw_proposal(by=actor(request), proposal=proposal, reason=form.cleaned_data["reason"]),
    )


@page(EDIT)
def close_note(request: ReaderRequest, code: str, note_id: int) -> HttpResponse:
    """Somebody looked: it is right as it stands; a wrong value is corrected instead."""
    person = person_of(request, code, EDIT)
    note = _row(CheckNote.objects.seen_by(request.reader, EDIT).filter(person=person, closed_on=None), note_id)
    return act_page(
        request, title=f"核实：{person.name}", lead=f"{note.message} 有误的请先“更正信息”；确认无误的点“已核实”。",
        form=forms.ReasonForm(request.POST or None, today=today()), submit="已核实", done="已核实。", back=_back(person), crumbs=_way(person),
        run=lambda form: members.close_note(by=actor(request), note=note, reason=form.cleaned_data["reason"]),
    )


@page("merge_persons")
def merge(request: ReaderRequest, code: str) -> HttpResponse:
    """Two records of one person become one."""
    person = person_of(request, code, "merge_persons")

    def run(form: forms.MergeForm) -> Outcome:
        other = Person.objects.seen_by(request.reader, "merge_persons").filter(code=form.cleaned_data["other"].strip().upper()).first()
        if other is None:
            return Outcome(Decision.of(Objection("unknown", "没有找到这个编号的记录。", remedy="请核对编号，如 R000123。", field="other")))
        return merging.merge_persons(by=actor(request), keep=person, other=other, reason=form.cleaned_data["reason"])

    return act_page(
        request, title=f"合并重复：{person.name}", lead="另一条记录的职务、标记和缺少的信息并入当前记录；当天可以撤回。", submit="合并",
        form=forms.MergeForm(request.POST or None, today=today()), run=run, done="已合并。", back=_back(person), crumbs=_way(person),
    )


def _row(found: QuerySet[M], pk: int) -> M:
    row = found.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
