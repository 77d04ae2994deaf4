"""Joint conferences are planned; what became of the lines of an agenda; matters are raised and go back on an agenda."""

from collections.abc import Sequence
from secrets import token_urlsafe
from typing import Any, Final
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases.models import Case
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.reaching import gathering_of, way_to
from zhibu.gatherings.services.attendance import mark_attendance
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.steering.forms import ConferenceForm, GuestsForm, MatterForm, ReturnForm
from zhibu.mechanism.steering.models import SteeringCommittee
from zhibu.mechanism.steering.presentation import late_choices, line_items, outside_item, outside_names
from zhibu.mechanism.steering.queries.conferences import ConferenceShown, ItemLine, LateMatter, conference_shown, held_last, late_matters
from zhibu.mechanism.steering.queries.people import unit_named, units_offered
from zhibu.mechanism.steering.queries.seats import seats_on
from zhibu.mechanism.steering.rules.procedures import MATTER
from zhibu.mechanism.steering.services.conferring import Conference, Raised, plan_conference, raise_matter, table_late
from zhibu.mechanism.steering.terms import RECORD, SEE, SEE_CASES, STEER
from zhibu.mechanism.steering.views.reaching import committee_of
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Crumb, Head
from zhibu.web.panels import Panel
from zhibu.web.parts import part_page

CALLED: Final = "党建联席会议"
TITLE: Final = "协调事项"
NOTHING: Final = "还没有议题，也没有逾期的协调事项。"
EXPECTED: Final = "应到名单由成员自动生成；会议通知、签到表、会议记录在会议页面上打印。"
BACK: Final = "逾期的协调事项已经勾好，列在议程最前面。"
TOKEN: Final = 18


@page(RECORD)
def plan(request: ReaderRequest, code: str) -> HttpResponse:
    """Day and place; who is expected and what is late are known."""
    found = committee_of(request, code, RECORD)
    late = late_matters(request.reader, found.it.organisation_id, on=today())
    begins, place = held_last(request.reader, found.it.organisation_id, on=today())
    initial = {"on": today(), "begins": begins, "place": place, "title": CALLED, "token": token_urlsafe(TOKEN)}
    form = ConferenceForm(sent(request), today=today(), late=late_choices(late, today()), initial=initial)

    def run(form: ConferenceForm) -> Outcome:
        said = form.cleaned_data
        conference = Conference(said["title"], said["on"], said["begins"], said["place"], said["items"], said["token"])
        chosen = _chosen(late, said.get("late") or ())
        return plan_conference(by=actor(request), committee=found.row, conference=conference, late=chosen)

    def back(outcome: Outcome) -> str:
        made = Gathering.objects.seen_by(request.reader, RECORD).code_of(outcome.row_id)
        return reverse("gathering", args=[made])

    return act_page(
        request,
        title=f"安排联席会议：{found.it.name}",
        lead=f"{BACK if late else ''}{EXPECTED}",
        form=form,
        run=run,
        done="已安排；会议通知、签到表在“更多办理”里打印。",
        back=back,
        crumbs=found.crumbs,
        submit="安排",
    )


def _chosen(late: Sequence[LateMatter], codes: Sequence[str]) -> list[LateMatter]:
    return [one for one in late if one.code in codes]


def _shown(request: ReaderRequest, code: str, act: str = SEE) -> ConferenceShown:
    found = conference_shown(gathering_of(request, code, act), request.reader, today())
    if found is None:
        raise Http404
    return found


def _late(request: ReaderRequest, shown: ConferenceShown) -> list[LateMatter]:
    return late_matters(request.reader, shown.committee.organisation_id, on=today())


@page(SEE)
def matters(request: ReaderRequest, code: str) -> HttpResponse:
    """A part of the page of a conference, or a page of its own where no script fetched it."""
    gathering = gathering_of(request, code, SEE)
    shown = conference_shown(gathering, request.reader, today())
    panel = _panel(request, shown) if shown is not None else Panel(TITLE, text="召开这次会议的党组织还没有成立指导委员会。")
    return part_page(request, Head(TITLE, crumbs=way_to(gathering)), [panel])


def _panel(request: ReaderRequest, shown: ConferenceShown) -> Panel:
    reader, path, code = request.reader, shown.committee.path, shown.gathering.code
    steers = reader.may(STEER, path)
    late = _late(request, shown) if reader.may(RECORD, path) and reader.paths(SEE_CASES) else []
    items = line_items(shown, late, steers=steers, on=today())
    begun = shown.has_begun(today())
    if reader.may(RECORD, path) and shown.holding.signed_at is None and begun:
        items += outside_item(_outside(shown), reverse("conference_guests", args=[code]))
    raising = reverse("conference_matter_raise", args=[code]) if steers and begun else ""
    return Panel(TITLE, items, "" if items else NOTHING, "记一件协调事项" if raising else "", raising)


