"""Putting a question, counting, declaring void."""

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms

from zhibu.gatherings.models import AgendaItem, Vote
from zhibu.gatherings.rules.voting import Counted, Matter
from zhibu.gatherings.terms import Ballot
from zhibu.web.forms import PageForm


class OpenForm(PageForm):
    """What is asked and how; people are voted on one by one."""

    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (
        ("表决事项", ("item", "matter", "question", "names")),
        ("表决方式", ("ballot", "issued", "written_for")),
    )
    item = forms.TypedChoiceField(label="议题", coerce=int, empty_value=None, required=False)
    matter = forms.ChoiceField(label="事项种类", choices=Matter.choices())
    question = forms.CharField(label="表决事项", max_length=160, required=False, help_text="例如：同意 2026年工作计划；接收为预备党员。")
    names = forms.CharField(
        label="所涉人员",
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text="涉及人员的，每行一个姓名（同名的写编号），逐人表决。",
    )
    ballot = forms.ChoiceField(label="表决方式", choices=Ballot.choices(), widget=forms.RadioSelect, initial=str(Ballot.HANDS))
    issued = forms.IntegerField(label="发出票数", min_value=0, max_value=9999, required=False, help_text="无记名投票时填写。")
    written_for = forms.IntegerField(
        label="会前书面赞成",
        min_value=0,
        max_value=9999,
        required=False,
        help_text="只在接收预备党员、转正时计入；点名时要把本人标为“书面”。",
    )

    def __init__(self, *args: Any, items: Sequence[AgendaItem], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.titles = {one.pk: one.title for one in items}
        fields: dict[str, Any] = self.fields
        self.choose("item", [("", "不在议程上"), *((one.pk, f"{one.number}. {one.title}") for one in items)])
        if not items:
            del fields["item"]

    @property
    def asked(self) -> str:
        """As it was typed, else the line of the agenda."""
        typed: str = self.cleaned_data["question"]
        return typed or self.titles.get(self.cleaned_data.get("item") or 0, "")

    @property
    def people(self) -> list[str]:
        """Names or codes in their order."""
        return list(dict.fromkeys(line.strip() for line in self.cleaned_data["names"].splitlines() if line.strip()))


class CountForm(PageForm):
    """One count, as it was counted aloud."""

    counted_by = forms.CharField(label="计票人", max_length=60)
    for_it = forms.IntegerField(label="赞成", min_value=0, max_value=9999)
    against = forms.IntegerField(label="反对", min_value=0, max_value=9999, required=False)
    abstained = forms.IntegerField(label="弃权", min_value=0, max_value=9999, required=False)
    invalid = forms.IntegerField(label="无效", min_value=0, max_value=9999, required=False)
    returned = forms.IntegerField(label="收回票数", min_value=0, max_value=9999)

    def __init__(self, *args: Any, vote: Vote, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issued = vote.issued
        if vote.ballot != Ballot.PAPER:
            del self.fields["returned"]
            del self.fields["invalid"]
        for name, field in self.fields.items():
            if name != "counted_by":
                field.widget.attrs["inputmode"] = "numeric"

    @property
    def count(self) -> Counted:
        """What was left empty is none."""
        said = self.cleaned_data
        number = {name: said.get(name) or 0 for name in ("for_it", "against", "abstained", "invalid", "returned")}
        return Counted(issued=self.issued, **number)


class VoidForm(PageForm):
    """Why it does not count."""

    reason = forms.CharField(label="作废原因", max_length=200, required=False, help_text="例如：收回的票多于发出的票，重新投票。")
