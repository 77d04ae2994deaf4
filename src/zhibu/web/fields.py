"""Form fields that this work needs beside Django's own."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from zhibu.kernel.dates import PartialDate
from zhibu.kernel.decisions import Objection

DAY_HINT: Final = "如 2026-11-24、2026年11月24日、20261124"
MONTH_HINT: Final = "如 2026-11-24、2026年11月24日；只知道月份写 2026.11"

Parse = Callable[..., PartialDate | None]
"""``exchange.values.parse_date(text, today=day)``; refuses with an error that has ``code``, ``reason`` and ``remedy``."""


class Refusal(ValidationError):
    """An objection as forms carry it, with its article and remedy."""

    def __init__(self, objection: Objection) -> None:
        super().__init__(objection.message, code=objection.code)
        self.objection = objection


class NameInput(forms.TextInput):
    """A text box that offers names while one types, without a script; what is offered is set by ``PageForm.offer``."""

    template_name = "web/form/name.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"autocomplete": "off", **(attrs or {})})
        self.offered: Sequence[str] = ()

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """The list stands beside the box under an address of its own."""
        context = super().get_context(name, value, attrs)
        if self.offered:
            context["offered"] = self.offered
            context["widget"]["attrs"]["list"] = f"{context['widget']['attrs'].get('id', name)}-offered"
        return context


class FilesInput(forms.ClearableFileInput):
    """A file box that takes several at once. On a phone the camera is among what it offers; nothing forces it."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, as a list; what they are is looked at by content later. ``accept`` is what the box offers, no check."""

    widget = FilesInput

    def __init__(self, *, accept: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if accept:
            self.widget.attrs["accept"] = accept

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A list, also for a single file; an empty one where none is needed."""
        files = data if isinstance(data, (list, tuple)) and data else [data or None]
        cleaned = [super(FilesField, self).clean(one, initial) for one in files]
        return [one for one in cleaned if one]


class DayInput(forms.TextInput):
    """A text box, no picker: dates of joining lie decades back. The keypad of a phone has digits and a point."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "day", **(attrs or {})})


class PartialDateField(forms.Field):
    """A day, or a month where the paper names no day. ``today`` is given by the form: the field asks no clock.

    Later days are refused unless ``future`` is set (the end of a grant, the date of a meeting to come).
    """

    widget = DayInput
    hint = MONTH_HINT

    def __init__(self, *, parse: Parse, future: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self.hint)
        super().__init__(**kwargs)
        self.parse = parse
        self.future = future
        self.today: date | None = None

    def to_python(self, value: object) -> PartialDate | date | None:
        """Read what was typed; eight digits are a day too."""
        text = str(value or "").strip()
        if not text:
            return None
        if len(text) == 8 and text.isascii() and text.isdigit():
            text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
        try:
            return self.parse(text, today=None if self.future else self.today)
        except Exception as error:
            raise Refusal(self._objection(text, error)) from error

    def _objection(self, text: str, error: Exception) -> Objection:
        """``exchange.values.BadValue`` says what is wrong; this package may not import it, so it is known by its shape."""
        if isinstance(reason := getattr(error, "reason", None), str):
            return Objection(getattr(error, "code", "date"), _sentence(reason), remedy=_sentence(getattr(error, "remedy", "")))
        if isinstance(error, ValueError):
            return Objection("date", f"「{text[:20]}」不是日期。", remedy=f"{self.hint}。")
        raise error

    def prepare_value(self, value: object) -> object:
        """Days as tables write them."""
        return str(value) if isinstance(value, date | PartialDate) else value


def _sentence(text: str) -> str:
    return text if not text or text.endswith(("。", "！", "？")) else f"{text}。"


class DayField(PartialDateField):
    """A day; a month alone is not enough."""

    hint = DAY_HINT

    def to_python(self, value: object) -> date | None:
        """Read what was typed as one day."""
        found = super().to_python(value)
        if isinstance(found, PartialDate):
            if found.month_only:
                raise Refusal(Objection("month_only", "这里要写到日。", remedy=f"{self.hint}。"))
            return found.day
        return found
