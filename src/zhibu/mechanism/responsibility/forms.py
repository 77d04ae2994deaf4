"""What is asked about responsibilities, hand-overs, priorities and matters."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms

from zhibu.mechanism.responsibility.queries.points import holding
from zhibu.mechanism.responsibility.terms import PriorityTag, Tier, Together
from zhibu.register.forms.fields import day, named, text
from zhibu.web.forms import PageForm

Choices = Sequence[tuple[str, str | list[tuple[str, str]]]]
WHO_HELP: Final = "姓名或编号。"


class ChangeForm(PageForm):
    """Who answers at each tier; an empty box: nobody."""

    first = named(Tier.FIRST.label, 60, required=False, help_text="姓名或编号；留空就是不再有人负责。")
    direct = named(Tier.DIRECT.label, 60, required=False)
    executing = named(Tier.EXECUTING.label, 60, required=False)
    on = day("从哪一天起")
    basis = text("依据", 120, help_text="会议或文件，可不填。")


class AreaForm(PageForm):
    """One more area."""

    name = forms.CharField(label="工作", max_length=60, help_text="照街道自己的分工文件写，如“组织建设”。")
    on = day("从哪一天起")


class EndForm(PageForm):
    """From which day on."""

    on = day("从哪一天起")


class HandForm(PageForm):
    """Who takes over, from which day on; duties and areas are known."""

    groups = (("本组织未办完的事", ("lines",)),)
    receiver = named("接收人", 60, help_text=WHO_HELP)
    on = day("交接日期", help_text="原任从这一天起不再任职，随职务的授权同日终止。")
    takes_post = forms.BooleanField(label="接收人从这一天起担任同一职务", required=False, initial=True)
    takes_areas = forms.BooleanField(label="依据这个职务的责任分工由接收人接着负责", required=False, initial=True)
    takes_priorities = forms.BooleanField(label="没有完成的重点任务，责任人改为接收人", required=False, initial=True)
    note = text("说明", 300, help_text="纸质材料、印章、钥匙等放在哪里；不写个人情况。")

    def choose_from(self, lines: Sequence[tuple[str, str]], *, ticked: bool) -> None:
        """What the organisation has open; most of it is not the business of whoever has a portfolio."""
        if lines:
            label, boxes = "列入交接单的", forms.CheckboxSelectMultiple()
            initial = [key for key, _ in lines] if ticked else []
            help_text = "这个职务不办的，去掉勾。" if ticked else "勾上由这个职务办的。"
            field = forms.MultipleChoiceField(
                label=label, choices=lines, widget=boxes, required=False, initial=initial, help_text=help_text
            )
            self.put("lines", field)


class ConfirmForm(PageForm):
    """Received."""

    on = day("接收日期")


class LineForm(PageForm):
    """One thing of the year."""

    tag = forms.ChoiceField(label="类别", choices=PriorityTag.choices(), widget=forms.RadioSelect, initial=PriorityTag.ROOT.value)
    says = forms.CharField(label="任务", max_length=120, help_text="一句话，写清楚要办成什么。")
    who = named("责任人", 60, required=False, help_text=WHO_HELP)
    office = text("责任科室或岗位", 60, help_text="没有登记在册的人，写科室或岗位。")
    due = day("完成日期", future=True)


class PointForm(PageForm):
    """A record that is there."""

    points = forms.ChoiceField(label="从现有记录里选")

    def choose_from(self, choices: Choices) -> None:
        """What the reader may point at."""
        self.put("points", forms.ChoiceField(label="从现有记录里选", choices=choices))

    def narrow(self, text: str) -> Mapping[str, Any]:
        """Offers what holds a text; what ``responsibility/choose.html`` shows of it."""
        field: Any = self.fields["points"]
        first, *groups = field.choices
        found = holding(text, groups)
        field.choices = [first, *found]
        return {"asked": text, "none_found": bool(text) and not found, "asked_tag": "", "panels": (), "acts": ()}


class TagForm(PointForm):
    """Which of the five it shows."""

    tag = forms.ChoiceField(label="五同", choices=Together.choices(), widget=forms.RadioSelect)
    field_order = ("tag", "points")


class MatterForm(PageForm):
    """What is done together, and by whom."""

    title = forms.CharField(label="事项", max_length=80, help_text="如“老旧小区加装电梯”。")
    organisation = named("党建一方", help_text="党组织的全称、简称或编号。")
    partner = named("社区建设一方", help_text="一起办这件事的党组织。")
    on = day("从哪一天起")


class NothingForm(PageForm):
    """One tap."""
