"""The roll: the list everybody opens, with filters, days, search and export."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.register.models import Organisation
from zhibu.register.queries import rolls
from zhibu.register.queries.contacts import SEALED_COLUMNS, in_reach_today, with_masked
from zhibu.register.queries.lookups import organisations_named
from zhibu.register.queries.matching_text import text_condition
from zhibu.register.queries.rolls import APPLICANT_STATUSES, MEMBER_STATUSES, RollCounts, RollFilter, RollRow
from zhibu.register.tables import CATEGORY, MEMBERS, NAMES, SEX, STATUS
from zhibu.register.terms.people import MarkKind
from zhibu.web.components import Empty
from zhibu.web.filters import Filter, Option, options
from zhibu.web.gate import ReaderRequest, page, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Head
from zhibu.web.paging import Neighbours
from zhibu.web.state import PageState

GROUPS: Final = {"members": ("党员", MEMBER_STATUSES), "applicants": ("申请人和积极分子", APPLICANT_STATUSES), "all": ("全部人员", (*MEMBER_STATUSES, *APPLICANT_STATUSES))}
TOGGLES: Final = (MarkKind.FLOATING_OUT, MarkKind.HOME_BOUND, MarkKind.ABROAD, MarkKind.OUT_OF_CONTACT, MarkKind.EX_SERVICE)

FILTERS: Final = (
    Filter("q", "查找", "find", hint="姓名、拼音首字母、编号"),
    Filter("category", "管理类别", "pills", options(CATEGORY)),
    Filter("mark", "标记", "toggles", tuple(Option(one.value, one.label) for one in TOGGLES)),
    Filter("group", "人员范围", "select", tuple(Option(key, label) for key, (label, _) in GROUPS.items())),
    Filter("status", "人员类别", "select", options(STATUS)),
    Filter("sex", "性别", "select", options({key: SEX[key] for key in ("male", "female")})),
    Filter("within", "党组织", "given"),
)


@page("see_names")
def members(request: ReaderRequest) -> HttpResponse:
    """The list. Today from the projections, any other day from the spans."""
    state = PageState.read(request, filters=FILTERS, today=today())
    acts = request.reader.acts
    table = MEMBERS if "see_register" in acts else NAMES
    wanted, scope = roll_filter(request, state)
    sort = table.sorting(state.sort, acts)
    counts, rows, neighbours = roll_for(wanted, state, "" if sort.text == "name" else sort.field)
    columns = {column.key for column in table.choose(state.columns, acts)} if SEALED_COLUMNS.intersection(state.columns) else set()
    shown = with_masked(rows if wanted.current else in_reach_today(rows, request.reader, "see_register"), columns)
    listing = Listing(
        label="党员名册", table=table, state=state, acts=acts, rows=shown, count=counts.total, filters=FILTERS,
        counts={"category": counts.categories} if counts.categories else {}, neighbours=neighbours, empty=_empty(request),
    )
    found = organisations_named(request.reader, state.value("q"))
    return render(request, "register/members.html", {"head": _head(request, state, scope), "listing": listing, "organisations": found})


def roll_filter(request: ReaderRequest, state: PageState, act: str = "see_names") -> tuple[RollFilter, Organisation | None]:
    """The filter that an address asks for, within the reader's subtrees; an organisation out of reach is 404."""
    reader = request.reader
    code = state.value("within")
    scope = reach(Organisation.objects.all(), reader, act, code=code) if code else None
    paths = rolls.narrowed(reader.paths(act), scope.now_path if scope else "")
    status, group = state.value("status"), state.value("group") or "members"
    text = state.value("q")
    wide = any(len(path) <= rolls.WIDE for path in paths)
    return RollFilter(
        paths=paths, on=state.on, today=state.today, statuses=(status,) if status else GROUPS[group][1] if not text else GROUPS["all"][1],
        category=state.value("category"), marks=tuple(state.chosen.get("mark", ())), sex=state.value("sex"),
        text=text_condition(text, may_last_four=bool(reader.paths("search_last_four")), wide=wide),
    ), scope


def roll_for(wanted: RollFilter, state: PageState, sort: str) -> tuple[RollCounts, list[RollRow], Neighbours]:
    """Counts and one page; above 10,000 by the keys at the edges."""
    counts = rolls.count_roll(wanted)
    if counts.total.capped:
        rows, neighbours = rolls.roll_after(wanted, after=state.after, before=state.before, letter=state.letter)
        return counts, rows, neighbours
    first, _ = state.bounds(counts.total)
    return counts, rolls.roll_page(wanted, sort=sort, first=first), Neighbours()


def _head(request: ReaderRequest, state: PageState, scope: Organisation | None) -> Head:
    reader = request.reader
    acts = []
    if reader.may_anywhere("export_masked"):
        acts.append(Act("导出（号码打码）", f"{reverse('members_export')}{state.query}"))
    if reader.may_anywhere("edit_members"):
        acts.append(Act("登记党员", reverse("member_register"), "go"))
    place = str(scope) if scope else reader.home_name or "本人"
    return Head("党员名册", lead=place, acts=acts, as_of=state)


def _empty(request: ReaderRequest) -> Empty:
    acts = [Act("导入名册", reverse("imports"), "go")] if request.reader.may_anywhere("import_rosters") else []
    return Empty("名册还是空的", "导入街道已有的 Excel 名册，或逐名登记。", acts)

