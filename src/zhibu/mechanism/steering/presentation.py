"""Committees in the words of their pages."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.cases.presentation import deadline_chip, row_item
from zhibu.cases.queries.lists import CaseRow
from zhibu.cases.registry import step_name
from zhibu.gatherings.terms import GatheringState
from zhibu.kernel.dates import FAR
from zhibu.mechanism.steering.models import Appointment
from zhibu.mechanism.steering.queries.committees import Committee
from zhibu.mechanism.steering.queries.conferences import Conference, ConferenceShown, Counted, ItemLine, LateMatter
from zhibu.mechanism.steering.queries.dissolving import Waiting
from zhibu.mechanism.steering.queries.seats import Seat
from zhibu.mechanism.steering.terms import SeatKind, Tier
from zhibu.web.components import Chip, Fact, Item, filled
from zhibu.web.html import prose_date

SHOWN: Final = 8


@dataclass(frozen=True, slots=True)
class Node:
    """One committee of the chart, with those below it."""

    name: str
    url: str
    tier: str
    head: str
    words: str
    chip: Chip | None = None
    children: tuple["Node", ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """What the chart tells of all committees."""

    committees: Sequence[Committee]
    seats: Mapping[int, Sequence[Seat]]
    conferences: Sequence[Conference]
    matters: Mapping[int, Counted]
    standing: Mapping[int, int]
    """Organisations of units by that of the community in which the unit stands."""
    on: date


def chart_of(known: Known) -> list[Node]:
    """The three tiers: a unit's committee below that of its community, every other one below the nearest one above it."""
    below: dict[int, list[Committee]] = {}
    tops: list[Committee] = []
    for one in known.committees:
        above = _above(one, known)
        (below.setdefault(above.id, []) if above else tops).append(one)
    return [_node(one, below, known) for one in tops]


def _above(one: Committee, known: Known) -> Committee | None:
    community = known.standing.get(one.organisation_id) if one.tier is Tier.UNIT else None
    there = next((other for other in known.committees if other.organisation_id == community), None)
    above = [other for other in known.committees if one.path != other.path and one.path.startswith(other.path)]
    return there or max(above, key=lambda other: len(other.path), default=None)


def _node(one: Committee, below: Mapping[int, Sequence[Committee]], known: Known) -> Node:
    order = list(Tier)
    children = sorted(below.get(one.id, ()), key=lambda each: (order.index(each.tier), each.path))
    seats, matters = known.seats.get(one.id, ()), known.matters.get(one.organisation_id, Counted())
    last = last_held(known.conferences, one, known.on)
    words = [f"成员 {len(seats)} 名", f"联席会议 {last.isoformat()}" if last else "还没有联席会议"]
    words += [f"协调事项在办 {matters.open} 件"] if matters.open else []
    return Node(
        one.name,
        reverse("steering_committee", args=[one.code]),
        tier_words(one),
        head_of(seats),
        "，".join(words),
        Chip("late", f"{matters.late} 件逾期") if matters.late else None,
        tuple(_node(child, below, known) for child in children),
    )


def tier_words(one: Committee) -> str:
    """街道（大工委）."""
    return f"{one.tier.label}（{one.tier.alias}）" if one.tier.alias else one.tier.label


def lead_of(one: Committee) -> str:
    """Its tier, and that it is no more."""
    return tier_words(one) if one.dissolved_on is None else f"{tier_words(one)}，已撤销"


def head_of(seats: Sequence[Seat]) -> str:
    """Who leads it, as a line says it."""
    return next((f"主任 {one.name}" for one in seats if one.kind is SeatKind.HEAD), "主任空缺")


def last_held(conferences: Iterable[Conference], one: Committee, on: date) -> date | None:
    """The day of the latest conference that has been."""
    return next((each.on for each in conferences if each.organisation_id == one.organisation_id and each.on <= on), None)


