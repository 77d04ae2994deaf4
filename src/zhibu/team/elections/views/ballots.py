"""Ballots: given out, counted by two who do not see each other's numbers, declared void; and their papers."""

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.exchange.papers import FORMATS
from zhibu.kernel.decisions import Outcome
from zhibu.team.elections import presentation
from zhibu.team.elections.documents import ballot_paper
from zhibu.team.elections.forms import BallotForm, CountForm, VoidForm
from zhibu.team.elections.queries.bodies import able
from zhibu.team.elections.queries.standing import Round
from zhibu.team.elections.queries.written_in import written_in
from zhibu.team.elections.services.ballots import (
    Printed,
    count_ballot,
    numbers_in,
    open_ballot,
    room_of,
    standing_of,
    step_of,
    void_ballot,
)
from zhibu.team.elections.terms import OF_A_BALLOT, PRINT, RECORD, SEE, Office, PaperKind
from zhibu.team.elections.views.reaching import Page, page_of
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Item
from zhibu.web.downloads import made_or_not
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Act, Head

WHAT: Final = {
    PaperKind.BALLOT: "候选人按姓名拼音排列，留有另选他人的空格",
    PaperKind.SHEET: "两位计票人各一张",
    PaperKind.RESULT: "计票一致以后打印，当场宣布",
}


def _round(found: Page, ballot: int) -> Round:
    one = next((one for one in found.stand.rounds if one.row.pk == ballot), None)
    if one is None:
        raise Http404
    return one


@page(RECORD)
def open_new(request: ReaderRequest, code: str, office: str) -> HttpResponse:
    """Who stands on it is known: the candidates, or between whom the next ballot is."""
    found = page_of(request, code, RECORD)
    stand = found.stand
    if office not in set(map(str, stand.seats.offices)):
        raise Http404
    wanted = Office.stored(office)
    now = standing_of(stand, wanted, stand.rules)
    session = step_of(stand, wanted) == "session"
    people = _people(found, session=session)
    proposed = list(now.next_names) or [one.id for one in stand.candidates.get(wanted, ())]
    seated = {one.who.id for one in stand.seated(wanted)}
    chosen = [str(pk) for pk in proposed if pk not in seated and str(pk) in dict(people)]
    members = len(stand.seated(Office.COMMITTEE))
    there = members if session else _there(found, wanted)
    form = BallotForm(sent(request), people=people, session=session, initial={"names": chosen, "present": members, "issued": there})

    def run(form: BallotForm) -> Outcome:
        said = form.cleaned_data
        printed = Printed(wanted, tuple(map(int, said["names"])), said["issued"], said.get("present") or 0)
        return open_ballot(by=actor(request), election=stand.row, printed=printed)

    again = f"上一次投票以后还缺 {now.left} 名；选票上是得票靠前而没有当选的人。" if now.rounds else ""
    return act_page(
        request,
        title=f"发票：选举{wanted.label}",
        lead=f"应选 {now.left} 名。{again}无记名投票用纸质选票，系统里不投票。",
        form=form,
        run=run,
        done="已发票；两位计票人各自计票以后录入。",
        back=lambda outcome: reverse("election_ballot", args=[code, outcome.row_id]),
        crumbs=found.crumbs,
        submit="发票",
    )


def _people(found: Page, *, session: bool) -> list[tuple[str, str]]:
    """Whoever may be elected: those on the roll, or the new committee; candidates first would tell the voter something."""
    stand = found.stand
    if session:
        return [(str(one.who.id), one.who.name) for one in sorted(stand.seated(Office.COMMITTEE), key=lambda one: one.who.sort_key)]
    on = stand.row.gathering.on if stand.row.gathering is not None else found.shown.on
    named = {one.id for people in stand.candidates.values() for one in people}
    named |= {one.id for ballot in stand.rounds for one in ballot.everybody}
    named -= {one.who.id for one in stand.elected}
    return [(str(one.person_id), one.name) for one in able(stand.row.organisation, on) if one.person_id in named]


def _there(found: Page, office: Office) -> int | None:
    room = room_of(found.stand, step_of(found.stand, office))
    return numbers_in(room).there or None if room is not None else None


