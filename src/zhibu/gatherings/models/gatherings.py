"""A gathering, its parts, and the organisations that hold them."""

from typing import ClassVar, Final

from django.db import models

from zhibu.gatherings.models.reach import GatheringQuerySet
from zhibu.gatherings.terms import GatheringState
from zhibu.register.models import Organisation
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)
Reached: Final = models.Manager.from_queryset(GatheringQuerySet)


class Gathering(Recorded):
    """One afternoon, as people remember it: entered once, whatever it held and for however many branches.

    ``host`` called it. ``reported_by`` says who was there and told, ``entered_by`` who typed; what is entered after the day on which it
    was held is 补录, derived from ``entered_on``. ``series`` joins what was planned in one go;
    ``token`` makes a repeated submission harmless.
    """

    reach_field: ClassVar[str] = "host__now_path"
    gathering_field: ClassVar[str] = "pk"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"wall_code"})

    code = models.CharField("编号", max_length=12, unique=True)
    host = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="召集组织", db_index=False)
    title = models.CharField("名称", max_length=120)
    on = models.DateField("日期")
    begins = models.TimeField("开始时间", null=True)
    ends = models.TimeField("结束时间", null=True)
    planned_on = models.DateField("计划日期", null=True)
    """The day that was first announced; empty for what was entered afterwards."""
    place = models.CharField("地点", max_length=120, default="")
    state = models.CharField("状态", max_length=12, default=GatheringState.PLANNED)
    cancelled_because = models.CharField("取消原因", max_length=200, default="")
    reported_by = models.CharField("报告人", max_length=60, default="")
    entered_by = models.CharField("录入人", max_length=100, default="")
    entered_on = models.DateField("录入日期")
    series = models.CharField("批次", max_length=12, default="")
    token = models.CharField("提交标记", max_length=40, default="")
    wall_code = models.CharField("到会码", max_length=24, default="")
    """Chance that the code on the wall is made of; empty while the organiser shows none."""

    objects = Reached()

    class Meta:
        verbose_name = "会议活动"
        indexes = [models.Index(fields=["host", "on"], name="gathering_host_ix"), models.Index(fields=["on"], name="gathering_on_ix")]
        constraints = [models.UniqueConstraint(fields=["token"], condition=~models.Q(token=""), name="gathering_once")]

    def __str__(self) -> str:
        return self.title


class Moved(Recorded):
    """It was to be on another day: what was announced before stays to be seen."""

    reach_field: ClassVar[str] = "gathering__host__now_path"
    gathering_field: ClassVar[str] = "gathering_id"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "gathering_id")

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="+", verbose_name="会议活动")
    was_on = models.DateField("原定日期")
    was_begins = models.TimeField("原定时间", null=True)
    was_place = models.CharField("原定地点", max_length=120, default="")
    reason = models.CharField("改期原因", max_length=200)
    moved_on = models.DateField("改期日期")

    objects = Reached()

    class Meta:
        verbose_name = "改期"

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.was_on}"


class Part(Recorded):
    """One item of an afternoon: a members' meeting, then a lecture, then a theme day, each counted by its kind."""

    reach_field: ClassVar[str] = "gathering__host__now_path"
    gathering_field: ClassVar[str] = "gathering_id"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "gathering_id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"attended_by"})

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="+", verbose_name="会议活动", db_index=False)
    number = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("类型", max_length=32)
    title = models.CharField("名称", max_length=120, default="")
    """Empty where the part is called as the gathering is."""
    begins = models.TimeField("开始时间", null=True)
    """Empty where it begins with the gathering, or nobody has said when."""
    topic = models.CharField("议题或主题", max_length=300, default="")
    minutes_long = models.PositiveSmallIntegerField("时长（分钟）", null=True)
    chair = models.CharField("主持人", max_length=60, default="")
    recorder = models.CharField("记录人", max_length=60, default="")
    lecturer = models.CharField("授课人", max_length=60, default="")
    attended_by = models.CharField("列席人员", max_length=300, default="")
    """Names of those in attendance who are on no roll here."""

    objects = Reached()

    class Meta:
        verbose_name = "会议内容"
        constraints = [models.UniqueConstraint(fields=["gathering", "number"], name="part_number_once")]

    def __str__(self) -> str:
        return f"{self.gathering_id}-{self.number}"


class Holding(Recorded):
    """A part as one organisation held it: its own list, its own numbers, its own signature.

    ``kind`` and ``on`` repeat part and gathering, and ``quorate`` what the numbers say, so that how often something was held is read from
    one index. Numbers are written when it is signed (or typed where no names were kept); ``counted`` is false for a meeting without quorum,
    and nothing that was not signed counts.
    """

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "gathering_id")
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id", "kind", "on"})

    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="+", verbose_name="会议活动")
    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="+", verbose_name="会议内容", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="召开组织", db_index=False)
    kind = models.CharField("类型", max_length=32)
    on = models.DateField("日期")
    quorate = models.BooleanField("达到人数", null=True)
    complete = models.BooleanField("记录齐全", null=True)
    cancelled = models.BooleanField("取消", default=False)
    expected = models.PositiveIntegerField("应到", null=True)
    present = models.PositiveIntegerField("实到", null=True)
    on_leave = models.PositiveIntegerField("请假", null=True)
    in_attendance = models.PositiveIntegerField("列席", null=True)
    entitled = models.PositiveIntegerField("应到有表决权", null=True)
    there = models.PositiveIntegerField("实到有表决权", null=True)
    by_name = models.BooleanField("有名单", default=True)
    note = models.CharField("本组织补充", max_length=500, default="")
    signed_at = models.DateTimeField("签批时间", null=True)
    confirmed_by = models.CharField("签批人", max_length=100, default="")
    signed_entered_by = models.CharField("签批录入人", max_length=100, default="")
    signed_minutes = models.ForeignKey(
        "gatherings.Minutes", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="签批的记录"
    )

    objects = Guarded()

    class Meta:
        verbose_name = "召开组织"
        constraints = [models.UniqueConstraint(fields=["part", "organisation"], name="holding_once")]
        indexes = [models.Index(fields=["organisation", "kind", "on", "quorate", "cancelled"], name="holding_count_ix")]

    def __str__(self) -> str:
        return f"{self.part_id} {self.organisation_id}"


class RecordsFrom(Recorded):
    """From which day on an organisation's records of a kind are complete: before it nothing is late, it is not known (PRACTICE.md 1.7)."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("organisation", "organisation_id")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", verbose_name="党组织", db_index=False)
    kind = models.CharField("类型", max_length=32)
    complete_from = models.DateField("记录齐全起")

    objects = Guarded()

    class Meta:
        verbose_name = "记录齐全日期"
        constraints = [models.UniqueConstraint(fields=["organisation", "kind"], name="records_from_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.kind}"
