"""The lists of the register: each column declared once, for the page, the Excel sheet and the JSON answer.

Headings are those that the importer reads, so that an export can be mended and imported again.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from zhibu.register.queries.organisations import OrganisationRow
from zhibu.register.queries.rolls import UNSEEN, RollRow
from zhibu.register.queries.units import UnitRow
from zhibu.register.rules.standing import age, party_standing
from zhibu.register.terms.education import Education
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import KindReading, OrganisationKind
from zhibu.register.terms.people import ManagementCategory, MarkKind, MembershipState, MemberStatus, Sex
from zhibu.register.terms.units import Ownership
from zhibu.web.html import link, route
from zhibu.web.tables import Column, Table

SEE: Final = "see_register"
CONTACT: Final = "see_contact"


STATUS: Final = MemberStatus.labels()
CATEGORY: Final = ManagementCategory.labels()
SEX: Final = Sex.labels()
ETHNICITY: Final = Ethnicity.labels()
EDUCATION: Final = Education.labels()
OCCUPATION: Final = Occupation.labels()
STATE: Final = MembershipState.labels()
MARK: Final = MarkKind.labels()
OWNERSHIP: Final = Ownership.labels()

member_url: Final = route("member")
organisation_url: Final = route("organisation")
unit_url: Final = route("unit")


def day(field: str) -> Callable[[RollRow], object]:
    """A date column; a month alone stays a month."""

    def read(row: RollRow) -> object:
        value: date | None = getattr(row, field)
        return value.strftime("%Y-%m") if value and field in row.month_only.split(",") else value

    return read


def _standing(row: RollRow) -> int | None:
    if not row.status:
        return None
    known = {"joined": row.joined_on, "confirmed": row.confirmed_on}
    return party_standing(**known, status=row.member_status, correction_years=row.standing_correction or 0, on=row.on)


def _age(row: RollRow) -> int | None:
    return age(row.birth_date, row.on) if row.birth_date else None


def _marks(row: RollRow) -> str:
    """Hardship is one sealed area of two roles (PRACTICE.md 4.7): it never stands in a list."""
    return "、".join(sorted(MARK.get(one, one) for one in row.marks.split(",") if one not in {"", UNSEEN, MarkKind.HARDSHIP}))


def _answer(mark: MarkKind) -> Callable[[RollRow], str]:
    """Yes or no; nothing about people of whom only the name is seen."""

    def read(row: RollRow) -> str:
        return "" if row.marks == UNSEEN else "是" if mark in row.marks.split(",") else "否"

    return read


MEMBERS: Final = Table[RollRow](
    columns=(
        Column(
            "name", "姓名", lambda r: r.name, html=lambda r: link(member_url(r.code), r.name, kind="name"), sort="sort_key", phone="title"
        ),
        Column(
            "organisation",
            "所在党支部",
            lambda r: r.organisation,
            html=lambda r: link(organisation_url(r.organisation_code), r.organisation),
            sort="organisation",
            act=SEE,
            width=26,
        ),
        Column("status", "人员类别", lambda r: STATUS.get(r.status, ""), sort="status", act=SEE, phone="mark"),
        Column("category", "管理类别", lambda r: CATEGORY.get(r.category, ""), sort="category", act=SEE, width=16),
        Column("sex", "性别", lambda r: SEX.get(r.sex, ""), sort="sex", act=SEE, width=6),
        Column("ethnicity", "民族", lambda r: ETHNICITY.get(r.ethnicity, ""), default=False, act=SEE, phone="hidden", width=10),
        Column("birth_date", "出生日期", day("birth_date"), sort="birth_date", default=False, act=SEE, phone="hidden"),
        Column("age", "年龄", _age, sort="age", act=SEE, align="right", phone="label", width=6),
        Column(
            "education", "学历", lambda r: EDUCATION.get(r.education, r.education_raw), default=False, act=SEE, phone="hidden", width=16
        ),
        Column(
            "occupation",
            "工作岗位",
            lambda r: OCCUPATION.get(r.occupation, r.occupation_raw),
            default=False,
            act=SEE,
            phone="hidden",
            width=26,
        ),
        Column("joined_on", "入党日期", day("joined_on"), sort="joined_on", act=SEE, phone="hidden"),
        Column("confirmed_on", "转正日期", day("confirmed_on"), sort="confirmed_on", default=False, act=SEE, phone="hidden"),
        Column("standing", "党龄", _standing, act=SEE, align="right", phone="label", width=6),
        Column("state", "党籍状态", lambda r: STATE.get(r.state, ""), default=False, act=SEE, phone="hidden"),
        Column("marks", "标记", _marks, act=SEE, width=20),
        Column("floating", "是否流动党员", _answer(MarkKind.FLOATING_OUT), default=False, act=SEE, phone="hidden"),
        Column("out_of_contact", "是否失联党员", _answer(MarkKind.OUT_OF_CONTACT), default=False, act=SEE, phone="hidden"),
        Column("phone", "手机号码", lambda r: r.phone, default=False, act=CONTACT, width=14),
        Column("id_number", "公民身份号码", lambda r: r.id_number, default=False, act=CONTACT, phone="hidden", width=20),
        Column("residence", "现居住地", lambda r: r.residence, default=False, act=CONTACT, phone="hidden", width=14),
        Column("code", "编号", lambda r: r.code, default=False, act=SEE, phone="hidden", width=10),
    ),
    order="name",
    unit="名",
)

NAMES: Final = Table[RollRow](columns=(Column("name", "姓名", lambda r: r.name, sort="sort_key", phone="title"),), order="name", unit="名")
"""What a member sees of the own branch: names."""


def kind_of(row: OrganisationRow) -> str:
    """The kind with its flags, as sheets write it."""
    return KindReading(OrganisationKind.stored(row.kind), joint=row.joint, provisional=row.provisional).label if row.kind else ""


ORGANISATIONS: Final = Table[OrganisationRow](
    columns=(
        Column(
            "name",
            "名称",
            lambda r: r.name,
            html=lambda r: link(organisation_url(r.code), r.name, kind="name"),
            sort="path",
            phone="title",
            width=40,
        ),
        Column("short_name", "简称", lambda r: r.short_name, default=False, width=24),
        Column("kind", "类别", kind_of, phone="mark", width=16),
        Column("official_code", "党组织代码", lambda r: r.official_code, default=False, phone="hidden", width=18),
        Column("founded_on", "成立时间", lambda r: r.founded_on, phone="hidden"),
        Column("below", "下级组织", lambda r: r.below, align="right", phone="label", width=8),
        Column("members", "党员", lambda r: r.members, align="right", phone="label", width=8),
        Column("code", "编号", lambda r: r.code, default=False, phone="hidden", width=10),
    ),
    order="name",
    unit="个",
)

UNITS: Final = Table[UnitRow](
    columns=(
        Column(
            "name",
            "单位名称",
            lambda r: r.name,
            html=lambda r: link(unit_url(r.code), r.name, kind="name"),
            sort="sort_key",
            phone="title",
            width=36,
        ),
        Column("ownership", "单位类别", lambda r: OWNERSHIP.get(r.ownership, r.ownership_raw), sort="ownership", phone="mark", width=20),
        Column("community", "所在社区", lambda r: r.community, sort="community", width=16),
        Column("district_owned", "区属", lambda r: r.district_owned, phone="hidden", width=8),
        Column("head_count", "从业人数", lambda r: r.head_count, sort="head_count", align="right", phone="label", width=10),
        Column("organisation", "党组织", lambda r: r.organisation, width=28),
        Column("mode", "组建方式", lambda r: r.mode, phone="hidden", width=12),
        Column("code", "编号", lambda r: r.code, default=False, phone="hidden", width=10),
    ),
    order="name",
    unit="个",
)
