"""中心组学习: a year of one leading group, and its report."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.gatherings.models import Holding
from zhibu.kernel.clock import today
from zhibu.mechanism.study import documents, presentation
from zhibu.mechanism.study.forms import ReportForm
from zhibu.mechanism.study.queries.year import StudyYear, last_before, study_year
from zhibu.mechanism.study.terms import GROUPS, RECORD, SEE
from zhibu.register.models import Organisation
from zhibu.web.acting import sent
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, paper_response
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head

TITLE: Final = "中心组学习"
OPEN: Final = "see_register"
"""Opens the way in the navigation: a member, who sees the own attendance alone, has nothing to look at here."""
YEARS: Final = range(2000, 2100)
MOST: Final = 20
"""Other leading groups that the page leads to."""
NO_GROUP: Final = Empty(
    "这里没有理论学习中心组", "中心组学习由党工委、党委、党组举行；党支部的学习在会议活动里记为党课、主题党日或党员大会。"
)
NO_PLAN: Final = Empty("还没有年度计划", "一行一项写上季度或月份、主题和主讲人；每一项点一下就安排成一次学习。")


def year_of(text: str) -> int:
    """From an address; this year where it says nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 4 and int(text) in YEARS else today().year


@page(OPEN)
def study(request: ReaderRequest) -> HttpResponse:
    """Of the group that the reader's organisation has, else of the first one in reach."""
    return _show(request, _own(request))


def _own(request: ReaderRequest) -> Organisation | None:
    reader = request.reader
    groups = Organisation.objects.seen_by(reader, SEE).filter(now_kind__in=list(map(str, GROUPS)), dissolved_on=None)
    return groups.filter(now_path=reader.home_path).first() or groups.order_by("now_path").first()


@page(SEE)
def study_of(request: ReaderRequest, code: str) -> HttpResponse:
    """Of one organisation."""
    return _show(request, group_at(request, code, SEE))


def group_at(request: ReaderRequest, code: str, act: str) -> Organisation:
    """The organisation of an address, within reach of an act."""
    return reach(Organisation.objects.all(), request.reader, act, code=code)


def way_to(place: Organisation, year: int) -> list[Crumb]:
    """The year of a group."""
    return [Crumb(TITLE, f"{reverse('study_of', args=[place.code])}?year={year}")]


def _show(request: ReaderRequest, place: Organisation | None) -> HttpResponse:
    if place is None or place.now_kind not in GROUPS:
        return render(request, "study/year.html", {"head": Head(TITLE), "empty": NO_GROUP})
    reader, year = request.reader, year_of(request.GET.get("year", ""))
    found = study_year(reader, place, year, today=today())
    records = reader.may(RECORD, place.now_path)
    last = last_before(reader, place, today())
    context = {
        "head": Head(f"{TITLE}（{year}年）", lead=str(place), acts=_acts(place, year, records=records), more=_more(place, year)),
        "quarters": presentation.quarters_of(found),
        "lines": presentation.lines_of(found, last=last.on if last else None, records=records),
        "no_plan": NO_PLAN,
        "missed": presentation.missed_items(found, records=records),
        "sessions": presentation.session_items(found, records=records),
        "unplanned": len(found.unplanned) if found.lines else 0,
        "others": _groups(request, place),
        "usual": usual_of(last),
        "empty": None,
    }
    return render(request, "study/year.html", context)


def usual_of(last: Holding | None) -> dict[str, object]:
    """Hours, place and chair as the last time; all empty before the first."""
    if last is None:
        return {"begins": "", "ends": "", "place": "", "chair": ""}
    hours = {name: f"{hour:%H:%M}" if hour else "" for name, hour in (("begins", last.gathering.begins), ("ends", last.gathering.ends))}
    return {**hours, "place": last.gathering.place, "chair": last.part.chair}


def _acts(place: Organisation, year: int, *, records: bool) -> list[Act]:
    own = reverse("study_of", args=[place.code])
    acts = [Act(f"{other}年", f"{own}?year={other}") for other in (year - 1, year + 1) if other in YEARS and other <= today().year + 1]
    return [*acts, Act("＋ 写计划", reverse("study_plan", args=[place.code, year]), "go")] if records else acts


def _more(place: Organisation, year: int) -> list[Act]:
    return [
        Act("年度学习报告", reverse("study_report", args=[place.code, year])),
        Act("学习档案台账", f"{reverse('ledgers')}?kind=study&year={year}"),
    ]


def _groups(request: ReaderRequest, place: Organisation) -> list[Act]:
    """Other organisations in reach that have a leading group."""
    groups = Organisation.objects.seen_by(request.reader, SEE).filter(now_kind__in=list(map(str, GROUPS)), dissolved_on=None)
    rows = groups.exclude(pk=place.pk).order_by("now_path").values_list("code", "now_short_name", "now_name")[:MOST]
    return [Act(short or name, reverse("study_of", args=[code])) for code, short, name in rows]


@page(SEE)
def report(request: ReaderRequest, code: str, year: int) -> HttpResponse:
    """Remarks are typed, and the file is made of what was held."""
    place = group_at(request, code, SEE)
    if year not in YEARS:
        raise Http404
    if place.now_kind not in GROUPS:
        return render(request, "study/year.html", {"head": Head(TITLE), "empty": NO_GROUP})
    form = ReportForm(sent(request), today=today())
    found = study_year(request.reader, place, year, today=today())
    if request.method == "POST" and form.is_valid():
        stream = new_file()
        documents.write_report(stream, found=found, remarks=form.cleaned_data["remarks"], actor=actor(request))
        return paper_response(stream, f"{place}{year}年中心组学习情况报告.docx")
    crumbs = way_to(place, year)
    draft = reverse("draft", args=[f"study-report-{code}-{year}"])
    context = {
        "head": Head(f"{year}年学习报告", lead=_known(found), crumbs=crumbs, draft=True),
        "page": FormPage(form=form, submit="下载 Word", cancel=crumbs[-1].url, draft=draft),
    }
    return render(request, "web/form_page.html", context, status=422 if request.method == "POST" else 200)


def _known(found: StudyYear) -> str:
    made = sum(one.made_up is not None for one in found.missed)
    return f"{found.organisation}：学习 {len(found.held)} 次，缺课 {len(found.missed)} 人次，已补学 {made} 人次"
