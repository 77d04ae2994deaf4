"""One election: how far it is, what is to be done, who stands, what was voted, who was elected; and its report."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases import presentation as cases
from zhibu.exchange.papers import FORMATS
from zhibu.team.elections import letters, presentation
from zhibu.team.elections.documents import report as report_of
from zhibu.team.elections.terms import PRINT, SEE
from zhibu.team.elections.views.reaching import page_of, room_now
from zhibu.web.components import Empty
from zhibu.web.downloads import made_or_not
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Act, Head

NO_CANDIDATES: Final = Empty("还没有候选人", "上级批复同意以后，由本届委员会酝酿提名。")
NO_BALLOTS: Final = Empty("还没有投票", "选举大会当天点名、到会人数够了以后，在“现在要办”里发票。")


@page(SEE)
def election(request: ReaderRequest, code: str) -> HttpResponse:
    """Everything about it on one page."""
    found = page_of(request, code)
    shown, stand = found.shown, found.stand
    row = stand.row
    sent = letters.sent_about(code)
    acts = [*letters.draft_act(shown, stand), Act("办理记录", shown.url("case"))]
    if presentation.is_over(shown) and request.reader.may(PRINT, row.organisation.now_path):
        acts += [Act(f"结果报告 {label}", reverse("election_report", args=[code, ending])) for ending, label in FORMATS.items()]
    context = {
        "head": Head(shown.it.case.title, f"{shown.table.title} · {code} · {shown.state.status.label}", found.crumbs[:1], acts),
        "steps": cases.step_line(shown),
        "to_do": letters.with_papers(shown, presentation.to_do(shown, stand, room_now(found)), sent),
        "facts": presentation.facts(stand),
        "letters": letters.items(sent),
        "candidates": presentation.candidates(stand),
        "rounds": presentation.rounds(shown, stand),
        "seated": presentation.seated(stand, shown.state.status),
        "no_candidates": NO_CANDIDATES,
        "no_ballots": NO_BALLOTS,
    }
    return render(request, "elections/election.html", context)


@page(PRINT)
def report(request: ReaderRequest, code: str, ending: str) -> HttpResponse:
    """The result as it goes up."""
    found = page_of(request, code, PRINT)
    if ending not in FORMATS:
        raise Http404
    name = f"{found.shown.it.case.title}_选举结果报告.{ending}"
    return made_or_not(request, name, found.crumbs, lambda: report_of(ending, stand=found.stand, actor=actor(request)))
