"""One life meeting: its preparation and its list, a part of the gathering's page and a page of its own."""

from uuid import uuid4

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases.models import Case
from zhibu.cases.terms import SEE, STEER
from zhibu.gatherings.reaching import way_to
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.life_meetings.documents import Listed, write_list
from zhibu.mechanism.life_meetings.forms import MatterForm, PrepareForm
from zhibu.mechanism.life_meetings.presentation import EXPORT, panels_of, papers_of
from zhibu.mechanism.life_meetings.queries.matters import matter_rows
from zhibu.mechanism.life_meetings.queries.meetings import Followed, followed_by
from zhibu.mechanism.life_meetings.rules.procedures import PREPARATIONS
from zhibu.mechanism.life_meetings.services import Matter, list_matter, prepare
from zhibu.mechanism.life_meetings.views.reaching import meeting_at, meeting_of, way_here
from zhibu.web.acting import act_page, sent
from zhibu.web.downloads import new_file, paper_response
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Head
from zhibu.web.parts import part_page


@page(SEE)
def meeting(request: ReaderRequest, code: str) -> HttpResponse:
    """A part of the gathering's page, or a page of its own where no script fetched it."""
    gathering, found = meeting_at(request, code)
    followed = dict(followed_by(request.reader, [code], today()))
    panels = panels_of(found, followed, gathering, request.reader)
    head = Head("筹备和整改", f"{gathering.title} · {gathering.on.isoformat()}", way_to(gathering), papers_of(gathering, request.reader))
    return part_page(request, head, panels)


@page(EXPORT)
def listed(request: ReaderRequest, code: str, ending: str) -> HttpResponse:
    """The list as a file."""
    if ending not in {"docx", "xlsx"}:
        raise Http404
    gathering, found = meeting_at(request, code, EXPORT)
    followed = followed_by(request.reader, [code], today())
    lists = [Listed(str(one.organisation), matter_rows(followed.get((code, one.organisation_id), Followed()).matters)) for one in found]
    stream = new_file()
    write_list(stream, gathering=gathering, lists=lists, ending=ending, actor=actor(request))
    name = f"{gathering.on.isoformat()}_{gathering.title}_整改清单.{ending}"
    return paper_response(stream, name)


@page(STEER)
def begin(request: ReaderRequest, code: str, organisation: str) -> HttpResponse:
    """Nothing to fill in: what it is called, whose it is and until when follow from the meeting."""
    gathering, holding = meeting_of(request, code, organisation)
    table = PREPARATIONS[GatheringKind.stored(holding.kind)]

    def back(outcome: Outcome) -> str:
        return reverse("case", args=[Case.objects.seen_by(request.reader, SEE).code_of(outcome.row_id)])

    return act_page(
        request,
        title=f"开始筹备：{table.title}",
        lead=f"{holding.organisation} · {gathering.on.isoformat()} · {table.lead}",
        form=PrepareForm(sent(request), initial={"submission": uuid4().hex}),
        run=lambda form: prepare(by=actor(request), holding=holding, submission=form.cleaned_data["submission"]),
        done="筹备已开始，逐项办理即可。",
        back=back,
        crumbs=way_here(gathering),
        submit="开始筹备",
    )


@page(STEER)
def note_matter(request: ReaderRequest, code: str, organisation: str) -> HttpResponse:
    """One more line of the list: a matter to be put right, with a day and who answers for it."""
    gathering, holding = meeting_of(request, code, organisation)

    def run(form: MatterForm) -> Outcome:
        said = form.cleaned_data
        matter = Matter(said["title"], said["responsible"], said["until"])
        return list_matter(by=actor(request), holding=holding, matter=matter, submission=said["submission"])

    return act_page(
        request,
        title="记一件整改事项",
        lead=f"{holding.organisation} · {gathering.title}",
        form=MatterForm(sent(request), today=today(), initial={"submission": uuid4().hex}),
        run=run,
        done="已记入整改清单。",
        back=reverse("life_meeting", args=[code]),
        crumbs=way_here(gathering),
        submit="记入清单",
        draft=f"life-{code}-{organisation}",
    )
