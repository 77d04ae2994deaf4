"""One session: who missed it and made up for it, what its archive holds."""

from typing import Final

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.reaching import gathering_of
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.study import presentation
from zhibu.mechanism.study.forms import ArchiveForm, MakeUpForm
from zhibu.mechanism.study.queries.session import SessionFacts, places_before, session_facts
from zhibu.mechanism.study.services import noting
from zhibu.mechanism.study.terms import RECORD, SEE, Way
from zhibu.mechanism.study.views.year import way_to
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb, Head
from zhibu.web.panels import Panel
from zhibu.web.parts import part_page

NOT_SIGNED: Final = "会议记录签批以后，这里列出缺课的同志，登记补学。"
NO_NAMES: Final = "这次只记了人数，没有名单，不能登记补学。"
ALL_THERE: Final = "没有缺课的。"


def session_at(request: ReaderRequest, code: str, act: str) -> tuple[Gathering, list[Holding]]:
    """The session of an address, as organisations in reach held it; 404 where it is none."""
    found = gathering_of(request, code, act)
    held = Holding.objects.seen_by(request.reader, act).filter(gathering=found, kind=str(GatheringKind.STUDY_SESSION))
    holdings = list(held.select_related("organisation").order_by("organisation__now_path"))
    if not holdings:
        raise Http404
    return found, holdings


@page(SEE)
def session(request: ReaderRequest, code: str) -> HttpResponse:
    """A part of the page of the gathering, or a page of its own where no script fetched it."""
    found, holdings = session_at(request, code, SEE)
    panels = [panel for one in holdings for panel in _panels(request, one, several=len(holdings) > 1)]
    head = Head("补学和学习档案", lead=found.on.isoformat(), crumbs=[Crumb(found.title, reverse("gathering", args=[code]))])
    return part_page(request, head, panels)


def _panels(request: ReaderRequest, holding: Holding, *, several: bool) -> list[Panel]:
    known = session_facts(request.reader, holding)
    records = request.reader.may(RECORD, holding.organisation.now_path)
    whose = f"（{holding.organisation}）" if several else ""
    archive = reverse("study_archive", args=[known.session.code, holding.pk]) if records else ""
    told = presentation.archive_of(known.session, known.kept, planned=known.planned)
    said = "；".join(f"{one.label}：{place}" for one, place in told.items() if place)
    missing = "、".join(one.label for one, place in told.items() if not place)
    text = "。".join(filter(None, (said, f"没有登记：{missing}" if missing else ""))) + "。"
    missed = [presentation.missed_item(one, known.session, records=records) for one in known.missed]
    year = Panel(f"缺课和补学{whose}", missed, _said(known), "看全年", way_to(holding.organisation, holding.on.year)[0].url)
    return [year, Panel(f"学习档案{whose}", (), text, "登记存放处" if records else "", archive)]


def _said(known: SessionFacts) -> str:
    if not known.session.signed:
        return NOT_SIGNED
    if not known.session.by_name:
        return NO_NAMES
    return "" if known.missed else ALL_THERE


def _held(request: ReaderRequest, code: str, holding_id: int) -> tuple[Gathering, Holding]:
    found, holdings = session_at(request, code, RECORD)
    one = next((one for one in holdings if one.pk == holding_id), None)
    if one is None:
        raise Http404
    return found, one


@page(RECORD)
def make_up(request: ReaderRequest, code: str, holding_id: int, person: str) -> HttpResponse:
    """Somebody who was not there: on which day and how."""
    found, holding = _held(request, code, holding_id)
    known = session_facts(request.reader, holding)
    one = next((one for one in known.missed if one.code == person), None)
    if one is None:
        raise Http404
    form = MakeUpForm(sent(request), today=today(), initial={"on": one.made_up or today(), "way": one.way or str(Way.READING)})

    def run(form: MakeUpForm) -> Outcome:
        data = form.cleaned_data
        return noting.make_up(by=actor(request), holding=holding, person_id=one.person_id, on=data["on"], way=Way.stored(data["way"]))

    return act_page(
        request,
        title=f"登记补学：{one.name}",
        lead=f"{found.on.isoformat()}　{known.session.topic}。只记哪天、怎样补的，不计时、不打分。",
        form=form,
        run=run,
        done="已登记补学。",
        back=reverse("gathering", args=[code]),
        crumbs=[*way_to(holding.organisation, found.on.year), Crumb(found.title, reverse("gathering", args=[code]))],
    )


@page(RECORD)
def archive(request: ReaderRequest, code: str, holding_id: int) -> HttpResponse:
    """Where papers lie; what the system holds is not asked, and nothing has to be there."""
    found, holding = _held(request, code, holding_id)
    known = session_facts(request.reader, holding)
    form = ArchiveForm(sent(request), today=today(), kept=known.kept, places=places_before(holding.organisation_id))
    return act_page(
        request,
        title="学习档案",
        lead=f"{found.on.isoformat()}　{known.session.topic}。计划、会议记录和考勤在系统里，不用填；其余有的写存放处，没有的空着。",
        form=form,
        run=lambda form: noting.keep_papers(by=actor(request), holding=holding, kept=form.kept),
        done="已登记。",
        back=reverse("gathering", args=[code]),
        crumbs=[*way_to(holding.organisation, found.on.year), Crumb(found.title, reverse("gathering", args=[code]))],
    )
