"""Forms of the register: few fields, each with a date, so that the roll stays true from the first day."""

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar, Final

from django import forms

from zhibu.exchange.values import parse_date
from zhibu.kernel.dates import PartialDate
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.rules import identity_number, plausibility
from zhibu.register.rules.names import normalise_name
from zhibu.register.sealed_fields import SEALED
from zhibu.register.services.members import LEAVING
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, MaritalStatus, MarkKind, MemberStatus, Sex
from zhibu.register.terms.term import Term
from zhibu.register.terms.units import FormationMode, Ownership
from zhibu.web.fields import DayField, PartialDateField
from zhibu.web.forms import PageForm

REASONS: Final = ("联系本人", "核对信息", "办理组织关系", "填报上级系统", "其他")
DATES: Final = ("birth_date", "joined_on", "confirmed_on", "applied_on", "activist_on", "prospective_on", "work_started_on")

FIELDS: Final = {
    "birth": "birth_date", "applied": "applied_on", "activist_since": "activist_on", "prospective_since": "prospective_on",
    "joined": "joined_on", "confirmed": "confirmed_on",
}
"""Dates as the rules name them, and the fields of the form."""

Groups = tuple[tuple[str, tuple[str, ...]], ...]


def _at_field(one: Objection) -> Objection:
    return replace(one, field=FIELDS.get(one.field, one.field))


def choices(terms: type[Term], *, empty: str = "请选择") -> list[tuple[str, str]]:
    """A code list for a select."""
    return [("", empty), *terms.choices()]


def day(label: str, **kwargs: Any) -> DayField:
    """A day; today unless something else is typed."""
    return DayField(label=label, parse=parse_date, **kwargs)


def some_day(label: str) -> PartialDateField:
    """A day or a month, as far as the papers tell."""
    return PartialDateField(label=label, parse=parse_date, required=False)


def text(label: str, length: int = 100, **kwargs: Any) -> forms.CharField:
    """An optional line."""
    return forms.CharField(label=label, max_length=length, required=False, **kwargs)


class RevealForm(PageForm):
    """Why a full number is needed: one tap, or own words."""

    choice = forms.ChoiceField(label="原因", choices=[(one, one) for one in REASONS], initial=REASONS[0], widget=forms.RadioSelect)
    more = forms.CharField(label="补充说明", max_length=200, required=False, help_text="选“其他”时请写明。")

    def clean(self) -> dict[str, Any]:
        """Other reasons are named."""
        data = super().clean() or {}
        if data.get("choice") == REASONS[-1] and not data.get("more"):
            self.refuse(Decision.of(Objection("reason_missing", "没有写明原因。", remedy="请写明查看完整号码的原因。", field="more")))
        return data

    @property
    def reason(self) -> str:
        """The reason as the log keeps it."""
        return "：".join(filter(None, (self.cleaned_data["choice"], self.cleaned_data["more"])))


