"""责任分工: by organisation and by area, on any day; who answers is changed for all three tiers at once."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.responsibility import presentation
from zhibu.mechanism.responsibility.forms import ChangeForm
from zhibu.mechanism.responsibility.queries.answers import DutyRow, answered_by, answering, area_for, duties_for, duties_of, nobody_answers
from zhibu.mechanism.responsibility.queries.letters import basis_of_letters
from zhibu.mechanism.responsibility.queries.people import holders_named, somebody
from zhibu.mechanism.responsibility.services.assigning import assign
from zhibu.mechanism.responsibility.tables import duties
from zhibu.mechanism.responsibility.terms import EDIT, OWN, SEE, Tier
from zhibu.mechanism.responsibility.views.reaching import DUTIES, area_of, place_at, street_of, way_to
from zhibu.parameters.queries import home_of
from zhibu.register.models import Organisation, Person
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.parts import part_page
from zhibu.web.state import PageState

NOWHERE: Final = Empty("没有可以查看的党组织", "授权到某个党组织以后，这里列出它的责任分工。")
NO_AREAS: Final = "列出街道的各项党建工作，再为每一项明确第一责任人、直接责任人、具体责任人；也可以在“数据导入”里导入一张分工表。"
NO_LIST: Final = "上级街道制定责任分工表以后，这里按各项工作列出责任人。"
LEAD: Final = "随职务登记的，职务结束就不再负责。"


@page(SEE)
def responsibility(request: ReaderRequest) -> HttpResponse:
    """Where the reader works."""
    return _by_place(request, home_of(request.reader, request.reader.home_path))


@page(SEE)
def of_place(request: ReaderRequest, code: str) -> HttpResponse:
    """Of one organisation."""
    return _by_place(request, place_at(request, code, SEE))


def _by_place(request: ReaderRequest, place: Organisation | None) -> HttpResponse:
    state = PageState.read(request, today=today())
    if place is None:
        return render(request, "responsibility/page.html", {"head": Head(DUTIES), "empty": NOWHERE})
    rows = duties_of(place, state.on)
    named = [] if nobody_answers(rows) else rows
    head = Head(DUTIES, str(place), acts=_acts(place, named), more=_more(request, place, named), as_of=state)
    edits = state.is_today and request.reader.may(EDIT, place.now_path)
    if rows and not named and not edits:
        return render(request, "responsibility/page.html", {"head": head, "empty": presentation.nobody_yet()})
    listing = _listing(request, rows, state, by_area=False, edits=edits, empty=_nothing(request, place))
    note = presentation.NAME_THEM if rows and not named else ""
    return render(request, "responsibility/page.html", {"head": head, "listing": listing, "note": note})


def _nothing(request: ReaderRequest, place: Organisation) -> Empty:
    if not street_of(place) or not request.reader.may(EDIT, place.now_path):
        return Empty("还没有责任分工表", NO_LIST)
    return Empty("还没有责任分工表", NO_AREAS, [Act("新增一项工作", reverse("work_area_new", args=[place.code]), "go")])


def _acts(place: Organisation, rows: list[DutyRow]) -> list[Act]:
    acts = [Act("下载 Word", reverse("responsibility_paper", args=[place.code, "docx"]))] if rows else []
    if rows and basis_of_letters(place, today()):
        acts.append(Act("打印责任书", reverse("responsibility_letters", args=[place.code, "pdf"])))
    return acts


def _more(request: ReaderRequest, place: Organisation, rows: list[DutyRow]) -> list[Act]:
    more = [Act("下载 PDF", reverse("responsibility_paper", args=[place.code, "pdf"]))] if rows else []
    if street_of(place) and request.reader.may(EDIT, place.now_path):
        more.append(Act("工作清单", reverse("work_areas", args=[place.code])))
    more.append(Act("工作交接", reverse("handovers", args=[place.code])))
    more.append(Act("五同事项", reverse("matters", args=[place.code])))
    return more


def _listing(
    request: ReaderRequest, rows: list[DutyRow], state: PageState, *, by_area: bool, edits: bool, empty: Empty
) -> Listing[DutyRow]:
    return Listing(
        label=DUTIES,
        table=duties(request.reader, by_area=by_area, edits=edits),
        state=state,
        acts=request.reader.acts,
        rows=rows,
        count=Count(len(rows)),
        empty=empty,
        choosable=False,
        sortable=False,
    )


@page(SEE)
def by_area(request: ReaderRequest, pk: int) -> HttpResponse:
    """One area in all organisations of the reader's reach."""
    area, state = area_of(request.reader, pk), PageState.read(request, today=today())
    rows = duties_for(area, request.reader, state.on)
    edits = state.is_today and bool(request.reader.paths(EDIT))
    empty = Empty("没有可以查看的党组织", "授权到某个党组织以后，这里列出它的责任人。")
    head = Head(area.name, LEAD, [Crumb(DUTIES, reverse("responsibility"))], as_of=state)
    listing = _listing(request, rows, state, by_area=True, edits=edits, empty=empty)
    return render(request, "responsibility/page.html", {"head": head, "listing": listing})


