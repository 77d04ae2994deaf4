"""What the pages and papers of ceremonies say."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode

from zhibu.gatherings.terms import GatheringState
from zhibu.kernel.quoting import nested
from zhibu.mechanism.commemoration.models import Ceremony
from zhibu.mechanism.commemoration.queries.ceremony import LineShown, Shown
from zhibu.mechanism.commemoration.queries.figures import Told
from zhibu.mechanism.commemoration.rules.giving import Programme
from zhibu.mechanism.commemoration.rules.programme import ON_STAGE
from zhibu.mechanism.commemoration.rules.seating import Plan, Sitter
from zhibu.mechanism.commemoration.terms import GuestKind, LineKind, Occasion, PaperKind
from zhibu.mechanism.honours.rules.certificates import Granted
from zhibu.mechanism.honours.terms import HonourKind
from zhibu.web.components import Chip, Fact, Item
from zhibu.web.html import prose_date

TITLE: Final = "庆祝活动"
HOUR: Final = 60
ON_PAGE: Final = 6
"""Lines below one of the programme."""


def clock_words(minutes: int | None) -> str:
    """A minute of the day; empty where the ceremony has no hour."""
    return "" if minutes is None else f"{minutes // HOUR % 24:02d}:{minutes % HOUR:02d}"


def when_and_where(shown: Shown) -> str:
    """Day, hour, place."""
    one = shown.gathering
    return " · ".join(filter(None, (prose_date(one.on), f"{one.begins:%H:%M}" if one.begins else "", one.place)))


def lead_of(shown: Shown) -> str:
    """What the page says below its title."""
    off = "" if shown.open else "已取消"
    return " · ".join(filter(None, (off, Occasion.word(shown.ceremony.occasion), str(shown.gathering.host), when_and_where(shown))))


def outline_of(one: LineShown, shown: Shown) -> list[str]:
    """What the host needs at a line: names in order, who speaks, what comes after; no prose."""
    points = [f"人员：{one.line.presenter}"] if one.line.presenter else []
    if one.line.kind == LineKind.OPENING:
        return [*points, *guest_words(shown)]
    if one.line.kind == LineKind.READING:
        counts = [f"{each.label}：{each.number}" for each in shown.awarded]
        above = [f"上级荣誉：{each.name}，{each.title}（{each.giver}，{each.on.isoformat()}）" for each in shown.received]
        return [*points, *counts, *above]
    if one.line.kind == LineKind.AWARDING and one.line.honour:
        return [*points, *stage_words(shown.called_up(one.line.honour))]
    return points


def guest_words(shown: Shown) -> list[str]:
    """Guests by kind, in order, with where they come from."""
    found = []
    for kind in GuestKind:
        names = "；".join(" ".join(filter(None, (one.comes_from, one.name))) for one in shown.guests if one.kind == kind)
        found += [f"{kind.label}：{names}"] if names else []
    return found


def stage_words(called: Sequence[Granted]) -> list[str]:
    """Group by group as they stand on the stage."""
    parts = [called[at : at + ON_STAGE] for at in range(0, len(called), ON_STAGE)]
    if len(parts) == 1:
        return ["上台：" + _names(parts[0])]
    return [f"第 {number} 组上台：{_names(part)}" for number, part in enumerate(parts, 1)]


def _names(called: Sequence[Granted]) -> str:
    return "、".join(f"{one.short}（{one.of}）" if one.of else one.short for one in called)


def figure_facts(told: Sequence[Told]) -> list[Fact]:
    """Number, how it is worked out, and the way to its records."""
    return [Fact(one.label, one.value, key=f"figure-{at}", url=source_url(one), note=one.how) for at, one in enumerate(told)]


def source_url(one: Told) -> str:
    """The page where the records stand."""
    try:
        url = reverse(one.source.view, args=one.source.args)
    except NoReverseMatch:
        return ""
    return f"{url}?{urlencode(one.source.query)}" if one.source.query else url


def guest_items(shown: Shown, *, edits: bool) -> list[Item]:
    """Each with the way to put it right or take it out."""
    return [
        Item(
            one.name,
            " · ".join(filter(None, (GuestKind.word(one.kind), one.comes_from))),
            None,
            reverse("ceremony_guest", args=[shown.gathering.code, one.pk]) if edits else "",
            "修改",
        )
        for one in shown.guests
    ]


class LineRow(NamedTuple):
    """A line of the programme as the page prints it."""

    number: int
    title: str
    at: str
    notes: list[str]
    url: str


def programme_rows(shown: Shown, *, edits: bool) -> list[LineRow]:
    """With what the host needs below each."""
    code = shown.gathering.code
    return [
        LineRow(
            one.number,
            one.line.title,
            clock_words(one.at) or (f"{one.line.minutes_long} 分钟" if one.line.minutes_long else ""),
            shortened(outline_of(one, shown)) + given_elsewhere(one, shown),
            reverse("ceremony_line", args=[code, one.number]) if edits else "",
        )
        for one in shown.lines
    ]


def given_elsewhere(one: LineShown, shown: Shown) -> list[str]:
    """Why nobody is called up at a line."""
    other = shown.elsewhere.get(one.line.honour)
    return [f"没有领奖的人：在{_other(other)}颁发。"] if other is not None and not shown.called_up(one.line.honour) else []


def held_back(shown: Shown) -> str:
    """Honours that a later ceremony gives, and how they are given here."""
    mine = {one.line.honour for one in shown.lines}
    later = {kind: other for kind, other in shown.elsewhere.items() if other.on >= shown.gathering.on and kind not in mine}
    told = "；".join(f"{HonourKind.word(kind)}在{_other(other)}颁发" for kind, other in later.items())
    return f"{told}。要在这一次颁发的，在议程里增加一项，选上这一类荣誉。" if told and shown.open else ""


def _other(one: Programme) -> str:
    return f" {one.on.isoformat()} " + nested(f"“{one.title}”（{one.code}）")


def shortened(points: list[str]) -> list[str]:
    """On the page as much as tells what it is; all of it stands in the host's outline."""
    return points if len(points) <= ON_PAGE else [*points[: ON_PAGE - 1], f"另有 {len(points) - ON_PAGE + 1} 行，见主持词提纲。"]


