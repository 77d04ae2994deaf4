"""What the pages of attendance send."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from django import forms
from django.http import QueryDict

from zhibu.gatherings.queries.roll import RollRow
from zhibu.gatherings.services.attendance import Heads
from zhibu.gatherings.terms import Presence
from zhibu.gatherings.terms.exclusion import ExcludedClass
from zhibu.web.forms import PageForm

FIELD: Final = "p-"
WAS: Final = "was"
REST: Final = "rest"
PAIR: Final = re.compile(r"([^;=]+)=([^;]*)")


def opened_with(rows: Sequence[RollRow]) -> str:
    """What the page showed when it was opened, so that only what was changed on it is written."""
    return ";".join(f"{row.code}={row.presence}" for row in rows if row.presence)


def marks_sent(sent: QueryDict, rows: Sequence[RollRow]) -> dict[int, str]:
    """Presence by person, of those who stand on the list and were marked otherwise than the page was opened with."""
    before: Mapping[str, str] = dict(PAIR.findall(sent.get(WAS, "")))
    words = {"", *map(str, Presence)}
    said = {row.person_id: (row.code, sent.get(f"{FIELD}{row.code}")) for row in rows}
    return {
        person: value for person, (code, value) in said.items() if value is not None and value in words and value != before.get(code, "")
    }


def rest_sent(sent: QueryDict) -> str:
    """What everybody gets of whom nothing was said; empty for nothing."""
    asked = sent.get(REST, "")
    return asked if asked in set(Presence) else ""


class NumbersForm(PageForm):
    """Where no names were kept."""

    expected = forms.IntegerField(label="应到", min_value=0, max_value=9999, help_text="正式党员和预备党员，请假的也算。")
    present = forms.IntegerField(label="实到", min_value=0, max_value=9999)
    on_leave = forms.IntegerField(label="请假", min_value=0, max_value=9999, required=False)
    in_attendance = forms.IntegerField(label="列席", min_value=0, max_value=9999, required=False)
    entitled = forms.IntegerField(label="应到中有表决权的", min_value=0, max_value=9999, required=False, help_text="不填按应到算。")
    there = forms.IntegerField(label="实到中有表决权的", min_value=0, max_value=9999, required=False, help_text="不填按实到算。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["inputmode"] = "numeric"

    @property
    def heads(self) -> Heads:
        """As the service takes them; of leave and in attendance what was left empty is none."""
        said = self.cleaned_data
        return Heads(said["expected"], said["present"], said["on_leave"] or 0, said["in_attendance"] or 0, said["entitled"], said["there"])


class LeaveOutForm(PageForm):
    """Not counted as expected: in which case, who approved, how the meeting resolved it."""

    excluded_class = forms.ChoiceField(label="情形", choices=ExcludedClass.choices())
    approval = forms.CharField(label="上级党组织同意（文号或日期）", max_length=120, required=False)
    resolution = forms.CharField(label="会议通过情况", max_length=200, required=False, help_text="例如：6月1日党员大会通过。")
    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = ()


class EmptyForm(PageForm):
    """A button is all there is."""
