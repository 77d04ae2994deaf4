"""Forms of ceremonies."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms

from zhibu.gatherings.forms.planning import hour
from zhibu.mechanism.commemoration.models import Delegation
from zhibu.mechanism.commemoration.rules.guests import LONGEST_NAME, LONGEST_PLACE, may_be_invited, read
from zhibu.mechanism.commemoration.rules.programme import Line
from zhibu.mechanism.commemoration.rules.seating import Plan
from zhibu.mechanism.commemoration.services.preparing import Begin
from zhibu.mechanism.commemoration.terms import LONGEST_PRESENTER, LONGEST_TITLE, MOST_ROWS, MOST_SEATS, GuestKind, LineKind, Occasion
from zhibu.mechanism.honours.terms import HonourKind
from zhibu.register.forms.fields import day, named, text
from zhibu.register.models import Organisation
from zhibu.web.fields import Refusal
from zhibu.web.forms import PageForm

MOST_MINUTES: Final = 240
MOST_COMING: Final = 500


class BeginForm(PageForm):
    """Occasion, day, place; the programme is there at once and can be changed."""

    token = forms.CharField(widget=forms.HiddenInput, max_length=40)
    occasion = forms.ChoiceField(label="庆祝什么", choices=Occasion.choices(), help_text="按它列出一份议程，以后可以逐项修改。")
    organisation = forms.ChoiceField(label="举办的党组织")
    on = day("日期", future=True)
    begins = hour("开始")
    place = named("地点", required=False)
    chair = text("主持人", 60)
    title = text("名称", 120, help_text="“七一”“八一”不填就用年份和节日；其他庆祝活动要写。")

    def __init__(self, *args: Any, hosts: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        self.choose("organisation", hosts)
        if len(hosts) == 1:
            fields["organisation"].widget = forms.HiddenInput()
            fields["organisation"].initial = hosts[0][0]

    @property
    def begin(self) -> Begin:
        """As the service takes it."""
        data = self.cleaned_data
        return Begin(data["occasion"], data["on"], data["begins"], data["place"], data["title"], data["chair"], data["token"])


class LineForm(PageForm):
    """One line of the programme."""

    at = forms.TypedChoiceField(label="排在第几项", coerce=int)
    kind = forms.ChoiceField(label="环节", choices=LineKind.choices())
    title = forms.CharField(label="名称", max_length=LONGEST_TITLE)
    presenter = named("人员", LONGEST_PRESENTER, required=False, help_text="谁讲话、发言、颁奖、领誓；没有就空着。")
    minutes_long = forms.IntegerField(label="时长（分钟）", min_value=0, max_value=MOST_MINUTES, required=False)
    honour = forms.ChoiceField(
        label="颁发哪一类荣誉",
        required=False,
        choices=[("", "不颁奖"), *HonourKind.choices()],
        help_text="选了类别，主持词提纲里自动列出领奖的人和次序。",
    )

    def __init__(self, *args: Any, places: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("at", [(number, f"第 {number} 项") for number in range(1, places + 1)])

    @property
    def line(self) -> Line:
        """As rules take it."""
        data = self.cleaned_data
        return Line(data["kind"], data["title"], data["presenter"], data["minutes_long"] or 0, data["honour"])


class GuestForm(PageForm):
    """Several guests at once."""

    kind = forms.ChoiceField(label="来宾类别", choices=GuestKind.choices(), help_text="座次按类别和登记的先后排。")
    names = forms.CharField(
        label="来宾",
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        help_text="每行一位：姓名，空格或者逗号，单位和职务。例如：周敏 某部队政治工作处主任",
    )

    def clean_names(self) -> list[tuple[str, str]]:
        """Name and where from, line by line; all that is unsure is asked at once."""
        found = read(str(self.cleaned_data["names"]))
        decision = may_be_invited(found)
        if not decision.allowed:
            raise forms.ValidationError([Refusal(one) for one in decision.objections])
        return [(one.name, one.place) for one in found]


class GuestChangeForm(PageForm):
    """One of them, put right."""

    kind = forms.ChoiceField(label="来宾类别", choices=GuestKind.choices())
    name = forms.CharField(label="姓名", max_length=LONGEST_NAME)
    comes_from = text("单位和职务", LONGEST_PLACE)


class DelegationForm(PageForm):
    """How many come from each organisation below the host."""

    def __init__(self, *args: Any, organisations: Sequence[Organisation], known: Sequence[Delegation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = {one.organisation_id: one.number for one in known}
        for one in organisations:
            field = forms.IntegerField(
                label=str(one), min_value=0, max_value=MOST_COMING, required=False, initial=numbers.get(one.pk) or None
            )
            self.put(f"o{one.pk}", field)

    @property
    def numbers(self) -> dict[int, int]:
        """By number of the organisation."""
        return {int(name[1:]): value or 0 for name, value in self.cleaned_data.items()}


class HallForm(PageForm):
    """How large the hall is."""

    rows = forms.IntegerField(label="排数", min_value=1, max_value=MOST_ROWS)
    seats = forms.IntegerField(label="每排座位", min_value=1, max_value=MOST_SEATS)


class SwapForm(PageForm):
    """Two who change seats."""

    first = forms.ChoiceField(label="一方")
    second = forms.ChoiceField(label="另一方")

    def __init__(self, *args: Any, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [
            (one.key, f"{one.name}（{seat.row} 排 {seat.number} 座）") for seat, one in sorted(plan.taken.items(), key=lambda pair: pair[0])
        ]
        for name in ("first", "second"):
            self.choose(name, [("", "请选择"), *people])
