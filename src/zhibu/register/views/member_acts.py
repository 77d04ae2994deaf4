"""Who is in the register: registered, corrected, gone, merged. One form each, one service each."""

from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register import forms
from zhibu.register.correcting import correction
from zhibu.register.models import Organisation, Person
from zhibu.register.named import at_named
from zhibu.register.pages import person_of
from zhibu.register.queries.installation import holds_demo
from zhibu.register.queries.lookups import names_offered
from zhibu.register.services import members, merging
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.people import ManagementCategory, MemberStatus
from zhibu.trail.reads import note_read
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor, page
from zhibu.web.pages import Crumb

EDIT: Final = "edit_members"
MERGE: Final = "merge_persons"
UNKNOWN: Final = Objection("unknown", "没有找到这个编号的记录。", remedy="请核对编号，如 R000123。", field="other")


def page_of(person: Person) -> str:
    """The address of a person."""
    return reverse("member", args=[person.code])


def way_to(person: Person) -> list[Crumb]:
    """The way to a person's page."""
    return [Crumb("党员名册", reverse("members")), Crumb(person.name, page_of(person))]


@page(EDIT)
def register(request: ReaderRequest) -> HttpResponse:
    """Somebody joins the register."""
    initial = {"on": today(), "organisation": request.GET.get("organisation", "")}
    form = forms.RegisterForm(sent(request), today=today(), generated=holds_demo(), initial=initial)
    form.offer("organisation", names_offered(request.reader, EDIT, OrganisationKind.BRANCH), fill=True)

    def run(form: forms.RegisterForm) -> Outcome:
        return at_named(
            request, form.cleaned_data["organisation"], field="organisation", act=EDIT, do=lambda place: _register(request, form, place)
        )

    def back(outcome: Outcome) -> str:
        return page_of(Person.objects.seen_by(request.reader, EDIT).get(pk=outcome.row_id))

    return act_page(
        request,
        title="登记党员",
        form=form,
        run=run,
        done="已登记。",
        back=back,
        submit="登记",
        crumbs=[Crumb("党员名册", reverse("members"))],
        draft="member_register",
    )


def _register(request: ReaderRequest, form: forms.RegisterForm, place: Organisation) -> Outcome:
    data = form.cleaned_data
    return members.register_person(
        by=actor(request),
        organisation=place,
        status=MemberStatus.stored(data["status"]),
        facts=form.facts,
        on=data["on"],
        category=ManagementCategory.stored(data["category"]) if data["category"] else None,
        checks=form.checks,
    )


@page(EDIT)
def correct(request: ReaderRequest, code: str) -> HttpResponse:
    """Facts are corrected; sealed ones are shown masked and stay unless typed anew. The form shows the record, and is logged like it."""
    person = person_of(request, code, EDIT)
    if request.method != "POST":
        note_read(actor(request), "page", person_id=person.pk, field="更正信息", path=person.now_path)
    form = correction(person, sent(request), today=today())
    return act_page(
        request,
        title=f"更正信息：{person.name}",
        form=form,
        run=lambda form: members.correct_person(by=actor(request), person=person, facts=form.facts, checks=form.checks),
        done="已更正。",
        back=page_of(person),
        crumbs=way_to(person),
        draft=f"member_correct-{person.code}",
    )


@page(EDIT)
def leave(request: ReaderRequest, code: str) -> HttpResponse:
    """Somebody is no longer on the roll."""
    person = person_of(request, code, EDIT)
    return act_page(
        request,
        title=f"减少：{person.name}",
        lead="从这一天起不在名册上；以前的名册不变，当天登记有误可以撤回。",
        form=forms.LeaveForm(sent(request), today=today(), initial={"on": today()}),
        run=lambda form: members.leave(by=actor(request), person=person, **form.cleaned_data),
        done="已从名册减少。",
        back=page_of(person),
        submit="确认减少",
        crumbs=way_to(person),
    )


@page(MERGE)
def merge(request: ReaderRequest, code: str) -> HttpResponse:
    """Two records of one person become one."""
    person = person_of(request, code, MERGE)

    def run(form: forms.MergeForm) -> Outcome:
        asked = form.cleaned_data["other"].strip().upper()
        other = Person.objects.seen_by(request.reader, MERGE).filter(code=asked).first()
        if other is None:
            return Outcome(Decision.of(UNKNOWN))
        return merging.merge_persons(by=actor(request), keep=person, other=other, reason=form.cleaned_data["reason"])

    return act_page(
        request,
        title=f"合并重复：{person.name}",
        lead="另一条记录的职务、标记、荣誉等登记和缺少的信息并入当前记录，已经签批的会议记录不变；当天可以撤回。",
        form=forms.MergeForm(sent(request), today=today()),
        run=run,
        done="已合并。",
        back=page_of(person),
        submit="合并",
        crumbs=way_to(person),
    )
