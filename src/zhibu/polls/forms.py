"""Forms of polls. No draft is kept of an answer."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from zhibu.exchange.values import parse_date
from zhibu.polls.rules import Part, Question, read_questions
from zhibu.polls.terms import LEAST, LONGEST_OPINION, PURPOSES, Purpose
from zhibu.web.fields import DayField, NameInput
from zhibu.web.forms import PageForm

QUESTIONS_HELP: Final = "第一行写问题，下面每行一个选项；题与题之间空一行。不问选举、评议等次、发展党员、任免、奖惩，这些用纸质票。"
EXAMPLE: Final = "社区食堂的饭菜怎么样\n很满意\n满意\n一般\n不满意"


class OpenForm(PageForm):
    """What is asked, of whom, until when."""

    groups = (("问谁", ("organisation", "until", "by_part")), ("问什么", ("purpose", "title", "lead", "questions", "opinions")))

    organisation = forms.CharField(label="党组织", max_length=120, widget=NameInput, help_text="这个组织和它下面的党员都可以答。")
    until = DayField(label="哪一天截止", parse=parse_date, future=True)
    by_part = forms.BooleanField(
        label="按下级党组织分开看结果",
        required=False,
        help_text=f"现在定，以后不能改。每个下级都要有 {LEAST} 人以上；哪个答的不到 {LEAST} 人，就都只看总的。",
    )
    purpose = forms.ChoiceField(
        label="用途", choices=[(one.value, PURPOSES[one]) for one in Purpose], widget=forms.RadioSelect, initial=Purpose.OPINION.value
    )
    title = forms.CharField(label="标题", max_length=60)
    lead = forms.CharField(label="说明", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    questions = forms.CharField(
        label="问题和选项", max_length=4000, widget=forms.Textarea(attrs={"rows": 10, "placeholder": EXAMPLE}), help_text=QUESTIONS_HELP
    )
    opinions = forms.BooleanField(
        label="可以写几句意见", required=False, help_text=f"写的人不到 {LEAST} 个，意见不公布；够了打乱次序一起公布。"
    )

    @property
    def asked(self) -> list[Question]:
        """As they were typed."""
        return read_questions(self.cleaned_data["questions"])


class AnswerForm(PageForm):
    """One question after the other, in large buttons of choice."""

    def __init__(self, *args: Any, questions: Sequence[Question], opinions: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.number = len(questions)
        for number, one in enumerate(questions):
            choices = [(str(at), text) for at, text in enumerate(one.choices)]
            self.put(f"q{number}", forms.ChoiceField(label=f"{number + 1}. {one.text}", choices=choices, widget=forms.RadioSelect))
        if opinions:
            self.put(
                "opinion",
                forms.CharField(
                    label="还想说的",
                    max_length=LONGEST_OPINION,
                    required=False,
                    widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
                    help_text="不写名字，也不写别人一看就知道是您的事。",
                ),
            )

    @property
    def chosen(self) -> list[int]:
        """The choice of each question."""
        return [int(self.cleaned_data[f"q{number}"]) for number in range(self.number)]


class PaperForm(PageForm):
    """How many papers say what."""

    def __init__(self, *args: Any, questions: Sequence[Question], parts: Sequence[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shape = [len(one.choices) for one in questions]
        if parts:
            choices = [(str(at), one.name) for at, one in enumerate(parts)]
            self.put("part", forms.ChoiceField(label="哪个党组织的", choices=choices, widget=forms.RadioSelect))
        for number, one in enumerate(questions):
            for at, text in enumerate(one.choices):
                label = f"{number + 1}. {one.text}：{text}"
                self.put(f"c{number}_{at}", forms.IntegerField(label=label, min_value=0, max_value=9999, required=False))

    @property
    def counts(self) -> list[list[int]]:
        """By question and choice; what was left empty is none."""
        return [[self.cleaned_data.get(f"c{number}_{at}") or 0 for at in range(size)] for number, size in enumerate(self.shape)]

    @property
    def part(self) -> int:
        """Of the parts, where there are any."""
        return int(self.cleaned_data.get("part") or 0)
