"""Who answers for an area: one at a tier and a time; the day lies within the area and is not before what follows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import LOCAL, Decision, Objection


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of an area and an organisation when somebody is to answer for it."""

    area_from: date
    area_to: date
    inside: bool
    """The organisation is the street whose list it is, or stands below it."""
    dissolved: bool
    later: Mapping[str, date]
    """By tier: the first day of what is recorded from a later day on."""


def may_assign(standing: Standing, *, wanted: Mapping[str, bool], on: date) -> Decision:
    """``wanted`` says by tier whether somebody is named; an empty one ends what was."""
    late = [tier for tier in wanted if tier in standing.later]
    return Decision.of(
        None if wanted else Objection("nothing", "没有改动。", remedy="请改动责任人，或返回。"),
        Objection("outside", "这项工作不是该党组织的上级街道的。", LOCAL, "请选择街道或其下级党组织。") if not standing.inside else None,
        Objection("dissolved", "该党组织已撤销。", remedy="请选择另一个党组织。") if standing.dissolved else None,
        _within(standing, on),
        Objection(
            "later",
            f"{standing.later[late[0]].isoformat()} 起已另有登记。",
            LOCAL,
            "请选这一天或以后的日期，或先改那一条。",
            "on",
        )
        if late
        else None,
    )


def _within(standing: Standing, on: date) -> Objection | None:
    if standing.area_from <= on < standing.area_to:
        return None
    until = "" if standing.area_to == FAR else f"至 {standing.area_to.isoformat()} 前"
    told = f"这项工作自 {standing.area_from.isoformat()} 起{until}列在分工表里。"
    return Objection("outside_area", told, remedy="请选其间的日期。", field="on")


def may_add_area(name: str, *, is_street: bool, known: bool) -> Decision:
    """Only a street keeps a list; a name stands once."""
    called = name.strip()
    return Decision.of(
        Objection("no_street", "责任分工表由街道党工委制定。", LOCAL, "请在街道党工委名下新增。") if not is_street else None,
        Objection("name_missing", "没有写明是什么工作。", remedy="请填写，如“组织建设”。", field="name") if not called else None,
        Objection("known", f"分工表里已有“{called}”。", remedy="无须重复新增。", field="name") if known else None,
    )


def may_end_area(*, since: date, until: date, on: date, held: date | None) -> Decision:
    """It ends after it began, and not before the last that was recorded of it."""
    return Decision.of(
        Objection("ended", f"已于 {until.isoformat()} 移出分工表。", remedy="无须再次登记。", field="on") if until != FAR else None,
        Objection("too_early", f"日期不晚于起始日期 {since.isoformat()}。", remedy="请核对日期。", field="on") if on <= since else None,
        Objection("held", f"{held.isoformat()} 起还有责任人登记。", remedy="请选以后的日期。", field="on") if held and held >= on else None,
    )
