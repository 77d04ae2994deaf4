"""The facts of a person: registered, corrected."""

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Final, cast

from django import forms

from zhibu.kernel.dates import PartialDate
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.forms.fields import choices, day, named, one_of, some_day, text
from zhibu.register.rules import identity_number, plausibility
from zhibu.register.rules.names import normalise_name
from zhibu.register.sealed_fields import SEALED
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.people import ConfirmationOutcome, JoiningType, ManagementCategory, MaritalStatus, MemberStatus, Sex
from zhibu.register.terms.record_sheet import DAYS
from zhibu.register.terms.strata import NewStratum
from zhibu.web.forms import PageForm

LONGEST_NAME: Final = 60
TOO_LONG: Final = Objection("too_long", f"姓名最多 {LONGEST_NAME} 个字。", remedy="请核对姓名。", field="name")
"""A sign that stands for a phrase is written out before it is kept."""
REAL: Final = Objection(
    "real_number",
    "这里是演示数据，不能登记真实号码。",
    remedy=f"请用 {identity_number.GENERATED_REGION} 开头的虚构号码，或在正式安装中登记。",
    field="id_number",
)
"""The sample street is seen as anybody: no real person belongs there (PRACTICE.md 4.9)."""
NONE: Final = "无"
"""Typed where a sealed value was wrong and there is none."""

Groups = tuple[tuple[str, tuple[str, ...]], ...]


def _at_field(one: Objection) -> Objection:
    return replace(one, field=plausibility.COLUMNS.get(one.field, one.field))


