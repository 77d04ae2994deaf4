"""Places that somebody is linked to: the list, one place, visits from there, the notice for the stairwell."""

from secrets import token_urlsafe
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import ANYBODY, page
from zhibu.cases.presentation import row_item
from zhibu.gatherings.models import Gathering
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.ties import services
from zhibu.mechanism.ties.forms import EndForm, LinkForm, PlaceForm, VisitForm
from zhibu.mechanism.ties.models import Link, LinkedPlace
from zhibu.mechanism.ties.presentation import link_items, notice_lines, own_panels, place_facts, visit_items
from zhibu.mechanism.ties.queries import codes_of, linked_to, matters_at, own_places, people_called, place_rows, places, visits_to
from zhibu.mechanism.ties.services import Linker
from zhibu.mechanism.ties.tables import FILTERS, PLACES
from zhibu.mechanism.ties.terms import RECORD, SEE, PlaceKind
from zhibu.register.asked import within_named
from zhibu.register.models import Organisation
from zhibu.register.named import at_named
from zhibu.register.queries.lookups import names_offered
from zhibu.register.queries.scopes import narrowed
from zhibu.web.acting import act_page, row_of, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.panels import Panel
from zhibu.web.state import PageState

LEAD: Final = "谁联系哪些楼道、居民小组和单位；走访只记要办的事，不记住户。"
NAMED: Final = "see_names"
TOKEN: Final = 18


def _nothing(request: ReaderRequest) -> Empty:
    if not request.reader.paths(RECORD):
        return Empty("还没有联系点", "党组织登记了谁联系哪里以后，会出现在这里。")
    acts = [Act("新增联系点", reverse("linked_place_new"), "go")]
    return Empty("还没有联系点", "把街道自己名单上的楼道、居民小组、驻区单位写进来，写明谁联系。", acts)


def _place(request: ReaderRequest, code: str, act: str = SEE) -> LinkedPlace:
    return reach(LinkedPlace.objects.select_related("organisation", "unit"), request.reader, act, seen=SEE, code=code)


def _way(place: LinkedPlace | None = None) -> list[Crumb]:
    first = Crumb("联系群众", reverse("ties"))
    return [first, Crumb(place.name, reverse("linked_place", args=[place.code]))] if place else [first]


@page(SEE)
def listed(request: ReaderRequest) -> HttpResponse:
    """Places in reach, each with who keeps in touch, the last visit and what is open."""
    state = PageState.read(request, filters=FILTERS, today=today())
    paths, code = request.reader.paths(SEE), state.value("within")
    scope = reach(Organisation.objects.all(), request.reader, SEE, code=code) if code else None
    if scope:
        paths = narrowed(paths, scope.now_path)
    text = state.value("q")
    numbers = {kind: places(request.reader, paths, kind=kind, text=text).count() for kind in ("", *PlaceKind.labels())}
    found = places(request.reader, paths, kind=state.value("kind"), text=text)
    count = Count(numbers[state.value("kind")])
    first, end = state.bounds(count)
    sort = PLACES.sorting(state.sort, request.reader.acts)
    listing = Listing(
        label="联系点",
        table=PLACES,
        state=state,
        acts=request.reader.acts,
        rows=place_rows(found, state.today, order=(sort.field, "pk"), first=first, end=end),
        count=count,
        filters=within_named(FILTERS, scope),
        counts={"kind": numbers},
        empty=_nothing(request),
    )
    acts = [Act("新增联系点", reverse("linked_place_new"), "go")] if request.reader.paths(RECORD) else []
    return render(request, "web/list_page.html", {"head": Head("联系群众", LEAD, acts=acts), "listing": listing})


@page(SEE)
def one(request: ReaderRequest, code: str) -> HttpResponse:
    """Who keeps in touch, when somebody was there last, what is open."""
    place = _place(request, code)
    reader, path = request.reader, place.organisation.now_path
    records = reader.may(RECORD, path)
    linked = linked_to([place.pk], today())[place.pk]
    acts = [Act("去走访", reverse("linked_place_visit", args=[code]), "go")] if records else []
    acts.append(Act("打印联系告示", reverse("linked_place_notice", args=[code])))
    context = {
        "head": Head(place.name, lead=PlaceKind.word(place.kind), crumbs=_way(), acts=acts),
        "facts": place_facts(place),
        "linked": link_items(place, linked, ends=records),
        "add": reverse("linked_place_link", args=[code]) if records else "",
        "add_label": "增加联系人" if records else "",
        "matters": [row_item(row) for row in matters_at(place, actor(request))],
        "visits": visit_items(visits_to(place), today()),
    }
    return render(request, "ties/place.html", context)


