"""Forms as a page's content declares them: what is asked, what somebody wrote, what is wrong with it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

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
    fixed = {str(name): str(value) for name, value in told.get("fixed", {}).items()}
    return Form(told["kind"], told["title"], told.get("lead", ""), told.get("submit", "提交"), fields, fixed)


def _field(told: Mapping[str, Any], sent: Mapping[str, str] | None) -> Field:
    kind = str(told["type"])
    longest = min(int(told.get("longest", LONGEST[kind])), LONGEST[kind])
    choices = [(str(value), str(label)) for value, label in told.get("choices", ())]
    value = str(told.get("value", "")) if sent is None else sent.get(told["name"], "").strip()
    required = bool(told.get("required", False))
    error = "" if sent is None else _wrong(kind, value, required, longest, [name for name, _ in choices])
    return Field(told["name"], told["label"], kind, required, longest, told.get("help", ""), choices, value[:longest], error)


def _wrong(kind: str, value: str, required: bool, longest: int, choices: Sequence[str]) -> str:  # noqa: FBT001  a field's
    if not value:
        return "请填写。" if required else ""
    if len(value) > longest:
        return f"最多 {longest} 个字。"
    if kind == "choice" and value not in choices:
        return "请从列出的里面选一个。"
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