class PersonForm(PageForm):
    """What the papers tell. What the identity number tells is not asked again: sex and birth date follow from it."""

    groups: ClassVar[Groups] = (
        ("基本信息", ("name", "id_number", "sex", "birth_date", "ethnicity", "native_place", "marital_status")),
        (
            "党内信息",
            (
                *("joined_on", "confirmed_on", "confirmation_note", "probation_extended_to", "applied_on", "activist_on"),
                *("prospective_on", "joining_type", "joined_at_branch", "standing_correction", "league_joined_on", "training"),
            ),
        ),
        (
            "工作和联系",
            (
                *("work_unit_and_post", "technical_post", "new_stratum", "front_line", "migrant_worker", "archive_unit"),
                *("work_started_on", "phone", "landline", "residence", "household"),
            ),
        ),
    )
    name = forms.CharField(label="姓名", max_length=LONGEST_NAME)
    id_number = text("公民身份号码", 24, help_text="15 位或 18 位；性别和出生日期由号码得出，不必再填。")
    sex = forms.ChoiceField(label="性别", choices=[("", "由号码得出"), ("male", "男"), ("female", "女")], required=False)
    birth_date = some_day("出生日期")
    ethnicity = one_of("民族", Ethnicity, initial=Ethnicity.HAN.value)
    native_place = text("籍贯")
    marital_status = one_of("婚姻状况", MaritalStatus)
    joined_on = some_day("加入党组织日期")
    confirmed_on = some_day("转为正式党员日期")
    confirmation_note = one_of("转正情况", ConfirmationOutcome)
    probation_extended_to = some_day("延长预备期至", future=True)
    applied_on = some_day("申请入党日期")
    activist_on = some_day("确定入党积极分子日期")
    prospective_on = some_day("确定发展对象日期")
    joining_type = one_of("入党类型", JoiningType)
    joined_at_branch = text("入党时所在支部", 120)
    standing_correction = forms.IntegerField(label="党龄校正值（年）", min_value=-50, max_value=50, required=False)
    league_joined_on = some_day("入团日期")
    training = text("培训情况", 100)
    work_unit_and_post = text("工作单位及职务", 200)
    technical_post = text("从事专业技术职务", 60)
    new_stratum = one_of("新社会阶层类型", NewStratum)
    front_line = text("一线情况", 60)
    migrant_worker = forms.NullBooleanField(
        label="是否农民工", required=False, widget=forms.Select(choices=[("unknown", "未登记"), ("true", "是"), ("false", "否")])
    )
    archive_unit = text("党员档案所在单位", 120)
    work_started_on = some_day("参加工作日期")
    phone = text("手机号码", 30)
    landline = text("固定电话", 30)
    residence = text("现居住地", 200)
    household = text("户籍所在地", 200)

    def __init__(
        self,
        *args: Any,
        today: date,
        generated: bool = False,
        known: dict[str, str] | None = None,
        masked: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        """``known`` are the sealed values as they stand, ``masked`` what may be shown of them."""
        super().__init__(*args, today=today, **kwargs)
        self.today = today
        self.generated = generated
        self.known = known or {}
        self.checks: tuple[Objection, ...] = ()
        for name, value in (masked or {}).items():
            self.fields[name].help_text = f"已登记 {value}；不改请留空，要清除请填“{NONE}”。"
        for name, field in self.fields.items():
            _keep_as_written(field, str(self.initial.get(name) or ""))

    def clean(self) -> dict[str, Any]:
        """The number agrees with the rest, and the dates with each other."""
        data = super().clean() or {}
        data["name"] = normalise_name(data.get("name") or "")
        if len(data["name"]) > LONGEST_NAME:
            self.refuse(Decision.of(TOO_LONG))
        self._read_number(data)
        found = plausibility.member_dates(self._dates(data), today=self.today)
        self.refuse(Decision(tuple(map(_at_field, found.objections))))
        self.checks = tuple(map(_at_field, found.checks))
        return data

    def _read_number(self, data: dict[str, Any]) -> None:
        """A number typed anew tells sex and birth date; one that is known already must still agree with them."""
        typed = data.get("id_number") or ""
        raw = "" if typed == NONE else typed or self.known.get("id_number", "")
        if not raw:
            return
        number = identity_number.parse(raw, today=self.today, generated=self.generated)
        if isinstance(number, Decision):
            self.refuse(Decision(tuple(replace(one, field="id_number") for one in number.objections)))
            return
        sex = Sex.stored(data["sex"]) if data.get("sex") else None
        if typed and self.generated and not number.value.startswith(identity_number.GENERATED_REGION):
            self.refuse(Decision.of(REAL))
            return
        against = identity_number.contradictions(number, sex=sex, birth=data.get("birth_date"))
        self.refuse(Decision(tuple(replace(one, field="id_number") for one in against.objections)))
        data["id_number"] = number.value if typed else ""
        data["sex"] = data.get("sex") or number.sex.value
        data["birth_date"] = PartialDate(number.birth)

    def _dates(self, data: dict[str, Any]) -> plausibility.MemberDates:
        status = MemberStatus.stored(data["status"]) if data.get("status") else None
        return plausibility.MemberDates(**{key: data.get(field) for key, field in plausibility.COLUMNS.items()}, status=status)

    @property
    def facts(self) -> dict[str, Any]:
        """Columns and plain values, as services take them; a sealed field left empty stays as it was."""
        data = self.cleaned_data
        facts = {name: data[name] for name in PersonForm.base_fields if name not in DAYS and name not in SEALED}
        facts |= {name: "" if data[name] == NONE else data[name] for name in SEALED if data.get(name)}
        months = []
        for name in DAYS:
            value: PartialDate | None = data.get(name)
            facts[name] = value.day if value else None
            if value and value.month_only:
                months.append(name)
        facts["month_only"] = ",".join(months)
        return facts


def _keep_as_written(field: forms.Field, value: str) -> None:
    """A sheet's word that the list has not stands in the record as it was written, until somebody chooses another."""
    if not value or not isinstance(field, forms.ChoiceField):
        return
    listed = cast("list[tuple[str, str]]", field.choices)
    if value not in dict(listed):
        field.choices = [*listed, (value, f"{value}（原文）")]


class RegisterForm(PersonForm):
    """Somebody enters the register of a branch."""

    groups: ClassVar[Groups] = (("登记到", ("organisation", "status", "category", "on")), *PersonForm.groups)
    organisation = named("党支部", help_text="支部的全称、简称或编号。")
    status = forms.ChoiceField(label="人员类别", choices=choices(MemberStatus))
    category = one_of("管理类别", ManagementCategory, empty="暂不确定")
    on = day("登记日期", help_text="从这一天起在名册上。")
    field_order = ("organisation", "status", "category", "on")
