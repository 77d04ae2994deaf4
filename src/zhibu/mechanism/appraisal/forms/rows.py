"""Forms of one row and of how it is scored; rules out of boxes and back into them."""

from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, Final

from django import forms

from zhibu.exchange.values import parse_date
from zhibu.mechanism.appraisal.forms.tables import decimal
from zhibu.mechanism.appraisal.rules.catalogue import picks_for
from zhibu.mechanism.appraisal.rules.deductions import deductions
from zhibu.mechanism.appraisal.rules.drafts import RowDraft
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged, Listed, Ratio, Rule, Steps, Threshold
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.mechanism.appraisal.terms import PartKind, Reach
from zhibu.web.fields import DayField
from zhibu.web.forms import PageForm

BY_HAND: Final = (("judged", "由评分人评定"), ("listed", "由评分人按列明的情形扣分"))


RULES: Final = (("deduct", "每缺一项扣分"), ("ratio", "按完成比例计分"), ("threshold", "达到比例计满分"), ("steps", "按档计分"))


def measure_choices(kind: str) -> list[tuple[str, str]]:
    """What records can be counted for a kind of organisation."""
    return [(one.measure, one.title) for one in picks_for(kind)]


def reach_of(kind: str, measure: str) -> Reach:
    """Whose records count: those of the organisation itself where it is asked, else those of what stands below."""
    return next((reach for one in picks_for(kind) if one.measure == measure and (reach := one.reach_for(kind))), Reach.OWN)


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
        self.choose("source", [("从记录算出", measure_choices(kind)), ("由人评定", list(BY_HAND))])

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
