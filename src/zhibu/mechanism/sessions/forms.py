"""Forms of topics and sessions."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from django import forms

from zhibu.exchange.values import parse_date
from zhibu.mechanism.sessions.queries.committee import Seat
from zhibu.mechanism.sessions.rules.topics import LONGEST_TITLE, Charge, TopicDraft
from zhibu.mechanism.sessions.terms import LISTABLE, TopicKind
from zhibu.register.forms.fields import day, named, text
from zhibu.web.fields import DayField
from zhibu.web.forms import PageForm

COMMITTEE: Final = "街道党工委"
HEAD: Final = f"{COMMITTEE}书记"


class TopicForm(PageForm):
    """A topic as it is proposed."""

    token = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)
    title = forms.CharField(label="议题", max_length=LONGEST_TITLE, help_text="一句话写清研究什么，如“研究老旧小区加装电梯的补助办法”。")
    kind = forms.ChoiceField(label="类别", choices=TopicKind.choices(), help_text="干部任免的议题名称只有党工委成员和组织干事看得到。")
    organisation = named("提出的党组织", help_text="全称、简称或编号。")
    proposed_as = named("提出的科室或人员", 60, required=False, help_text="上会时由谁汇报，如：社区建设办。填过的可以选。")
    background = forms.CharField(
        label="情况说明", max_length=2000, required=False, widget=forms.Textarea({"rows": 4}), help_text="要党工委决定什么，有哪些方案。"
    )
    party_building = forms.BooleanField(label="党建工作议题", required=False, help_text="党工委每半年研究党建工作的次数，按这一项计数。")

    @property
    def draft(self) -> TopicDraft:
        """As the service takes it."""
        data = self.cleaned_data
        return TopicDraft(data["title"], data["kind"], data["background"], data["proposed_as"], data["party_building"], data["token"])


class ScreenForm(PageForm):
    """Taken up, or sent back."""

    taken_up = forms.TypedChoiceField(
        label="审核意见",
        choices=[("yes", "列为上会议题"), ("no", "退回")],
        widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )
    reason = text("意见", 200, help_text="退回的，写明缺什么、补好以后怎么办。")
    screened_by = text("审核的书记", 60, help_text="代录的，写明是谁审核的。")

    def __init__(self, *args: Any, behalf: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not behalf:
            del self.fields["screened_by"]


class ReasonForm(PageForm):
    """Why a topic is taken back."""

    reason = forms.CharField(label="原因", max_length=200)


class TableForm(PageForm):
    """Which topics go on the agenda; codes of topics, and of matters that are late."""

    topics = forms.MultipleChoiceField(label="待上会的议题", widget=forms.CheckboxSelectMultiple, required=False)

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("topics", choices)


class NoteForm(PageForm):
    """What is noted of an item beside its decision."""

    deferred = forms.BooleanField(label="缓议", required=False, help_text="会后回到待上会的议题中。")
    dissent = forms.CharField(
        label="不同意见", max_length=500, required=False, widget=forms.Textarea({"rows": 3}), help_text="写明谁、什么意见；没有就空着。"
    )
    absent_opinions = forms.CharField(
        label="缺席成员的意见", max_length=500, required=False, widget=forms.Textarea({"rows": 3}), help_text="只记录，不计入票数。"
    )


class RecuseForm(PageForm):
    """Who leaves the room for this item."""

    person = forms.TypedChoiceField(label="回避的人", coerce=int)
    reason = forms.CharField(label="回避原因", max_length=200, help_text="如：涉及近亲属。只有党工委成员和组织干事看得到。")

    def __init__(self, *args: Any, people: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose("person", [("", "请选择"), *people])


class SuperviseForm(PageForm):
    """Who answers for a decision, and until when; what is to be done stands in the decision."""

    groups: ClassVar[tuple[tuple[str, tuple[str, ...]], ...]] = (("责任", ("first", "direct", "executing")),)
    organisation = named("承办党组织", help_text="全称、简称或编号。")
    until = DayField(label="报告进展最迟日期", parse=parse_date, future=True)
    first = named("第一责任人", 60, help_text="写职务，名册里有的可以选。")
    direct = named("直接责任人", 60, help_text="写职务，如：街道党工委副书记；名册里有的可以选。")
    executing = named("具体责任人", 60, required=False, help_text="写职务，名册里有的可以选；不填，就是承办党组织的书记。")

    @property
    def charge(self) -> Charge:
        """As the service takes it."""
        data = self.cleaned_data
        return Charge(data["first"], data["direct"], data["executing"], data["until"])


class ListForm(PageForm):
    """A line of the list of 三重一大."""

    kind = forms.ChoiceField(label="类别", choices=[(str(kind), kind.label) for kind in LISTABLE])
    says = forms.CharField(label="具体事项", max_length=200, help_text="如：单笔五万元以上的支出。")
    weighty = forms.BooleanField(label="须三分之二以上成员到会", required=False, initial=True, help_text="不选的，半数以上到会即可研究。")
    basis = forms.CharField(label="依据", max_length=120, help_text="文件名称和文号，或通过它的会议和日期。")
    valid_from = day("启用日期", future=True)


class EndForm(PageForm):
    """A line of that list no longer counts."""

    on = day("停用日期", future=True)
    basis = forms.CharField(label="依据", max_length=120)


def people_of(seats: Sequence[Seat], left: Sequence[int]) -> list[tuple[int, str]]:
    """Members of the committee who are in the room still."""
    return [(one.person_id, f"{one.name}（{one.post}）") for one in seats if one.person_id not in left]


def posts_below_head(seats: Sequence[Seat]) -> list[str]:
    """Who may answer directly for a decision, by post; the deputies first."""
    return list(dict.fromkeys(f"{COMMITTEE}{one.post}" for one in reversed(seats) if not one.head))
