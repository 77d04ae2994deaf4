"""Selections: the list, the call, one of them, and who is proposed."""

from collections.abc import Sequence
from typing import Final
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases import presentation as cases
from zhibu.cases.terms import SEE as SEE_CASES
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.honours import presentation
from zhibu.mechanism.honours import presentation_beside as beside
from zhibu.mechanism.honours.forms import CallForm, NominateForm
from zhibu.mechanism.honours.permissions import counts
from zhibu.mechanism.honours.queries.beside import held_below, honours_beside
from zhibu.mechanism.honours.queries.calling import below, code_of, honouring, own_below, own_branch
from zhibu.mechanism.honours.queries.lists import rows_of
from zhibu.mechanism.honours.queries.naming import offered, somebody
from zhibu.mechanism.honours.queries.roll import honours_of
from zhibu.mechanism.honours.queries.standing import Proposed
from zhibu.mechanism.honours.services.calling import Call, call
from zhibu.mechanism.honours.services.nominating import Proposal, nominate, scope_of, withdraw
from zhibu.mechanism.honours.terms import EXPORT, NOMINATE, RECORD, HonourKind
from zhibu.mechanism.honours.views.reaching import Page, calling, page_of
from zhibu.register.models import Organisation
from zhibu.register.queries.lookups import find_organisation, names_offered
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.forms import PageForm
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel

LEAD: Final = "部署、推荐、考察、表决、公示、表彰；条件由系统按记录核对，落选的推荐封存。"
NOTHING: Final = Empty("还没有评选", "评选由街道党工委或者社区党委部署；部署以后，名额内的党组织在这里推荐。")
NOT_HERE: Final = Objection("not_here", "党支部不部署评选。", remedy="需要推荐的，在“评选表彰”里打开上级部署的评选。")
NO_NOMINATIONS: Final = Empty("还没有推荐", "截止以前由各党组织推荐；替党组织登记的，点“推荐”。")


@page(SEE_CASES)
def listed(request: ReaderRequest) -> HttpResponse:
    """Those that wait for something, then those that are over."""
    rows = rows_of(request.reader, on=today())
    acts = [Act("部署评选", reverse("selection_new"), "go")] if request.reader.paths(RECORD) and honouring(request.reader).exists() else []
    context = {
        "head": Head("评选表彰", LEAD, acts=[Act("光荣册", reverse("roll")), *acts]),
        "open": [presentation.list_item(one) for one in rows if one.open],
        "over": [presentation.list_item(one) for one in rows if not one.open],
        "empty": NOTHING,
    }
    return render(request, "honours/selections.html", context)


@page(RECORD)
def begin(request: ReaderRequest) -> HttpResponse:
    """Kind, year, end of nominating, quotas; conditions and procedure are known."""
    places = list(honouring(request.reader)[:60])
    crumbs = [Crumb("评选表彰", reverse("selections"))]
    if not places:
        return render(request, "web/refused.html", {"head": Head("部署评选", crumbs=crumbs), "decision": Decision.of(NOT_HERE)})
    return act_page(
        request,
        title="部署评选",
        lead="条件、步骤按类别确定；“光荣在党50年”纪念章的名单按入党、转正日期自动生成。",
        form=_call_form(request, places),
        run=lambda form: _call(request, form, places),
        done="已部署；名额内的党组织现在可以推荐。",
        back=lambda outcome: reverse("selection", args=[code_of(request.reader, outcome.row_id)]),
        crumbs=crumbs,
        submit="部署",
    )


def _call_form(request: ReaderRequest, places: Sequence[Organisation]) -> CallForm:
    """Quotas are asked for those below the first, which is the reader's own."""
    own = places[0]
    return CallForm(
        sent(request),
        today=today(),
        organisations=[(str(one.pk), str(one)) for one in places],
        below=[(str(one.pk), str(one)) for one in below(request.reader, own)],
        initial={"submission": uuid4().hex, "year": today().year, "organisation": str(own.pk)},
    )


def _call(request: ReaderRequest, form: CallForm, places: Sequence[Organisation]) -> Outcome:
    said = form.cleaned_data
    place = next(one for one in places if one.pk == form.chosen)
    quotas = form.quotas if place == places[0] else {}
    what = Call(HonourKind.stored(said["kind"]), said["year"], said["until"], said["basis"], quotas)
    return call(by=actor(request), organisation=place, said=what, submission=said["submission"])


@page(SEE_CASES)
def selection(request: ReaderRequest, code: str) -> HttpResponse:
    """Everything that the reader may know of it; whom it names, only for those who conduct it, and of one's own nominations."""
    found = page_of(request, code)
    shown, stand, decided = found.shown, found.stand, found.stand.row.decided_on is not None
    held = honours_beside(stand, found.readable) if found.readable else {}
    honours = honours_of(request.reader, stand.row.pk) if decided else []
    context = {
        "head": Head(
            stand.row.title,
            f"{stand.row.organisation} · {shown.state.status.label}",
            found.crumbs[:1],
            _acts(request, found, granted=bool(honours)),
        ),
        "steps": cases.step_line(shown),
        "to_do": presentation.to_do(shown, stand, found.heard) if found.conducts else [],
        "facts": presentation.facts(stand, conducting=found.conducts),
        "conditions": presentation.conditions(stand),
        "article": beside.article(stand),
        "quotas": presentation.quotas(stand, lambda path: counts(request.reader, stand, path, taken=found.takes)),
        "proposed": presentation.proposed(found.readable, code, held, withdraws=found.takes, open_still=not decided),
        "conducting": found.conducts,
        "objections": presentation.objections(found.heard, stand.proposed, code) if found.conducts else [],
        "honours": [presentation.honour_item(one) for one in honours],
        "decided": decided,
        "nothing": NO_NOMINATIONS,
    }
    return render(request, "honours/selection.html", context)


