"""What was planned is moved, called off, put right."""

from django.http import Http404, HttpResponse

from zhibu.gatherings.forms.adjusting import CancelForm, MoveForm, PartForm
from zhibu.gatherings.models import AgendaItem, Gathering, Holding, Part
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.queries.presets import candidates, lecturers
from zhibu.gatherings.queries.reached import parts_of, records_whole
from zhibu.gatherings.reaching import gathering_of, page_of, way_to
from zhibu.gatherings.services.adjusting import adjust_part
from zhibu.gatherings.services.planning import cancel_gathering, move_gathering
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import NotAllowed, ReaderRequest, actor, page


def _whole(request: ReaderRequest, code: str) -> Gathering:
    """Day and place are everybody's: changed by whoever records for the host, or for all that hold it."""
    found = gathering_of(request, code, RECORD)
    if not records_whole(request.reader, found):
        raise NotAllowed(RECORD, found.host.now_path or "")
    return found


@page(RECORD)
def move(request: ReaderRequest, code: str) -> HttpResponse:
    """Another day; what was announced before stays to be seen."""
    found = _whole(request, code)
    initial = {"on": found.on, "begins": found.begins, "ends": found.ends, "place": found.place}
    return act_page(
        request,
        title=f"改期：{found.title}",
        lead="原来的时间和地点会留在会议页面上。",
        form=MoveForm(sent(request), today=today(), initial=initial),
        run=lambda form: move_gathering(by=actor(request), gathering=found, **form.cleaned_data),
        done="已改期。",
        back=page_of(found),
        crumbs=way_to(found),
        submit="改期",
    )


@page(RECORD)
def cancel(request: ReaderRequest, code: str) -> HttpResponse:
    """It will not be held."""
    found = _whole(request, code)
    return act_page(
        request,
        title=f"取消：{found.title}",
        lead="取消以后仍可查看，不计入已开的会议；需要的话另外安排一次。",
        form=CancelForm(sent(request), today=today()),
        run=lambda form: cancel_gathering(by=actor(request), gathering=found, reason=form.cleaned_data["reason"]),
        done="已取消。",
        back=page_of(found),
        crumbs=way_to(found),
        submit="确认取消会议",
    )


def part_of(request: ReaderRequest, code: str, number: int) -> Part:
    """A part of the gathering of an address."""
    found = gathering_of(request, code, RECORD)
    part = next((one for one in parts_of(request.reader, found, RECORD) if one.number == number), None)
    if part is None:
        raise Http404
    return part


@page(RECORD)
def adjust(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """Topic, chair, agenda, who holds it."""
    found = gathering_of(request, code, RECORD)
    part = part_of(request, code, number)
    offered = candidates(request.reader)
    items = list(AgendaItem.objects.seen_by(request.reader, RECORD).filter(part=part).order_by("number"))
    holders = list(Holding.objects.seen_by(request.reader, RECORD).filter(part=part).values_list("organisation_id", flat=True))
    names = lecturers(request.reader, path=found.host.now_path, today=today())
    form = PartForm(sent(request), today=today(), part=part, offered=offered, items=items, holders=holders, lecturers=names)

    def run(form: PartForm) -> Outcome:
        return adjust_part(
            by=actor(request),
            part=part,
            facts=form.facts,
            items=form.items,
            holders=[one.holder for one in form.ticked],
            of=[one.organisation_id for one in form.offered],
        )

    return act_page(
        request,
        title=f"修改：{found.title}",
        form=form,
        run=run,
        done="已修改。",
        back=page_of(found),
        crumbs=way_to(found),
        draft=f"gathering_part-{code}-{number}",
    )
