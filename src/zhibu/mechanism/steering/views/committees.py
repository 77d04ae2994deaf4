"""The chart of the three tiers, one committee, its members."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.steering import presentation
from zhibu.mechanism.steering.documents import chart_paper
from zhibu.mechanism.steering.forms import BasisForm, EndForm, MemberForm, SetUpForm, WhoForm
from zhibu.mechanism.steering.models import SteeringMember
from zhibu.mechanism.steering.queries.appointments import open_appointments
from zhibu.mechanism.steering.queries.committees import committees_of, without_one
from zhibu.mechanism.steering.queries.conferences import conferences_of, matters_counted, matters_of
from zhibu.mechanism.steering.queries.dissolving import dissolved_of
from zhibu.mechanism.steering.queries.people import meant, units_offered
from zhibu.mechanism.steering.queries.seats import seats_on, units_standing_in
from zhibu.mechanism.steering.services.composing import Who, add_member, end_member, put_basis, set_up
from zhibu.mechanism.steering.terms import PRINT, RECORD, SEAT, SEE, SET_UP, STEER, SeatKind
from zhibu.mechanism.steering.views.reaching import TITLE, committee_of, way
from zhibu.register.models import Organisation
from zhibu.register.named import at_named
from zhibu.web.acting import act_page, row_of, sent
from zhibu.web.components import Empty
from zhibu.web.downloads import made_or_not
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Act, Head

LEAD: Final = "街道、社区、驻区单位三级的议事协调机构；书记、副书记按职务自动列入，换人不用改。"
SET_UP_LEAD: Final = "层级和名称由党组织确定；书记、副书记和下一级的书记按职务自动列为成员。"
NO_MEMBERS: Final = Empty("还没有成员", "党组织的书记、副书记登记职务以后自动列入；驻区单位的代表在“增加成员”里登记。")
ENDED: Final = Empty("没有了", "这个指导委员会已经撤销；以前的会议和事项照旧可以查看。")
NO_CONFERENCES: Final = Empty("还没有联席会议", "点“安排联席会议”，成员自动列为应到。")
NO_MATTERS: Final = Empty("没有协调事项", "会上定下要办的，在会议页面的议题旁点“转为协调事项”；单位直接提出的，点“提出事项”。")


@page(SEE)
def chart(request: ReaderRequest) -> HttpResponse:
    """All committees in reach, each below the one above it."""
    known, reader = _known(request), request.reader
    acts = [Act("打印三级图", reverse("steering_chart"))] if known.committees and reader.paths(PRINT) else []
    acts += [Act("成立指导委员会", reverse("steering_set_up"), "go")] if reader.paths(SET_UP) else []
    hint = "点“成立指导委员会”，从街道开始。" if reader.paths(SET_UP) else "由街道登记成立；成立以后，在这里看成员、会议和协调事项。"
    context = {
        "head": Head(TITLE, LEAD, acts=acts),
        "nodes": presentation.chart_of(known),
        "dissolved": presentation.dissolved_items(dissolved_of(reader), known.committees),
        "empty": Empty("还没有指导委员会", hint),
    }
    return render(request, "steering/chart.html", context)


def _known(request: ReaderRequest) -> presentation.Known:
    found, day = committees_of(request.reader), today()
    standing = units_standing_in([one.organisation_id for one in found], day)
    return presentation.Known(found, seats_on(found, day), conferences_of(found), matters_counted(found, day), standing, day)


@page(PRINT)
def chart_pdf(request: ReaderRequest) -> HttpResponse:
    """The same on one sheet."""
    name = "党建工作指导委员会三级图.pdf"
    return made_or_not(
        request,
        name,
        way(),
        lambda: chart_paper(presentation.chart_of(_known(request)), actor=actor(request), path=request.reader.home_path),
    )


@page(SEE)
def one(request: ReaderRequest, code: str) -> HttpResponse:
    """Who sits there, what was held, what is under way."""
    found, reader, day = committee_of(request, code), request.reader, today()
    path, it = found.it.path, found.it
    seats = seats_on([it], it.last_day(day)).get(it.id, [])
    conferences = conferences_of([it])
    stands = it.dissolved_on is None
    steers, gives = stands and reader.may(STEER, path), stands and reader.may(SEAT, path)
    acts = [Act("安排联席会议", reverse("steering_conference", args=[code]), "go")] if stands and reader.may(RECORD, path) else []
    acts += [Act("推荐兼职委员", reverse("appointment_new", args=[code]))] if steers else []
    named = "更正成立依据" if it.basis else "补登成立依据"
    own = [(named, "steering_basis"), ("撤销", "steering_dissolve")]
    more = [Act(label, reverse(view, args=[code])) for label, view in own] if stands and reader.may(SET_UP, path) else []
    context = {
        "head": Head(it.name, presentation.lead_of(it), way(), acts, more),
        "seats": presentation.seat_items(seats, code=code, seats_given=gives, steers=steers, on=it.last_day(day)),
        "add": ("增加成员", reverse("steering_member_new", args=[code])) if gives else ("", ""),
        "conferences": presentation.conference_items(conferences, day),
        "appointments": presentation.appointment_items(open_appointments(reader, it.id), day),
        "matters": presentation.matter_items(matters_of(reader, it, day)),
        "raise": ("提出事项", reverse("steering_matter", args=[code])) if steers else ("", ""),
        "facts": presentation.facts_of(it, seats),
        "members": "成员" if stands else "撤销前的成员",
        "no_members": NO_MEMBERS if stands else ENDED,
        "no_conferences": NO_CONFERENCES if stands else ENDED,
        "no_matters": NO_MATTERS if stands else ENDED,
    }
    return render(request, "steering/committee.html", context)


@page(SET_UP)
def found(request: ReaderRequest) -> HttpResponse:
    """Which organisation, since when; the rest follows."""
    form = SetUpForm(sent(request), today=today(), initial={"on": today()})
    form.offer("organisation", without_one(request.reader, SET_UP, today()), fill=True)

    def run(form: SetUpForm) -> Outcome:
        data = form.cleaned_data

        def do(place: Organisation) -> Outcome:
            return set_up(by=actor(request), organisation=place, on=data["on"], basis=data["basis"])

        return at_named(request, data["organisation"], field="organisation", act=SET_UP, do=do)

    def back(outcome: Outcome) -> str:
        code = Organisation.objects.seen_by(request.reader, SET_UP).code_of(outcome.row_id)
        return reverse("steering_committee", args=[code])

    return act_page(
        request,
        title="成立指导委员会",
        lead=SET_UP_LEAD,
        form=form,
        run=run,
        done="已登记；书记、副书记已按职务列入。",
        back=back,
        crumbs=way(),
    )


@page(SET_UP)
def basis(request: ReaderRequest, code: str) -> HttpResponse:
    """By which paper, noted later."""
    found = committee_of(request, code, SET_UP)
    return act_page(
        request,
        title=f"成立依据：{found.it.name}",
        form=BasisForm(sent(request), today=today(), initial={"basis": found.it.basis}),
        run=lambda form: put_basis(by=actor(request), committee=found.row, basis=form.cleaned_data["basis"]),
        done="已登记成立依据。",
        back=found.url,
        crumbs=found.crumbs,
    )


def who_in(request: ReaderRequest, form: WhoForm) -> Who:
    """Whom a form means."""
    data = form.cleaned_data
    return Who(meant(request.reader, data["who"], outside=data["outside"]), data["unit"], data["post"])


@page(SEAT)
def add(request: ReaderRequest, code: str) -> HttpResponse:
    """A seat for somebody who has none by post."""
    found = committee_of(request, code, SEAT)
    form = MemberForm(sent(request), today=today(), initial={"on": today()})
    form.offer("unit", units_offered(request.reader))

    def run(form: MemberForm) -> Outcome:
        seat = SeatKind.stored(form.cleaned_data["seat"])
        return add_member(by=actor(request), committee=found.row, who=who_in(request, form), seat=seat, on=form.cleaned_data["on"])

    return act_page(
        request,
        title=f"增加成员：{found.it.name}",
        lead="书记、副书记按职务自动列入，不用登记；兼职委员由单位推荐、上级任命，点“推荐兼职委员”。",
        form=form,
        run=run,
        done="已增加成员。",
        back=found.url,
        crumbs=found.crumbs,
    )


@page(SEAT)
def end(request: ReaderRequest, code: str, member_id: int) -> HttpResponse:
    """Somebody who was given a seat leaves it."""
    found = committee_of(request, code, SEAT)
    member = row_of(SteeringMember.objects.seen_by(request.reader, SEAT).select_related("person").filter(committee=found.row), member_id)
    form = EndForm(sent(request), today=today(), initial={"on": today()})
    name = member.person.name if member.person else member.name
    return act_page(
        request,
        title=f"结束成员身份：{name}",
        lead=found.it.name,
        form=form,
        run=lambda form: end_member(by=actor(request), member=member, on=form.cleaned_data["on"]),
        done="已登记。",
        back=found.url,
        crumbs=found.crumbs,
    )
