"""Forms as a page's content declares them: what is asked, what somebody wrote, what is wrong with it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

from zhibu.kernel.private_numbers import holds_a_private_number

LONGEST: Final = {"text": 200, "long": 2000, "number": 12, "date": 10, "choice": 80}


@dataclass(frozen=True, slots=True)
class Field:
    """One field with what stands in it."""

    name: str
    label: str
    type: str
    required: bool
    longest: int
    help: str
    choices: Sequence[tuple[str, str]]
    value: str
    error: str = ""
    after: str = ""
    """The name of the field with the day that this one must follow."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a page; there are not two of a kind."""

    kind: str
    title: str
    lead: str
    submit: str
    fields: Sequence[Field]
    fixed: Mapping[str, str]

    @property
    def holds(self) -> bool:
        """Whether it may be sent."""
        return not any(one.error for one in self.fields)

    @property
    def values(self) -> dict[str, str]:
        """What is sent; what the page fixes cannot be overwritten."""
        return {**{one.name: one.value for one in self.fields}, **self.fixed}


def forms_of(content: Mapping[str, Any], sent: Mapping[str, str] | None = None) -> list[Form]:
    """The forms of a page; that of the kind which was sent as it was filled in, and judged."""
    kind = sent.get("form", "") if sent is not None else ""
    return [_form(one, sent if one["kind"] == kind else None) for one in content.get("forms", ())]


def form_sent(forms: Sequence[Form], sent: Mapping[str, str]) -> Form | None:
    """The one of the kind which was sent; None where the page holds it no more, whatever stands in its place now."""
    return next((one for one in forms if one.kind == sent.get("form", "")), None)


def _form(told: Mapping[str, Any], sent: Mapping[str, str] | None) -> Form:
    fields = [_field(one, sent) for one in told["fields"]]
    if sent is not None:
        days = {one.name: one.value for one in fields if one.type == "date" and not one.error}
        fields = [_in_order(one, days) for one in fields]
    fixed = {str(name): str(value) for name, value in told.get("fixed", {}).items()}
    return Form(told["kind"], told["title"], told.get("lead", ""), told.get("submit", "提交"), fields, fixed)


def _field(told: Mapping[str, Any], sent: Mapping[str, str] | None) -> Field:
    kind = str(told["type"])
    longest = min(int(told.get("longest", LONGEST[kind])), LONGEST[kind])
    choices = [(str(value), str(label)) for value, label in told.get("choices", ())]
    value = str(told.get("value", "")) if sent is None else sent.get(told["name"], "").strip()
    required = bool(told.get("required", False))
    missing = ("请选择。" if kind == "choice" else "请填写。") if required else ""
    error = "" if sent is None else _wrong(kind, value, longest, [name for name, _ in choices]) if value else missing
    return Field(
        told["name"], told["label"], kind, required, longest, told.get("help", ""), choices, value[:longest], error, told.get("after", "")
    )


def _in_order(field: Field, days: Mapping[str, str]) -> Field:
    first, last = days.get(field.after, ""), days.get(field.name, "")
    return replace(field, error="请填晚于开始的日期。") if first and last and last <= first else field


def _wrong(kind: str, value: str, longest: int, choices: Sequence[str]) -> str:
    if len(value) > longest:
        return f"最多 {longest} 个字。"
    if kind == "choice" and value not in choices:
        return "请从列出的里面选一个。"
    if kind in {"text", "long"} and holds_a_private_number(value):
        return "请不要写手机号码和身份号码；联系方式写办公电话。"
    if kind == "number" and not (value.isascii() and value.isdigit()):
        return "请只填数字。"
    if kind == "date" and not _is_day(value):
        return "请填日期，例如 2027-03-08。"
    return ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
