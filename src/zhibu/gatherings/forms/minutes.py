"""Minutes as they are typed: words, decisions line by line, or the note that they are on paper."""

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from django import forms
from django.http import QueryDict

from zhibu.gatherings.rules.catalogue import Entry, Holds
from zhibu.web.fields import NameInput
from zhibu.web.forms import PageForm

LINES: Final = "每行一条。"
LABELS: Final = {Holds.TOPIC: "topic", Holds.CHAIR: "chair", Holds.RECORDER: "recorder", Holds.LECTURER: "lecturer"}


class MinutesForm(PageForm):
    """What the kind asks for and no more; ``seen`` is the revision that the page was opened with."""

    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("会议情况", ("topic", "chair", "recorder", "lecturer")),
        ("记录", ("text", "resolutions", "offered")),
        ("手写记录", ("on_paper", "kept_at")),
    )
    topic = forms.CharField(label="议题或主题", max_length=300, required=False)
    chair = forms.CharField(label="主持人", max_length=60, required=False)
    recorder = forms.CharField(label="记录人", max_length=60, required=False)
    lecturer = forms.CharField(label="授课人", max_length=60, required=False)
    text = forms.CharField(label="会议内容", max_length=60_000, required=False, widget=forms.Textarea({"rows": 14}))
    resolutions = forms.CharField(label="会议决议", max_length=20_000, required=False, widget=forms.Textarea({"rows": 4}), help_text=LINES)
    offered = forms.MultipleChoiceField(label="写入表决结果", required=False, widget=forms.CheckboxSelectMultiple)
    on_paper = forms.BooleanField(label="会议内容在手写记录上", required=False)
    kept_at = forms.CharField(
        label="原件存放", max_length=120, required=False, widget=NameInput, help_text="例如：支部记录本 2026 年第 12 页。"
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput({"data-draft-kept": True}))

    def __init__(self, *args: Any, entry: Entry, offered: Mapping[int, str], fixed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered_lines = offered
        unasked = {name for part, name in LABELS.items() if fixed or part not in entry.minutes}
        unasked |= set() if offered else {"offered"}
        unasked |= {"text"} if entry.sealed else set()
        for name in unasked:
            del self.fields[name]
        if offered:
            field = self.fields["offered"]
            assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101  declared above
            field.choices = [(str(pk), line) for pk, line in offered.items()]

    @property
    def lines(self) -> list[str]:
        """Decisions, those of votes last."""
        typed = [line.strip() for line in self.cleaned_data["resolutions"].splitlines() if line.strip()]
        return [*typed, *(self.offered_lines[int(pk)] for pk in self.cleaned_data.get("offered", ()))]

    @property
    def facts_of_part(self) -> dict[str, str]:
        """Those that the page asked for."""
        return {name: self.cleaned_data[name] for name in LABELS.values() if name in self.fields}

    def clean_resolutions(self) -> str:
        """A line has room for a sentence or two."""
        text: str = self.cleaned_data["resolutions"]
        if any(len(line.strip()) > 500 for line in text.splitlines()):
            raise forms.ValidationError("一条决议最多 500 个字，请分成几条。", code="long_line")
        return text

    def start_over_from(self, revision: int) -> None:
        """Who was told of another's words has seen them below, and saves over them knowingly."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["seen"] = str(revision)
        self.data = sent


class CorrectForm(PageForm):
    """A new version that names the old, and why."""

    reason = forms.CharField(label="更正原因", max_length=200, required=False, help_text="例如：到会人数有误；漏记一项决议。")
    text = forms.CharField(label="会议内容", max_length=60_000, required=False, widget=forms.Textarea({"rows": 14}))
    resolutions = forms.CharField(label="会议决议", max_length=20_000, required=False, widget=forms.Textarea({"rows": 4}), help_text=LINES)

    def __init__(self, *args: Any, sealed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if sealed:
            del self.fields["text"]

    @property
    def lines(self) -> list[str]:
        """Decisions in their order."""
        return [line.strip() for line in self.cleaned_data["resolutions"].splitlines() if line.strip()]
