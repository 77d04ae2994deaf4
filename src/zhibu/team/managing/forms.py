"""What is asked of whoever accepts or declines."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from zhibu.web.forms import PageForm

OTHER: Final = ""


class SettleForm(PageForm):
    """For all that are ticked: another branch where the proposal names none, and the reason."""

    target = forms.CharField(
        label="转入党支部", max_length=120, required=False, help_text="不填，按建议的党支部；建议里没有写明的，在这里填全称、简称或编号。"
    )
    reason = forms.CharField(label="说明", max_length=300, required=False, help_text="不采纳时要写理由。")


class OneForm(PageForm):
    """For one member: a branch near home, or another one."""

    near = forms.ChoiceField(label="按登记的现居住地", required=False, widget=forms.RadioSelect)
    target = forms.CharField(label="转入党支部", max_length=120, required=False, help_text="全称、简称或编号。")
    reason = forms.CharField(label="说明", max_length=300, required=False, help_text="不采纳时要写理由。")

    def __init__(self, *args: Any, near: Sequence[tuple[str, str]] = (), known: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if near:
            self.choose("near", [*near, (OTHER, "另选")])
        else:
            del self.fields["near"]
        if known:
            self.fields["target"].help_text = f"不填，按建议转到{known}；要转到别处的，写全称、简称或编号。"

    @property
    def place(self) -> str:
        """What was typed, else what was chosen."""
        typed: str = self.cleaned_data["target"].strip()
        return typed or self.cleaned_data.get("near", OTHER)
