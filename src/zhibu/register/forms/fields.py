"""Fields that the forms of the register share."""

from collections.abc import Iterable
from typing import Any

from django import forms

from zhibu.exchange.values import parse_date
from zhibu.register.terms.term import Term
from zhibu.web.fields import DayField, NameInput, PartialDateField


def choices(terms: type[Term], *, empty: str = "请选择", but: Iterable[Term] = ()) -> list[tuple[str, str]]:
    """A code list for a select."""
    left_out = {one.value for one in but}
    return [("", empty), *(pair for pair in terms.choices() if pair[0] not in left_out)]


def day(label: str, **kwargs: Any) -> DayField:
    """A day; today unless something else is typed."""
    return DayField(label=label, parse=parse_date, **kwargs)


def some_day(label: str, *, future: bool = False) -> PartialDateField:
    """A day or a month, as far as the papers tell."""
    return PartialDateField(label=label, parse=parse_date, future=future, required=False)


def text(label: str, length: int = 100, **kwargs: Any) -> forms.CharField:
    """An optional line."""
    return forms.CharField(label=label, max_length=length, required=False, **kwargs)


def one_of(label: str, terms: type[Term], *, empty: str = "未登记", **kwargs: Any) -> forms.ChoiceField:
    """An optional word of a code list."""
    return forms.ChoiceField(label=label, choices=choices(terms, empty=empty), required=False, **kwargs)


def named(label: str, length: int = 120, **kwargs: Any) -> forms.CharField:
    """The name of something that the register knows; the view offers those that are meant."""
    return forms.CharField(label=label, max_length=length, widget=NameInput(), **kwargs)
