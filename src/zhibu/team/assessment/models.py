"""The paper poll as two counters entered it, and the committee's grade: one for each person and year."""

from typing import ClassVar, Final

from django.db import models

from zhibu.gatherings.models import Holding
from zhibu.register.models import Person
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)
OF_GATHERING: Final = ("gathering", "gathering_id")


class PollCount(Recorded):
    """What one counter entered of a poll. There are two, under two accounts, and neither sees the other's numbers before both are in."""

    reach_field: ClassVar[str] = "holding__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_GATHERING
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id"})

    gathering_id = models.BigIntegerField("会议活动")
    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="+", verbose_name="民主评议", db_index=False)
    counter = models.PositiveSmallIntegerField("计票人次序")
    counted_by = models.CharField("计票人", max_length=60)
    entered_by = models.CharField("录入人", max_length=100)
    account_id = models.BigIntegerField("录入账号", null=True)
    issued = models.PositiveIntegerField("发出票数")
    returned = models.PositiveIntegerField("收回票数")

    objects = Guarded()

    class Meta:
        verbose_name = "民主测评计票"
        constraints = [models.UniqueConstraint(fields=["holding", "counter"], name="poll_count_once")]

    def __str__(self) -> str:
        return f"{self.holding_id} {self.counter}"


class PollLine(Recorded):
    """How many ticked which grade for one person, by one counter. The trail says that it was entered, not what."""

    reach_field: ClassVar[str] = "count__holding__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_GATHERING
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"excellent", "qualified", "basic", "unqualified"})
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id"})

    gathering_id = models.BigIntegerField("会议活动")
    count = models.ForeignKey(PollCount, on_delete=models.CASCADE, related_name="+", verbose_name="计票", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="党员")
    excellent = models.PositiveIntegerField("优秀", default=0)
    qualified = models.PositiveIntegerField("合格", default=0)
    basic = models.PositiveIntegerField("基本合格", default=0)
    unqualified = models.PositiveIntegerField("不合格", default=0)

    objects = Guarded()

    class Meta:
        verbose_name = "民主测评票数"
        constraints = [models.UniqueConstraint(fields=["count", "person"], name="poll_line_once")]

    def __str__(self) -> str:
        return f"{self.count_id} {self.person_id}"


class Grade(Recorded):
    """组织评定 of one person for one year, by the organisation that held the assessment. The trail says that there is one, not which."""

    reach_field: ClassVar[str] = "holding__organisation__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = OF_GATHERING
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"grade"})
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id"})

    gathering_id = models.BigIntegerField("会议活动")
    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="+", verbose_name="民主评议", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="党员", db_index=False)
    year = models.PositiveSmallIntegerField("评议年度")
    grade = models.CharField("等次", max_length=16)
    decided_on = models.DateField("评定日期")

    objects = Guarded()

    class Meta:
        verbose_name = "民主评议结果"
        constraints = [models.UniqueConstraint(fields=["person", "year"], name="grade_once_a_year")]
        indexes = [models.Index(fields=["holding", "grade"], name="grade_holding_ix")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.year}"
