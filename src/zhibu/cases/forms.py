"""Forms of cases. Each carries the number of the last line of the log that its page showed."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from zhibu.cases.rules.procedures import Procedure, Step, Text
from zhibu.cases.rules.since import CHANGED
from zhibu.exchange.values import parse_date
from zhibu.kernel.decisions import Outcome
from zhibu.register.forms.fields import day, named, text
from zhibu.web.fields import DayField
from zhibu.web.forms import PageForm

REASON_HELP = "不要写姓名和住址。"


def _text_field(one: Text) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 4}) if one.long else forms.TextInput()
    return forms.CharField(label=one.label, required=one.required, max_length=2000 if one.long else 200, widget=widget, help_text=one.help)


class TextsForm(PageForm):
    """A form with the texts that a step, or the opening of a case, asks for."""

    asked: tuple[Text, ...] = ()

    def ask(self, texts: Iterable[Text]) -> None:
        """Put a field for each text behind those that are there."""
        self.asked = tuple(texts)
        for one in self.asked:
            self.put(one.key, _text_field(one))

    @property
    def texts(self) -> Mapping[str, str]:
        """What was written."""
        return {one.key: str(self.cleaned_data.get(one.key, "")) for one in self.asked}


class SeenForm(PageForm):
    """What every form about a case that stands carries along."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=30_000)

    def answered(self, outcome: Outcome) -> Outcome:
        """What came of it. Where somebody acted meanwhile the form comes back: sent again, it is about the case as it stands now."""
        if any(one.code == CHANGED for one in outcome.decision.objections):
            sent = self.data.dict() if isinstance(self.data, QueryDict) else self.data
            self.data = {**sent, "seen": str(self.initial["seen"])}
        return outcome


class StepForm(TextsForm, SeenForm):
    """One step: the day, who takes it, until when, and what it asks for."""

    on = day("办理日期")

    def __init__(self, *args: Any, procedure: Procedure, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.assigns:
            self.put("organisation", named("承办党组织", help_text="全称、简称或编号。"))
        begins = procedure.named_by(step.key)
        if begins is not None:
            self.put("until", DayField(label=f"{begins.name}最迟日期", parse=parse_date, future=True))
        self.ask(step.texts)
        self.put("on_behalf_of", text("代谁办理", 60, help_text="替别人登记的，写明是谁办的；自己办的不填。"))


class ReasonForm(SeenForm):
    """Why a case rests, goes on, is given up; why a step is void."""

    reason = forms.CharField(label="原因", max_length=300, required=False, help_text=REASON_HELP)


class HandForm(ReasonForm):
    """To whom it goes."""

    organisation = named("转交给哪个党组织", help_text="全称、简称或编号。")
    field_order = ("organisation", "reason", "seen")


class DocumentForm(PageForm):
    """A document that has come."""

    document = forms.ChoiceField(label="材料")
    on = day("收到日期")
    kept_at = forms.CharField(label="存放在", max_length=120, help_text="如：党政办铁柜，第 3 盒。您登记即表示看过原件。")

    def __init__(self, *args: Any, documents: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("document", [*documents.items()])


class OpenForm(TextsForm):
    """A new case."""

    submission = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)
    organisation = named("立项党组织", help_text="哪个党组织记下、负责到底的。")
    title = forms.CharField(label="事项名称", max_length=80, help_text="一句话，不写姓名和住址，如“三号楼道灯不亮”。")
    on = day("立项日期")

    def __init__(self, *args: Any, procedure: Procedure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        begins = procedure.named_by("")
        if begins is not None:
            self.put("until", DayField(label=f"{begins.name}最迟日期", parse=parse_date, future=True))
        self.ask(procedure.opening)
