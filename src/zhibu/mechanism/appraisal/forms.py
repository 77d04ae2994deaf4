"""Forms of tables and their rows."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Final

from django import forms
from django.forms.boundfield import BoundField

from zhibu.exchange.values import parse_date
from zhibu.mechanism.appraisal.rules.catalogue import picks_for
from zhibu.mechanism.appraisal.rules.deductions import deductions
from zhibu.mechanism.appraisal.rules.drafts import DEFAULT_BANDS, RowDraft, TableDraft
from zhibu.mechanism.appraisal.rules.proposing import Proposal
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged, Listed, Ratio, Rule, Steps, Threshold
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.mechanism.appraisal.terms import KIND_LABELS, PartKind, Reach
from zhibu.web.fields import DayField
from zhibu.web.forms import PageForm

BY_HAND: Final = (("judged", "由评分人评定"), ("listed", "由评分人按列明的情形扣分"))
OUT: Final = ("out", "不列入")
RULES: Final = (("deduct", "每缺一项扣分"), ("ratio", "按完成比例计分"), ("threshold", "达到比例计满分"), ("steps", "按档计分"))
BANDS_HINT: Final = "写成“等次:分数线”，用逗号隔开；有比例上限的，后面再写百分比，如：五星:90:10,四星:80:30,三星:70:40。"
DEFAULT_SCORER: Final = "街道党工委办公室"


def decimal(label: str, **kwargs: Any) -> forms.DecimalField:
    """Points or percent: two places, never below nothing."""
    return forms.DecimalField(label=label, min_value=0, max_digits=6, decimal_places=2, **kwargs)


def measure_choices(kind: str) -> list[tuple[str, str]]:
    """What records can be counted for a kind of organisation."""
    return [(one.measure, one.title) for one in picks_for(kind)]


def reach_of(kind: str, measure: str) -> Reach:
    """Whose records count: those of the organisation itself where it is asked, else those of what stands below."""
    return next((reach for one in picks_for(kind) if one.measure == measure and (reach := one.reach_for(kind))), Reach.OWN)


class HeadForm(PageForm):
    """The head of a table."""

    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("权重（百分比，合计 100）", ("regular", "yearly", "satisfaction")),
        ("等次和加分", ("bands", "bonus_cap")),
    )
    title = forms.CharField(label="名称", max_length=120, help_text="如：2026 年度党支部目标考评办法。")
    basis = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号，或者通过它的会议和日期。")
    regular = decimal("平时", initial=100)
    yearly = decimal("年终", initial=0, help_text="年终由评分人评定的指标，放在“年终”一类。")
    satisfaction = decimal("满意度", initial=0, help_text="由不记名的征求意见得出，不满 8 份不计入。")
    bands = forms.CharField(label="等次", max_length=200, initial=DEFAULT_BANDS, help_text=BANDS_HINT)
    bonus_cap = decimal("加分最多", initial=0, help_text="0 为不设加分。加分由各党组织申请，街道核定。")

    def draft_of(self, year: int, kind: str) -> TableDraft:
        """As the service takes it."""
        return TableDraft(year=year, kind=kind, **{name: self.cleaned_data[name] for name in HEAD})


HEAD: Final = ("title", "basis", "bands", "regular", "yearly", "satisfaction", "bonus_cap")


class TableForm(HeadForm):
    """A new table: year and kind as well."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    kind = forms.ChoiceField(label="考评对象")
    field_order = ("year", "kind", *HEAD)

    def __init__(self, *args: Any, kinds: Sequence[str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        choose_table(self, kinds, today)

    @property
    def draft(self) -> TableDraft:
        """As the service takes it."""
        return self.draft_of(self.cleaned_data["year"], self.cleaned_data["kind"])


def choose_table(form: forms.Form, kinds: Sequence[str], today: date) -> None:
    """The years and kinds that can be chosen."""
    fields: dict[str, Any] = form.fields
    fields["year"].choices = [(str(year), f"{year} 年") for year in (today.year, today.year + 1, today.year - 1)]
    fields["kind"].choices = [(kind, KIND_LABELS[kind]) for kind in kinds]


class CopyForm(PageForm):
    """A table for another year."""

    year = forms.TypedChoiceField(label="复制到哪一年", coerce=int)

    def __init__(self, *args: Any, today: date, year: int, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        fields: dict[str, Any] = self.fields
        years = [one for one in (today.year, today.year + 1, today.year - 1) if one != year]
        fields["year"].choices = [(str(one), f"{one} 年") for one in years]


class PickForm(PageForm):
    """Indicators of the catalogue."""

    keys = forms.MultipleChoiceField(
        label="选用的指标", widget=forms.CheckboxSelectMultiple, help_text="分值和扣分是参考，选用以后可以逐项修改。已经在表里的不再列出。"
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["keys"].choices = choices


class RuleForm(PageForm):
    """How a row is scored; what it reads is known from the row."""

    how = forms.ChoiceField(label="计分规则", choices=[*RULES])
    number = decimal("扣几分，或者比例（%）", required=False, help_text="每缺一项扣分的，填扣几分；达到比例计满分的，填百分比。")
    steps = forms.CharField(
        label="分档", max_length=200, required=False, help_text="按档计分的填写，如：95:10,90:8，表示完成 95% 得 10 分、90% 得 8 分。"
    )
    on = DayField(label="从哪一天起", parse=parse_date, future=True)
    basis = forms.CharField(label="调整依据", max_length=200, help_text="文件名称和文号，或者会议和日期。这一天以前缺的，仍按原来的规则。")

    @property
    def rule(self) -> Rule:
        """As it is reckoned."""
        return rule_of(self.cleaned_data)


class RowForm(PageForm):
    """One indicator."""

    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("怎样计分", ("source", "how", "number", "steps", "items", "scorer")),
        ("类别", ("part", "veto_basis")),
    )
    area = forms.CharField(label="考核项目", max_length=60, required=False, help_text="同一项目的指标排在一起，如：组织生活。")
    title = forms.CharField(label="指标", max_length=200)
    points = decimal("分值")
    standard = forms.CharField(label="评分标准", max_length=1000, required=False, widget=forms.Textarea({"rows": 3}))
    source = forms.ChoiceField(label="按什么计分", help_text="能从记录算出的，选记录，不用人打分。")
    how = forms.ChoiceField(label="计分规则", choices=RULES, required=False, help_text="选了记录的才用。")
    number = decimal("扣几分，或者比例（%）", required=False, help_text="每缺一项扣分的，填扣几分；达到比例计满分的，填百分比。")
    steps = forms.CharField(label="分档", max_length=200, required=False, help_text="按档计分的填写，如：95:10,90:8。")
    items = forms.CharField(
        label="列明的情形",
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="按列明的情形扣分的填写，一行一种，如：执行不力扣2分。",
    )
    scorer = forms.CharField(label="评分人", max_length=60, required=False, help_text="由人评定的写明科室或者职务。")
    part = forms.ChoiceField(label="类别", choices=[(one.value, one.label) for one in (PartKind.REGULAR, PartKind.YEARLY)])
    veto_basis = forms.CharField(label="一票否决的依据文件", max_length=200, required=False, help_text="没有依据文件的不设一票否决，空着。")

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        fields: dict[str, Any] = self.fields
        fields["source"].choices = [("从记录算出", measure_choices(kind)), ("由人评定", list(BY_HAND))]

    @property
    def draft(self) -> RowDraft:
        """As the service takes it."""
        data = self.cleaned_data
        source = data["source"]
        by_hand = source in dict(BY_HAND)
        return RowDraft(
            data["title"],
            data["points"],
            hand_rule(source, data["items"], data["points"]) if by_hand else rule_of(data),
            "" if by_hand else source,
            data["area"],
            data["standard"],
            PartKind(data["part"]),
            Reach.OWN if by_hand else reach_of(self.kind, source),
            data["scorer"] if by_hand else "",
            data["veto_basis"],
        )


def rule_of(data: dict[str, Any]) -> Rule:
    """Out of the boxes; what is missing is nothing, and refused by the rule for rows."""
    number = data.get("number") or Decimal(0)
    match data.get("how"):
        case "ratio":
            return Ratio()
        case "threshold":
            return Threshold(number)
        case "steps":
            return Steps(steps_of(data.get("steps", "")))
        case _:
            return Deduct(number)


def steps_of(text: str) -> tuple[tuple[Decimal, Decimal], ...]:
    """``95:10,90:8``; what cannot be read asks for more than there is and is refused."""
    found = []
    for part in text.replace("：", ":").replace("，", ",").split(","):
        if not part.strip():
            continue
        try:
            least, points = (Decimal(one.strip()) for one in part.split(":"))
        except (InvalidOperation, ValueError):
            return ((Decimal(999), Decimal(0)),)
        found.append((least, points))
    return tuple(found) or ((Decimal(999), Decimal(0)),)


def hand_rule(source: str, items: str, points: Decimal) -> Rule:
    """A judgement, or the cases that are listed."""
    if source != "listed":
        return Judged()
    found = deductions(items, points)
    return Listed(tuple((one.text, one.points) for one in found)) if found else Judged()


def initial_of(row: RowDraft) -> dict[str, Any]:
    """A row in the boxes of its form."""
    found: dict[str, Any] = {
        "area": row.area,
        "title": row.title,
        "points": plain(row.points),
        "standard": row.standard,
        "scorer": row.scorer,
        "part": row.part.value,
        "veto_basis": row.veto_basis,
        "source": row.measure or "judged",
    }
    match row.rule:
        case Deduct(per_miss, _):
            found |= {"how": "deduct", "number": plain(per_miss)}
        case Ratio():
            found["how"] = "ratio"
        case Threshold(at_least):
            found |= {"how": "threshold", "number": plain(at_least)}
        case Steps(steps):
            found |= {"how": "steps", "steps": ",".join(f"{plain(least)}:{plain(points)}" for least, points in steps)}
        case Listed(items):
            found |= {"source": "listed", "items": "\n".join(f"{text}扣{plain(points)}分" for text, points in items)}
        case Judged():
            pass
    return found


class UploadForm(PageForm):
    """A street's own table as a file."""

    year = forms.TypedChoiceField(label="年度", coerce=int)
    kind = forms.ChoiceField(label="考评对象")
    file = forms.FileField(
        label="考核表", help_text="Excel（.xlsx、.xls）或 CSV。表头要有“考核项目”或“考核内容”，和“分值”。只读取，确认以前什么也不写入。"
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


class RowsForm(HeadForm):
    """The rows of a sheet, each mapped: proposed, and changeable. What stood in the sheet travels along, nothing is kept meanwhile."""

    year = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(widget=forms.HiddenInput, choices=list(KIND_LABELS.items()))
    rows = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=150)
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
            found.append(SheetLine(at + 1, area, title, standard, boxes))
        return found

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
        scorer = data[f"scorer{at}"] or data["scorer"]
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