def _outside(shown: ConferenceShown) -> list[str]:
    seats = seats_on([shown.committee], shown.holding.on).get(shown.committee.id, [])
    return outside_names(seats, shown.holding.part.attended_by)


@page(RECORD)
def guests(request: ReaderRequest, code: str) -> HttpResponse:
    """Members who stand on no roll here are written down as in attendance, by the names that are known."""
    shown = _shown(request, code, RECORD)
    names = _outside(shown)
    form = GuestsForm(sent(request), today=today(), names=names)

    def run(form: GuestsForm) -> Outcome:
        return mark_attendance(by=actor(request), holdings=[shown.holding], marks={}, named=form.cleaned_data["names"])

    return act_page(
        request,
        title="登记不在名册上的成员到会",
        lead=f"{shown.gathering.title}：记入列席人员。" if names else "没有要登记的成员。",
        form=form,
        run=run,
        done="已记入列席人员。",
        back=reverse("gathering", args=[code]),
        crumbs=way_to(shown.gathering),
        submit="登记到会",
    )


@page(RECORD)
def put_back(request: ReaderRequest, code: str) -> HttpResponse:
    """Late matters go behind what stands on the agenda."""
    shown = _shown(request, code, RECORD)
    late = _late(request, shown)
    form = ReturnForm(sent(request), today=today(), late=late_choices(late, today()))

    def run(form: ReturnForm) -> Outcome:
        chosen = _chosen(late, form.cleaned_data["late"])
        return table_late(by=actor(request), committee=shown.committee.id, holding=shown.holding, late=chosen)

    return act_page(
        request,
        title="逾期事项列入议程",
        lead=shown.gathering.title if late else "现在没有逾期的协调事项。",
        form=form,
        run=run,
        done="已列入议程。",
        back=reverse("gathering", args=[code]),
        crumbs=way_to(shown.gathering),
        submit="列入议程",
    )


@page(STEER)
def raise_there(request: ReaderRequest, code: str) -> HttpResponse:
    """A line of the agenda, with what was decided on it, is filled in; one tap makes it a matter."""
    shown = _shown(request, code, SEE)
    found = committee_of(request, shown.committee.code, STEER)
    number = request.GET.get("item", "")
    line = next((one for one in shown.lines if str(one.number) == number), None)
    initial = _initial(shown, line)
    return _raise(request, found.row, initial, crumbs=way_to(shown.gathering), conference=code, item=line.id if line else 0)


def _initial(shown: ConferenceShown, line: ItemLine | None) -> dict[str, Any]:
    on = {"on": min(shown.gathering.on, today())}
    if line is None:
        return on
    return on | {
        "title": line.title[:80],
        "matter": line.decided or line.title,
        "raised_by": line.presenter or shown.committee.organisation,
    }


@page(STEER)
def raise_here(request: ReaderRequest, code: str) -> HttpResponse:
    """A unit has asked for something between two conferences."""
    found = committee_of(request, code, STEER)
    return _raise(request, found.row, {"on": today()}, crumbs=found.crumbs)


def _raise(
    request: ReaderRequest, committee: SteeringCommittee, known: dict[str, Any], *, crumbs: list[Crumb], conference: str = "", item: int = 0
) -> HttpResponse:
    form = MatterForm(sent(request), today=today(), initial={"submission": uuid4().hex} | known)
    form.offer("raised_by", units_offered(request.reader))

    def run(form: MatterForm) -> Outcome:
        said = form.cleaned_data
        unit = None if conference else unit_named(form.texts["raised_by"])
        raised = Raised(said["title"], said["on"], form.texts, said["submission"], conference, item, unit)
        return raise_matter(by=actor(request), committee=committee, raised=raised)

    def back(outcome: Outcome) -> str:
        return reverse("case", args=[Case.objects.seen_by(request.reader, SEE_CASES).code_of(outcome.row_id)])

    return act_page(
        request,
        title="记一件协调事项" if conference else "提出协调事项",
        lead=MATTER.lead,
        form=form,
        run=run,
        done="已记下，下一步交办。",
        back=back,
        crumbs=crumbs,
        submit="记下" if conference else "提出",
    )