def facts_of(one: Committee, seats: Sequence[Seat]) -> list[Fact]:
    """What it is."""
    rows = [
        Fact("层级", tier_words(one)),
        Fact("党组织", one.organisation, url=reverse("organisation", args=[one.code])),
        Fact("成立日期", one.set_up_on.isoformat()),
        Fact("成立依据", one.basis),
        Fact("撤销日期", one.dissolved_on.isoformat() if one.dissolved_on else ""),
        Fact("撤销依据", one.dissolved_by),
        Fact("性质", "议事协调机构，不代替党组织作决定；兼职委员不占领导班子职数，组织关系不变。"),
        Fact(
            "成员",
            f"{len(seats)} 名，其中兼职委员 {sum(seat.kind is SeatKind.CONCURRENT for seat in seats)} 名",
            note="书记、副书记和下一级的书记按职务自动列入",
        ),
    ]
    return filled(rows)


def dissolved_items(found: Iterable[Committee], standing: Iterable[Committee]) -> list[Item]:
    """Those that were dissolved; the page of an organisation that has another one by now shows that."""
    taken = {one.code for one in standing}
    return [
        Item(
            one.name,
            f"{one.set_up_on.isoformat()} 成立，{one.dissolved_on.isoformat() if one.dissolved_on else ''} 撤销：{one.dissolved_by}",
            Chip("none", "已撤销"),
            "" if one.code in taken else reverse("steering_committee", args=[one.code]),
            "查看",
        )
        for one in found
    ]


def hindering_items(proposals: Iterable[Waiting], unsigned: Iterable[Waiting]) -> list[Item]:
    """What has to be settled first, each with the way there."""
    return [
        *(Item(one.title, "在办的人选：办完，或者取消", url=reverse("appointment", args=[one.code])) for one in proposals),
        *(Item(one.title, "没有签批的联席会议：签批，或者取消", url=reverse("gathering", args=[one.code])) for one in unsigned),
    ]


def ending_items(seats: Sequence[Seat], matters: int, organisation: str) -> list[Item]:
    """What becomes of members and matters."""
    concurrent = [one.name for one in seats if one.kind is SeatKind.CONCURRENT]
    given = [one.name for one in seats if one.given]
    staying = len(seats) - len(concurrent) - len(given)
    rows = [
        Item(f"按职务列入的 {staying} 名", "党内职务不变，不再列为成员。") if staying else None,
        Item(f"增加的成员 {len(given)} 名", f"{'、'.join(given)}：成员身份到这一天结束。") if given else None,
        Item(f"兼职委员 {len(concurrent)} 名", f"{'、'.join(concurrent)}：到这一天卸任，单位职务和组织关系不变。") if concurrent else None,
        Item(f"在办的协调事项 {matters} 件", f"由{organisation}继续办完；逾期的不再上会。") if matters else None,
    ]
    return [one for one in rows if one] or [Item("没有要结束的", "没有成员，也没有在办的协调事项。")]


def seat_items(seats: Iterable[Seat], *, code: str, seats_given: bool, steers: bool, on: date) -> list[Item]:
    """Members in their order; what can be ended is ended where it was given."""
    return [_seat_item(one, code, on, seats_given=seats_given, steers=steers) for one in seats]


def _seat_item(one: Seat, code: str, on: date, *, seats_given: bool, steers: bool) -> Item:
    until = f"至 {one.until.isoformat()}" if one.until else ""
    outside = "" if one.person_id else "不在名册上"
    why = " · ".join(filter(None, (one.words, f"{one.since.isoformat()} 起{until}", outside)))
    over = one.until is not None and one.until <= on
    chip = Chip("check" if over else "none", f"{one.kind.label}（届满）" if over else one.kind.label)
    if one.case and steers:
        return Item(one.name, why, chip, reverse("appointment", args=[one.case]), "查看")
    if one.given and seats_given:
        return Item(one.name, why, chip, reverse("steering_member_end", args=[code, one.given]), "结束")
    return Item(one.name, why, chip)


def conference_items(found: Sequence[Conference], on: date) -> list[Item]:
    """The latest ones, and those to come."""
    return [_conference_item(one, on) for one in found[:SHOWN]]