def seat_items(shown: Shown) -> list[Item]:
    """How many sit, and the way to the plan."""
    plan, url = shown.plan, reverse("ceremony_seats", args=[shown.gathering.code])
    coming = f"{len(shown.delegations)} 个单位，{sum(one.number for one in shown.delegations)} 人" if shown.delegations else ""
    return [
        Item("座次图", seats_lead(plan) if plan.rows else "还没有登记会场", None, url, "查看"),
        *([Item("参加单位", coming)] if coming else []),
    ]


def seats_lead(plan: Plan) -> str:
    """How large the hall is and who has a seat."""
    if not plan.rows:
        return ""
    left = f"，{len(plan.left_over)} 人没有座位" if plan.left_over else f"，空 {plan.free} 座"
    return f"{plan.rows} 排，每排 {plan.seats} 座，已排 {len(plan.taken)} 人{left}"


class Cell(NamedTuple):
    """One seat of the plan, or several beside each other that a block has or nobody; ``kind`` is how it is drawn."""

    span: int
    who: str
    kind: str


def plan_rows(plan: Plan) -> list[tuple[int, list[Cell]]]:
    """Row by row from the front, every seat of it: the page draws the hall as it is."""
    return [(number, [_cell(list(run)) for _, run in groupby(plan.row(number), key=_drawn_with)]) for number in range(1, plan.rows + 1)]


def _drawn_with(one: Sitter | None) -> str:
    """Seats beside each other with the same key are one cell."""
    return "" if one is None else one.name if one.name == one.block else one.key


def _cell(run: Sequence[Sitter | None]) -> Cell:
    one = run[0]
    if one is None:
        return Cell(len(run), "", "free")
    return Cell(len(run), one.name, "block" if one.name == one.block else "one")


def block_words(plan: Plan) -> list[Fact]:
    """Which seats guests and receivers have of whom the plan tells the name alone, from the front."""
    found: dict[str, dict[int, list[int]]] = {}
    for seat, one in sorted(plan.taken.items(), key=lambda pair: pair[0]):
        if one.block != one.name:
            found.setdefault(one.block, {}).setdefault(seat.row, []).append(seat.number)
    return [
        Fact(block, "；".join(f"{row} 排 {_numbers(numbers)} 座" for row, numbers in rows.items()), key=f"block-{at}")
        for at, (block, rows) in enumerate(found.items())
    ]


def _numbers(numbers: Sequence[int]) -> str:
    """1—8、12."""
    runs = [[number for _, number in run] for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])]
    return "、".join(f"{run[0]}—{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)


def left_words(plan: Plan) -> list[str]:
    """Who has no seat, by block."""
    blocks: dict[str, int] = {}
    for one in plan.left_over:
        blocks[one.block] = blocks.get(one.block, 0) + 1
    return [f"{block} {number} 人" for block, number in blocks.items()]


def paper_acts(shown: Shown) -> list[Item]:
    """What can be printed now; certificates and the list for reading out stand with the honours."""
    code = shown.gathering.code

    def to(kind: PaperKind, ending: str) -> str:
        return reverse("ceremony_paper", args=[code, kind, ending])

    items = [
        Item("议程", "发给与会人员", None, to(PaperKind.PROGRAMME, "pdf"), "PDF"),
        Item("议程", "可以修改", None, to(PaperKind.PROGRAMME, "docx"), "Word"),
        Item("主持词提纲", "人名和次序从记录里列出", None, to(PaperKind.OUTLINE, "pdf"), "PDF"),
        Item("主持词提纲", "可以修改", None, to(PaperKind.OUTLINE, "docx"), "Word"),
    ]
    if shown.guests:
        items.append(Item("席卡", f"{len(shown.guests)} 张，对折", None, to(PaperKind.CARDS, "pdf"), "PDF"))
    if shown.honours:
        years = dict.fromkeys(one.year for one in shown.honours)
        host = shown.gathering.host.code
        items += [
            Item(
                f"{year}年证书、宣读名单、光荣榜、喜报",
                f"{len(shown.honours)} 项表彰",
                None,
                reverse("certificates_of_year", args=[host, year]),
                "打印",
            )
            for year in years
        ]
    return items


def item_of(one: Ceremony, guests: int) -> Item:
    """A ceremony in a list."""
    gathering = one.gathering
    cancelled = Chip("none", "已取消") if gathering.state == GatheringState.CANCELLED else None
    why = " · ".join(filter(None, (gathering.on.isoformat(), str(gathering.host), gathering.place, f"来宾 {guests} 位" if guests else "")))
    return Item(gathering.title, why, cancelled, reverse("ceremony", args=[gathering.code]), "查看")
