"""Forms of a table as a whole: its head, a new one, a copy, what is chosen of the catalogue."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Final

from django import forms

from zhibu.kernel.decisions import Decision
from zhibu.mechanism.appraisal.rules.drafts import DEFAULT_BANDS, TableDraft
from zhibu.mechanism.appraisal.rules.preparing import head_of
from zhibu.mechanism.appraisal.terms import KIND_LABELS
from zhibu.web.forms import PageForm

BANDS_HINT: Final = "写成“等次:分数线”，用逗号隔开；有比例上限的，后面再写百分比，如：五星:90:10,四星:80:30,三星:70:40。"


def decimal(label: str, **kwargs: Any) -> forms.DecimalField:
    """Points or percent: two places, never below nothing."""
    return forms.DecimalField(label=label, min_value=0, max_digits=6, decimal_places=2, **kwargs)


class HeadForm(PageForm):
    """The head of a table."""

    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("权重（百分比，合计 100）", ("regular", "yearly", "satisfaction")),
        ("等次和加分", ("bands", "bonus_cap")),
    )
    title = forms.CharField(label="名称", max_length=120, help_text="如：2026年度党支部目标考评办法。")
    basis = forms.CharField(label="依据文件", max_length=200, help_text="文件名称和文号，或者通过它的会议和日期。")
    regular = decimal("平时", initial=100)
    yearly = decimal("年终", initial=0, help_text="年终由评分人评定的指标，放在“年终”一类。")
    satisfaction = decimal("满意度", initial=0, help_text="由不记名的征求意见得出，不满 8 份不计入。")
    bands = forms.CharField(label="等次", max_length=200, initial=DEFAULT_BANDS, help_text=BANDS_HINT)
    bonus_cap = decimal("加分最多", initial=0, help_text="0 为不设加分。加分由各党组织申请，街道核定。")

    def clean(self) -> dict[str, Any]:
        """What the rules say against the head, together with what is wrong with its boxes."""
        super().clean()
        known = self.cleaned_data
        decision = head_of(TableDraft(0, "", **{name: known.get(name, Decimal(0) if name in WEIGHTS else "") for name in HEAD}))
        bad = {*self.errors, *(WEIGHTS if set(WEIGHTS) & set(self.errors) else ())}
        self.refuse(Decision(tuple(one for one in decision.objections if one.field not in bad)))
        return self.cleaned_data

    def draft_of(self, year: int, kind: str) -> TableDraft:
        """As the service takes it."""
        return TableDraft(year=year, kind=kind, **{name: self.cleaned_data[name] for name in HEAD})


WEIGHTS: Final = ("regular", "yearly", "satisfaction")
HEAD: Final = ("title", "basis", "bands", *WEIGHTS, "bonus_cap")


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


def choose_table(form: PageForm, kinds: Sequence[str], today: date) -> None:
    """The years and kinds that can be chosen."""
    form.choose("year", [(str(year), f"{year}年") for year in (today.year, today.year + 1, today.year - 1)])
    form.choose("kind", [(kind, KIND_LABELS[kind]) for kind in kinds])


class CopyForm(PageForm):
    """A table for another year."""

    year = forms.TypedChoiceField(label="复制到哪一年", coerce=int)

    def __init__(self, *args: Any, today: date, year: int, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        years = [one for one in (today.year, today.year + 1, today.year - 1) if one != year]
        self.choose("year", [(str(one), f"{one}年") for one in years])


class PickForm(PageForm):
    """Indicators of the catalogue."""

    keys = forms.MultipleChoiceField(
        label="选用的指标", widget=forms.CheckboxSelectMultiple, help_text="分值和扣分是参考，选用以后可以逐项修改。已经在表里的不再列出。"
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("keys", choices)