@page(EDIT)
def change(request: ReaderRequest, code: str, pk: int) -> HttpResponse:
    """The names stand in their boxes already; what is left as it is stays."""
    place = place_at(request, code, EDIT)
    area = area_for(pk, place.now_path, today())
    if area is None:
        raise Http404
    now = answering(place, area, today())
    form = ChangeForm(sent(request), today=today(), initial={"on": today(), **{tier: one.name for tier, one in now.items()}})
    for tier in Tier:
        form.offer(tier.value, holders_named(place))

    known = {tier: one.person_id for tier, one in now.items()}

    def run(form: ChangeForm) -> Outcome:
        wanted = _wanted(request, place, form, known)
        if isinstance(wanted, Decision):
            return Outcome(wanted)
        data = form.cleaned_data
        return assign(by=actor(request), area=area, organisation=place, wanted=wanted, on=data["on"], basis=data["basis"])

    def check(form: ChangeForm) -> Decision:
        wanted = _wanted(request, place, form, known)
        return wanted if isinstance(wanted, Decision) else Decision()

    return act_page(
        request,
        title=f"{area.name}：{place}",
        lead="责任人在本组织任职的，随职务登记，职务结束就不再负责。",
        form=form,
        run=run,
        done="已登记责任人。",
        back=reverse("responsibility_of", args=[code]),
        crumbs=way_to(place),
        check=check,
    )


def _wanted(request: ReaderRequest, place: Organisation, form: ChangeForm, known: dict[str, int]) -> dict[Tier, int | None] | Decision:
    """Whoever stands in a box already is not looked for again: of namesakes it is still the one."""
    found: dict[Tier, int | None] = {}
    unclear: list[Decision] = []
    for tier in Tier:
        typed = str(form.cleaned_data.get(tier.value, "")).strip()
        if not typed:
            found[tier] = None
        elif tier.value in known and typed == form.initial[tier.value]:
            found[tier] = known[tier.value]
        else:
            who = somebody(request.reader, typed, place=place, field=tier.value)
            if isinstance(who, Decision):
                unclear.append(who)
            else:
                found[tier] = who.pk
    return Decision.all(*unclear) if unclear else found


@page(SEE)
def of_organisation(request: ReaderRequest, code: str) -> HttpResponse:
    """On the page of an organisation."""
    place, state = place_at(request, code, SEE), PageState.read(request, today=today())
    edits = state.is_today and request.reader.may(EDIT, place.now_path)
    panel = presentation.place_panel(duties_of(place, state.on), code, edits=edits)
    return part_page(request, Head(panel.title, crumbs=[Crumb(str(place), reverse("organisation", args=[code]))]), [panel])


@page(OWN)
def of_member(request: ReaderRequest, code: str) -> HttpResponse:
    """On the page of a person."""
    person = reach(Person.objects.all(), request.reader, OWN, code=code)
    state = PageState.read(request, today=today())
    panel = presentation.own_panel(answered_by(person.pk, state.on))
    return part_page(request, Head(panel.title, crumbs=[Crumb(person.name, reverse("member", args=[code]))]), [panel])