@page(SEE)
def ballot(request: ReaderRequest, code: str, ballot: int) -> HttpResponse:
    """How it stands; counts side by side once both are in."""
    found = page_of(request, code)
    one = _round(found, ballot)
    reader, path = request.reader, found.stand.row.organisation.now_path
    seen, own = one.seen_by(reader), one.own(reader.account_id)
    acts = []
    if reader.may(RECORD, path) and not one.void:
        acts.append(Act("作废", reverse("election_ballot_void", args=[code, ballot]), "quiet"))
        if one.open and (own is not None or len(one.counts) < 2):
            acts.append(Act("重新录入" if own else "录入计票", reverse("election_ballot_count", args=[code, ballot]), "go"))
    papers: list[tuple[Item, list[Act]]] = []
    if reader.may(PRINT, path):
        papers = [(Item(kind.label, WHAT[kind]), _links(code, ballot, kind)) for kind in OF_A_BALLOT]
    context = {
        "head": Head(one.title, str(found.stand.row.organisation), found.crumbs, acts),
        "facts": presentation.ballot_facts(found.stand, one),
        "hidden": len(one.counts) > len(seen),
        "differs": one.open and len(seen) == 2,
        "counts": seen,
        "compared": presentation.compared(one, seen) if seen else [],
        "papers": papers,
    }
    return render(request, "elections/ballot.html", context)


def _links(code: str, ballot: int, kind: PaperKind) -> list[Act]:
    return [Act(label, reverse("election_paper", args=[code, ballot, str(kind), ending])) for ending, label in FORMATS.items()]


@page(RECORD)
def count(request: ReaderRequest, code: str, ballot: int) -> HttpResponse:
    """One's own count; the other's numbers are not shown before."""
    found = page_of(request, code, RECORD)
    one = _round(found, ballot)
    form = CountForm(sent(request), one=one, own=one.own(request.reader.account_id))

    def run(form: CountForm) -> Outcome:
        others = written_in(found.stand.row.organisation, one, form.cleaned_data["others"], on=one.row.opened_on)
        if not others.decision.allowed:
            return Outcome(others.decision)
        by, said = actor(request), form.cleaned_data
        return count_ballot(
            by=by, election=found.stand.row, ballot=ballot, counted_by=said["counted_by"], count=form.count_of(others.marks)
        )  # fmt: skip

    return _act(
        request,
        found,
        one,
        form=form,
        run=run,
        title=f"录入计票：{one.title}",
        lead="两位计票人各数一遍，各用自己的账号录入；弃权由有效票自动算出。",
        done="计票已录入。",
        submit="录入",
    )


@page(RECORD)
def void(request: ReaderRequest, code: str, ballot: int) -> HttpResponse:
    """It does not count; it stays to be seen."""
    found = page_of(request, code, RECORD)
    one = _round(found, ballot)
    return _act(
        request,
        found,
        one,
        form=VoidForm(sent(request)),
        run=lambda form: void_ballot(by=actor(request), election=found.stand.row, ballot=ballot, reason=form.cleaned_data["reason"]),
        title=f"作废：{one.title}",
        lead="作废的投票留在记录里，写明原因；由它当选的不再当选，需要重新投票。",
        done="已作废。",
        submit="作废",
    )


def _act(request: ReaderRequest, found: Page, one: Round, *, form: Any, run: Any, **words: Any) -> HttpResponse:
    back = reverse("election_ballot", args=[found.shown.it.case.code, one.row.pk])
    return act_page(request, form=form, run=run, back=back, crumbs=found.crumbs, **words)


@page(PRINT)
def paper(request: ReaderRequest, code: str, ballot: int, kind: str, ending: str) -> HttpResponse:
    """Ballot, counting sheet, result."""
    found = page_of(request, code, PRINT)
    one = _round(found, ballot)
    if kind not in set(map(str, OF_A_BALLOT)) or ending not in FORMATS:
        raise Http404
    wanted = PaperKind.stored(kind)
    name = f"{found.shown.it.case.title}_{one.title}_{wanted.label}.{ending}"
    return made_or_not(request, name, found.crumbs, lambda: ballot_paper(wanted, ending, stand=found.stand, one=one, actor=actor(request)))
