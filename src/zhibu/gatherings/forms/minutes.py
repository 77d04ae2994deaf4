"""Minutes as they are typed: words, decisions line by line, or the note that they are on paper."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.forms import BoundField
from django.http import QueryDict

from zhibu.gatherings.rules.catalogue import Entry, Holds
from zhibu.gatherings.rules.deciding import Resolved
from zhibu.web.fields import NameInput
from zhibu.web.forms import Group, PageForm

LINES: Final = "每行一条。"
LONGEST: Final = 500
LABELS: Final = {Holds.TOPIC: "topic", Holds.CHAIR: "chair", Holds.RECORDER: "recorder", Holds.LECTURER: "lecturer"}


class DecisionsForm(PageForm):
    """Decisions line by line, below each line of the agenda and beside it; results of votes are ticked, never typed."""

    resolutions = forms.CharField(label="会议决议", max_length=20_000, required=False, widget=forms.Textarea({"rows": 4}), help_text=LINES)
    offered = forms.MultipleChoiceField(label="写入表决结果", required=False, widget=forms.CheckboxSelectMultiple)

    def _ask_decisions(self, items: Sequence[tuple[int, str]], offered: Mapping[int, Resolved]) -> None:
        fields: dict[str, Any] = self.fields
        self.items, self.results = items, offered
        for pk, title in items:
            widget = forms.Textarea({"rows": 2})
            fields[f"decided_{pk}"] = forms.CharField(label=f"决议：{title}", max_length=20_000, required=False, widget=widget)
        if items:
            fields["resolutions"].label = "其他决议"
        if offered:
            self.choose("offered", [(str(pk), one.text) for pk, one in offered.items()])
        else:
            del fields["offered"]

    @property
    def _typed(self) -> list[tuple[int | None, str]]:
        """By line of the agenda, then beside it."""
        return [*((pk, f"decided_{pk}") for pk, _ in self.items), (None, "resolutions")]

    @property
    def decided(self) -> list[Resolved]:
        """Decisions, those of votes last."""
        said = self.cleaned_data
        typed = [Resolved(line, pk) for pk, name in self._typed for line in lines_of(said.get(name, ""))]
        return [*typed, *(self.results[int(pk)] for pk in said.get("offered", ()))]

    def clean(self) -> dict[str, Any]:
        """A line has room for a sentence or two."""
        data = super().clean() or {}
        for _, name in self._typed:
            if any(len(line) > LONGEST for line in lines_of(data.get(name, ""))):
                self.add_error(name, forms.ValidationError(f"一条决议最多 {LONGEST} 个字，请分成几条。", code="long_line"))
        return data


def lines_of(text: str) -> list[str]:
    """Those with words in them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class RecordForm(DecisionsForm):
    """Who chaired, who recorded, what it was about, and the words: what the kind asks for and no more."""

    topic = forms.CharField(label="议题或主题", max_length=300, required=False)
    chair = forms.CharField(label="主持人", max_length=60, required=False)
    recorder = forms.CharField(label="记录人", max_length=60, required=False)
    lecturer = forms.CharField(label="授课人", max_length=60, required=False, widget=NameInput)
    text = forms.CharField(label="会议内容", max_length=60_000, required=False, widget=forms.Textarea({"rows": 14}))

    def _leave_out(self, entry: Entry, *fixed: str) -> None:
        unasked = {name for part, name in LABELS.items() if part not in entry.minutes} | ({"text"} if entry.sealed else set())
        for name in unasked.union(fixed):
            del self.fields[name]

    @property
    def facts_of_part(self) -> dict[str, str]:
        """Those that the page asked for; a box left empty says nothing, and what was planned stands."""
        return {name: said for name in LABELS.values() if name in self.fields and (said := self.cleaned_data[name])}


class MinutesForm(RecordForm):
    """A draft; ``seen`` is the revision that the page was opened with."""

    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("会议情况", ("topic", "chair", "recorder", "lecturer")),
        ("记录", ("text", "resolutions", "offered")),
        ("手写记录", ("on_paper", "kept_at")),
    )
    on_paper = forms.BooleanField(label="会议内容在手写记录上", required=False)
    kept_at = forms.CharField(
        label="原件存放", max_length=120, required=False, widget=NameInput, help_text="例如：支部记录本 2026年第 12 页。"
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput({"data-draft-kept": True}))

    def __init__(
        self, *args: Any, entry: Entry, items: Sequence[tuple[int, str]], offered: Mapping[int, Resolved], fixed: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._ask_decisions(items, offered)
        self._leave_out(entry, *(LABELS.values() if fixed else ()))

    @property
    def grouped(self) -> list[Group]:
        """Decisions stand between the words and the note on paper, in the order of the agenda."""
        return [Group(title, self._with_decisions(fields)) for title, fields in super().grouped if title]

    def _with_decisions(self, fields: Sequence[BoundField]) -> list[BoundField]:
        decided = [self[f"decided_{pk}"] for pk, _ in self.items]
        return [one for field in fields for one in ([*decided, field] if field.name == "resolutions" else [field])]

    def start_over_from(self, revision: int) -> None:
        """Who was told of another's words has seen them below, and saves over them knowingly."""
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["seen"] = str(revision)
        self.data = sent


class CorrectForm(RecordForm):
    """A new version that names the old, and why; who chaired and recorded is put right with it."""

    reason = forms.CharField(label="更正原因", max_length=200, help_text="例如：到会人数有误；漏记一项决议。")

    def __init__(self, *args: Any, entry: Entry, items: Sequence[tuple[int, str]], offered: Mapping[int, Resolved], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ask_decisions(items, offered)
        self._leave_out(entry)
        decided = [f"decided_{pk}" for pk, _ in items]
        self.order_fields(["reason", *LABELS.values(), "text", *decided, "resolutions", "offered"])
