"""Forms of study."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms

from zhibu.gatherings.forms.inputs import TimePicker
from zhibu.kernel.decisions import Objection
from zhibu.mechanism.study.rules.pasting import Typed, read_plan
from zhibu.mechanism.study.services.planning import When
from zhibu.mechanism.study.terms import DERIVED, StudyPaperKind, Way
from zhibu.register.forms.fields import day, named, text
from zhibu.web.fields import Refusal
from zhibu.web.forms import PageForm

MONTHS: Final = 12


class PlanForm(PageForm):
    """A plan as people have it, pasted or typed line by line."""

    text = forms.CharField(
        label="学习计划",
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="每行一项：季度或月份、主题、主讲人。可以从 Word、Excel 的表格粘贴；手写的用竖线隔开，如“3月｜基层治理｜刘志远”。",
    )

    def clean(self) -> dict[str, Any]:
        """Every line, or what is wrong with it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "text" in data:
            self.lines, decision = read_plan(data["text"])
            for one in decision.objections:
                self.add_error("text", Refusal(one))
        return data


class LineForm(PageForm):
    """One line of the plan."""

    when = forms.ChoiceField(label="什么时候")
    topic = forms.CharField(label="主题", max_length=200)
    speaker = text("主讲人", 60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        quarters = [(f"q{number}", f"第{'一二三四'[number - 1]}季度") for number in range(1, 5)]
        self.choose("when", [*quarters, *((f"m{number}", f"{number}月") for number in range(1, MONTHS + 1))])

    @property
    def typed(self) -> Typed:
        """As the services take it."""
        data = self.cleaned_data
        number = int(data["when"][1:])
        month = number if data["when"].startswith("m") else 0
        return Typed((month + 2) // 3 if month else number, month, data["topic"], data["speaker"])


class SessionForm(PageForm):
    """When and where; everything stands in it already, from the plan and the last session."""

    on = day("日期", future=True)
    begins = forms.TimeField(label="开始", required=False, widget=TimePicker())
    ends = forms.TimeField(label="结束", required=False, widget=TimePicker())
    place = named("地点", required=False)
    chair = text("主持人", 60)

    def clean(self) -> dict[str, Any]:
        """An end before its beginning is said at the field."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = data.get("begins"), data.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", Refusal(Objection("ends_first", "结束时间早于开始时间。", remedy="请核对两个时间。")))
        return data

    @property
    def when(self) -> When:
        """As the services take it."""
        data = self.cleaned_data
        return When(data["on"], data["begins"], data["ends"], data["place"], data["chair"])


class MakeUpForm(PageForm):
    """On which day, and how; nothing else is asked."""

    on = day("补学日期")
    way = forms.ChoiceField(label="补学方式", choices=Way.choices(), widget=forms.RadioSelect)


class ArchiveForm(PageForm):
    """Where each kind of paper lies; what the system holds itself is not asked, and a place that was named before is offered."""

    def __init__(self, *args: Any, kept: Mapping[str, str], places: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in StudyPaperKind:
            if one not in DERIVED:
                self.put(str(one), named(one.label, required=False, help_text="存放处，如：党政办文件柜二层；没有的不填。"))
                self.offer(str(one), places)
                self.initial.setdefault(str(one), kept.get(str(one), ""))

    @property
    def kept(self) -> dict[str, str]:
        """By kind."""
        return {name: self.cleaned_data[name] for name in self.fields}


class ReportForm(PageForm):
    """The remarks of a year's report; everything else is known."""

    remarks = forms.CharField(
        label="学习情况和下一步打算",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一段一行。次数、日期、主题、到会和补学由记录自动生成，不用写。只写进下载的文件，系统不留。",
    )