@page(RECORD)
def new(request: ReaderRequest) -> HttpResponse:
    """A place of the street's own list, with its first link."""
    initial = {"on": today(), "organisation": request.reader.home_name}
    form = PlaceForm(sent(request), today=today(), initial=initial)
    form.offer("organisation", names_offered(request.reader, RECORD), fill=True)

    def run(form: PlaceForm) -> Outcome:
        data = form.cleaned_data
        linker = _linker(request, data["who"], data["post"])
        if isinstance(linker, Decision):
            return Outcome(linker)

        def do(home: Organisation) -> Outcome:
            kind = PlaceKind.stored(data["kind"])
            return services.add_place(by=actor(request), organisation=home, kind=kind, name=data["name"], linker=linker, on=data["on"])

        return at_named(request, data["organisation"], field="organisation", act=RECORD, do=do)

    def back(outcome: Outcome) -> str:
        code = LinkedPlace.objects.seen_by(request.reader, SEE).code_of(outcome.row_id)
        return reverse("linked_place", args=[code])

    return act_page(request, title="新增联系点", lead=LEAD, form=form, run=run, done="已新增联系点。", back=back, crumbs=_way())


def _linker(request: ReaderRequest, who: str, post: str) -> Linker | Decision:
    """The one person that a name or code means, within reach; a post alone is enough."""
    if not who.strip():
        return Linker(post=post)
    found = people_called(request.reader, who, NAMED)
    if len(found) == 1:
        return Linker(found[0], post)
    unclear = Objection("unclear", f"“{who.strip()}”不止一人。", remedy=f"请填编号：{codes_of(found)}。", field="who")
    unknown = Objection("unknown", f"没有找到“{who.strip()}”。", remedy="请核对姓名；不在名册里的，不填姓名，填岗位。", field="who")
    return Decision.of(unclear if found else unknown)


@page(RECORD)
def add(request: ReaderRequest, code: str) -> HttpResponse:
    """Somebody more."""
    place = _place(request, code, RECORD)

    def run(form: LinkForm) -> Outcome:
        data = form.cleaned_data
        linker = _linker(request, data["who"], data["post"])
        if isinstance(linker, Decision):
            return Outcome(linker)
        return services.add_link(by=actor(request), place=place, linker=linker, on=data["on"])

    form = LinkForm(sent(request), today=today(), initial={"on": today()})
    back = reverse("linked_place", args=[code])
    return act_page(request, title=f"增加联系人：{place.name}", form=form, run=run, done="已增加联系人。", back=back, crumbs=_way(place))


@page(RECORD)
def end(request: ReaderRequest, code: str, link_id: int) -> HttpResponse:
    """Somebody keeps in touch no more."""
    place = _place(request, code, RECORD)
    link = row_of(Link.objects.seen_by(request.reader, RECORD).filter(place=place), link_id)
    form = EndForm(sent(request), today=today(), initial={"on": today()})
    return act_page(
        request,
        title=f"结束联系：{place.name}",
        form=form,
        run=lambda form: services.end_link(by=actor(request), link=link, on=form.cleaned_data["on"]),
        done="已结束联系。",
        back=reverse("linked_place", args=[code]),
        crumbs=_way(place),
    )


@page(RECORD)
def visit(request: ReaderRequest, code: str) -> HttpResponse:
    """Day, topic and who went are filled in; one tap makes it a visit."""
    place = _place(request, code, RECORD)
    initial = {"on": today(), "recorder": request.reader.label, "token": token_urlsafe(TOKEN)}
    form = VisitForm(sent(request), today=today(), initial=initial)

    def back(outcome: Outcome) -> str:
        made = Gathering.objects.seen_by(request.reader, RECORD).code_of(outcome.row_id)
        return reverse("gathering", args=[made])

    return act_page(
        request,
        title=f"走访：{place.name}",
        lead="走访只记要办的事；记下以后，在走访的页面上逐件登记群众反映的事。",
        form=form,
        run=lambda form: services.visit_place(by=actor(request), place=place, **form.cleaned_data),
        done="已记下走访。",
        back=back,
        crumbs=_way(place),
        submit="记下走访",
    )


@page(SEE)
def notice(request: ReaderRequest, code: str) -> HttpResponse:
    """For the stairwell: posts and the office's phone, no name of anybody and no private number."""
    place = _place(request, code)
    lines = notice_lines(place, linked_to([place.pk], today())[place.pk])
    head = Head("打印联系告示", "只写岗位和办公电话。", _way(place))
    return render(request, "ties/notice.html", {"head": head, "place": place, "lines": lines, "day": today()})


@page(ANYBODY)
def mine(request: ReaderRequest) -> HttpResponse:
    """The reader's own places, fetched by the start page."""
    person = request.reader.person_id
    panels = own_panels(own_places(person, today()) if person is not None else [], request.reader, today())
    if request.headers.get("HX-Request"):
        return render(request, "web/parts/panels.html", {"panels": panels})
    head = Head("我的联系点", crumbs=[Crumb("工作台", reverse("home"))])
    nothing = Panel("我的联系点", text="现在没有联系点。由社区或街道在“联系群众”里登记。")
    return render(request, "oversight/part.html", {"head": head, "panels": panels or [nothing]})
