"""Forms of elections: they ask what the register and the rules cannot tell."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.html import format_html

from zhibu.cases.forms import REASON_HELP, SeenForm, TextsForm
from zhibu.cases.rules.procedures import Step
from zhibu.gatherings.forms.planning import hour
from zhibu.register.forms.fields import day, named, text
from zhibu.team.elections.queries.standing import Counted, Round, Who
from zhibu.team.elections.rules.counting import Count, Mark
from zhibu.team.elections.terms import PORTFOLIOS, Office
from zhibu.web.forms import PageForm

Choices = Sequence[tuple[str, str]]
PORTFOLIO: Final[Choices] = [("", "委员（没有分工）"), *((str(one), one.label) for one in PORTFOLIOS)]


def _number(label: str, **kwargs: Any) -> forms.IntegerField:
    kwargs.setdefault("min_value", 0)
    return forms.IntegerField(label=label, max_value=9999, widget=forms.NumberInput({"inputmode": "numeric"}), **kwargs)


class BeginForm(PageForm):
    """How many are elected, and why it is early or late; everything else is known."""

    submission = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)
    seats = _number("委员名额", help_text="含书记、副书记；按现任人数填好，有变动再改。")
    deputies = _number("副书记名额", required=False, help_text="不设的填 0。")
    reason = forms.CharField(label="原因", max_length=300, widget=forms.Textarea({"rows": 3}), help_text=REASON_HELP)

    def __init__(self, *args: Any, committee: bool, reasons: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not committee:
            del self.fields["seats"]
        if not reasons:
            del self.fields["reason"]
        else:
            self.fields["reason"].label = f"{reasons}的原因"


class StepForm(TextsForm, SeenForm):
    """A paper that went out or came in."""

    on = day("日期")

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(step.texts)
        self.put("on_behalf_of", text("代谁办理", 60, help_text="替别人登记的，写明是谁办的；自己办的不填。"))


class ChooseForm(PageForm):
    """Candidates for the committee, ticked on the roll of those who may be elected."""

    def __init__(self, *args: Any, people: Choices, least: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes = forms.CheckboxSelectMultiple()
        self.put("names", forms.MultipleChoiceField(label="委员候选人", choices=people, widget=boxes))
        ticked = boxes.value_from_datadict(self.data, self.files, "names") if self.is_bound else self.initial["names"]
        self.fields["names"].help_text = format_html("已选 <b data-tally>{}</b> 名，需要 {} 名以上。", len(ticked), least)


class NominateForm(StepForm):
    """Who leads, out of those who stand for the committee; where there is none, out of all who may be elected."""

    def __init__(self, *args: Any, people: Choices, committee: bool, deputies: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if committee:
            self.put("names", forms.MultipleChoiceField(choices=people, widget=forms.MultipleHiddenInput()))
        self.put("secretary", forms.ChoiceField(label="书记人选", choices=[("", "请选择"), *people]))
        if deputies:
            boxes = forms.CheckboxSelectMultiple()
            self.put("deputy_secretary", forms.MultipleChoiceField(label="副书记人选", choices=people, widget=boxes, required=False))
        self.order_fields(["names", "secretary", "deputy_secretary", "on", "note", "on_behalf_of"])

    @property
    def chosen(self) -> dict[Office, list[int]]:
        """By office."""
        said = self.cleaned_data
        found = {
            Office.COMMITTEE: said.get("names") or [],
            Office.SECRETARY: [said["secretary"]],
            Office.DEPUTY: said.get("deputy_secretary") or [],
        }
        return {office: [int(one) for one in people] for office, people in found.items() if people}


class MeetingForm(PageForm):
    """When and where; who is expected the roll of the day tells."""

    on = day("日期", future=True)
    begins = hour("开始")
    place = named("地点", required=False)


class BallotForm(PageForm):
    """What is printed and how many are given out."""

    def __init__(self, *args: Any, people: Choices, session: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes = forms.CheckboxSelectMultiple()
        self.put("names", forms.MultipleChoiceField(label="选票上的候选人", choices=people, widget=boxes))
        if session:
            self.put("present", _number("到会的新一届委员"))
        self.put("issued", _number("发出票数", help_text="数好再发，每人一张。"))


class CountForm(PageForm):
    """One count. Abstentions are what is left of the valid ballots; nobody types them."""

    def __init__(self, *args: Any, one: Round, own: Counted | None, **kwargs: Any) -> None:
        kwargs["initial"] = _counted(one, own)
        super().__init__(*args, **kwargs)
        self.people = one.everybody if own else list(one.names)
        self.put("counted_by", forms.CharField(label="计票人", max_length=60))
        self.put("returned", _number(f"收回票数（发出 {one.row.issued} 张）"))
        self.put(
            "invalid", _number("其中无效票", required=False, help_text=f"所选多于 {one.row.seats} 名、看不清的是无效票；空白、少选的有效。")
        )
        for who in one.names:
            self.put(f"for_{who.id}", _number(f"{who.name}：赞成"))
            self.put(f"against_{who.id}", _number(f"{who.name}：反对", required=False))
        area = forms.Textarea({"rows": 2})
        others = "选票上另写了别人的，每人一行：姓名（同名的写编号）和票数，如“张三 2”。没有的不填。"
        self.put("others", forms.CharField(label="另选他人", max_length=600, required=False, widget=area, help_text=others))

    def count_of(self, others: Sequence[Mark]) -> Count:
        """What was left empty is none."""
        said = self.cleaned_data
        printed = [Mark(int(name[4:]), said[name] or 0, said.get(f"against_{name[4:]}") or 0) for name in said if name.startswith("for_")]
        return Count(said["returned"], said.get("invalid") or 0, frozenset([*printed, *others]))


def _counted(one: Round, own: Counted | None) -> dict[str, Any]:
    if own is None:
        return {}
    known: dict[str, Any] = {"counted_by": own.row.counted_by, "returned": own.count.returned, "invalid": own.count.invalid}
    for who in one.names:
        mark = own.count.of(who.id)
        known |= {f"for_{who.id}": mark.for_it, f"against_{who.id}": mark.against}
    written = [f"{who.code} {own.count.of(who.id).for_it}" for who in one.written_in if own.count.of(who.id).for_it]
    return known | {"others": "\n".join(written)}


class VoidForm(PageForm):
    """Why it does not count."""

    reason = forms.CharField(label="作废原因", max_length=200, required=False, help_text="例如：收回的票多于发出的票，重新投票。")


class ConcludeForm(SeenForm):
    """What was elected stands beside it, and the day is that of the meeting; asked is what nobody can derive."""

    def __init__(self, *args: Any, left: bool, members: Sequence[Who], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for who in members:
            self.put(f"portfolio_{who.id}", forms.ChoiceField(label=f"{who.name}的分工", choices=PORTFOLIO, required=False))
        if left:
            area = forms.Textarea({"rows": 2})
            hint = "不再投票补选、决定空缺的，写明原因。"
            self.put("vacant_because", forms.CharField(label="空缺的原因", max_length=300, widget=area, help_text=hint))
        self.put("on_behalf_of", text("代谁办理", 60, help_text="替别人登记的，写明是谁办的；自己办的不填。"))

    @property
    def portfolios(self) -> dict[int, str]:
        """By person."""
        return {int(name[10:]): value for name, value in self.cleaned_data.items() if name.startswith("portfolio_")}
