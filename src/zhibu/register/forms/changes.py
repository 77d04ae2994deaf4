"""What happens to a person: few fields, each with a date, so that the roll stays true from the first day."""

from typing import Final

from django import forms

from zhibu.register.forms.fields import choices, day, named, one_of, text
from zhibu.register.services.members import LEAVING
from zhibu.register.terms.education import Degree, Education
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind, MemberStatus
from zhibu.web.forms import PageForm

NO_GROUP: Final = "none"


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
    """A mark begins or ends. Hardship has a form of its own, for two roles."""

    mark = forms.ChoiceField(label="标记", choices=choices(MarkKind, but=[MarkKind.HARDSHIP]))
    ends = forms.BooleanField(label="从这一天起不再标记", required=False)
    detail = text("去向、原因等", 200)
    field_order = ("mark", "ends", "on", "detail", "reason")


class HardshipForm(PageForm):
    """Hardship begins or ends; what is written here stays in its sealed area, so there is no reason for the log beside it."""

    on = day("日期")
    ends = forms.BooleanField(label="从这一天起不再困难", required=False)
    detail = text("情况", 200, help_text="只有街道组织干事和党支部书记可以看到。")


class EducationForm(OnForm):
    """Highest education from a day on."""

    level = one_of("学历", Education)
    degree = text("学位", 60, help_text=f"如{'、'.join(one.label for one in list(Degree)[:3])}。")
    school = text("毕业院校", 120)
    subject = text("专业", 120)
    field_order = ("level", "degree", "school", "subject", "on", "reason")


class OccupationForm(OnForm):
    """The work post from a day on."""

    occupation = forms.ChoiceField(label="工作岗位", choices=choices(Occupation))
    field_order = ("occupation", "on", "reason")


class GroupForm(OnForm):
    """Which group of the own branch."""

    group = forms.ChoiceField(label="党小组")
    field_order = ("group", "on", "reason")

    def set_groups(self, groups: list[tuple[str, str]]) -> None:
        """The groups of the branch, and none."""
        self.choose("group", [("", "请选择"), *groups, (NO_GROUP, "不在任何党小组")])


class PostForm(OnForm):
    """A post from a day on."""

    organisation = named("党组织", help_text="全称、简称或编号。")
    kind = forms.ChoiceField(label="职务", choices=choices(PostKind))
    field_order = ("organisation", "kind", "on", "reason")


class MoveForm(PageForm):
    """To which branch somebody might belong."""

    target = named("建议转入的党支部", help_text="全称、简称或编号。")
    note = text("理由", 300)


class MergeForm(PageForm):
    """The other record of the same person."""

    other = forms.CharField(label="另一条记录的编号", max_length=12, help_text="如 R000123；那条记录将并入当前记录。")
    reason = text("说明", 300)


class ReasonForm(PageForm):
    """Only a reason."""

    reason = text("说明", 300)