def _conference_item(one: Conference, on: date) -> Item:
    if one.on > on:
        chip = Chip("due", "待召开")
    elif one.signed:
        chip = Chip("ok", "已签批")
    else:
        chip = Chip("check", "待签批" if one.state == GatheringState.HELD else "待记录")
    heads = f" · 应到 {one.expected} 人，实到 {one.present} 人" if one.signed and one.expected else ""
    return Item(one.title, f"{prose_date(one.on)}{heads}", chip, reverse("gathering", args=[one.code]), "查看")


def matter_items(rows: Iterable[CaseRow]) -> list[Item]:
    """As cases say it."""
    return [row_item(row) for row in rows]


def appointment_items(found: Iterable[Appointment], on: date) -> list[Item]:
    """Proposals that are under way; whom they are about stands on their own page."""
    return [
        Item(
            f"{one.unit.name}推荐的人选",
            f"当前步骤：{steps_in_words(one)}",
            deadline_chip(None if one.case.now_latest == FAR else one.case.now_latest, on),
            reverse("appointment", args=[one.case.code]),
            "去办理",
        )
        for one in found
    ]


def steps_in_words(one: Appointment) -> str:
    """The steps that wait."""
    return "、".join(step_name(one.case.procedure, one.case.version, key) for key in one.case.now_steps.split(",") if key)


def who_of(one: Appointment) -> str:
    """Whom it is about."""
    return str(one.person.name) if one.person is not None else one.name


def appointment_facts(one: Appointment) -> list[Fact]:
    """Who, from where, how long."""
    rows = [
        Fact("人选", f"{who_of(one)}（不在名册上）" if one.person is None else who_of(one)),
        Fact("推荐单位", one.unit.name, url=reverse("unit", args=[one.unit.code])),
        Fact("单位职务", one.post),
        Fact("任命的党组织", str(one.superior)),
        Fact("任职", one.begins.isoformat() if one.begins else ""),
        Fact("届满", one.until.isoformat() if one.until else ""),
        Fact("卸任", one.ended_on.isoformat() if one.ended_on else "", note=one.ended_because),
        Fact("组织关系", "不变；不占领导班子职数"),
    ]
    return filled(rows)


def line_items(shown: ConferenceShown, late: Sequence[LateMatter], *, steers: bool, on: date) -> list[Item]:
    """What became of each line; what is late comes first."""
    code = shown.gathering.code
    open_ones = shown.holding.signed_at is None and not shown.holding.cancelled
    back = reverse("conference_late", args=[code])
    found = [Item(one.title, one.words(on), Chip("late", "逾期"), back, "列入议程") for one in late] if open_ones else []
    raises = steers and shown.has_begun(on)
    return [*found, *(_line_item(one, code, steers=raises) for one in shown.lines), *(row_item(row) for row in shown.besides)]


def _line_item(one: ItemLine, code: str, *, steers: bool) -> Item:
    title = f"{one.number}. {one.title}"
    if one.matter is not None:
        item = row_item(one.matter)
        return Item(title, f"{'再议；' if one.returned else ''}{item.why}", item.chip, item.url, item.act)
    if one.taken:
        return Item(title, "已转为协调事项", Chip("none", "已立项"))
    url = f"{reverse('conference_matter_raise', args=[code])}?item={one.number}" if steers else ""
    return Item(title, f"决议：{one.decided}" if one.decided else "", Chip("none", "议题"), url, "转为协调事项")


def outside_names(seats: Iterable[Seat], attended_by: str) -> list[str]:
    """Members who stand on no roll here, and so on no list that is derived; those who are written down as there are left out."""
    names = [f"{one.name}（{one.words}）" for one in seats if not one.person_id]
    return [one for one in names if one not in attended_by.split("、")]


def outside_item(names: Sequence[str], url: str) -> list[Item]:
    """Who of them came is told in one go."""
    why = "、".join(names)
    return [Item("不在名册上的成员", why, Chip("check", "待登记"), url, "登记到会")] if names else []


def late_choices(late: Iterable[LateMatter], on: date) -> list[tuple[str, str]]:
    """As a form offers them."""
    return [(one.code, f"{one.title}（逾期 {(on - one.latest).days} 天，{one.organisation}）") for one in late]
