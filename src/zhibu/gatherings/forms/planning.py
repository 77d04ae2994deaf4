"""The form of an afternoon: what, who, when, where; everything else is known or optional."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any, Final

from django import forms
from django.http import QueryDict

from zhibu.gatherings.forms.inputs import HoldersInput, PartsField, TimePicker
from zhibu.gatherings.rules.drafting import Candidate, host_of, parts_of
from zhibu.gatherings.rules.planning import Draft
from zhibu.gatherings.rules.series import Repeat, days_of
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.decisions import Objection
from zhibu.register.forms.fields import day, named, text
from zhibu.register.models.organisations import SEGMENT
from zhibu.web.fields import Refusal
from zhibu.web.forms import PageForm

FLAT: Final = 8
"""Up to here organisations stand in one list."""
MOST_ITEMS: Final = 30
WEEKDAYS: Final = "一二三四五六日"


def hour(label: str) -> forms.TimeField:
    """An hour of the day."""
    return forms.TimeField(label=label, required=False, widget=TimePicker())


Kinds = tuple[Sequence[GatheringKind], int]
"""In their order, and how many of them stand open."""


class PlanForm(PageForm):
    """One page, two minutes; a day in the past makes it 补录."""

    groups = (
        ("开什么会", ("parts", "holders")),
        ("时间和地点", ("on", "begins", "ends", "place", "reported_by")),
        ("重复安排", ("repeat", "until", "days")),
        ("议程和分工", ("items", "chair", "recorder", "title")),
    )

    parts = PartsField(label="会议类型", help_text="一个下午连着开的，都勾上，只记一次。")
    holders = forms.MultipleChoiceField(label="召开的党组织", widget=HoldersInput)
    on = day("日期", future=True, help_text="今天以前的日期就是补录。")
    begins = hour("开始")
    ends = hour("结束")
    place = named("地点", required=False)
    reported_by = text("报告人", 60, help_text="补录时写明：谁报来的。")
    repeat = forms.ChoiceField(label="重复", choices=Repeat.choices(), required=False)
    until = day("重复到哪一天", future=True, required=False, help_text="先列出日期给您看，再提交一次才安排。")
    days = forms.MultipleChoiceField(label="安排在这些日期", widget=forms.CheckboxSelectMultiple, help_text="不开的去掉勾。")
    items = forms.CharField(
        label="议程", required=False, max_length=6000, widget=forms.Textarea(attrs={"rows": 4}), help_text="每行一项。会前一天发出材料。"
    )
    chair = text("主持人", 60)
    recorder = text("记录人", 60)
    title = text("名称", 120, help_text="不填就用会议类型。")
    token = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    checked = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    """The first day, the way and the last day for which the days were shown."""

    def __init__(
        self, data: QueryDict | None, *, offered: Sequence[Candidate], kinds: Kinds, lecturers: Sequence[str] = (), **kwargs: Any
    ) -> None:
        super().__init__(data, **kwargs)
        fields: dict[str, Any] = self.fields
        self.offered = offered
        fields["parts"].offer(*kinds, lecturers)
        fields["parts"].error_messages["required"] = "请至少选一项会议类型。"
        self.choose("holders", grouped(offered))
        self.series = self._series() if self.is_bound else []
        self.shown = bool(self.series) and self.data.get("checked") == self._asked
        if not self.series:
            del fields["days"]
            return
        self.choose("days", [(one.isoformat(), f"{one.isoformat()} 周{WEEKDAYS[one.weekday()]}") for one in self.series])
        if data is not None and not self.shown:
            self.data = shown = data.copy()
            shown.setlist("days", [one.isoformat() for one in self.series])
            shown["checked"] = self._asked

    @property
    def _asked(self) -> str:
        return "/".join(str(self.data.get(name, "")) for name in ("on", "repeat", "until"))

    def _series(self) -> list[date]:
        """The days that are asked for; none where it does not repeat, or where a day can't be read: then the field says so."""
        repeat = str(self.data.get("repeat") or Repeat.ONCE)
        if repeat == Repeat.ONCE or repeat not in Repeat.labels():
            return []
        fields: dict[str, Any] = self.fields
        try:
            first, until = (fields[name].to_python(self.data.get(name)) for name in ("on", "until"))
        except forms.ValidationError:
            return []
        return days_of(first, Repeat.stored(repeat), until)[:LONGEST] if first and until else []

    def clean(self) -> dict[str, Any]:
        """The days of a series are looked at before they are planned."""
        data = super().clean() or {}
        repeats = data.get("repeat") not in {"", None, Repeat.ONCE}
        if repeats and not data.get("until"):
            self.add_error("until", Refusal(Objection("no_end", "没有写重复到哪一天。", remedy="例如年底。")))
        elif self.series and not self.shown:
            said = f"一共 {len(self.series)} 次，请核对日期。"
            self.add_error("days", Refusal(Objection("look_first", said, remedy="不开的去掉勾，再提交一次。")))
        if len(self.agenda) > MOST_ITEMS or any(len(one) > 200 for one in self.agenda):
            self.add_error("items", Refusal(Objection("too_long", f"议程最多 {MOST_ITEMS} 项，每项最多 200 个字。")))
        return data

    @property
    def agenda(self) -> list[str]:
        """The agenda, line by line."""
        return [line.strip() for line in self.cleaned_data.get("items", "").splitlines() if line.strip()]

    @property
    def ticked(self) -> list[Candidate]:
        """The organisations that were chosen."""
        codes = set(self.cleaned_data["holders"])
        return [one for one in self.offered if one.code in codes]

    @property
    def host(self) -> Candidate:
        """Who calls it."""
        return host_of(self.ticked, self.offered)

    @property
    def chosen_days(self) -> list[date]:
        """The day, or those of the series that were left."""
        return [date.fromisoformat(one) for one in self.cleaned_data["days"]] if self.series else [self.cleaned_data["on"]]

    @property
    def draft(self) -> Draft:
        """As the services take it."""
        data = self.cleaned_data
        return Draft(
            title=data["title"],
            on=data["on"],
            begins=data["begins"],
            ends=data["ends"],
            place=data["place"],
            parts=parts_of(data["parts"], self.ticked, self.offered, chair=data["chair"], recorder=data["recorder"], items=self.agenda),
            reported_by=data["reported_by"],
            token=data["token"],
        )


LONGEST: Final = 61
"""One more than a series may have, so that the rule still sees that it is too long."""


def grouped(offered: Sequence[Candidate]) -> list[Any]:
    """A few in one list, many below the organisation that stands above them."""
    if len(offered) <= FLAT:
        return [(one.code, one.name) for one in offered]
    names = {one.path: one.name for one in offered}
    groups: list[Any] = []
    for above, found in groupby(offered, key=lambda one: _section(one, names)):
        options = [(one.code, one.name) for one in found]
        groups += [(names[above], options)] if len(options) > 1 else options
    return groups


def _section(one: Candidate, names: dict[str, str]) -> str:
    """The first two steps of the reach: the street itself, each community with what is below it."""
    top = min(map(len, names))
    return one.path[: top + SEGMENT] if one.path[: top + SEGMENT] in names else one.path[:top] if one.path[:top] in names else one.path
