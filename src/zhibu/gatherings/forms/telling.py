"""Who is told: names to tick, and nothing to type."""

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from django import forms

from zhibu.gatherings.forms.inputs import HoldersInput
from zhibu.gatherings.queries.telling import Expected
from zhibu.messages.services import To
from zhibu.web.forms import PageForm


class TellForm(PageForm):
    """Of several organisations each below its name."""

    whom = forms.MultipleChoiceField(label="发给谁", widget=HoldersInput)

    def __init__(self, *args: Any, offered: Sequence[Expected], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = offered
        fields: dict[str, Any] = self.fields
        groups = [(name, [(one.code, one.name) for one in found]) for name, found in groupby(offered, key=lambda one: one.organisation)]
        self.choose("whom", groups if len(groups) > 1 else [pair for _, pairs in groups for pair in pairs])
        fields["whom"].error_messages["required"] = "请至少选一个人。"

    @property
    def chosen(self) -> list[To]:
        """As the service takes them."""
        codes = set(self.cleaned_data["whom"])
        return [To(one.organisation_id, one.person_id) for one in self.offered if one.code in codes]
