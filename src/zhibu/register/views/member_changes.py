"""What changes in a person's life, from a day on: one form each, one service each."""

from typing import Final

from django.http import HttpResponse

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.register import forms
from zhibu.register.models import Organisation, Post
from zhibu.register.named import at_named
from zhibu.register.pages import person_of
from zhibu.register.queries.groups import groups_of, named_group
from zhibu.register.queries.lookups import names_offered
from zhibu.register.services import facts, groups, posts
from zhibu.register.terms.education import Education
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind, MemberStatus
from zhibu.register.views.member_acts import EDIT, page_of, way_to
from zhibu.web.acting import act_page, row_of, sent
from zhibu.web.gate import ReaderRequest, actor, page

POSTS: Final = "edit_posts"
HARDSHIP: Final = "see_hardship"


@page(EDIT)
def status(request: ReaderRequest, code: str) -> HttpResponse:
    """Applicant to full member."""
    person = person_of(request, code, EDIT)

    def run(form: forms.StatusForm) -> Outcome:
        data = form.cleaned_data
        return facts.set_status(
            by=actor(request), person=person, status=MemberStatus.stored(data["status"]), on=data["on"], reason=data["reason"]
        )

    form = forms.StatusForm(sent(request), today=today(), initial={"on": today()})
    title = f"人员类别：{person.name}"
    return act_page(request, title=title, form=form, run=run, done="已登记。", back=page_of(person), crumbs=way_to(person))


@page(EDIT)
def category(request: ReaderRequest, code: str) -> HttpResponse:
    """Exactly one management category."""
    person = person_of(request, code, EDIT)

    def run(form: forms.CategoryForm) -> Outcome:
        data = form.cleaned_data
        chosen = ManagementCategory.stored(data["category"])
        return facts.set_category(by=actor(request), person=person, category=chosen, on=data["on"], reason=data["reason"])

    form = forms.CategoryForm(sent(request), today=today(), initial={"on": today(), "category": person.now_category})
    title = f"管理类别：{person.name}"
    return act_page(request, title=title, form=form, run=run, done="已登记。", back=page_of(person), crumbs=way_to(person))


@page(EDIT)
def mark(request: ReaderRequest, code: str) -> HttpResponse:
    """A mark begins or ends."""
    person = person_of(request, code, EDIT)

    def run(form: forms.MarkForm) -> Outcome:
        data = form.cleaned_data
        return facts.record_mark(by=actor(request), person=person, **data | {"mark": MarkKind.stored(data["mark"])})

    form = forms.MarkForm(sent(request), today=today(), initial={"on": today()})
    title = f"标记：{person.name}"
    return act_page(request, title=title, form=form, run=run, done="已登记。", back=page_of(person), crumbs=way_to(person))


@page(HARDSHIP)
def hardship(request: ReaderRequest, code: str) -> HttpResponse:
    """The sealed area of two roles (PRACTICE.md 4.7)."""
    person = person_of(request, code, HARDSHIP)
    form = forms.HardshipForm(sent(request), today=today(), initial={"on": today()})
    return act_page(
        request,
        title=f"生活困难：{person.name}",
        lead="不进入名册、导出和经历；只有街道组织干事和党支部书记可以看到。",
        form=form,
        run=lambda form: facts.record_mark(by=actor(request), person=person, mark=MarkKind.HARDSHIP, **form.cleaned_data),
        done="已登记。",
        back=page_of(person),
        crumbs=way_to(person),
    )


@page(EDIT)
def education(request: ReaderRequest, code: str) -> HttpResponse:
    """The highest education."""
    person = person_of(request, code, EDIT)

    def run(form: forms.EducationForm) -> Outcome:
        data = form.cleaned_data
        level = Education.stored(data["level"]) if data["level"] else None
        told = {name: data[name].strip() for name in ("degree", "school", "subject")}
        return facts.set_education(by=actor(request), person=person, level=level, facts=told, on=data["on"], reason=data["reason"])

    form = forms.EducationForm(sent(request), today=today(), initial={"on": today()})
    title = f"学历：{person.name}"
    return act_page(request, title=title, form=form, run=run, done="已登记。", back=page_of(person), crumbs=way_to(person))


@page(EDIT)
def occupation(request: ReaderRequest, code: str) -> HttpResponse:
    """The work post; a derived category follows it."""
    person = person_of(request, code, EDIT)

    def run(form: forms.OccupationForm) -> Outcome:
        data = form.cleaned_data
        job = Occupation.stored(data["occupation"])
        return facts.set_occupation(by=actor(request), person=person, job=job, on=data["on"], reason=data["reason"])

    form = forms.OccupationForm(sent(request), today=today(), initial={"on": today()})
    title = f"工作岗位：{person.name}"
    return act_page(request, title=title, form=form, run=run, done="已登记。", back=page_of(person), crumbs=way_to(person))


@page(EDIT)
def group(request: ReaderRequest, code: str) -> HttpResponse:
    """The Party group within the branch."""
    person = person_of(request, code, EDIT)
    known = groups_of(person.now_organisation_id)
    form = forms.GroupForm(sent(request), today=today(), initial={"on": today()})
    form.set_groups([(found.code, str(found)) for found in known])

    def run(form: forms.GroupForm) -> Outcome:
        data = form.cleaned_data
        return groups.choose_group(
            by=actor(request), person=person, group=named_group(known, data["group"]), on=data["on"], reason=data["reason"]
        )

    title = f"党小组：{person.name}"
    return act_page(request, title=title, form=form, run=run, done="已登记。", back=page_of(person), crumbs=way_to(person))


@page(POSTS)
def post(request: ReaderRequest, code: str) -> HttpResponse:
    """A post from a day on."""
    person = person_of(request, code, POSTS)

    def run(form: forms.PostForm) -> Outcome:
        data = form.cleaned_data

        def hold(place: Organisation) -> Outcome:
            kind = PostKind.stored(data["kind"])
            return posts.hold_post(by=actor(request), person=person, organisation=place, kind=kind, on=data["on"], reason=data["reason"])

        return at_named(request, data["organisation"], field="organisation", act=POSTS, do=hold)

    branch = Organisation.objects.seen_by(request.reader, POSTS).filter(pk=person.now_organisation_id or 0).first()
    offered = names_offered(request.reader, POSTS)
    own = str(branch) if str(branch) in offered else branch.code if branch else ""
    form = forms.PostForm(sent(request), today=today(), initial={"on": today(), "organisation": own})
    form.offer("organisation", offered)
    title = f"任职：{person.name}"
    return act_page(request, title=title, form=form, run=run, done="已登记。", back=page_of(person), crumbs=way_to(person))


@page(POSTS)
def end_post(request: ReaderRequest, code: str, post_id: int) -> HttpResponse:
    """A post ends on a day."""
    person = person_of(request, code, POSTS)
    held = row_of(Post.objects.seen_by(request.reader, POSTS).filter(person=person), post_id)
    return act_page(
        request,
        title=f"不再任职：{person.name}",
        form=forms.OnForm(sent(request), today=today(), initial={"on": today()}),
        run=lambda form: posts.end_post(by=actor(request), post=held, **form.cleaned_data),
        done="已登记。",
        back=page_of(person),
        submit="确认",
        crumbs=way_to(person),
    )
