"""Form fields that this work needs beside Django's own."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from zhibu.kernel.dates import PartialDate
from zhibu.kernel.decisions import Objection

DAY_HINT: Final = "如 2026-11-24、2026年11月24日、20261124"
MONTH_HINT: Final = "如 2026-11-24、2026年11月24日；只知道月份写 2026.11"

Parse = Callable[..., PartialDate | None]
"""``exchange.values.parse_date(text, today=day)``; refuses with a ``ValueError`` that has ``code``, ``reason`` and ``remedy``."""


class Refusal(ValidationError):
    """An objection as forms carry it, with its article and remedy."""

    def __init__(self, objection: Objection) -> None:
        super().__init__(objection.message, code=objection.code)
        self.objection = objection


class DayInput(forms.TextInput):
    """A text box, no picker: dates of joining lie decades back. The keypad of a phone has digits and a point."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "day", **(attrs or {})})


class PartialDateField(forms.Field):
    """A day, or a month where the paper names no day. ``today`` is given by the form: the field asks no clock."""

    widget = DayInput
    hint = MONTH_HINT

    def __init__(self, *, parse: Parse, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", self.hint)
        super().__init__(**kwargs)
        self.parse = parse
        self.today: date | None = None

    def to_python(self, value: object) -> PartialDate | date | None:
        """Read what was typed; eight digits are a day too."""
        text = str(value or "").strip()
        if not text:
            return None
        if len(text) == 8 and text.isascii() and text.isdigit():
            text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
        try:
            return self.parse(text, today=self.today)
        except ValueError as error:
            reason = getattr(error, "reason", "") or f"「{text[:20]}」不是日期。"
            remedy = getattr(error, "remedy", "") or f"{self.hint}。"
            raise Refusal(Objection(getattr(error, "code", "") or "date", reason, remedy=remedy)) from error

    def prepare_value(self, value: object) -> object:
        """Days as tables write them."""
        return str(value) if isinstance(value, date | PartialDate) else value


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
