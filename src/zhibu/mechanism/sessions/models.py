"""Topics, what happened to them on their way, who left the room, and the street's own list of 三重一大."""

from typing import ClassVar, Final

from django.db import models

from zhibu.gatherings.models import AgendaItem
from zhibu.register.models import Organisation, Person
from zhibu.store.guards import GuardedQuerySet, Recorded
from zhibu.store.spans import NoOverlap, Span, SpanQuerySet, span_check

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)
Spans: Final = models.Manager.from_queryset(SpanQuerySet)
OF_TOPIC: Final = ("topic", "topic_id")


class Topic(Recorded):
    """Something that an organisation wants the committee to talk about. How far it has come is derived (``rules.standing``)."""

    reach_field: ClassVar[str] = "proposer__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("topic", "id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"title", "background", "token"})

    code = models.CharField("编号", max_length=12, unique=True)
    committee = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党工委", db_index=False)
    proposer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="提出的党组织", db_index=False)
    proposed_as = models.CharField("提出的科室或人员", max_length=60, default="")
    kind = models.CharField("类别", max_length=16)
    party_building = models.BooleanField("党建工作议题", default=False)
    title = models.CharField("议题", max_length=120)
    background = models.TextField("情况说明", default="")
    about_case = models.CharField("所涉督办事项", max_length=12, default="")
    """The code of a supervised matter that is late, where the topic came out of one."""
    proposed_on = models.DateField("提出日期")
    entered_by = models.CharField("录入人", max_length=100)
    token = models.CharField("提交标记", max_length=40, default="")
    withdrawn_on = models.DateField("撤回日期", null=True)
    withdrawn_because = models.CharField("撤回原因", max_length=200, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "议题"
        indexes = [
            models.Index(fields=["committee", "proposed_on"], name="topic_committee_ix"),
            models.Index(fields=["proposer", "proposed_on"], name="topic_proposer_ix"),
        ]
        constraints = [models.UniqueConstraint(fields=["token"], condition=~models.Q(token=""), name="topic_once")]

    def __str__(self) -> str:
        return self.code


class Screening(Recorded):
    """The head has looked at it: taken up, or sent back with the reason. The last one counts."""

    reach_field: ClassVar[str] = "topic__proposer__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_TOPIC

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+", verbose_name="议题")
    taken_up = models.BooleanField("列为上会议题")
    reason = models.CharField("意见", max_length=200, default="")
    screened_by = models.CharField("审核人", max_length=100)
    entered_by = models.CharField("录入人", max_length=100)
    screened_on = models.DateField("审核日期")

    objects = Guarded()

    class Meta:
        verbose_name = "议题审核"

    def __str__(self) -> str:
        return f"{self.topic_id} {self.taken_up}"


class Tabling(Recorded):
    """A topic stands on the agenda of a session, as a line of it; what is noted beside the decision stands here.

    Opinions of absent members are noted and never counted; dissent is noted with the name of who dissents.
    """

    reach_field: ClassVar[str] = "topic__committee__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_TOPIC
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"dissent", "absent_opinions"})

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+", verbose_name="议题")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="议程")
    tabled_on = models.DateField("列入日期")
    deferred = models.BooleanField("缓议", default=False)
    dissent = models.CharField("不同意见", max_length=500, default="")
    absent_opinions = models.CharField("缺席成员的意见", max_length=500, default="")
    case_code = models.CharField("督办事项", max_length=12, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "议题上会"

    def __str__(self) -> str:
        return f"{self.topic_id} {self.item_id}"


class Recusal(Recorded):
    """Somebody leaves the room for one item: neither entitled nor there when it is voted on."""

    reach_field: ClassVar[str] = "tabling__topic__committee__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_TOPIC
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"reason"})
    repeats: ClassVar[frozenset[str]] = frozenset({"topic_id"})

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="+", verbose_name="议题")
    tabling = models.ForeignKey(Tabling, on_delete=models.CASCADE, related_name="+", verbose_name="上会", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="回避人")
    reason = models.CharField("回避原因", max_length=200)

    objects = Guarded()

    class Meta:
        verbose_name = "回避"
        constraints = [models.UniqueConstraint(fields=["tabling", "person"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.tabling_id} {self.person_id}"


class ListedMatter(Span, Recorded):
    """A line of the street's list of 三重一大: which kind, what exactly, on which paper, and whether two thirds must be there."""

    reach_field: ClassVar[str] = "committee__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("organisation", "committee_id")

    committee = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", verbose_name="党工委")
    kind = models.CharField("类别", max_length=16)
    says = models.CharField("具体事项", max_length=200)
    weighty = models.BooleanField("三分之二以上到会", default=True)
    basis = models.CharField("依据", max_length=120)

    objects = Spans()

    class Meta:
        verbose_name = "“三重一大”清单事项"
        constraints = [span_check("listed_matter_span"), NoOverlap("committee", "kind", "says", name="listed_matter_once")]

    def __str__(self) -> str:
        return self.says
