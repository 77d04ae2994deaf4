"""Forms of this package."""

from typing import Any, Final

from django import forms

from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.documents import EXPORTED
from zhibu.register.queries.contacts import SEALED_COLUMNS
from zhibu.register.tables import MEMBERS
from zhibu.web.forms import PageForm

REASONS: Final = ("填报上级系统", "组织关系转接", "办理党费、慰问", "核对名册", "其他")
NUMBERS: Final = tuple((column.key, column.label) for column in MEMBERS.columns if column.key in SEALED_COLUMNS)
COLUMNS: Final = tuple((column.key, column.label) for column in MEMBERS.columns if column.key in {*EXPORTED, "code"})
USUAL: Final = ("name", "organisation", "status")


def own_password() -> forms.CharField:
    """Whoever takes numbers out shows once more who it is."""
    return forms.CharField(
        label="您的登录密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text="再验证一次是您本人。",
    )


class HoldForm(PageForm):
    """Why somebody's data is not destroyed yet, or is destroyed after all."""

    reason = forms.CharField(label="原因", max_length=200, help_text="如正在办理转接、有争议待核实；不要写号码。")


class AskForm(PageForm):
    """What is wanted, why, and for whom."""

    groups = (("为什么", ("choice", "more", "recipient")), ("要什么", ("numbers", "columns")))

    numbers = forms.MultipleChoiceField(label="完整号码", choices=NUMBERS, widget=forms.CheckboxSelectMultiple)
    columns = forms.MultipleChoiceField(label="其他栏目", choices=COLUMNS, initial=USUAL, widget=forms.CheckboxSelectMultiple)
    choice = forms.ChoiceField(label="原因", choices=[(one, one) for one in REASONS], widget=forms.RadioSelect)
    more = forms.CharField(label="补充说明", max_length=100, required=False, help_text="选“其他”时请写明。")
    recipient = forms.CharField(label="用途和接收人", max_length=200, help_text="如：报区委组织部，交王同志；会印在每一页上。")

    def clean(self) -> dict[str, Any]:
        """Other reasons are named."""
        data = super().clean() or {}
        if data.get("choice") == REASONS[-1] and not data.get("more"):
            self.refuse(Decision.of(Objection("reason_missing", "没有写明原因。", remedy="请写明导出完整号码的原因。", field="more")))
        return data

    @property
    def reason(self) -> str:
        """The reason as the log keeps it."""
        return "：".join(filter(None, (self.cleaned_data["choice"], self.cleaned_data["more"])))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The columns in the order of the list."""
        chosen = {*self.cleaned_data["numbers"], *self.cleaned_data["columns"]}
        return tuple(column.key for column in MEMBERS.columns if column.key in chosen)


class DecideForm(PageForm):
    """The second person allows it or not; a refusal says why."""

    decision = forms.ChoiceField(label="意见", choices=[("approve", "同意"), ("decline", "不同意")], widget=forms.RadioSelect)
    reason = forms.CharField(label="理由", max_length=200, required=False, help_text="不同意时请写明。")

    def clean(self) -> dict[str, Any]:
        """A refusal has a reason."""
        data = super().clean() or {}
        if data.get("decision") == "decline" and not data.get("reason"):
            self.refuse(Decision.of(Objection("reason_missing", "没有写明理由。", remedy="请写明为什么不同意。", field="reason")))
        return data


class PasswordForm(PageForm):
    """The own password, before the file is made."""

    password = own_password()


class DestroyedForm(PageForm):
    """How a copy was destroyed."""

    note = forms.CharField(label="销毁说明", max_length=200, help_text="如：电子文件已彻底删除，纸质已粉碎。")
