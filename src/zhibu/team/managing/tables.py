"""The lists of 分类管理: proposals to choose from, members of whom nothing can be said yet, what was settled."""

from collections.abc import Container, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from django.urls import reverse
from django.utils.safestring import SafeString

from zhibu.register.models import MoveSource, MoveState
from zhibu.register.terms.managing import MISSING, Missing
from zhibu.register.terms.people import ManagementCategory
from zhibu.team.managing.queries.answers import Answer
from zhibu.team.managing.queries.proposals import Line
from zhibu.team.managing.queries.settled import Settled
from zhibu.web.filters import Filter, Option, options
from zhibu.web.html import chip, escape, link, route
from zhibu.web.tables import Column, Sort, Table

Row = TypeVar("Row")

one_url: Final = route("managing_member")

FORM: Final = "settle"
"""The form that the boxes of a list belong to, wherever it stands on the page."""
PICK: Final = "pick"
CATEGORIES: Final = {one.value: one.label for one in ManagementCategory}
SHORT: Final = {value: label.removesuffix("党员") for value, label in CATEGORIES.items()}
MENDED_AT: Final = {
    Missing.CATEGORY: "member_category",
    Missing.OCCUPATION: "member_occupation",
    Missing.WORK_UNIT: "member_correct",
    Missing.UNIT_ORGANISATION: "member_correct",
    Missing.SCHOOL: "member_occupation",
    Missing.GRADUATION: "member_education",
    Missing.WHEREABOUTS: "member_mark",
}
"""The form that fills in what is missing; what concerns the branch is mended on its unit's page."""


def box(line: Line, chosen: Container[str]) -> SafeString:
    """A box that works without scripts and away from its form."""
    mark = " checked" if line.key in chosen else ""
    return SafeString(
        f'<label class="pick"><input type="checkbox" name="{PICK}" value="{line.key}" form="{FORM}"{mark}>'
        f'<span class="only-read">选择{escape(line.name)}</span></label>'
    )


def why(reason: str, article: str) -> SafeString:
    """The sentence, and where it stands."""
    cited = f'<span class="why">{escape(article)}</span>' if article else ""
    return SafeString(f"{escape(reason)}{cited}")


def choosing(chosen: Container[str]) -> Table[Line]:
    """The proposals, with some boxes ticked."""
    return Table(columns=(Column("pick", "选", lambda _: "", html=lambda r: box(r, chosen), phone="mark"), *LINE), order="name", unit="条")


LINE: Final[tuple[Column[Line], ...]] = (
    Column("name", "姓名", lambda r: r.name, html=lambda r: link(one_url(r.code), r.name, kind="name"), sort="sort_key", phone="title"),
    Column("category", "管理类别", lambda r: SHORT.get(r.category, ""), sort="category"),
    Column("branch", "现在的党支部", lambda r: r.branch, sort="branch", phone="label"),
    Column("target", "建议归属", lambda r: r.target, sort="target", phone="label"),
    Column("reason", "理由和依据", lambda r: f"{r.reason}{r.article}", html=lambda r: why(r.reason, r.article), width=40),
    Column("source", "来源", lambda r: "、".join(r.sources), html=lambda r: "".join(chip("none", one) for one in r.sources), width=10),
)

LINE_FILTERS: Final = (
    Filter("q", "查找", "find", hint="姓名、编号"),
    Filter("category", "管理类别", "pills", options(SHORT)),
    Filter("source", "来源", "select", tuple(Option(one.label, one.label) for one in MoveSource)),
    Filter("within", "党组织", "given"),
)


def narrowed_lines(lines: Sequence[Line], chosen: Any, *, without: str = "") -> list[Line]:
    """Those that meet the conditions of the bar; ``without`` leaves one out, for its own counts."""

    def fits(line: Line) -> bool:
        text, category, source = chosen("q"), chosen("category"), chosen("source")
        return (
            (not text or text in line.name or text.upper() == line.code)
            and (not category or without == "category" or line.category == category)
            and (not source or source in line.sources)
        )

    return [line for line in lines if fits(line)]


def in_order(rows: Sequence[Row], sort: Sort[Any]) -> list[Row]:
    """By the column asked for; the rows come in the order of pinyin and keep it where the column is the same."""
    field = sort.column.sort or ""
    return sorted(rows, key=lambda row: str(getattr(row, field)), reverse=sort.descending)


def missing_only(rows: Sequence[Answer], missing: str, sort: Sort[Answer]) -> list[Answer]:
    """Those who lack one thing, or anything; they come in the order of pinyin."""
    found = [one for one in rows if not missing or one.managing.missing == missing]
    return found[::-1] if sort.descending else found


def mend(one: Answer) -> SafeString:
    """The way to what is missing."""
    name = MENDED_AT.get(one.managing.missing) if one.managing.missing else None
    if name is not None:
        return link(reverse(name, args=[one.member.code]), "去补充", kind="link")
    return link(reverse("organisation", args=[one.branch.code]), "看党支部", kind="link") if one.branch else SafeString()


UNSAID: Final = Table[Answer](
    columns=(
        Column(
            "name",
            "姓名",
            lambda r: r.member.name,
            html=lambda r: link(one_url(r.member.code), r.member.name, kind="name"),
            sort="name",
            phone="title",
        ),
        Column("branch", "党支部", lambda r: r.branch.called if r.branch else "", phone="label"),
        Column("missing", "缺什么", lambda r: r.managing.missing.label if r.managing.missing else ""),
        Column("reason", "为什么还不能判断", lambda r: r.managing.reason, width=40),
        Column("act", "办理", lambda _: "", html=mend, phone="mark"),
    ),
    order="name",
    unit="名",
)
UNSAID_FILTERS: Final = (
    Filter("missing", "缺什么", "pills", tuple(Option(str(one), label) for one, label in MISSING.items())),
    Filter("within", "党组织", "given"),
)


def filters_for(missing: Container[str]) -> tuple[Filter, ...]:
    """Only what is really missing somewhere has a pill."""
    pills, *rest = UNSAID_FILTERS
    return (replace(pills, options=tuple(one for one in pills.options if one.value in missing)), *rest)


SETTLED: Final = Table[Settled](
    columns=(
        Column("name", "姓名", lambda r: r.name, sort="name"),
        Column("origin", "现在的党支部", lambda r: r.origin),
        Column("target", "转入党支部", lambda r: r.target),
        Column("note", "理由和依据", lambda r: f"{r.note}{r.article}", width=40),
        Column("answer", "说明", lambda r: r.answer, width=30),
        Column("day", "日期", lambda r: r.day),
    ),
    order="name",
    unit="条",
)
"""For Excel: the page shows each as one line."""
SETTLED_FILTERS: Final = (
    Filter("state", "状态", "given", (Option(str(MoveState.WITHDRAWN), MoveState.WITHDRAWN.label),)),
    Filter("within", "党组织", "given"),
)
