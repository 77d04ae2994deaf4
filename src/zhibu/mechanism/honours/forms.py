"""Forms of selections and honours: they ask what neither the register nor the records tell."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms

from zhibu.cases.forms import SeenForm, TextsForm
from zhibu.cases.rules.procedures import Step
from zhibu.exchange.values import parse_date
from zhibu.mechanism.honours.queries.standing import Meeting, Proposed
from zhibu.mechanism.honours.rules.conditions import EXCUSABLE
from zhibu.mechanism.honours.terms import Answered, HonourKind, Kind, Level, Receiver, Verdict
from zhibu.register.forms.fields import choices, day, named, text
from zhibu.web.fields import DayField
from zhibu.web.forms import Group, PageForm

Choices = Sequence[tuple[str, str]]
MEASURES: Final = {Receiver.PERSON: "名", Receiver.ORGANISATION: "个", Receiver.UNIT: "个"}
BEHALF = "替别人登记的，写明是谁办的；自己办的不填。"


def _area(label: str, length: int, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=length, widget=forms.Textarea({"rows": 3}), **more)


class CallForm(PageForm):
    """What is to be selected, until when nominations are taken, how many each organisation below may name."""

    submission = forms.CharField(widget=forms.HiddenInput, min_length=32, max_length=32)
    kind = forms.ChoiceField(label="评选类别", choices=choices(HonourKind))
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100, widget=forms.NumberInput({"inputmode": "numeric"}))
    until = DayField(label="推荐截止", parse=parse_date, future=True)
    basis = text("评选通知文号", 80, help_text="没有文件的不填。")

    def __init__(self, *args: Any, organisations: Choices, below: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.organisations, self.below = organisations, below
        if len(organisations) > 1:
            self.put("organisation", forms.ChoiceField(label="评选的党组织", choices=organisations))
            self.order_fields(["organisation"])
        for pk, name in below:
            box = forms.NumberInput({"inputmode": "numeric"})
            self.put(f"quota_{pk}", forms.IntegerField(label=f"{name}的名额", required=False, min_value=0, max_value=999, widget=box))

    @property
    def grouped(self) -> list[Group]:
        """Quotas under a heading of their own."""
        fields = super().grouped[0].fields
        boxes = [one for one in fields if one.name.startswith("quota_")]
        rest = [one for one in fields if one not in boxes]
        return [Group("", rest), Group("推荐名额（都不填的，不限名额；纪念章名单自动生成，不用填）", boxes)] if boxes else [Group("", rest)]

    @property
    def chosen(self) -> int:
        """The organisation that honours."""
        return int(self.cleaned_data.get("organisation") or self.organisations[0][0])

    @property
    def quotas(self) -> Mapping[int, int]:
        """By organisation; what was left empty is 0 as soon as another is filled."""
        given = {int(pk): self.cleaned_data.get(f"quota_{pk}") for pk, _ in self.below}
        return {pk: number or 0 for pk, number in given.items()} if any(one is not None for one in given.values()) else {}


class NominateForm(PageForm):
    """Whom, and why; whether the conditions are met the records say."""

    by = named("由哪个党组织推荐", help_text="党支部、党小组等，全称、简称或编号。")
    who = named("推荐对象")
    deeds = _area("主要事迹", 500, required=False, help_text="一两句话，供考察和会议参考。")
    exception = _area("例外理由", 300, required=False, help_text="评议等次、考评等次、逾期事项不符合条件而确需推荐的，才写。")

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].label = f"推荐哪{MEASURES[kind.receiver]}{kind.receiver.label}"
        self.fields["who"].help_text = "姓名或者人员编号。" if kind.receiver is Receiver.PERSON else "全称、简称或者编号。"
        if kind.named:
            self.put("name", forms.CharField(label=kind.named, max_length=60))
            self.order_fields(["by", "who", "name", "deeds", "exception"])
        if not EXCUSABLE & set(kind.conditions):
            del self.fields["exception"]


class StepForm(TextsForm, SeenForm):
    """A step: the day, and what it asks for."""

    on = day("日期")

    def __init__(self, *args: Any, step: Step, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask(step.texts)
        self.put("on_behalf_of", text("代谁办理", 60, help_text=BEHALF))


class DecideForm(StepForm):
    """The decision; a reason where somebody no longer meets a condition that may be set aside."""

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if EXCUSABLE & set(kind.conditions):
            said = "名单上有人不再符合评议等次、考评等次、逾期事项的条件而确需表彰的，才写；不写姓名。"
            self.put("exception", _area("例外理由", 300, required=False, help_text=said))


class ReviewForm(StepForm):
    """For each nomination whether it stays, and why not; nothing is chosen for anybody, what was said before stands in it."""

    def __init__(self, *args: Any, proposed: Sequence[Proposed], notes: Mapping[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposed = proposed
        words = [(str(one), one.label) for one in Verdict if one is not Verdict.OPEN]
        for at, one in enumerate(proposed, 1):
            label = f"{at}. {one.called}（{one.place}）"
            first = None if one.verdict is Verdict.OPEN else str(one.verdict)
            note = notes.get(one.number, "")
            field = forms.ChoiceField(label=label, choices=words, initial=first, widget=forms.RadioSelect(), help_text=note)
            self.put(f"verdict_{one.number}", field)
            because = text("不列入的理由", 300, initial=one.row.verdict_because)
            because.label = f"{at}. 不列入的理由"
            self.put(f"because_{one.number}", because)
        rest = [name for name in self.fields if name not in {"on", "note", "on_behalf_of", "seen"}]
        self.order_fields([*rest, "on", "note", "on_behalf_of"])

    @property
    def verdicts(self) -> dict[int, tuple[Verdict, str]]:
        """By number of the nomination."""
        said = self.cleaned_data
        return {one.number: (Verdict.stored(said[f"verdict_{one.number}"]), said[f"because_{one.number}"]) for one in self.proposed}


class VoteForm(StepForm):
    """Which meeting; its votes and counts are known."""

    def __init__(self, *args: Any, meetings: Sequence[Meeting], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [(str(one.id), f"{one.on.isoformat()} {one.title}：{one.computation}") for one in meetings]
        first = words[0][0] if len(words) == 1 else None
        self.put("gathering", forms.ChoiceField(label="讨论通过的会议", choices=words, widget=forms.RadioSelect(), initial=first))
        self.order_fields(["gathering", "on"])


class NoticeForm(StepForm):
    """Where the list hangs; until when it does follows."""

    at = forms.CharField(label="公示地点", max_length=120, help_text="如：街道和各社区宣传栏。只张贴，不上网。")
    field_order = ("on", "at")


class ObjectionForm(PageForm):
    """What was said about whom; who said it is not asked."""

    received_on = day("收到日期")
    about = forms.ChoiceField(label="关于谁", required=False)
    said = _area("反映的情况", 1000, help_text="不写反映人的姓名。")

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["about"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "整个名单"), *people]


class AnswerForm(PageForm):
    """What looking into it came to."""

    outcome = forms.ChoiceField(
        label="核实结果", choices=[(str(one), one.label) for one in Answered if one is not Answered.OPEN], widget=forms.RadioSelect()
    )
    text = _area("核实情况和答复", 1000, help_text="成立的，对象从拟表彰名单中去掉。")


class RevokeForm(PageForm):
    """Why an honour is taken back, and by which document."""

    reason = _area("撤销的原因", 300, required=False)
    document = text("撤销决定文号", 80)


class PublicForm(PageForm):
    """On which day somebody agreed, or no longer does."""

    agreed_on = day("同意公开的日期", required=False, help_text="按本人签字或者口头答复的日期填；不同意、收回同意的，清空。")


class ReceivedForm(PageForm):
    """An honour from above, in the order of its certificate."""

    receiver = forms.ChoiceField(
        label="获得者类别", choices=Receiver.choices(), initial=str(Receiver.ORGANISATION), widget=forms.RadioSelect()
    )
    who = named("获得者", help_text="党员写姓名或编号，党组织、单位写全称、简称或编号。")
    title = forms.CharField(label="荣誉名称", max_length=120)
    level = forms.ChoiceField(label="级别", choices=choices(Level))
    giver = forms.CharField(label="授予单位", max_length=120)
    given_on = day("授予日期")
    document = text("文号", 80)
