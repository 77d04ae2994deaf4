"""Resident units."""

from django import forms

from zhibu.register.forms.fields import day, one_of, text
from zhibu.register.terms.units import FormationMode, Ownership
from zhibu.web.forms import PageForm


class UnitForm(PageForm):
    """A resident unit; head count and Party organisation hold from a day on."""

    name = forms.CharField(label="单位名称", max_length=120)
    ownership = one_of("单位类别", Ownership)
    district_owned = forms.NullBooleanField(
        label="区属", required=False, widget=forms.Select(choices=[("unknown", "未登记"), ("true", "区属"), ("false", "非区属")])
    )
    place = forms.CharField(label="所在社区（属地党组织）", max_length=120, help_text="社区名称，或党组织的全称、简称、编号。")
    head_count = forms.IntegerField(label="从业人数", min_value=0, max_value=1_000_000, required=False)
    organisation = text("单位党组织", 120, help_text="已建立党组织的填写全称、简称或编号。")
    mode = one_of("组建方式", FormationMode)
    on = day("数据日期", help_text="从业人数和党组织从这一天起。")
    contact = text("联系人", 60)
    phone = text("联系电话", 60)
