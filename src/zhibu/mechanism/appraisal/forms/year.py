"""What pages of agreements and of the year send."""

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict

from zhibu.cases.forms import SeenForm
from zhibu.mechanism.appraisal.models import Agreement, Indicator
from zhibu.mechanism.appraisal.queries.year import Given
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.mechanism.appraisal.rules.year import NO_NUMBER, judged_wrong
from zhibu.register.forms.fields import day
from zhibu.web.forms import PageForm


class ButtonForm(PageForm):
    """Nothing to fill in; sent twice it does one thing."""

    submission = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)


class SignForm(PageForm):
    """The day, and who signed where that stands on paper."""

    on = day("签订日期")

    def __init__(self, *args: Any, behalf: bool, offered: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if behalf:
            help_text = "照纸质责任书登记，写签字人的姓名。"
            usual = offered[0] if len(offered) == 1 else ""
            self.put("signer", forms.CharField(label="谁在纸上签的", max_length=50, help_text=help_text, initial=usual))


class EnvelopeForm(PageForm):
    """For whom, and the password that goes another way than the file."""

    recipient = forms.CharField(label="交给谁、做什么用", max_length=120, help_text="如：区委组织部年度检查。")
    password = forms.CharField(
        label="口令",
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text="至少 12 位。系统不保存口令，请另行告知收件人；忘了就重新制作一份。",
    )
    again = forms.CharField(label="再输一遍", max_length=200, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    submission = forms.RegexField("^[0-9a-f]{32}$", widget=forms.HiddenInput)


class StatementForm(PageForm):
    """Remarks alone: what was done stands in the records."""

    remarks = forms.CharField(
        label="需要说明的",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="会议、学习、换届等由记录自动带出，不用再写；没有要说明的，直接报送。不写姓名和个人情况。",
    )


class BonusForm(PageForm):
    """加分申请."""

    title = forms.CharField(label="加分事项", max_length=200, help_text="如：获区先进基层党组织。")
    evidence = forms.CharField(label="依据", max_length=300, help_text="文号、表彰决定或者会议记录。")
    asked = forms.DecimalField(label="申请分数", max_digits=5, decimal_places=2, widget=forms.TextInput({"inputmode": "decimal"}))


class DecideBonusForm(PageForm):
    """核定."""

    given = forms.DecimalField(
        label="核定分数", max_digits=5, decimal_places=2, widget=forms.TextInput({"inputmode": "decimal"}), help_text="不给的填 0。"
    )
    reason = forms.CharField(label="理由", max_length=300, required=False, help_text="少给或者不给的，写明理由。")


class ObjectForm(PageForm):
    """对初步结果的意见."""

    indicator = forms.ChoiceField(label="哪一项", required=False)
    said = forms.CharField(
        label="意见",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明哪里与事实不符、记录在哪里。漏记的会议可以先补录，得分随即更新。",
    )

    def __init__(self, *args: Any, indicators: Sequence[Indicator], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("indicator", [("", "整个结果"), *((str(one.number), f"{one.number}. {one.title}") for one in indicators)])


class AnswerForm(PageForm):
    """答复."""

    upheld = forms.ChoiceField(label="采纳", choices=[("yes", "采纳"), ("no", "不采纳")], widget=forms.RadioSelect)
    answer = forms.CharField(
        label="答复",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="写明理由。采纳的，请补正记录或者重新评分，答复本身不改分。",
    )


class PlaceForm(PageForm):
    """研究确定的等次."""

    band = forms.ChoiceField(label="等次", required=False)
    reason = forms.CharField(label="理由", max_length=300, required=False, help_text="写明哪次会议研究、为什么；被考评的党组织看得到。")

    def __init__(self, *args: Any, bands: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("band", [*((one, one) for one in bands), ("", "不评等次")])


class PollForm(PageForm):
    """Until when."""

    until = day("截止日期", future=True)


class YearStepForm(SeenForm):
    """A step of the year: the records say the rest."""


class ScorerForm(PageForm):
    """Who judges."""

    scorer = forms.CharField(label="评分人", max_length=100, help_text="部门或者姓名；替别人登记的，写实际评分的人。")


def points_sent(sent: QueryDict, agreements: Sequence[Agreement]) -> dict[str, tuple[Decimal, str]]:
    """By the code of the agreement; a line without points was not judged."""
    found = {}
    for one in agreements:
        typed = sent.get(f"p-{one.code}", "").strip()
        if typed:
            found[one.code] = (_number(typed), sent.get(f"r-{one.code}", "").strip()[:500])
    return found


def marked(form: ScorerForm, sent: QueryDict, agreements: Sequence[Agreement], most: Decimal) -> dict[str, tuple[bool, bool]]:
    """The boxes for points and reason that stand against a sheet which was refused, by the code of the agreement."""
    if not form.is_bound:
        return {}
    return {code: judged_wrong(points, reason, most) for code, (points, reason) in points_sent(sent, agreements).items()}


def _number(typed: str) -> Decimal:
    """What is no number is refused by the rule of what points may be, and stands in the box as it was typed."""
    try:
        found = Decimal(typed.replace("．", ".").replace("，", ""))
    except InvalidOperation:
        return NO_NUMBER
    return found.quantize(Decimal("0.01")) if found.is_finite() and -10_000 < found < 10_000 else NO_NUMBER


def typed_for(sent: QueryDict | None, agreement: Agreement, given: Given | None) -> tuple[str, str]:
    """What stands in the two fields of a line."""
    if sent is not None:
        return sent.get(f"p-{agreement.code}", ""), sent.get(f"r-{agreement.code}", "")
    return (plain(given.points), given.reason) if given else ("", "")
