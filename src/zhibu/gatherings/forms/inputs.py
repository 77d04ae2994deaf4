"""Inputs made for a thumb: kinds with what belongs to them, organisations by their superior. They work without scripts."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.datastructures import MultiValueDict

from zhibu.gatherings.rules.catalogue import CATALOGUE, Holds
from zhibu.gatherings.rules.drafting import Typed
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.decisions import Objection
from zhibu.web.fields import Refusal
from zhibu.web.forms import visible

LONGEST_TOPIC: Final = 300
LONGEST_NAME: Final = 60


class PartsInput(forms.Widget):
    """Kinds to tick; where one is ticked its topic, of a lecture also who gives it, is asked on the spot."""

    template_name = "gatherings/form/parts.html"
    use_fieldset = True

    def __init__(self) -> None:
        super().__init__()
        self.kinds: Sequence[GatheringKind] = ()
        self.often: int = 0
        """How many of them stand open; the others wait behind a word."""
        self.lecturers: Sequence[str] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: MultiValueDict[str, Any], name: str) -> list[Typed]:
        """What was ticked, in the order of the catalogue."""
        ticked = data.getlist(name) if isinstance(data, MultiValueDict) else data.get(name, [])
        return [
            Typed(kind, *(visible(str(data.get(f"{name}_{part}_{kind}", ""))).strip() for part in ("topic", "lecturer")))
            for kind in map(str, GatheringKind)
            if kind in ticked
        ]

    def id_for_label(self, id_: str) -> str:
        """The whole has a legend."""
        return ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """A line for each kind."""
        context = super().get_context(name, value, attrs)
        typed = {one.kind: one for one in value or ()}
        lines = [
            {
                "kind": str(kind),
                "label": kind.label,
                "ticked": str(kind) in typed,
                "topic": typed[str(kind)].topic if str(kind) in typed else "",
                "lecturer": typed[str(kind)].lecturer if str(kind) in typed else "",
                "asks_lecturer": Holds.LECTURER in CATALOGUE[kind].minutes,
            }
            for kind in self.kinds
        ]
        context["often"], context["seldom"] = lines[: self.often], lines[self.often :]
        context["lecturers"] = self.lecturers
        context["open"] = any(line["ticked"] for line in context["seldom"])
        return context


class PartsField(forms.Field):
    """At least one kind; the topic of each is optional."""

    widget = PartsInput

    def offer(self, kinds: Sequence[GatheringKind], often: int, lecturers: Sequence[str] = ()) -> None:
        """The kinds that somebody in reach may hold, the usual ones first; how many are usual; who has lectured lately."""
        self.widget.kinds, self.widget.often, self.widget.lecturers = kinds, often, lecturers

    def validate(self, value: list[Typed]) -> None:
        """At least one, and lengths of the columns."""
        super().validate(value)
        if any(len(one.topic) > LONGEST_TOPIC or len(one.lecturer) > LONGEST_NAME for one in value):
            raise Refusal(Objection("too_long", f"主题最多 {LONGEST_TOPIC} 个字，授课人最多 {LONGEST_NAME} 个字。"))


class HoldersInput(forms.CheckboxSelectMultiple):
    """Organisations to tick, below their superiors, which open and close."""

    template_name = "gatherings/form/holders.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """A group with something ticked stands open, and says how many it holds."""
        context = super().get_context(name, value, attrs)
        groups = context["widget"]["optgroups"]
        context["groups"] = [(label, options, any(one["selected"] for one in options)) for label, options, _ in groups]
        return context


class TimePicker(forms.TimeInput):
    """Hours and minutes."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")
