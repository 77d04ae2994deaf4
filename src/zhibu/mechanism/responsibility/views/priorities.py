"""重点任务: the yearly list of an organisation, its records, its paper."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.responsibility import documents, presentation_planning
from zhibu.mechanism.responsibility.forms import EndForm, LineForm, NothingForm, PointForm
from zhibu.mechanism.responsibility.models import PriorityEvidence, PriorityLine
from zhibu.mechanism.responsibility.queries.people import holders_named, somebody
from zhibu.mechanism.responsibility.queries.points import point_of, shown, to_choose
from zhibu.mechanism.responsibility.queries.priorities import lines_of, list_of, years_of
from zhibu.mechanism.responsibility.services import priorities as services
from zhibu.mechanism.responsibility.terms import PLAN, SEE, PaperKind
from zhibu.mechanism.responsibility.views.papers import handed_out
from zhibu.mechanism.responsibility.views.reaching import place_at
from zhibu.parameters.queries import home_of
from zhibu.register.models import Organisation
from zhibu.web.acting import act_page, row_of, sent
from zhibu.web.components import Empty
from zhibu.web.downloads import not_made
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head

TITLE: Final = "重点任务"
LEAD: Final = "抓根本、抓关键、抓难点、抓载体；一年不超过半页，进展看依据。"
FIRST_YEAR, LAST_YEAR = 2000, 2100
NOWHERE: Final = Empty("没有可以查看的党组织", "授权到某个党组织以后，这里列出它的年度重点任务。")


def way_to(place: Organisation, year: int) -> list[Crumb]:
    """The list of a year."""
    return [Crumb(TITLE, reverse("priorities_of", args=[place.code, year]))]


@page(SEE)
def priorities(request: ReaderRequest) -> HttpResponse:
    """Of this year, where the reader works."""
    place = home_of(request.reader, request.reader.home_path)
    if place is None:
        return render(request, "responsibility/page.html", {"head": Head(TITLE), "empty": NOWHERE})
    return _shown(request, place, today().year)


@page(SEE)
def of_year(request: ReaderRequest, code: str, year: int) -> HttpResponse:
    """Of one organisation and year."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    return _shown(request, place_at(request, code, SEE), year)


def _shown(request: ReaderRequest, place: Organisation, year: int) -> HttpResponse:
    kept, edits = list_of(place, year), request.reader.may(PLAN, place.now_path)
    lines = lines_of(request.reader, kept) if kept else []
    add = Act("增加一项", reverse("priority_new", args=[place.code, year]), "go")
    acts = [Act("下载 Word", reverse("priorities_paper", args=[place.code, year, "docx"]))] if lines else []
    acts += [add] if edits else []
    more = [Act("下载 PDF", reverse("priorities_paper", args=[place.code, year, "pdf"]))] if lines else []
    others = [one for one in dict.fromkeys([*years_of(place), today().year]) if one != year]
    more += [Act(f"{one}年", reverse("priorities_of", args=[place.code, one])) for one in others]
    more.append(Act("五同事项", reverse("matters", args=[place.code])))
    nothing = "书记把今年要亲自抓的几件事写在这里，每一件标明抓什么、谁负责、什么时候完成。" if edits else "登记以后会列在这里。"
    context = {
        "head": Head(f"{year}年{TITLE}", f"{place} · {LEAD}", acts=acts, more=more),
        "panels": presentation_planning.line_panels(lines, today(), edits=edits),
        "empty": None if lines else Empty("还没有登记重点任务", nothing, [add] if edits else []),
    }
    return render(request, "responsibility/page.html", context)


@page(SEE)
def paper(request: ReaderRequest, code: str, year: int, ending: str) -> HttpResponse:
    """On one page."""
    place = place_at(request, code, SEE)
    kept = list_of(place, year)
    if kept is None:
        return not_made(request, "这一年还没有登记重点任务：登记以后再打印。", [Crumb(TITLE, reverse("priorities"))])
    name = f"{place}{year}年{PaperKind.PRIORITIES.label}.{ending}"
    lines = lines_of(request.reader, kept)
    return handed_out(request, name, lambda: documents.priorities(ending, kept=kept, lines=lines, actor=actor(request)))


