"""When a resident unit may be recorded, and from which day its figures hold."""

from datetime import date

from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.rules.member_acts import not_later


def may_record_unit(
    *, name: str, known_as: str, closed: bool, place_dissolved: bool, organisation_dissolved: bool, on: date, today: date
) -> Decision:
    """A named unit, once in the reach of one Party organisation; both organisations exist."""
    gone = "该党组织已撤销。"
    return Decision.of(
        Objection("name_missing", "没有填写单位名称。", remedy="请填写单位名称。", field="name") if not name.strip() else None,
        Objection("known", f"已登记：{known_as}。", remedy="请打开原有记录更正。", field="name") if known_as else None,
        Objection("closed", "该单位已登记停业或迁出。", remedy="登记有误的，当天可以撤回。") if closed else None,
        Objection("dissolved", gone, remedy="请选择另一个党组织。", field="place") if place_dissolved else None,
        Objection("dissolved", gone, remedy="请选择另一个党组织。", field="organisation") if organisation_dissolved else None,
        not_later(on, today),
    )


def may_close_unit(*, closed_on: date | None, on: date, today: date) -> Decision:
    """A unit closes or moves away once."""
    ended = f"已登记 {closed_on.isoformat()} 停业或迁出。" if closed_on else ""
    return Decision.of(
        Objection("closed", ended, remedy="无须再次登记。", field="on") if ended else None,
        not_later(on, today),
    )
