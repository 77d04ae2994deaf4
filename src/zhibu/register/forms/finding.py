"""Whom a number belongs to."""

from dataclasses import replace

from django import forms

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision
from zhibu.register.rules.identity_number import parse
from zhibu.web.fields import Refusal
from zhibu.web.forms import PageForm


class FindForm(PageForm):
    """One whole identity number."""

    number = forms.CharField(
        label="公民身份号码",
        max_length=30,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        help_text="18 位，或旧的 15 位。",
    )

    def clean_number(self) -> str:
        """In its 18 characters; the sample street's as well."""
        found = parse("".join(str(self.cleaned_data["number"]).split()), today=FAR, generated=True)
        if isinstance(found, Decision):
            raise Refusal(replace(found.objections[0], field="number"))
        return found.value
