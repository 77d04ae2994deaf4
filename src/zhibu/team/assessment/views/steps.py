"""Steps of the case: each leads to the page on which it is really done."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases.presentation import Shown
from zhibu.cases.reaching import doing, way_to
from zhibu.cases.terms import ACT
from zhibu.gatherings.models import Holding
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.team.assessment.forms import FileForm, HeldForm
from zhibu.team.assessment.queries.assessments import holding_of
from zhibu.team.assessment.rules.procedure import ASSESSMENT, FROM_THE_MEETING
from zhibu.team.assessment.services.steps import file_upward, took_place
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor

ELSEWHERE = {"poll": "assessment_poll", "grade": "assessment_grades"}


@page(ACT)
def step(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """The meeting and the filing here, the poll and the grades on their sheets."""
    shown = doing(request, code, step)
    meeting = holding_of(shown.it.case) if shown.table.key == ASSESSMENT.key and step in shown.table.by_key else None
    if meeting is None:
        raise Http404
    if step in ELSEWHERE:
        return HttpResponseRedirect(reverse(ELSEWHERE[step], args=[shown.it.case.subject_code, meeting.organisation.code]))
    return _meeting(request, shown, meeting) if step in FROM_THE_MEETING else _file(request, shown, meeting)


def _meeting(request: ReaderRequest, shown: Shown, meeting: Holding) -> HttpResponse:
    def run(form: HeldForm) -> Outcome:
        said = form.cleaned_data
        by, case = actor(request), shown.it.case
        return form.answered(took_place(by=by, case=case, holding=meeting, seen=said["seen"], counters=said["counters"]))

    return act_page(
        request,
        title=f"评议会已开：{shown.it.case.title}",
        lead=f"日期取自会议记录（{meeting.on.isoformat()}）：个人自评、党员互评一并登记，不用另填。",
        form=HeldForm(sent(request), initial={"seen": shown.state.last}),
        run=run,
        done="已登记自评和互评。",
        back=shown.url("case"),
        crumbs=way_to(shown),
        submit="已完成自评、互评",
    )


def _file(request: ReaderRequest, shown: Shown, meeting: Holding) -> HttpResponse:
    def run(form: FileForm) -> Outcome:
        said = form.cleaned_data
        done = file_upward(by=actor(request), case=shown.it.case, holding=meeting, seen=said["seen"], on=said["on"], sent=said["sent"])
        return form.answered(done)

    return act_page(
        request,
        title=f"结果报上级：{shown.it.case.title}",
        lead="报送以后，系统里的逐人票数随即删除，纸质票按规定保存；各人的等次保留。",
        form=FileForm(sent(request), today=today(), initial={"seen": shown.state.last, "on": today()}),
        run=run,
        done="已报送，逐人票数已从系统删除。",
        back=shown.url("case"),
        crumbs=way_to(shown),
        submit="登记报送",
    )
