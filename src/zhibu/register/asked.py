"""What the address of the roll asks for, within what its reader may ask."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse

from zhibu.kernel.readers import AccountReader
from zhibu.register.models import Organisation
from zhibu.register.queries.matching_text import text_condition
from zhibu.register.queries.organisations import path_on
from zhibu.register.queries.rolls import APPLICANT_STATUSES, EXTRAS, MEMBER_STATUSES, RollFilter, RollRow
from zhibu.register.queries.scopes import EVERYWHERE, WIDE, narrowed, ranges
from zhibu.register.tables import CATEGORY, MEMBERS, NAMES, SEX, STATUS
from zhibu.register.terms.people import MarkKind
from zhibu.web.filters import Filter, Option, number_of, options
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.state import PageState
from zhibu.web.tables import Column, Sort, Table

NAMED: Final = "see_names"
BY_NUMBER: Final = "search_last_four"
NOT_HERE: Final = "号码不放在网址里查找，以免留在浏览记录中：请在这里输入。"
NOT_ALLOWED: Final = "这里不按完整的身份号码查找，请输入姓名。"
FACTS: Final = "see_register"
EVERYBODY: Final = (*MEMBER_STATUSES, *APPLICANT_STATUSES)
GROUPS: Final = {
    "members": ("党员", MEMBER_STATUSES),
    "applicants": ("申请人和积极分子", APPLICANT_STATUSES),
    "all": ("全部人员", EVERYBODY),
}
TOGGLES: Final = (MarkKind.FLOATING_OUT, MarkKind.HOME_BOUND, MarkKind.ABROAD, MarkKind.OUT_OF_CONTACT, MarkKind.EX_SERVICE)
"""Hardship is no condition of a list (PRACTICE.md 4.7)."""
MARKED: Final = {"floating": "marks", "out_of_contact": "marks"}
"""Columns that read marks."""

FIND: Final = Filter("q", "查找", "find", hint="姓名、拼音首字母、编号")
WITHIN: Final = Filter("within", "党组织", "given")
ADMITTED: Final = Filter("admitted", "接收预备党员年度", "given")
ABOUT_FACTS: Final = (
    Filter("category", "管理类别", "pills", options(CATEGORY)),
    Filter("mark", "标记", "toggles", tuple(Option(one.value, one.label) for one in TOGGLES)),
    Filter("group", "人员范围", "select", tuple(Option(key, label) for key, (label, _) in GROUPS.items())),
    Filter("status", "人员类别", "select", options(STATUS)),
    Filter("sex", "性别", "select", options({key: SEX[key] for key in ("male", "female")})),
    ADMITTED,
)


def filters_for(reader: AccountReader) -> tuple[Filter, ...]:
    """Whoever sees only names narrows by names: a condition tells as much as a column."""
    return (FIND, *ABOUT_FACTS, WITHIN) if FACTS in reader.acts else (FIND, WITHIN)


def table_for(reader: AccountReader) -> Table[RollRow]:
    """All columns, or names."""
    return MEMBERS if FACTS in reader.acts else NAMES


def asks_facts(state: PageState, sort: Sort[RollRow]) -> bool:
    """Whether the order or a condition tells more of people than their names."""
    return sort.column.key not in {"name", "organisation"} or any(one.name in state.chosen for one in ABOUT_FACTS)


def counts_told(reader: AccountReader, *, facts: bool) -> bool:
    """Numbers by category are told of people whose category is seen."""
    return facts or reader.paths(NAMED) == reader.paths(FACTS)


def within_named(filters: Sequence[Filter], scope: Organisation | None) -> tuple[Filter, ...]:
    """The conditions of a list; the organisation that a link narrowed it to is called by its name. It has been reached already."""
    if scope is None:
        return tuple(filters)
    name = (Option(scope.code, str(scope)),)
    return tuple(replace(one, options=name) if (one.name, one.kind) == (WITHIN.name, WITHIN.kind) else one for one in filters)


def scope_asked(reader: AccountReader, state: PageState, act: str) -> Organisation | None:
    """The organisation that the list is narrowed to; one out of reach is 404."""
    code = state.value(WITHIN.name)
    return reach(Organisation.objects.all(), reader, act, code=code) if code else None


def roll_asked(
    reader: AccountReader, state: PageState, *, scope: Organisation | None, act: str, columns: Collection[Column[RollRow]] = ()
) -> RollFilter:
    """The filter that an address asks for, within the subtrees of an act."""
    paths = _paths(reader, state, scope, act)
    text = text_condition(
        state.value(FIND.name),
        last_four=ranges("p.now_path", reader.paths(BY_NUMBER)),
        wide=any(len(path) <= WIDE for path in paths),
    )
    return RollFilter(
        paths=paths,
        on=state.on,
        today=state.today,
        statuses=_statuses(state, looks_after_all=reader.paths(NAMED) == reader.paths(FACTS)),
        category=state.value("category"),
        marks=tuple(state.chosen.get("mark", ())),
        sex=state.value("sex"),
        text=text,
        admitted_in=number_of(state.value(ADMITTED.name)) or 0,
        extras=EXTRAS.intersection(MARKED.get(column.key, column.key) for column in columns) if columns else EXTRAS,
        facts_of=EVERYWHERE if state.is_today else reader.paths(FACTS),
    )


def _paths(reader: AccountReader, state: PageState, scope: Organisation | None, act: str) -> tuple[str, ...]:
    """Today's rights, applied to where the organisation stood on the day of the list."""
    if scope is None:
        return reader.paths(act)
    stood = path_on(scope, state.on, today=state.today)
    return narrowed(reader.paths(act), stood) if stood else ()


def _statuses(state: PageState, *, looks_after_all: bool) -> tuple[str, ...]:
    """A search looks among everybody unless something else is chosen; where only names are seen, among members alone."""
    if status := state.value("status"):
        return (status,)
    usual = "all" if state.value(FIND.name) and looks_after_all else "members"
    return GROUPS[state.value("group") or usual][1]


def out_of_the_address(request: ReaderRequest) -> HttpResponse:
    """The answer to an address that holds a whole number: it is not looked for, and not said again."""
    may = bool(request.reader.paths(BY_NUMBER))
    messages.info(request, NOT_HERE if may else NOT_ALLOWED)
    return HttpResponseRedirect(reverse("members_find" if may else "members"))
