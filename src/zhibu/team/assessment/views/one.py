"""One organisation's assessment: how far it is, counts, names for the few who see them; somebody's own grades."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases.presentation import row_item
from zhibu.cases.terms import STEER
from zhibu.gatherings.models import Holding
from zhibu.gatherings.queries.gatherings import SEE as SEE_GATHERINGS
from zhibu.gatherings.queries.reached import rules_at
from zhibu.kernel.clock import today
from zhibu.register.models import Person
from zhibu.team.assessment import presentation
from zhibu.team.assessment.documents import write_summary
from zhibu.team.assessment.forms import BeginForm
from zhibu.team.assessment.queries.assessments import cases_by, grades_about
from zhibu.team.assessment.queries.people import people_of
from zhibu.team.assessment.rules.grading import base_of, counts_of, most_excellent
from zhibu.team.assessment.rules.procedure import ASSESSMENT
from zhibu.team.assessment.services.steps import begin, filed
from zhibu.team.assessment.terms import SEE
from zhibu.team.assessment.views.reaching import address_of, assessment_at, meeting_at, way_here, way_to
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, paper_response
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.pages import Crumb, Head
from zhibu.web.parts import part_page

NOTHING = Empty("还没有民主评议结果", "党支部评定并登记以后，这里按年度列出本人的结果。")


@page(SEE_GATHERINGS)
def part(request: ReaderRequest, code: str) -> HttpResponse:
    """A part of the gathering's page, or a page of its own where no script fetched it."""
    gathering, found = meeting_at(request, code)
    cases = {organisation: row for (_, organisation), row in cases_by(request.reader, [code], today()).items()}
    panels = presentation.part_panels(found, cases, gathering)
    return part_page(request, Head("民主评议党员", f"{gathering.title} · {gathering.on.isoformat()}", way_to(gathering)), panels)


@page(SEE_GATHERINGS)
def assessment(request: ReaderRequest, code: str, organisation: str) -> HttpResponse:
    """Counts for everybody in reach; names with grades for those who see them."""
    holding = assessment_at(request, code, organisation)
    people = people_of(holding)
    counts, rules = counts_of(people), rules_at(holding.organisation.now_path, holding.on)
    case = cases_by(request.reader, [code], today()).get((code, holding.organisation_id))
    acts = presentation.acts(holding, case, request.reader, filed=filed(holding))
    context = {
        "head": Head(ASSESSMENT.title, presentation.lead_of(holding), way_to(holding.gathering), acts),
        "case": [row_item(case)] if case else [],
        "not_begun": "" if case else presentation.NOT_BEGUN,
        "figures": presentation.figures(counts),
        "notes": presentation.notes(counts, most_excellent(base_of(people), rules), base_of(people), people),
        "names": presentation.by_name(people) if request.reader.may(SEE, holding.organisation.now_path) else [],
    }
    return render(request, "assessment/assessment.html", context)


@page(STEER)
def start(request: ReaderRequest, code: str, organisation: str) -> HttpResponse:
    """Nothing to fill in."""
    holding = assessment_at(request, code, organisation, STEER)
    return act_page(
        request,
        title=f"开始办理：{ASSESSMENT.title}",
        lead=f"{presentation.lead_of(holding)} · {ASSESSMENT.lead}",
        form=BeginForm(sent(request), initial={"submission": uuid4().hex}),
        run=lambda form: begin(by=actor(request), holding=holding, submission=form.cleaned_data["submission"]),
        done="已开始办理。",
        back=address_of(holding),
        crumbs=way_here(holding),
        submit="开始办理",
    )


@page(SEE)
def summary(request: ReaderRequest, code: str, organisation: str, ending: str) -> HttpResponse:
    """姓名、党籍状态、评议结果, as it is handed upward; for those who see grades."""
    if ending not in {"docx", "xlsx"}:
        raise Http404
    holding: Holding = assessment_at(request, code, organisation, SEE)
    people, stream = people_of(holding), new_file()
    write_summary(stream, holding=holding, people=people, counts=counts_of(people), ending=ending, actor=actor(request))
    name = f"民主评议结果_{holding.organisation}_{holding.on.isoformat()}.{ending}"
    return paper_response(stream, name)


@page(SEE)
def of_member(request: ReaderRequest, code: str) -> HttpResponse:
    """Somebody's grades by year, as a part of the person's page: for that person, the branch secretary and the clerk."""
    person = reach(Person.objects.all(), request.reader, SEE, code=code)
    facts = presentation.own_facts(grades_about(person))
    context = {"facts": facts, "nothing": None if facts else NOTHING, "private": presentation.PRIVATE}
    if request.headers.get("HX-Request"):
        return render(request, "assessment/parts/own.html", context)
    own = person.pk == request.reader.person_id
    back = Crumb("我的党员信息", reverse("me")) if own else Crumb(person.name, reverse("member", args=[code]))
    return render(request, "assessment/own.html", {"head": Head("民主评议结果", person.name, crumbs=[back]), **context})
