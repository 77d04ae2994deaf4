"""Why a full number is needed."""

from typing import Any, Final

from django import forms

from zhibu.kernel.decisions import Decision, Objection
from zhibu.web.forms import PageForm

REASONS: Final = ("联系本人", "核对信息", "办理组织关系", "填报上级系统", "其他")


class RevealForm(PageForm):
    """One tap, or own words."""

    choice = forms.ChoiceField(label="原因", choices=[(one, one) for one in REASONS], initial=REASONS[0], widget=forms.RadioSelect)
    more = forms.CharField(label="补充说明", max_length=200, required=False, help_text="选“其他”时请写明。")

    def clean(self) -> dict[str, Any]:
        """Other reasons are named."""
        data = super().clean() or {}
        if data.get("choice") == REASONS[-1] and not data.get("more"):
            self.refuse(Decision.of(Objection("reason_missing", "没有写明原因。", remedy="请写明查看完整号码的原因。", field="more")))
        return data

    @property
    def reason(self) -> str:
        """The reason as the log keeps it."""
        return "：".join(filter(None, (self.cleaned_data["choice"], self.cleaned_data["more"])))
