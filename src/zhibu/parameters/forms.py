"""Forms of local parameters."""

from typing import Any

from django import forms

from zhibu.exchange.values import parse_date
from zhibu.parameters.rules import range_of
from zhibu.rulebook.entries import YES_OR_NO, Parameter
from zhibu.web.fields import DayField
from zhibu.web.forms import PageForm


class ProposeForm(PageForm):
    """A value from a day on, with the document it rests on; or the default again."""

    value = forms.CharField(label="数值", max_length=12, required=False)
    default = forms.BooleanField(label="恢复默认值", required=False)
    on = DayField(label="从哪一天起", parse=parse_date, future=True)
    basis = forms.CharField(label="依据文件", max_length=200, help_text="文号和名称，如“向党工〔2026〕3 号《党支部换届工作安排》”。")
    note = forms.CharField(label="说明", max_length=300, required=False, help_text="为什么改，书记看得到。")

    def __init__(self, *args: Any, parameter: Parameter, may_reset: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["value"]
        field.required = not may_reset
        if parameter.unit == YES_OR_NO:
            field.widget = forms.Select(choices=(("", "请选择"), ("1", "是"), ("0", "否")))
        else:
            field.help_text = f"{range_of(parameter)}，整数。"
            field.widget.attrs["inputmode"] = "numeric"
        if not may_reset:
            del self.fields["default"]

    @property
    def typed(self) -> str:
        """What is proposed; empty for the default."""
        return "" if self.cleaned_data.get("default") else str(self.cleaned_data["value"]).strip()

    def clean(self) -> dict[str, Any]:
        """A value, or the default; not both, not neither."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        typed, default = str(data.get("value", "")).strip(), bool(data.get("default"))
        if "value" not in self.errors and typed and default:
            self.add_error("value", forms.ValidationError("填了数值，又选了恢复默认值。请只留一样。", code="both"))
        elif "value" not in self.errors and not typed and not default:
            self.add_error("value", forms.ValidationError("请填写数值。", code="required"))
        return data


class DecideForm(PageForm):
    """Yes or no, with a word to whoever proposed it."""

    decision = forms.ChoiceField(
        label="决定", choices=(("accept", "采纳，按所填日期起用"), ("decline", "不采纳")), widget=forms.RadioSelect
    )
    answer = forms.CharField(label="答复", max_length=300, required=False, help_text="不采纳的，请写明原因。")


class WithdrawForm(PageForm):
    """Why it is taken back."""

    reason = forms.CharField(label="原因", max_length=200, required=False)
