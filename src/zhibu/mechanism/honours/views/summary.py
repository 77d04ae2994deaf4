"""The year's summary of honours: how many of which level and name, for a scope; on the page and as Excel with the names."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.gatherings.queries.ledgers import organisations_in_reach
from zhibu.kernel.clock import today
from zhibu.mechanism.honours.documents import write_summary
from zhibu.mechanism.honours.queries.roll import roll
from zhibu.mechanism.honours.queries.summary import summary, years
from zhibu.mechanism.honours.tables import SUMMARY
from zhibu.mechanism.honours.terms import EXPORT, SEE
from zhibu.register.models import Organisation
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.filters import Filter, Option, options
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

TITLE: Final = "荣誉年度汇总"
FIRST: Final = 1921
SHOWN: Final = 8
"""Years that are offered; an older one by its address."""
LEAD: Final = "按年度、级别和荣誉名称汇总；撤销的不计。点“光荣册”看每一项。"
NOTHING: Final = Empty("这一年还没有荣誉", "评选表彰办结以后自动列入；上级授予的，在“上级荣誉”里登记或者从 Excel 导入。")


class Asked(NamedTuple):
    """The year and the scope of an address."""

    state: PageState
    filters: tuple[Filter, ...]
    year: int
    paths: tuple[str, ...] | None
    where: str
    """What the scope is called; empty for everything within reach."""

    @property
    def title(self) -> str:
        """Of the page and of the file."""
        return f"{self.where}{self.year}年荣誉汇总"


def _asked(request: ReaderRequest) -> Asked:
    """The last year of which there are any, everything in reach, unless the address says otherwise."""
    reader = request.reader
    within = Filter("within", "党组织", "select", tuple(Option(*one) for one in organisations_in_reach(reader, SEE)))
    state = PageState.read(request, filters=(_of_years(range(FIRST, today().year + 1)), within), today=today())
    code = state.value("within")
    place = reach(Organisation.objects.all(), reader, SEE, code=code) if code else None
    paths = (place.now_path or "",) if place is not None else None
    known = years(reader, paths=paths)
    year = int(state.value("year") or next(iter(known), today().year))
    offered = sorted({*known[:SHOWN], year}, reverse=True)
    chosen = replace(state, chosen={**state.chosen, "year": (str(year),)})
    return Asked(chosen, (_of_years(offered), within), year, paths, str(place) if place is not None else "")


def _of_years(known: Iterable[int]) -> Filter:
    return Filter("year", "年度", "pills", options({str(year): f"{year}年" for year in known}), whole=False)


@page(SEE)
def shown(request: ReaderRequest) -> HttpResponse:
    """One year."""
    asked = _asked(request)
    lines = summary(request.reader, year=asked.year, paths=asked.paths)
    within = asked.state.value("within")
    listing = Listing(
        label=TITLE,
        table=SUMMARY,
        state=asked.state if lines or within else replace(asked.state, chosen={}),
        acts=request.reader.acts,
        rows=lines,
        count=Count(sum(not one.summed for one in lines)),
        filters=asked.filters,
        empty=NOTHING,
        choosable=False,
        sortable=False,
    )
    query = f"?year={asked.year}" + (f"&within={within}" if within else "")
    acts = [Act("光荣册", f"{reverse('roll')}{query}")]
    if request.reader.paths(EXPORT):
        acts.append(Act("导出 Excel", f"{reverse('honours_summary_export')}{query}"))
    head = Head(asked.title, LEAD, [Crumb("光荣册", reverse("roll"))], acts)
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


@page(EXPORT)
def export(request: ReaderRequest) -> HttpResponse:
    """With the names behind the numbers, of those places alone whose ledgers the reader exports."""
    asked = _asked(request)
    lines = summary(request.reader, year=asked.year, paths=asked.paths, act=EXPORT)
    paths = request.reader.paths(EXPORT)
    rows = [one for one in roll(request.reader, on=today(), year=asked.year, paths=asked.paths) if one.place_path.startswith(tuple(paths))]
    stream = new_file()
    write_summary(stream, lines=lines, rows=rows, title=asked.title, actor=actor(request))
    return sheet_response(stream, f"荣誉汇总_{asked.year}.xlsx")
