"""Organisations and communities: founded, corrected, changed."""

from django import forms

from zhibu.kernel.decisions import Objection
from zhibu.register.forms.changes import OnForm
from zhibu.register.forms.fields import day, named, text
from zhibu.register.rules.codes import OfficialCode, mend_code
from zhibu.web.fields import Refusal
from zhibu.web.forms import PageForm


class CodedForm(PageForm):
    """Official codes have 12 or 15 digits, with a leading zero that Excel eats."""

    def clean_official_code(self) -> str:
        """Full length, or nothing."""
        typed: str = self.cleaned_data["official_code"]
        found = mend_code(typed, known=()) if typed else OfficialCode("")
        if isinstance(found, Objection):
            raise Refusal(found)
        return found.value


class OrganisationForm(CodedForm):
    """A new organisation."""

    name = forms.CharField(label="名称", max_length=120, help_text="全称，如“中共向阳街道枫桥社区第一支部委员会”。")
    short_name = text("简称", 60, help_text="平时的叫法，名册的支部一栏常用它。")
    kind = named("类别", 20, help_text="党委、党总支部、党支部、联合党支部、临时党支部、党小组等。")
    parent = named("上级党组织", help_text="全称、简称或编号，在您的负责范围内。")
    on = day("成立时间")
    official_code = text("党组织代码", 15)
    contact = text("联系人", 60)
    phone = text("联系电话", 60)
    reason = text("说明", 300)


class OrganisationFactsForm(CodedForm):
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

    kind = named("新类别", 20, help_text="党委、党总支部、党支部、联合党支部、临时党支部等。")
    field_order = ("kind", "on", "reason")


class ParentForm(OnForm):
    """Another place in the tree, or an organisation to be merged into."""

    parent = named("党组织", help_text="全称、简称或编号。")
    field_order = ("parent", "on", "reason")


class SplitForm(OnForm):
    """A second organisation with some of the people."""

    name = forms.CharField(label="新组织名称", max_length=120)
    short_name = text("新组织简称", 60)
    people = forms.MultipleChoiceField(label="转到新组织的人员", widget=forms.CheckboxSelectMultiple, required=False)
    field_order = ("name", "short_name", "on", "people", "reason")

    def set_people(self, people: list[tuple[str, str]]) -> None:
        """Who belongs to the organisation today."""
        self.choose("people", people)


class CommunityForm(PageForm):
    """The community that an organisation leads, and its residents' committee, which is another body."""

    name = forms.CharField(label="社区名称", max_length=60, help_text="如“枫桥社区”。")
    residents_committee = text("社区居民委员会", 80, help_text="与社区党组织是两个组织；全称，如“枫桥社区居民委员会”。")
    director = text("居民委员会主任", 60)
    phone = text("居民委员会电话", 60)
    reason = text("说明", 300)
