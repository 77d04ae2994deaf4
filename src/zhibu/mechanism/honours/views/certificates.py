"""Certificates and lists of one giver and year, and the check of a certificate by code and surname."""

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.mechanism.honours import certificates as papers
from zhibu.mechanism.honours.forms import CheckForm
from zhibu.mechanism.honours.models import Honour
from zhibu.mechanism.honours.presentation_certificates import ALL, CHECK, TITLE, found_panels, nothing, panels_of, result_panel, way_to_year
from zhibu.mechanism.honours.queries.certificates import batches, checked, of_row
from zhibu.mechanism.honours.queries.certificates import of_year as year_of
from zhibu.mechanism.honours.rules.certificates import Granted
from zhibu.mechanism.honours.terms import EXPORT, SEE
from zhibu.web.acting import sent
from zhibu.web.downloads import made_or_not
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel

LEAD: Final = "按表彰的组织和年度打印证书、宣读名单、光荣榜和喜报，内容取自荣誉记录。"
CHECK_LEAD: Final = "输入证书上的核对码和持有人的姓；单位的证书输入名称的第一个字。"
LAYOUT: Final = "layout"


@page(EXPORT)
def listing(request: ReaderRequest) -> HttpResponse:
    """What was granted, by giver and year."""
    found = batches(request.reader, EXPORT)
    head = Head(TITLE, LEAD, acts=[Act(CHECK, reverse("certificate_check"))])
    context = {"head": head, "panels": found_panels(found), "nothing": None if found else nothing()}
    return render(request, "honours/certificates.html", context)


def _of(request: ReaderRequest, code: str, year: int) -> list[Granted]:
    """What of it lies within reach; 404 where nothing does."""
    found = year_of(request.reader, EXPORT, code, year)
    if not found:
        raise Http404
    return found


def _path(request: ReaderRequest) -> str:
    return next(iter(request.reader.paths(EXPORT)), "")


@page(EXPORT)
def of_year(request: ReaderRequest, code: str, year: int) -> HttpResponse:
    """Each paper of it, ready to be made."""
    found = _of(request, code, year)
    layout = request.GET.get(LAYOUT, "")
    inner = layout == "inner"
    here = reverse("certificates_of_year", args=[code, year])
    other = Act("改为带边框的版式", here) if inner else Act("改为套打版式", f"{here}?{LAYOUT}=inner")
    lead = "证书按套打版式生成：内芯已经印好边框，只印文字。" if inner else "证书带边框，打印在白色卡纸上。"
    head = Head(f"{found[0].giver} {year}年", lead, [Crumb(TITLE, reverse("certificates"))], [other])
    context = {"head": head, "panels": panels_of(found, code=code, year=year, layout="inner" if inner else "")}
    return render(request, "honours/certificates.html", context)


@page(EXPORT)
def printed(request: ReaderRequest, code: str, year: int, kind: str) -> HttpResponse:
    """The certificates of one kind, or all of them, in one file."""
    found = _of(request, code, year)
    wanted = [one for one in found if kind in {ALL, one.kind}]
    if not wanted:
        raise Http404
    name = f"证书_{year}_{len(wanted)}张.pdf"
    return made_or_not(request, name, way_to_year(wanted[0], code), lambda: _certificates(request, wanted))


def _certificates(request: ReaderRequest, wanted: list[Granted]) -> bytes:
    layout = request.GET.get(LAYOUT, "")
    return papers.certificates(wanted, layout=layout if layout in papers.LAYOUTS else "", path=_path(request), actor=actor(request))


@page(EXPORT)
def one(request: ReaderRequest, number: str) -> HttpResponse:
    """A single certificate."""
    row = reach(Honour.objects.filter(revoked_on=None).select_related("giver"), request.reader, EXPORT, certificate=number)
    wanted = of_row(row)
    name = f"证书_{wanted.certificate}.pdf"
    return made_or_not(request, name, way_to_year(wanted, row.giver.code), lambda: _certificates(request, [wanted]))


@page(EXPORT)
def paper(request: ReaderRequest, code: str, year: int, paper: str, ending: str) -> HttpResponse:
    """A list, the poster, good news."""
    found = _of(request, code, year)
    title = f"{found[0].giver}{year}年表彰"
    path, by = _path(request), actor(request)
    makers: dict[tuple[str, str], tuple[str, Callable[[], bytes]]] = {
        ("reading", "pdf"): ("宣读名单", lambda: papers.reading_list(found, "pdf", title=f"{title}名单", path=path, actor=by)),
        ("reading", "docx"): ("宣读名单", lambda: papers.reading_list(found, "docx", title=f"{title}名单", path=path, actor=by)),
        ("poster", "pdf"): ("光荣榜", lambda: papers.poster(found, title=f"{year}年表彰", path=path, actor=by)),
        ("news", "pdf"): ("喜报", lambda: papers.good_news(found, "pdf", path=path, actor=by)),
        ("news", "docx"): ("喜报", lambda: papers.good_news(found, "docx", path=path, actor=by)),
    }
    if (paper, ending) not in makers:
        raise Http404
    label, make = makers[paper, ending]
    return made_or_not(request, f"{label}_{year}.{ending}", way_to_year(found[0], code), make)


@page(SEE)
def check(request: ReaderRequest) -> HttpResponse:
    """Genuine or not found; nothing is written, and nobody is named."""
    form = CheckForm(sent(request))
    panels: list[Panel] = []
    if request.method == "POST" and form.is_valid():
        found = checked(form.cleaned_data["code"], form.cleaned_data["surname"])
        panels = [result_panel(found)]
    head = Head(CHECK, CHECK_LEAD, [Crumb(TITLE, reverse("certificates"))] if request.reader.may_anywhere(EXPORT) else [])
    form_page = FormPage(form=form, submit="核对", cancel=reverse("home"))
    return render(request, "honours/certificate_check.html", {"head": head, "page": form_page, "panels": panels})
