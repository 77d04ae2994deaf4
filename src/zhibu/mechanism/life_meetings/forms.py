"""Forms of life meetings: few fields, since the rest is known."""

from collections.abc import Sequence
from typing import Any

from django import forms

from zhibu.cases.forms import SeenForm
from zhibu.exchange.values import parse_date
from zhibu.mechanism.life_meetings.rules.talks import Somebody
from zhibu.register.forms.fields import day
from zhibu.web.fields import DayField
from zhibu.web.forms import PageForm


class PrepareForm(PageForm):
    """A button; sent twice, it begins one preparation."""

    submission = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)


class TalksForm(PageForm):
    """Whom somebody has talked with on a day. There is no field for what was said."""

    on = day("谈话日期")
    others = forms.MultipleChoiceField(label="和谁谈过", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, still: Sequence[Somebody], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("others", [(str(one.person_id), one.name) for one in still])

    @property
    def people(self) -> list[int]:
        """Their numbers."""
        return [int(one) for one in self.cleaned_data["others"]]


class FinishTalksForm(SeenForm):
    """Why some talks were not held, where some are missing."""

    exception = forms.CharField(
        label="没有谈到的原因",
        max_length=200,
        required=False,
        help_text="都谈到了的不填。确实谈不了的写一句，如：一人在外地，已电话沟通；不写病情。",
    )


class DerivedForm(SeenForm):
    """Nothing to fill in: what the step needs stands in the records."""


class MatterForm(PageForm):
    """One matter of the list: what, who, until when."""

    submission = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)
    title = forms.CharField(label="整改什么", max_length=80, help_text="一句话写事情，不写批评的话，也不写是谁提的。")
    responsible = forms.CharField(label="责任人", max_length=60, help_text="写职务，如：组织委员。")
    until = DayField(label="整改完成最迟日期", parse=parse_date, future=True)
