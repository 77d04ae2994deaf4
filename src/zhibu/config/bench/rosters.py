"""Makes the roster that ``bench import`` reads: the national summary sheet of 18 columns, a row for each member of plain streets."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

from zhibu.config.sample.draw import Draw, Numbers
from zhibu.config.sample.life import Life
from zhibu.config.sample.plain import chance
from zhibu.config.sample.population import full_member
from zhibu.config.sample.scale import SEED, city, plain_streets
from zhibu.exchange.writing import Column, SheetOut, write_sheets
from zhibu.kernel.clock import today
from zhibu.register.terms.people import MembershipState

HEADINGS: Final = (
    "序号", "姓名", "所在党支部", "公民身份证号", "性别", "民族", "出生日期", "学历", "人员类别", "加入党组织日期", "转为正式党员日期",
    "工作岗位", "手机号", "固定电话", "家庭住址", "党籍状态", "是否为流动党员", "外出流向",
)  # fmt: skip
TITLE: Final = "党员基本信息汇总表"
DAYS: Final = frozenset({"出生日期", "转为正式党员日期"})
"""Written as Excel dates; the day of joining as text, as half of the sheets have it."""


def rosters(*, file: str, members: int) -> dict[str, Any]:
    """Write it, with a title row as such sheets have."""
    counted = enumerate(roster_rows(members, today()), start=1)
    columns = [Column(heading, 14, "date" if heading in DAYS else "text") for heading in HEADINGS]
    with Path(file).open("wb") as stream:
        write_sheets(stream, [SheetOut("党员", columns, ((count, *row) for count, row in counted), note=TITLE)])
    return {}


def roster_rows(members: int, on: date) -> Iterator[tuple[str | date | None, ...]]:
    """What a street's clerk would have in the sheet."""
    numbers = Numbers()
    for one in plain_streets(city(), members=members):
        street = one.street
        draw = Draw(chance(SEED, one.number), on, district=street.district, street=street.name, numbers=numbers)
        for branch in street.branches:
            for _ in range(branch.size):
                yield _row(full_member(street, draw, branch), draw)


def _row(life: Life, draw: Draw) -> tuple[str | date | None, ...]:
    away = draw.rng.random() < 0.04
    occupation = life.occupation.label if life.occupation else ""
    return (
        life.name, life.branch.short_name, life.number, life.sex.label, life.ethnicity.label, life.birth, life.education[-1].level.label,
        life.status.label, str(life.joined), life.confirmed, occupation, life.phone, life.landline, life.residence,
        MembershipState.IN_FORCE.label, "是" if away else "否", "广东深圳" if away else "",
    )  # fmt: skip
