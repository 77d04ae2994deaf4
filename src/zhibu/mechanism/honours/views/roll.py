"""光荣册: the roll on any day, one honour, taking it back, agreeing that it is public; and the parts on other pages."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.honours import presentation
from zhibu.mechanism.honours.documents import write_roll
from zhibu.mechanism.honours.forms import PublicForm, RevokeForm
from zhibu.mechanism.honours.models import Honour
from zhibu.mechanism.honours.queries.roll import Honoured, of_organisation, of_person, roll
from zhibu.mechanism.honours.services.granted import make_public, revoke
from zhibu.mechanism.honours.tables import ROLL, counts, filters, in_order, narrowed
from zhibu.mechanism.honours.terms import EXPORT, RECORD, SEE
from zhibu.register.asked import within_named
from zhibu.register.models import Organisation, Person
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.panels import Panel
from zhibu.web.state import PageState

LEAD: Final = "本级授予的和上级授予的荣誉；按时间和党组织排列，不排名。"
RELATED: Final = ("person", "organisation", "unit", "place", "giver", "campaign__case")
NOTHING: Final = Empty("还没有荣誉", "评选表彰办结以后自动列入；上级授予的，在“上级荣誉”里登记。")


@page(SEE)
def listed(request: ReaderRequest) -> HttpResponse:
    """As it stood on a day; every year or one."""
    state, scope, everything, rows = _asked(request)
    count = Count(len(rows))
    first, end = state.bounds(count)
    listing = Listing(
        label="光荣册",
        table=ROLL,
        state=state,
        acts=request.reader.acts,
        rows=rows[first:end],
        count=count,
        filters=within_named(filters(sorted({one.year for one in everything}, reverse=True)), scope),
        counts={"kind": counts(_narrowed(everything, state, kind=""))},
        empty=NOTHING,
    )
    acts = [Act("上级荣誉", reverse("honours_received")), Act("年度汇总", reverse("honours_summary"))]
    more = (
        [Act("导出 Excel", f"{reverse('roll_export')}{state.query}"), Act("证书和名单", reverse("certificates"))]
        if request.reader.paths(EXPORT)
        else []
    )
    return render(request, "web/list_page.html", {"head": Head("光荣册", LEAD, acts=acts, more=more, as_of=state), "listing": listing})


def _asked(request: ReaderRequest) -> tuple[PageState, Organisation | None, list[Honoured], list[Honoured]]:
    """The state of the page, where it is narrowed to, everything of the day, and what meets the conditions in their order."""
    reader = request.reader
    years = range(1921, today().year + 1)
    state = PageState.read(request, filters=filters(years), today=today())
    code = state.value("within")
    scope = reach(Organisation.objects.all(), reader, SEE, code=code) if code else None
    everything = roll(reader, on=state.on, paths=(scope.now_path,) if scope else None)
    rows = in_order(_narrowed(everything, state, kind=state.value("kind")), ROLL.sorting(state.sort, reader.acts).field)
    return state, scope, everything, rows


def _narrowed(rows: list[Honoured], state: PageState, *, kind: str) -> list[Honoured]:
    year = state.value("year")
    return narrowed([one for one in rows if not year or str(one.year) == year], state.value("q"), kind, state.value("honour"))


@page(EXPORT)
def export(request: ReaderRequest) -> HttpResponse:
    """With the conditions of the page, of those places alone whose ledgers the reader exports."""
    _, _, _, rows = _asked(request)
    paths = request.reader.paths(EXPORT)
    chosen = [one for one in rows if any(one.place_path.startswith(path) for path in paths)]
    stream = new_file()
    write_roll(stream, rows=chosen, actor=actor(request))
    return sheet_response(stream, "光荣册.xlsx")


def honour_of(request: ReaderRequest, number: str, act: str = SEE) -> Honour:
    """By the number of its certificate."""
    return reach(Honour.objects.select_related(*RELATED), request.reader, act, seen=SEE, certificate=number)


def _way(found: Honour) -> list[Crumb]:
    return [Crumb("光荣册", reverse("roll")), Crumb(found.title, reverse("honour", args=[found.certificate]))]


@page(SEE)
def honour(request: ReaderRequest, number: str) -> HttpResponse:
    """As it was granted, and what became of it."""
    found = honour_of(request, number)
    acts = []
    if request.reader.may(RECORD, found.place.now_path or "") and found.revoked_on is None:
        acts.append(Act("登记同意公开", reverse("honour_public", args=[number])))
    if request.reader.may(EXPORT, found.place.now_path or "") and found.revoked_on is None:
        acts.append(Act("打印证书", reverse("certificate", args=[number])))
    more = []
    if request.reader.may(RECORD, found.giver.now_path or "") and found.revoked_on is None:
        more.append(Act("撤销荣誉", reverse("honour_revoke", args=[number])))
    who, _ = presentation.who_of(found)
    context = {
        "head": Head(f"{who}：{found.title}", crumbs=_way(found)[:1], acts=acts, more=more),
        "facts": presentation.honour_facts(found, request.reader),
    }
    return render(request, "honours/honour.html", context)


@page(RECORD)
def take_back(request: ReaderRequest, number: str) -> HttpResponse:
    """By the organisation that granted it."""
    found = honour_of(request, number, RECORD)
    reach(Organisation.objects.all(), request.reader, RECORD, seen=SEE, pk=found.giver_id)

    def run(form: RevokeForm) -> Outcome:
        return revoke(by=actor(request), honour=found, **form.cleaned_data)

    return act_page(
        request,
        title="撤销荣誉",
        lead=f"{presentation.who_of(found)[0]}：{found.title}。撤销的荣誉不再列入光荣册，记录保留。",
        form=RevokeForm(sent(request)),
        run=run,
        done="已撤销。",
        back=_way(found)[-1].url,
        crumbs=_way(found),
        submit="撤销",
    )


@page(RECORD)
def publish(request: ReaderRequest, number: str) -> HttpResponse:
    """What the one who is honoured said."""
    found = honour_of(request, number, RECORD)
    initial = {"agreed_on": found.public_on or today()}
    form = PublicForm(sent(request), today=today(), initial=initial)
    return act_page(
        request,
        title="登记同意公开",
        lead=f"{presentation.who_of(found)[0]}：{found.title}。同意以后，姓名（名称）、荣誉、年度在对外的光荣榜上显示；随时可以收回。",
        form=form,
        run=lambda form: make_public(by=actor(request), honour=found, agreed_on=form.cleaned_data["agreed_on"]),
        done="已登记。",
        back=_way(found)[-1].url,
        crumbs=_way(found),
    )


@page(SEE)
def of_member(request: ReaderRequest, code: str) -> HttpResponse:
    """A part of the page of a person."""
    found = reach(Person.objects.all(), request.reader, SEE, seen=SEE, code=code)
    crumb = Crumb(found.name, reverse("member", args=[code]))
    panel = Panel("荣誉", [presentation.honour_item(one, with_name=False) for one in of_person(found.pk)], "")
    return _part(request, panel, crumb)


@page(SEE)
def of_place(request: ReaderRequest, code: str) -> HttpResponse:
    """A part of the page of an organisation: its own, and the way to all below."""
    found = reach(Organisation.objects.all(), request.reader, SEE, seen=SEE, code=code)
    items = [presentation.honour_item(one, with_name=False) for one in of_organisation(found.pk, found.now_path or "")]
    text = "" if items else "本组织还没有荣誉。"
    return _part(
        request,
        Panel("荣誉", items, text, "本组织和下级的光荣册", f"{reverse('roll')}?within={code}"),
        Crumb(str(found), reverse("organisation", args=[code])),
    )


def _part(request: ReaderRequest, panel: Panel, crumb: Crumb) -> HttpResponse:
    panel = panel if panel.items or panel.text else Panel(panel.title, text="还没有登记荣誉。")
    if request.headers.get("HX-Request"):
        return render(request, "web/parts/panels.html", {"panels": [panel]})
    return render(request, "oversight/part.html", {"head": Head("荣誉", crumbs=[crumb]), "panels": [panel]})
