"""Forms of steering committees: they ask what neither posts nor the register tell."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from zhibu.cases.forms import REASON_HELP, SeenForm, TextsForm
from zhibu.cases.rules.procedures import Step
from zhibu.exchange.values import parse_date
from zhibu.gatherings.forms.planning import hour
from zhibu.kernel.decisions import Objection
from zhibu.mechanism.steering.rules.procedures import CONCURRENT_MEMBER, MATTER
from zhibu.mechanism.steering.terms import ADDED, SeatKind
from zhibu.register.forms.fields import day, named, text
from zhibu.web.fields import DayField, Refusal
from zhibu.web.forms import PageForm

OUTSIDE: Final = "不在名册上"
OUTSIDE_HELP: Final = "组织关系不在本街道的单位负责人，勾上这一项，写明单位和职务。"
LINES: Final = 20
LONGEST_LINE: Final = 200


class SetUpForm(PageForm):
    """For which organisation, since when, by which paper."""

    organisation = named("党组织", help_text="街道党工委、社区党组织、驻区单位党组织。")
    on = day("成立日期")
    basis = text("成立依据", 120, help_text="如：云溪区委组织部文件的名称和文号，可以以后在指导委员会的页面补登。")


class BasisForm(PageForm):
    """By which paper it was set up, where that was not at hand."""

    basis = forms.CharField(label="成立依据", max_length=120, help_text="文件的名称和文号。")


class DissolveForm(PageForm):
    """From which day, by which paper; the button confirms."""

    on = day("撤销日期")
    basis = forms.CharField(label="撤销依据", max_length=120, help_text="如：街道党工委会议决定、上级文件的名称和文号。")


class WhoForm(PageForm):
    """Somebody, from which unit, with which post there."""

    who = forms.CharField(label="姓名", max_length=60, help_text="名册上的人写姓名或编号。")
    outside = forms.BooleanField(label=OUTSIDE, required=False, help_text=OUTSIDE_HELP)
    unit = named("单位", required=False, help_text="照“驻区单位”里的名称写。")
    post = text("单位职务", 60, help_text="如：馆长、党支部书记。")


class MemberForm(WhoForm):
    """A seat that is given by hand."""

    seat = forms.ChoiceField(
        label="身份",
        choices=[(one.value, one.label) for one in ADDED],
        widget=forms.RadioSelect,
        initial=SeatKind.MEMBER.value,
    )
    on = day("从哪一天起")
    field_order = ("who", "outside", "unit", "post", "seat", "on")


class EndForm(PageForm):
    """The seat ends."""

    on = day("从哪一天起不再担任")


class ReleaseForm(EndForm):
    """The same of somebody who was appointed, with the reason."""

    reason = forms.CharField(label="原因", max_length=200, help_text=f"如：任期届满、调离单位。{REASON_HELP}")


class ProposeForm(TextsForm, WhoForm):
    """The unit's proposal."""

    submission = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)
    on = day("推荐日期")
    field_order = ("unit", "who", "outside", "post", "on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].required = True
        self.fields["unit"].label = "推荐单位"
        self.ask(CONCURRENT_MEMBER.by_key["propose"].texts)


class StepForm(TextsForm, SeenForm):
    """A paper that went out or came in; the appointment also says until when."""

    on = day("日期")

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.key == "appoint":
            self.put("until", DayField(label="任期届满日期", parse=parse_date, future=True, required=False, help_text="没有定的不填。"))
        self.ask(step.texts)
        self.put("on_behalf_of", text("代谁办理", 60, help_text="替别人登记的，写明是谁办的；自己办的不填。"))


class ConferenceForm(PageForm):
    """When, where, and what is on it beside late matters."""

    on = day("日期", future=True, help_text="今天以前的日期就是补录。")
    begins = hour("开始")
    place = named("地点", required=False)
    title = forms.CharField(label="名称", max_length=120)
    items = forms.CharField(label="议题", required=False, max_length=2000, widget=forms.Textarea({"rows": 4}), help_text="每行一个。")
    token = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, late: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if late:
            self.put("late", late_field(late))
            self.order_fields(["on", "begins", "place", "title", "late", "items"])

    def clean_items(self) -> tuple[str, ...]:
        """Line by line, each once. What an agenda does not bear is said, and nothing is cut off."""
        rows = tuple(dict.fromkeys(filter(None, map(str.strip, str(self.cleaned_data["items"]).splitlines()))))
        long = [(at, len(row)) for at, row in enumerate(rows, 1) if len(row) > LONGEST_LINE]
        said = [f"第 {at} 个议题有 {length} 个字，最多 {LONGEST_LINE} 个。" for at, length in long]
        said += [f"议题有 {len(rows)} 个，最多 {LINES} 个。"] if len(rows) > LINES else []
        if said:
            raise Refusal(Objection("too_long", "".join(said), remedy="请缩短，详细内容写在会议记录里。"))
        return rows


def late_field(late: Sequence[tuple[str, str]]) -> forms.MultipleChoiceField:
    """Matters that are late, all ticked."""
    boxes = forms.CheckboxSelectMultiple()
    known = [key for key, _ in late]
    return forms.MultipleChoiceField(label="逾期的协调事项，再上会", choices=late, widget=boxes, required=False, initial=known)


class ReturnForm(PageForm):
    """Late matters go back on an agenda."""

    def __init__(self, *args: Any, late: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.put("late", late_field(late))


class GuestsForm(PageForm):
    """Who came of those who stand on no roll here."""

    def __init__(self, *args: Any, names: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes = forms.CheckboxSelectMultiple()
        self.put("names", forms.MultipleChoiceField(label="到会的成员", choices=[(one, one) for one in names], widget=boxes))


class MatterForm(TextsForm):
    """A matter that a conference has to settle, or has settled on somebody."""

    submission = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)
    title = forms.CharField(label="事项名称", max_length=80, help_text="一句话，不写姓名和住址。")
    on = day("立项日期")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(MATTER.opening)
        self.put("raised_by", named("提出方", 60, help_text=MATTER.opening[1].help))
        self.order_fields(["title", "matter", "raised_by", "on"])
