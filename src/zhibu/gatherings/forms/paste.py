"""A list of names, and what has to be asked about it before anything is written."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from zhibu.gatherings.rules.matching import Answer, Match
from zhibu.gatherings.terms import Presence
from zhibu.web.forms import PageForm

LONGEST: Final = 8000
USUAL: Final = (
    (str(Presence.PRESENT), "到会"),
    (str(Presence.ON_LEAVE), "请假"),
    (str(Presence.ABSENT), "缺席"),
    (str(Presence.REMOTE), "线上参加"),
    ("列席", "列席"),
)
HOW: Final = (("", "请选择"), *USUAL[:-1])
EXAMPLE: Final = "如“1. 张三 2. 李四 请假”，或每行一个名字。序号、表情、职务、“+1”都可以带着。"


class PasteForm(PageForm):
    """The text, and what a name alone means."""

    text = forms.CharField(label="名单或接龙", max_length=LONGEST, widget=forms.Textarea({"rows": 8}), help_text=EXAMPLE)
    usual = forms.ChoiceField(label="没有注明的，算", choices=USUAL, initial=str(Presence.PRESENT), required=False)


class PreviewForm(PageForm):
    """One choice for each name that is not clear; the text goes along."""

    text = forms.CharField(max_length=LONGEST, widget=forms.HiddenInput)
    usual = forms.CharField(max_length=20, widget=forms.HiddenInput, required=False)
    confirmed = forms.CharField(max_length=1, widget=forms.HiddenInput, initial="1")

    def __init__(self, *args: Any, matches: Sequence[Match], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.matches = matches
        for number, match in enumerate(matches):
            if match.who:
                choices = (("", "请选择"), *match.who)
                self.fields[f"who-{number}"] = forms.ChoiceField(label=match.said.name, choices=choices)
            if match.how:
                label = f"{match.said.name}的到会情况"
                self.fields[f"how-{number}"] = forms.ChoiceField(label=label, choices=HOW, help_text=match.said.why)
        for name, field in self.fields.items():
            field.error_messages["required"] = f"请选择「{field.label or name}」。"

    @property
    def answers(self) -> list[Answer]:
        """In the order of the names."""
        said = self.cleaned_data
        return [Answer(said.get(f"who-{number}", ""), said.get(f"how-{number}", "")) for number, _ in enumerate(self.matches)]
