"""The street's list of areas of work."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.kernel.clock import today
from zhibu.mechanism.responsibility.forms import AreaForm, EndForm
from zhibu.mechanism.responsibility.models import WorkArea
from zhibu.mechanism.responsibility.presentation import area_items
from zhibu.mechanism.responsibility.queries.answers import listed_areas
from zhibu.mechanism.responsibility.services.areas import add_area, end_area
from zhibu.mechanism.responsibility.terms import EDIT
from zhibu.mechanism.responsibility.views.reaching import place_at, way_to
from zhibu.register.models import Organisation
from zhibu.web.acting import act_page, row_of, sent
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel


def _here(place: Organisation) -> list[Crumb]:
    return [*way_to(place), Crumb("工作清单", reverse("work_areas", args=[place.code]))]


@page(EDIT)
def listing(request: ReaderRequest, code: str) -> HttpResponse:
    """What stands on it, and what once stood on it."""
    place = place_at(request, code, EDIT)
    found = listed_areas(request.reader, place)
    hint = "" if found else "还没有列出工作。照街道自己的分工文件，一项一项列在这里。"
    head = Head("工作清单", str(place), way_to(place), [Act("新增一项工作", reverse("work_area_new", args=[code]), "go")])
    panels = [Panel("各项工作", area_items(found, today()), hint)]
    return render(request, "responsibility/page.html", {"head": head, "panels": panels})


@page(EDIT)
def add(request: ReaderRequest, code: str) -> HttpResponse:
    """One more."""
    place = place_at(request, code, EDIT)
    return act_page(
        request,
        title="新增一项工作",
        lead=str(place),
        form=AreaForm(sent(request), today=today(), initial={"on": today()}),
        run=lambda form: add_area(by=actor(request), street=place, **form.cleaned_data),
        done="已列入分工表。",
        back=reverse("responsibility_of", args=[code]),
        crumbs=_here(place),
    )


@page(EDIT)
def end(request: ReaderRequest, pk: int) -> HttpResponse:
    """It leaves the list on a day; what stood before stays to be seen."""
    area = row_of(WorkArea.objects.seen_by(request.reader, EDIT).select_related("organisation"), pk)
    return act_page(
        request,
        title=f"移出分工表：{area.name}",
        lead="从这一天起不再列在分工表里，责任人也到这一天为止；以前的日期照旧能看到。",
        form=EndForm(sent(request), today=today(), initial={"on": today()}),
        run=lambda form: end_area(by=actor(request), area=area, **form.cleaned_data),
        done="已移出分工表。",
        back=reverse("work_areas", args=[area.organisation.code]),
        crumbs=_here(area.organisation),
        submit="移出",
    )
