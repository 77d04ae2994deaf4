"""The agenda, the minutes with what was decided, and votes."""

from typing import ClassVar

from django.db import models

from zhibu.gatherings.models.gatherings import Guarded, Holding, Part, Reached
from zhibu.gatherings.terms import Ballot, MinutesState
from zhibu.register.models import Person
from zhibu.store.guards import Recorded


class PartRecord(Recorded):
    """Something that belongs to a part and is reached as its gathering is."""

    reach_field: ClassVar[str] = "part__gathering__host__now_path"
    gathering_field: ClassVar[str] = "gathering_id"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "gathering_id")
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id"})

    gathering_id = models.BigIntegerField("会议活动", db_index=True)
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="+", verbose_name="会议内容")

    class Meta:
        abstract = True


class AgendaItem(PartRecord):
    """What is to be talked about; papers go out at least a day before."""

    number = models.PositiveSmallIntegerField("次序")
    title = models.CharField("议题", max_length=200)
    presenter = models.CharField("汇报人", max_length=60, default="")
    matter = models.CharField("表决事项", max_length=16, default="")
    """Empty where nothing is voted on."""
    papers_on = models.DateField("材料发出日期", null=True)

    objects = Reached()

    class Meta:
        verbose_name = "议题"
        constraints = [models.UniqueConstraint(fields=["part", "number"], name="agendaitem_number_once")]

    def __str__(self) -> str:
        return self.title


class Minutes(PartRecord):
    """The minutes of a part, version by version. A signed one never changes; a correction is a new version that names the old.

    ``on_paper`` says that the text is the hand-written page, whose photo is attached or which lies where ``kept_at`` says.
    """

    trail_hidden: ClassVar[frozenset[str]] = frozenset({"text"})

    version = models.PositiveSmallIntegerField("版本", default=1)
    state = models.CharField("状态", max_length=12, default=MinutesState.DRAFT)
    text = models.TextField("会议内容", default="")
    on_paper = models.BooleanField("手写记录", default=False)
    kept_at = models.CharField("原件存放", max_length=120, default="")
    corrects = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="更正")
    correction_reason = models.CharField("更正原因", max_length=200, default="")
    written_by = models.CharField("记录人", max_length=100, default="")
    written_on = models.DateField("记录日期")
    checked_by = models.CharField("核对人", max_length=100, default="")
    checked_on = models.DateField("核对日期", null=True)
    revision = models.PositiveIntegerField("修改次数", default=0)
    """Grows with every saving of a draft: who saves over somebody else's words is told."""

    objects = Reached()

    class Meta:
        verbose_name = "会议记录"
        constraints = [models.UniqueConstraint(fields=["part", "version"], name="minutes_version_once")]

    def __str__(self) -> str:
        return f"{self.part_id} v{self.version}"


class Resolution(PartRecord):
    """What was decided, as this version of the minutes holds it; the item is empty for what came up without being on the agenda.

    Of a decision by vote ``text`` is the result alone: the question, and the person whom it is about, are read from the vote, so that a
    name forgotten in the register is forgotten here.
    """

    trail_hidden: ClassVar[frozenset[str]] = frozenset({"text"})

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="+", verbose_name="会议记录")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="议题")
    vote = models.ForeignKey("Vote", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="表决")
    number = models.PositiveSmallIntegerField("次序")
    text = models.CharField("决议", max_length=500)

    objects = Reached()

    class Meta:
        verbose_name = "会议决议"
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="resolution_number_once")]

    def __str__(self) -> str:
        return self.text


class Vote(Recorded):
    """One question put to one organisation's meeting; for persons one vote each (``person``).

    What holds when it opens is written down with it: how many were entitled, how many of them there.
    """

    reach_field: ClassVar[str] = "holding__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "gathering_id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"question"})
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id"})

    gathering_id = models.BigIntegerField("会议活动", db_index=True)
    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="+", verbose_name="召开组织")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="议题")
    question = models.CharField("表决事项", max_length=200)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="所涉人员")
    matter = models.CharField("事项种类", max_length=16)
    ballot = models.CharField("表决方式", max_length=8, default=Ballot.HANDS)
    opened_on = models.DateField("表决日期")
    entitled = models.PositiveIntegerField("应到有表决权")
    there = models.PositiveIntegerField("实到有表决权")
    written = models.PositiveIntegerField("书面意见", default=0)
    written_for = models.PositiveIntegerField("书面赞成", default=0)
    issued = models.PositiveIntegerField("发出票数", default=0)
    settled_on = models.DateField("结果确定日期", null=True)
    passed = models.BooleanField("通过", null=True)
    computation = models.CharField("计算", max_length=200, default="")
    article = models.CharField("依据", max_length=160, default="")
    void_because = models.CharField("作废原因", max_length=200, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "表决"

    def __str__(self) -> str:
        return self.question


class VoteCount(Recorded):
    """What one counter entered: on paper ballots two of them do, without seeing each other's numbers; a show of hands needs one."""

    reach_field: ClassVar[str] = "vote__holding__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "gathering_id")
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id"})

    gathering_id = models.BigIntegerField("会议活动", db_index=True)
    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="+", verbose_name="表决", db_index=False)
    counter = models.PositiveSmallIntegerField("计票人次序")
    counted_by = models.CharField("计票人", max_length=60)
    entered_by = models.CharField("录入人", max_length=100)
    account_id = models.BigIntegerField("录入账号", null=True)
    """Two counts of one vote come from two accounts."""
    for_it = models.PositiveIntegerField("赞成")
    against = models.PositiveIntegerField("反对")
    abstained = models.PositiveIntegerField("弃权", default=0)
    invalid = models.PositiveIntegerField("无效", default=0)
    returned = models.PositiveIntegerField("收回", default=0)

    objects = Guarded()

    class Meta:
        verbose_name = "计票"
        constraints = [models.UniqueConstraint(fields=["vote", "counter"], name="votecount_once")]

    def __str__(self) -> str:
        return f"{self.vote_id} {self.counter}"
