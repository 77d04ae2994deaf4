"""Forms of institutions."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.http import QueryDict

from zhibu.mechanism.institutions.queries.one import Decided
from zhibu.mechanism.institutions.rules.acting import Adoption
from zhibu.mechanism.institutions.rules.texts import LONGEST
from zhibu.register.forms.fields import day, text
from zhibu.rulebook.entries import YES_OR_NO, Parameter
from zhibu.rulebook.loading import rulebook
from zhibu.web.forms import PageForm

NOT_HERE: Final = "不在系统里，在下面写"


def body() -> forms.CharField:
    """The text, as people type it."""
    return forms.CharField(
        label="正文",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="可以从 Word 粘贴。一条一段；“第一条”“第二章”开头的自动排好。定稿是文件的，可以不写正文，保存以后添加附件。",
    )


class BeginForm(PageForm):
    """Name and a first text."""

    title = forms.CharField(label="名称", max_length=60, help_text="照文件的标题写，不加书名号。")
    text = body()


class WriteForm(PageForm):
    """The text of a draft; ``seen`` is the revision that was read."""

    changes = text("修订说明", 300, help_text="改了什么、为什么改，一两句话。")
    text = body()
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def start_over_from(self, revision: int) -> None:
        """Somebody else has saved: the next saving is meant."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["seen"] = str(revision)
        self.data = sent


class ClauseForm(PageForm):
    """An article, a local parameter, a value."""

    article = forms.CharField(label="条款", max_length=30, help_text="例如：第五条、第五条第二款。")
    parameter = forms.ChoiceField(label="本地参数")
    value = forms.CharField(
        label="数值",
        max_length=12,
        required=False,
        help_text="整数，可选范围见“本地参数”；上面选了“是”“否”的不填。",
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [one for one in rulebook().parameters.values() if one.local]
        self.choose("parameter", [("", "请选择"), *(choice for one in known for choice in _choices(one))])

    def clean(self) -> dict[str, Any]:
        """A yes or no brings its value along; a number is typed."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        name, chosen, value = str(data.get("parameter", "")).partition("=")
        typed = str(data.get("value", "")).strip()
        if chosen and typed:
            self.add_error("value", forms.ValidationError("上面已经选了“是”或“否”，这里不填。", code="both"))
        elif name and not chosen and not typed:
            self.add_error("value", forms.ValidationError("请填写数值。", code="required"))
        return data | {"parameter": name, "value": value if chosen else typed}


def _choices(one: Parameter) -> list[tuple[str, str]]:
    """What is yes or no is chosen in words, no digit stands for it."""
    if one.unit != YES_OR_NO:
        return [(one.id, f"{one.says}（{one.unit}）")]
    says = one.says.partition("，1 为")[0]
    return [(f"{one.id}={value}", f"{says}：{one.shown(value)}") for value in (1, 0)]


class AdoptForm(PageForm):
    """By what, from when, until when to look at it again."""

    groups = (
        ("由什么通过", ("resolution", "adopted_on", "adopted_by")),
        ("什么时候施行和复审", ("valid_from", "review_due")),
    )

    resolution = forms.ChoiceField(
        label="会议决议", required=False, help_text="已签批的党工委会议、委员会和党员大会的决议；选了就不用再填下面两项。"
    )
    adopted_on = day("通过日期", required=False)
    adopted_by = text("通过依据", 200, help_text="决议不在系统里的：哪次会议或哪份文件，例如：向党工〔2026〕9 号。")
    valid_from = day("施行日期", future=True)
    review_due = day("复审日期", future=True, help_text="到这一天再看一遍还合不合用；到期前会提醒。")

    def __init__(self, *args: Any, offered: Sequence[Decided], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = {str(one.id): one for one in offered}
        self.choose("resolution", [("", NOT_HERE), *((key, one.label) for key, one in self.offered.items())])

    @property
    def adoption(self) -> Adoption:
        """As the rules take it: a resolution brings its own day and words."""
        data = self.cleaned_data
        decided = self.offered.get(data["resolution"])
        on: date | None = decided.on if decided else data["adopted_on"]
        return Adoption(
            on, decided.words if decided else data["adopted_by"], data["valid_from"], data["review_due"], decided.id if decided else None
        )


class ReviewForm(PageForm):
    """Looked at again, and left as it is."""

    on = day("复审日期")
    next_due = day("下次复审", future=True)
    note = text("复审意见", 200, help_text="例如：班子会复审，继续施行。")


class RepealForm(PageForm):
    """From when it holds no more, and by what."""

    on = day("废止日期", future=True, help_text="从这一天起不再施行。")
    because = forms.CharField(label="依据", max_length=200, help_text="由什么会议或文件废止。")
