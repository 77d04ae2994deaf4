"""Signing: for which organisations, and who signed on paper where somebody else enters it."""

import re
from collections.abc import Sequence
from typing import Any, Final

from django import forms

from zhibu.web.fields import NameInput
from zhibu.web.forms import PageForm

SEEN: Final = re.compile(r"([0-9]{1,18}):([0-9]{1,18}):([0-9]{1,9})(?:;|$)", re.ASCII)

UNSEEN: Final = (0, 0)


def versions_in(seen: str) -> dict[int, tuple[int, int]]:
    """By part: the minutes and their revision."""
    return {int(part): (int(minutes), int(revision)) for part, minutes, revision in SEEN.findall(seen)}


class SignForm(PageForm):
    """Ticks for those whose minutes may be signed now; nobody has to sign for all at once."""

    holdings = forms.MultipleChoiceField(label="签批", widget=forms.CheckboxSelectMultiple)
    confirmed_by = forms.CharField(
        label="谁签的字",
        max_length=100,
        required=False,
        widget=NameInput,
        help_text="照纸质签字代录时填写，例如：王芳（支部书记）。一次代录几个组织的，请分别代录，除非是同一个人签的字。",
    )

    seen = forms.CharField(max_length=4000, required=False, widget=forms.HiddenInput)
    """By part, the version and revision that the page showed."""

    @property
    def versions(self) -> dict[int, tuple[int, int]]:
        """As the service takes them; what cannot be read was not seen by anybody."""
        return versions_in(self.cleaned_data["seen"])

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], behalf: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("holdings", list(choices))
        self.fields["holdings"].error_messages["required"] = "请至少选一个组织。"
        self.initial.setdefault("holdings", [value for value, _ in choices])
        if not behalf:
            del self.fields["confirmed_by"]


class AgreeForm(PageForm):
    """An organisation agrees to a correction."""

    confirmed_by = forms.CharField(label="谁签的字", max_length=100, required=False, help_text="照纸质签字代录时填写。")
    seen = forms.CharField(max_length=100, required=False, widget=forms.HiddenInput)

    @property
    def versions(self) -> dict[int, tuple[int, int]]:
        """What the page showed of the part; a form that does not say so was sent by somebody who has seen nothing."""
        return {self.part: UNSEEN} | versions_in(self.cleaned_data["seen"])

    def __init__(self, *args: Any, behalf: bool, part: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        if not behalf:
            del self.fields["confirmed_by"]