def _acts(request: ReaderRequest, found: Page, *, granted: bool) -> list[Act]:
    """The log, objections while the list is up, the list for the board, a nomination; when it is decided, what is handed over."""
    code, state = found.shown.it.case.code, found.shown.state
    acts = [Act("办理记录", found.shown.url("case"))] if request.reader.may(SEE_CASES, found.path) else []
    if found.conducts and state.waits("settle") is not None:
        acts += [Act("登记异议", reverse("selection_object", args=[code]))]
    named = granted if found.row.decided_on else bool(found.stand.supported)
    if found.conducts and named and {"notice", "settle"} & {*state.done, *(one.step.key for one in state.waiting)}:
        papers = (("pdf", "PDF"), ("docx", "Word"))
        acts += [Act(f"公示 {label}", reverse("selection_notice", args=[code, ending])) for ending, label in papers]
    row = found.stand.row
    if granted and request.reader.may(EXPORT, row.organisation.now_path or ""):
        acts.append(Act("证书和名单", reverse("certificates_of_year", args=[row.organisation.code, row.year]), "go"))
    if found.nominates and not found.stand.kind.derived:
        acts.append(Act("推荐", reverse("selection_nominate", args=[code]), "go"))
    return acts


@page(SEE_CASES)
def propose(request: ReaderRequest, code: str) -> HttpResponse:
    """Who proposes and whom; all that stands against it is said at once."""
    found = calling(request, code)
    place = own_branch(request.reader)
    words, until = "；".join(presentation.conditions(found.stand)), found.row.nominate_until.isoformat()
    return act_page(
        request,
        title=f"推荐：{found.row.title}",
        lead=f"条件：{words}（{beside.article(found.stand)}）。系统按记录核对，不用附证明。推荐 {until} 截止。",
        form=_nominate_form(request, found, place),
        run=lambda form: _nominate(request, found, form),
        done="已推荐。",
        back=found.crumbs[-1].url,
        crumbs=found.crumbs,
        submit="推荐",
        template="honours/propose.html",
        beside={"panels": _known(request, found, place)},
    )


def _known(request: ReaderRequest, found: Page, place: Organisation | None) -> list[Panel]:
    """What those who can be proposed hold, of those in reach: of the own branch, else of all whom the selection is about."""
    path, code = (scope_of(place), place.code) if place is not None else (found.path, "")
    rows = held_below(request.reader, found.stand.kind.receiver, path, on=today())
    return [beside.known_panel(found.stand, rows, code)]


def _nominate_form(request: ReaderRequest, found: Page, place: Organisation | None) -> NominateForm:
    kind = found.stand.kind
    form = NominateForm(sent(request), today=today(), kind=kind)
    form.offer("by", names_offered(request.reader, NOMINATE))
    own = place or own_below(request.reader, found.path)
    if own is not None:
        form.initial["by"] = own.now_short_name or own.now_name
    if place is not None:
        form.offer("who", offered(request.reader, kind.receiver, scope_of(place)))
    return form


def _nominate(request: ReaderRequest, found: Page, form: NominateForm) -> Outcome:
    said = form.cleaned_data
    by, decision = _nominator(request, found, said["by"])
    if by is None:
        return Outcome(decision)
    meant = somebody(request.reader, found.stand.kind.receiver, said["who"], scope_of(by))
    if not meant.id:
        return Outcome(meant.decision)
    proposal = Proposal(meant.id, said.get("name", ""), said["deeds"], said.get("exception", ""))
    return nominate(by=actor(request), campaign=found.row, nominator=by, proposal=proposal)


def _nominator(request: ReaderRequest, found: Page, text: str) -> tuple[Organisation | None, Decision]:
    known = find_organisation(request.reader, text, NOMINATE, field="by")
    if known.organisation is None or (known.organisation.now_path or "").startswith(found.path):
        return known.organisation, known.decision
    return None, Decision.of(
        Objection("outside", f"{known.organisation}不在这次评选的范围内。", remedy="请填评选范围内的党组织。", field="by")
    )


@page(SEE_CASES)
def take_back(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """While nominations are taken, by those who made it or who conduct the selection."""
    found = calling(request, code)
    one = _one(found, number)
    return act_page(
        request,
        title=f"撤下推荐：{one.called}",
        lead=f"{one.row.nominator}推荐。撤下以后不留内容，可以另外推荐。",
        form=PageForm(sent(request)),
        run=lambda _: withdraw(by=actor(request), campaign=found.row, number=number),
        done="已撤下。",
        back=found.crumbs[-1].url,
        crumbs=found.crumbs,
        submit="撤下",
    )


def _one(found: Page, number: int) -> Proposed:
    one = next((each for each in found.readable if each.number == number), None)
    if one is None:
        raise Http404
    return one
