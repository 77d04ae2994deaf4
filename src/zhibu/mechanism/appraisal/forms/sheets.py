"""Forms of a street's own table: the file, and its rows as they are mapped."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.forms.boundfield import BoundField

from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.appraisal.forms.outside import Outside, outside_of
from zhibu.mechanism.appraisal.forms.rows import BY_HAND, RULES, hand_rule, measure_choices, reach_of, rule_of
from zhibu.mechanism.appraisal.forms.tables import HEAD, HeadForm, choose_table, decimal
from zhibu.mechanism.appraisal.queries.schemes import measures_for
from zhibu.mechanism.appraisal.rules.drafts import RowDraft, TableDraft
from zhibu.mechanism.appraisal.rules.preparing import may_put
from zhibu.mechanism.appraisal.rules.proposing import Proposal, unlike
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Listed, Ratio, Threshold
from zhibu.mechanism.appraisal.rules.sheets import points_of
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.mechanism.appraisal.terms import KIND_LABELS
from zhibu.web.forms import Note, PageForm

OUT: Final = ("out", "不列入")
BOXES: Final = ("text", "points", "source", "how", "number", "scorer")
EMPTY: Final = "这个文件是空的，没有任何内容。请检查是否选错了文件，或者重新下载、保存一份再选。"

DEFAULT_SCORER: Final = "街道党工委办公室"


class UploadForm(PageForm):
    """A street's own table as a file."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    kind = forms.ChoiceField(label="考评对象")
    file = forms.FileField(
        label="考核表",
        help_text="Excel（.xlsx、.xls）或 CSV。表头要有“考核项目”或“考核内容”，和“分值”。只读取，确认以前什么也不写入。",
        error_messages={"empty": EMPTY},
    )

    def __init__(self, *args: Any, kinds: Sequence[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        choose_table(self, kinds, today)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row of the preview: what stood in the sheet, and the boxes in which it is mapped."""

    number: int
    area: str
    title: str
    standard: str
    fields: tuple[BoundField, ...]
    unlike: str = ""
    """Where the rule is not the one that stands in the sheet."""


class RowsForm(HeadForm):
    """The rows of a sheet, each mapped: proposed, and changeable. What stood in the sheet travels along, nothing is kept meanwhile."""

    year = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=list(KIND_LABELS.items()))
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=150)
    told = forms.CharField(widget=forms.HiddenInput, max_length=100_000, required=False)
    scorer = forms.CharField(label="没有写评分人的，由谁评分", max_length=60, required=False, initial=DEFAULT_SCORER)
    field_order = ("scorer", *HEAD)

    def __init__(self, *args: Any, count: int, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count, self.table_kind = count, kind
        choices = [("从记录算出", measure_choices(kind)), ("由人评定", list(BY_HAND)), OUT]
        for at in range(count):
            self.put(f"text{at}", forms.CharField(max_length=4000, widget=forms.HiddenInput))
            self.put(f"source{at}", forms.ChoiceField(label="按什么计分", choices=choices))
            self.put(f"points{at}", decimal("分值"))
            self.put(f"how{at}", forms.ChoiceField(label="计分规则", choices=RULES[:3], required=False))
            self.put(f"number{at}", decimal("扣几分或比例", required=False))
            self.put(f"scorer{at}", forms.CharField(label="评分人", max_length=60, required=False))

    @property
    def head_fields(self) -> list[BoundField]:
        """What is asked of the whole table."""
        return [self[name] for name in (*HEAD, "scorer")]

    @property
    def lines(self) -> list[SheetLine]:
        """Row by row."""
        found = []
        for at in range(self.count):
            area, title, standard, _ = said_of(self[f"text{at}"].value())
            boxes = tuple(self[f"{name}{at}"] for name in ("points", "source", "how", "number", "scorer"))
            found.append(SheetLine(at + 1, area, title, standard, boxes, self._unlike(at, standard or title)))
        return found

    def _unlike(self, at: int, asks: str) -> str:
        """Of the row as its boxes stand; one that a person judges is judged by what the sheet says."""
        data = {name: self[f"{name}{at}"].value() for name in ("source", "points", "how", "number")}
        if data["source"] in {OUT[0], *dict(BY_HAND)}:
            return ""
        points, number = (_decimal(data[name]) for name in ("points", "number"))
        return unlike(asks, points, rule_of({"how": data["how"], "number": number}))

    @property
    def outside(self) -> Outside:
        """What was said of the sheet when it was read."""
        return outside_of(self["told"].value())

    def clean(self) -> dict[str, Any]:
        """What the rules say against a row stands at its boxes, together with what the boxes say: a table is mended once."""
        super().clean()
        measures = measures_for(self.table_kind)
        for at in range(self.count):
            boxes = {f"{name}{at}" for name in BOXES}
            if boxes & set(self.errors) or (row := self._row(at)) is None:
                continue
            for one in may_put(row, measures=measures).objections:
                place = {"measure": "source"}.get(one.field, one.field)
                self.refuse(Decision((replace(one, field=f"{place}{at}" if f"{place}{at}" in boxes else ""),)))
        return self.cleaned_data

    def _note(self, name: str, objection: Objection) -> Note:
        """A box is one of many of its name."""
        found, at = super()._note(name, objection), name.lstrip("abcdefghijklmnopqrstuvwxyz_")
        return replace(found, label=f"第 {int(at) + 1} 项{found.label}") if at else found

    @property
    def table(self) -> TableDraft:
        """The head as the service takes it."""
        return self.draft_of(self.cleaned_data["year"], self.cleaned_data["kind"])

    @property
    def drafts(self) -> list[RowDraft]:
        """The rows that are taken."""
        return [row for at in range(self.count) if (row := self._row(at)) is not None]

    def _row(self, at: int) -> RowDraft | None:
        data = self.cleaned_data
        source, points = data[f"source{at}"], data[f"points{at}"]
        if source == "out":
            return None
        area, title, standard, items = said_of(data[f"text{at}"])
        if source not in dict(BY_HAND):
            rule = rule_of({"how": data[f"how{at}"], "number": data[f"number{at}"]})
            return RowDraft(title, points, rule, source, area, standard, reach=reach_of(self.table_kind, source))
        scorer = data[f"scorer{at}"] or data.get("scorer", "")
        return RowDraft(title, points, hand_rule(source, items or standard, points), "", area, standard, scorer=scorer)


def said_of(text: object) -> tuple[str, str, str, str]:
    """What stood in the sheet, out of the box in which it travels; whatever is no such thing is an empty row, and refused as one."""
    try:
        found = json.loads(str(text))
    except (ValueError, RecursionError):
        return "", "", "", ""
    if not isinstance(found, list) or len(found) != 4 or not all(isinstance(one, str) for one in found):
        return "", "", "", ""
    area, title, standard, items = found
    return area[:60], title[:200], standard[:1000], items[:1000]


def _decimal(value: object) -> Decimal:
    return points_of(str(value or "")) or Decimal(0)


def proposed(rows: Sequence[Proposal]) -> dict[str, Any]:
    """The proposals in the boxes of the form."""
    found: dict[str, Any] = {}
    for at, one in enumerate(rows):
        items = "\n".join(f"{text}扣{plain(points)}分" for text, points in one.rule.items) if isinstance(one.rule, Listed) else ""
        found[f"text{at}"] = json.dumps([one.row.area, one.row.title, one.row.standard, items], ensure_ascii=False)
        found[f"points{at}"] = plain(one.points)
        found[f"scorer{at}"] = one.row.scorer
        found[f"source{at}"] = one.measure or ("listed" if isinstance(one.rule, Listed) else "judged")
        found[f"how{at}"] = {Ratio: "ratio", Threshold: "threshold"}.get(type(one.rule), "deduct")
        found[f"number{at}"] = plain(one.rule.per_miss) if isinstance(one.rule, Deduct) else ""
    return found
