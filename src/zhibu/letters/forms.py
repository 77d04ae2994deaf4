"""Forms of letters: what is known stands in them already."""

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms

from zhibu.letters.terms import LABELS, WRITTEN_FREELY, LetterKind
from zhibu.register.forms.fields import day
from zhibu.web.fields import NameInput
from zhibu.web.forms import PageForm

BETWEEN: Final = re.compile(r"[、，,；;\n]+")
SEVERAL: Final = "写几个的用顿号隔开。"
LONGEST: Final = 20_000


def names_in(text: str) -> list[str]:
    """Organisations as somebody typed them in a row."""
    return list(dict.fromkeys(one for part in BETWEEN.split(text) if (one := part.strip())))


class WriteForm(PageForm):
    """A letter; its kind and sender are chosen once."""

    groups = (("从哪里到哪里", ("kind", "sender", "to", "copies")), ("内容", ("number", "title", "body")))

    kind = forms.ChoiceField(label="文种", choices=[(one.value, LABELS[one]) for one in WRITTEN_FREELY], widget=forms.RadioSelect)
    sender = forms.CharField(label="发文的党组织", max_length=120, widget=NameInput)
    to = forms.CharField(
        label="主送",
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=f"不填：请示、报告、备案送上一级党组织，通知送直属的下级党组织。{SEVERAL}",
    )
    copies = forms.CharField(label="抄送", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 1}), help_text=SEVERAL)
    number = forms.CharField(
        label="发文字号", max_length=40, required=False, help_text="没有字号的不填。填过一次，以后自动接着编。如“向工委〔2026〕1号”。"
    )
    title = forms.CharField(label="标题", max_length=120, help_text="如“关于换届选举的请示”。")
    body = forms.CharField(
        label="正文", max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 12}), help_text="每段一行，不用空格缩进。"
    )

    def fix(self, *names: str) -> None:
        """What cannot be changed any more is not asked."""
        for name in names:
            del self.fields[name]

    @property
    def wanted(self) -> LetterKind:
        """The kind that was chosen."""
        return LetterKind(self.cleaned_data["kind"])

    def names(self, field: str) -> list[str]:
        """Of a field that holds several."""
        return names_in(self.cleaned_data.get(field) or "")


class SendForm(PageForm):
    """Whoever signs for the own organisation is asked nothing; on behalf it takes who signed on paper, and when."""

    signer = forms.CharField(label="谁签发的", max_length=100, widget=NameInput, help_text="照纸质文稿上的签字填写。")
    dated = day("成文日期")

    def __init__(self, *args: Any, behalf: bool, offered: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if behalf:
            self.offer("signer", offered, fill=True)
        else:
            del self.fields["signer"]
            del self.fields["dated"]


class ReplyForm(PageForm):
    """A reply, written out already; signed in the same tap where the writer may."""

    number = forms.CharField(label="发文字号", max_length=40, required=False)
    title = forms.CharField(label="标题", max_length=120)
    body = forms.CharField(
        label="正文", max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 8}), help_text="每段一行。不同意的，改成不同意和理由。"
    )
    copies = forms.CharField(label="抄送", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 1}), help_text=SEVERAL)

    def names(self, field: str) -> list[str]:
        """Of a field that holds several."""
        return names_in(self.cleaned_data.get(field) or "")