class PersonForm(PageForm):
    """Facts of a person. What the identity number tells is not asked again: sex and birth date follow from it."""

    groups: ClassVar[Groups] = (
        ("基本信息", ("name", "id_number", "sex", "birth_date", "ethnicity", "native_place", "marital_status")),
        ("党内日期", ("joined_on", "confirmed_on", "applied_on", "activist_on", "prospective_on", "joined_at_branch")),
        ("工作和联系", ("work_unit_and_post", "technical_post", "archive_unit", "work_started_on", "phone", "landline", "residence", "household")),
    )
    name = forms.CharField(label="姓名", max_length=60)
    id_number = text("公民身份号码", 24, help_text="15 位或 18 位；性别和出生日期由号码得出，不必再填。")
    sex = forms.ChoiceField(label="性别", choices=[("", "由号码得出"), ("male", "男"), ("female", "女")], required=False)
    birth_date = some_day("出生日期")
    ethnicity = forms.ChoiceField(label="民族", choices=choices(Ethnicity), required=False, initial=Ethnicity.HAN.value)
    native_place = text("籍贯")
    marital_status = forms.ChoiceField(label="婚姻状况", choices=choices(MaritalStatus), required=False)
    joined_on = some_day("加入党组织日期")
    confirmed_on = some_day("转为正式党员日期")
    applied_on = some_day("申请入党日期")
    activist_on = some_day("确定入党积极分子日期")
    prospective_on = some_day("确定发展对象日期")
    joined_at_branch = text("入党时所在支部", 120)
    work_unit_and_post = text("工作单位及职务", 200)
    technical_post = text("从事专业技术职务", 60)
    archive_unit = text("党员档案所在单位", 120)
    work_started_on = some_day("参加工作日期")
    phone = text("手机号码", 30)
    landline = text("固定电话", 30)
    residence = text("现居住地", 200)
    household = text("户籍所在地", 200)

    def __init__(self, *args: Any, today: date, generated: bool = False, masked: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.today = today
        self.generated = generated
        self.masked = masked or {}
        self.checks: tuple[Objection, ...] = ()
        for name, value in self.masked.items():
            self.fields[name].help_text = f"已登记 {value}；不改请留空。"

    def clean(self) -> dict[str, Any]:
        """The number agrees with the rest, and the dates with each other."""
        data = super().clean() or {}
        data["name"] = normalise_name(data.get("name") or "")
        self._read_number(data)
        found = plausibility.member_dates(self._dates(data), today=self.today)
        self.refuse(Decision(tuple(map(_at_field, found.objections))))
        self.checks = tuple(map(_at_field, found.checks))
        return data

    def _read_number(self, data: dict[str, Any]) -> None:
        raw = data.get("id_number")
        if not raw:
            return
        number = identity_number.parse(raw, today=self.today, generated=self.generated)
        if isinstance(number, Decision):
            self.refuse(Decision(tuple(replace(one, field="id_number") for one in number.objections)))
            return
        sex = Sex.stored(data["sex"]) if data.get("sex") else None
        against = identity_number.contradictions(number, sex=sex, birth=data.get("birth_date"))
        self.refuse(Decision(tuple(replace(one, field="id_number") for one in against.objections)))
        data["id_number"] = number.value
        data["sex"] = data.get("sex") or number.sex.value
        data["birth_date"] = PartialDate(number.birth)

    def _dates(self, data: dict[str, Any]) -> plausibility.MemberDates:
        status = MemberStatus.stored(data["status"]) if data.get("status") else None
        return plausibility.MemberDates(**{key: data.get(field) for key, field in FIELDS.items()}, status=status)

    @property
    def facts(self) -> dict[str, Any]:
        """Columns and plain values, as services take them; a sealed field left empty stays as it was."""
        data = self.cleaned_data
        facts = {name: value for name, value in data.items() if name not in DATES and (name not in SEALED or value)}
        months = []
        for name in DATES:
            value: PartialDate | None = data.get(name)
            facts[name] = value.day if value else None
            if value and value.month_only:
                months.append(name)
        facts["month_only"] = ",".join(months)
        return facts


class RegisterForm(PersonForm):
    """Somebody enters the register of a branch."""

    groups: ClassVar[Groups] = (("登记到", ("organisation", "status", "category", "on")), *PersonForm.groups)
    organisation = forms.CharField(label="党支部", max_length=120, help_text="支部的全称、简称或编号。")
    status = forms.ChoiceField(label="人员类别", choices=choices(MemberStatus))
    category = forms.ChoiceField(label="管理类别", choices=choices(ManagementCategory, empty="暂不确定"), required=False)
    on = day("登记日期", help_text="从这一天起在名册上。")
    field_order = ("organisation", "status", "category", "on")


class OnForm(PageForm):
    """Something holds from a day on, for a reason."""

    on = day("日期")
    reason = text("说明", 300)


class LeaveForm(OnForm):
    """Why somebody is no longer on the roll."""

    how = forms.ChoiceField(label="减少原因", choices=list(LEAVING.items()), widget=forms.RadioSelect)
    field_order = ("how", "on", "reason")


class StatusForm(OnForm):
    """Status from a day on."""

    status = forms.ChoiceField(label="人员类别", choices=choices(MemberStatus))
    field_order = ("status", "on", "reason")


class CategoryForm(OnForm):
    """Management category from a day on."""

    category = forms.ChoiceField(label="管理类别", choices=choices(ManagementCategory))
    field_order = ("category", "on", "reason")


class MarkForm(OnForm):
    """A mark begins or ends."""

    mark = forms.ChoiceField(label="标记", choices=choices(MarkKind))
    ends = forms.BooleanField(label="从这一天起不再标记", required=False)
    detail = text("去向、原因等", 200)
    field_order = ("mark", "ends", "on", "detail", "reason")


class PostForm(OnForm):
    """A post from a day on."""

    organisation = forms.CharField(label="党组织", max_length=120, help_text="全称、简称或编号。")
    kind = forms.ChoiceField(label="职务", choices=choices(PostKind))
    field_order = ("organisation", "kind", "on", "reason")


class MoveForm(PageForm):
    """To which branch somebody might belong."""

    target = forms.CharField(label="建议转入的党支部", max_length=120, help_text="全称、简称或编号。")
    note = text("理由", 300)


class MergeForm(PageForm):
    """The other record of the same person."""

    other = forms.CharField(label="另一条记录的编号", max_length=12, help_text="如 R000123；那条记录将并入当前记录。")
    reason = text("说明", 300)


class ReasonForm(PageForm):
    """Only a reason."""

    reason = text("说明", 300)


class OrganisationForm(PageForm):
    """A new organisation."""

    name = forms.CharField(label="名称", max_length=120, help_text="全称，如“中共向阳街道枫桥社区第一支部委员会”。")
    short_name = text("简称", 60, help_text="平时的叫法，名册的支部一栏常用它。")
    kind = forms.CharField(label="类别", max_length=20, help_text="党委、党总支部、党支部、联合党支部、临时党支部、党小组等。")
    parent = forms.CharField(label="上级党组织", max_length=120, required=False, help_text="全称、简称或编号。")
    on = day("成立时间")
    official_code = text("党组织代码", 15)
    contact = text("联系人", 60)
    phone = text("联系电话", 60)
    reason = text("说明", 300)


class OrganisationFactsForm(PageForm):
    """Facts without a date of their own."""

    official_code = text("党组织代码", 15, help_text="12 位或 15 位数字，可以不填。")
    founded_on = day("成立时间", required=False)
    contact = text("联系人", 60)
    phone = text("联系电话", 60)


class RenameForm(OnForm):
    """Another name from a day on."""

    name = forms.CharField(label="新名称", max_length=120)
    short_name = text("新简称", 60)
    field_order = ("name", "short_name", "on", "reason")


class KindForm(OnForm):
    """Another kind from a day on."""

    kind = forms.CharField(label="新类别", max_length=20, help_text="党委、党总支部、党支部、联合党支部、临时党支部等。")
    field_order = ("kind", "on", "reason")


class ParentForm(OnForm):
    """Another place in the tree, or an organisation to be merged into."""

    parent = forms.CharField(label="党组织", max_length=120, help_text="全称、简称或编号。")
    field_order = ("parent", "on", "reason")


class SplitForm(OnForm):
    """A second organisation with some of the people."""

    name = forms.CharField(label="新组织名称", max_length=120)
    short_name = text("新组织简称", 60)
    people = forms.MultipleChoiceField(label="转到新组织的人员", widget=forms.CheckboxSelectMultiple, required=False)
    field_order = ("name", "short_name", "on", "people", "reason")

    def set_people(self, people: list[tuple[str, str]]) -> None:
        """Who belongs to the organisation today."""
        field = self.fields["people"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = people


class UnitForm(PageForm):
    """A resident unit."""

    name = forms.CharField(label="单位名称", max_length=120)
    ownership = forms.ChoiceField(label="单位类别", choices=choices(Ownership), required=False)
    district_owned = forms.NullBooleanField(
        label="区属", required=False, widget=forms.Select(choices=[("unknown", "未登记"), ("true", "区属"), ("false", "非区属")])
    )
    place = forms.CharField(label="所在社区（属地党组织）", max_length=120, help_text="社区名称，或党组织的全称、简称、编号。")
    head_count = forms.IntegerField(label="从业人数", min_value=0, max_value=1_000_000, required=False)
    organisation = text("单位党组织", 120, help_text="已建立党组织的填写全称、简称或编号。")
    mode = forms.ChoiceField(label="组建方式", choices=choices(FormationMode, empty="未登记"), required=False)
    on = day("数据日期", help_text="从业人数和党组织从这一天起。")
    contact = text("联系人", 60)
    phone = text("联系电话", 60)