@page(PLAN)
def new(request: ReaderRequest, code: str, year: int) -> HttpResponse:
    """One more thing."""
    place = place_at(request, code, PLAN)
    form = LineForm(sent(request), today=today())
    form.offer("who", holders_named(place))

    def run(form: LineForm) -> Outcome:
        data, person = form.cleaned_data, None
        if data["who"].strip():
            found = somebody(request.reader, data["who"], place=place, field="who")
            if isinstance(found, Decision):
                return Outcome(found)
            person = found.pk
        draft = services.Draft(data["tag"], data["says"], data["due"], person, data["office"])
        return services.add_line(by=actor(request), place=place, year=year, draft=draft)

    return act_page(
        request,
        title=f"{year}年：增加一项",
        lead=str(place),
        form=form,
        run=run,
        done="已列入重点任务。",
        back=way_to(place, year)[0].url,
        crumbs=way_to(place, year),
    )


def _line(request: ReaderRequest, pk: int) -> PriorityLine:
    return row_of(PriorityLine.objects.seen_by(request.reader, PLAN).select_related("list", "organisation"), pk)


@page(PLAN)
def line(request: ReaderRequest, pk: int) -> HttpResponse:
    """A record is chosen; beside it what else can be done with the line."""
    found = _line(request, pk)
    form = PointForm(sent(request), today=today())
    form.choose_from(to_choose(request.reader, [found.organisation_id], today()))
    narrowed = form.narrow(request.GET.get("q", "").strip())
    here = [one for one in lines_of(request.reader, found.list) if one.line.pk == found.pk]
    acts = [Act("登记完成", reverse("priority_done", args=[pk])), Act("删去这一项", reverse("priority_drop", args=[pk]))]
    return act_page(
        request,
        title=f"选依据：{found.says}",
        lead="会议、议程、办理事项，都从系统里已有的记录里选。",
        form=form,
        run=lambda form: services.point_line(by=actor(request), line=found, point=point_of(form.cleaned_data["points"])),
        done="已选为依据。",
        back=way_to(found.organisation, found.list.year)[0].url,
        crumbs=way_to(found.organisation, found.list.year),
        submit="选为依据",
        template="responsibility/choose.html",
        beside={**narrowed, "panels": presentation_planning.chosen_panels(here, today()), "acts": [] if found.done_on else acts},
    )


@page(PLAN)
def unpoint(request: ReaderRequest, pk: int) -> HttpResponse:
    """Chosen by mistake."""
    found = row_of(PriorityEvidence.objects.seen_by(request.reader, PLAN).select_related("line__list", "line__organisation"), pk)
    (record,) = shown(request.reader, [found])
    return act_page(
        request,
        title=f"移除依据：{record.title}",
        lead=f"{found.line.says}：只移除这里的对应关系，记录本身不动。",
        form=NothingForm(sent(request), today=today()),
        run=lambda _: services.unpoint_line(by=actor(request), evidence=found),
        done="已移除。",
        back=reverse("priority_line", args=[found.line_id]),
        crumbs=way_to(found.line.organisation, found.line.list.year),
        submit="移除",
    )


@page(PLAN)
def done(request: ReaderRequest, pk: int) -> HttpResponse:
    """As its records show."""
    found = _line(request, pk)
    return act_page(
        request,
        title=f"登记完成：{found.says}",
        form=EndForm(sent(request), today=today(), initial={"on": today()}),
        run=lambda form: services.finish_line(by=actor(request), line=found, on=form.cleaned_data["on"], year=found.list.year),
        done="已登记完成。",
        back=way_to(found.organisation, found.list.year)[0].url,
        crumbs=way_to(found.organisation, found.list.year),
    )


@page(PLAN)
def drop(request: ReaderRequest, pk: int) -> HttpResponse:
    """Entered by mistake."""
    found = _line(request, pk)
    return act_page(
        request,
        title=f"删去：{found.says}",
        lead="登记有误的才删去；日志里仍能看到原来写了什么。",
        form=NothingForm(sent(request), today=today()),
        run=lambda _: services.drop_line(by=actor(request), line=found),
        done="已删去。",
        back=way_to(found.organisation, found.list.year)[0].url,
        crumbs=way_to(found.organisation, found.list.year),
        submit="删去",
    )
