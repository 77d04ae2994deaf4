"""Forms that change what was planned: another day, no meeting, another agenda."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.http import QueryDict

from zhibu.gatherings.forms.inputs import HoldersInput, TimePicker
from zhibu.gatherings.forms.planning import grouped
from zhibu.gatherings.models import AgendaItem, Part
from zhibu.gatherings.rules.agenda import Item
from zhibu.gatherings.rules.catalogue import Expects, Holds, Voters, entry_of
from zhibu.gatherings.rules.drafting import Candidate
from zhibu.gatherings.rules.voting import matters_of
from zhibu.register.forms.fields import day, named, text
from zhibu.web.fields import NameInput
from zhibu.web.forms import Group, PageForm

BLANK: Final = 3
"""Empty lines that wait below the agenda."""
FACTS: Final = ("topic", "chair", "recorder", "lecturer", "minutes_long", "attended_by")


class MoveForm(PageForm):
    """Another day, time or place."""

    on = day("改到哪一天", future=True)
    begins = forms.TimeField(label="开始", required=False, widget=TimePicker())
    ends = forms.TimeField(label="结束", required=False, widget=TimePicker())
    place = named("地点", required=False)
    reason = forms.CharField(label="改期原因", max_length=200)


class CancelForm(PageForm):
    """Why it will not be held."""

    reason = forms.CharField(label="取消原因", max_length=200, help_text="会显示在会议页面上。")


class PartForm(PageForm):
    """What was said of one part, who holds it, its agenda line by line."""

    topic = text("议题或主题", 300)
    chair = text("主持人", 60)
    recorder = text("记录人", 60)
    lecturer = forms.CharField(label="授课人", max_length=60, required=False, widget=NameInput)
    minutes_long = forms.IntegerField(label="时长（分钟）", min_value=1, max_value=1440, required=False)
    attended_by = text("列席人员", 300, help_text="不在本街道名册上的人，写姓名即可。")
    holders = forms.MultipleChoiceField(label="召开的党组织", widget=HoldersInput, required=False)

    def __init__(
        self,
        data: QueryDict | None,
        *,
        part: Part,
        offered: Sequence[Candidate],
        items: Sequence[AgendaItem],
        holders: Sequence[int],
        lecturers: Sequence[str] = (),
        **kwargs: Any,
    ) -> None:
        entry = entry_of(part.kind)
        self.offered = [one for one in offered if one.kind in entry.holders]
        initial = {name: getattr(part, name) for name in FACTS}
        initial["holders"] = [one.code for one in self.offered if one.organisation_id in holders]
        super().__init__(data, initial=initial, **kwargs)
        fields: dict[str, Any] = self.fields
        self.choose("holders", grouped(self.offered))
        if Holds.LECTURER not in entry.minutes:
            del fields["lecturer"]
        else:
            self.offer("lecturer", lecturers)
        self.matters = matters_of(part.kind) if entry.voters != Voters.NOBODY else []
        self.rows = len(items) + BLANK if entry.expects != Expects.INVITED or items else BLANK
        for number in range(1, self.rows + 1):
            self._add_row(number, items[number - 1] if number <= len(items) else None)

    def _add_row(self, number: int, item: AgendaItem | None) -> None:
        self.fields[f"item_{number}"] = text(f"议程 {number}", 200)
        if item is None:
            return
        if self.matters:
            choices = [("", "不表决"), *((str(one), one.label) for one in self.matters)]
            self.fields[f"matter_{number}"] = forms.ChoiceField(label=f"议程 {number} 的表决", choices=choices, required=False)
            self.initial[f"matter_{number}"] = item.matter
        self.fields[f"presenter_{number}"] = text(f"议程 {number} 的汇报人", 60)
        self.fields[f"papers_{number}"] = day(f"议程 {number} 的材料何时发出", future=True, required=False, help_text="最晚会前一天。")
        self.initial.update({f"item_{number}": item.title, f"presenter_{number}": item.presenter, f"papers_{number}": item.papers_on})

    @property
    def grouped(self) -> list[Group]:
        """What was said of it, then the agenda line by line."""
        fields = self.visible_fields()
        agenda = [one for one in fields if one.name.startswith(("item_", "matter_", "presenter_", "papers_"))]
        return [Group("基本情况", [one for one in fields if one not in agenda]), Group("议程", agenda)]

    @property
    def facts(self) -> dict[str, Any]:
        """Columns of the part."""
        return {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}

    @property
    def items(self) -> list[Item]:
        """Lines with a title, in their order."""
        data = self.cleaned_data
        return [
            Item(
                data[f"item_{number}"],
                data.get(f"presenter_{number}", ""),
                data.get(f"papers_{number}"),
                data.get(f"matter_{number}", ""),
            )
            for number in range(1, self.rows + 1)
            if data[f"item_{number}"]
        ]

    @property
    def ticked(self) -> list[Candidate]:
        """The organisations that hold it now."""
        return [one for one in self.offered if one.code in self.cleaned_data["holders"]]
