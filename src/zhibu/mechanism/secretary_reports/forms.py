"""What pages of reports send."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms

from zhibu.gatherings.models import Holding
from zhibu.mechanism.secretary_reports.rules.reports import Ballot
from zhibu.mechanism.secretary_reports.terms import ReportGrade
from zhibu.register.forms.fields import choices, day, text
from zhibu.register.models import Organisation
from zhibu.web.forms import PageForm

MOST: Final = 9999
TOPIC: Final = 40
"""Characters of a topic in a list of choices."""
NO_HINTS: Final[Mapping[str, str]] = {}


class OpenForm(PageForm):
    """Which year, of whose below where there are several."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    """What the page said that would be opened: sent back, it is the confirmation."""

    def __init__(self, *args: Any, years: Sequence[int], places: Sequence[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("year", [(str(year), f"{year}年度") for year in years])
        if len(places) > 1:
            self.put("organisation", forms.ChoiceField(label="党组织", choices=[(one.code, str(one)) for one in places]))


class TakeBackForm(PageForm):
    """Which of the years that were opened today."""

    year = forms.TypedChoiceField(label="年度", coerce=int)

    def __init__(self, *args: Any, years: Mapping[int, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("year", [(str(year), f"{year}年度，今天列出的 {number} 份") for year, number in years.items()])


class VoidForm(PageForm):
    """Whose count, and why it does not count."""

    counter = forms.TypedChoiceField(label="作废哪一次计票", coerce=int)
    reason = forms.CharField(label="原因", max_length=200, help_text="例如：计票人写错了、没有做测评。记入日志。")

    def __init__(self, *args: Any, counters: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("counter", [(str(number), f"{name}录入的") for number, name in counters])


class HeldForm(PageForm):
    """The meetings, chosen from those that are signed."""

    above = forms.ChoiceField(label="向上级述职的会议", required=False)
    own = forms.ChoiceField(label="向党员述职的会议", required=False)
    kept_at = text("述职报告存放处", 120, help_text="纸质报告放在哪里；没有的不填。")

    def __init__(self, *args: Any, meetings: Mapping[str, Sequence[Holding]], hints: Mapping[str, str] = NO_HINTS, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, found in meetings.items():
            self.fields[name].help_text = hints.get(name, "")
            self.choose(name, [("", "还没有" if found else "没有已签批的会议"), *((str(one.pk), _called(one)) for one in found)])


def _called(one: Holding) -> str:
    """Day, whose meeting it was, and how people call it: several organisations above have meetings on one day."""
    title, topic = one.part.title or one.gathering.title, one.part.topic
    said = topic if len(topic) <= TOPIC else f"{topic[:TOPIC]}…"
    return f"{one.on.isoformat()} {one.organisation}：{title}" + (f"（{said}）" if topic and topic != title else "")


def _number(label: str) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=MOST, widget=forms.TextInput({"inputmode": "numeric"}))


class CountForm(PageForm):
    """One counter's sheet."""

    counted_by = forms.CharField(label="计票人", max_length=60)
    issued = _number("发出票数")
    returned = _number("收回票数")
    good = _number("好")
    fairly_good = _number("较好")
    average = _number("一般")
    poor = _number("差")

    @property
    def ballot(self) -> Ballot:
        """As the service takes it."""
        data = self.cleaned_data
        return Ballot(**{name: data[name] for name in ("issued", "returned", "good", "fairly_good", "average", "poor")})


class GradeForm(PageForm):
    """好、较好、一般、差."""

    grade = forms.ChoiceField(label="综合评价", choices=choices(ReportGrade))
    on = day("评定日期")
    reason = forms.CharField(
        label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 4}), help_text="写明哪次会议研究、主要依据；书记本人看得到。"
    )


class ProblemForm(PageForm):
    """What is to be put right, until when."""

    submission = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)
    title = forms.CharField(label="问题", max_length=80, help_text="一句话写事情，如“主题党日内容单一”，不写姓名。")
    until = day("整改期限", future=True)
