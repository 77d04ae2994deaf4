"""Areas of work, who answers for them, hand-overs of posts, the yearly list, and matters that two organisations do together."""

from typing import ClassVar, Final

from django.db import models

from zhibu.cases.models import Case
from zhibu.gatherings.models import AgendaItem, Gathering
from zhibu.register.models import Organisation, Person, Post
from zhibu.store.guards import GuardedQuerySet, Recorded
from zhibu.store.spans import NoOverlap, Span, SpanQuerySet, span_check

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)
Spans: Final = models.Manager.from_queryset(SpanQuerySet)
OF_ORGANISATION: Final = ("organisation", "organisation_id")


class OfOrganisation(Recorded):
    """Something that an organisation keeps, seen by whoever reaches it."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_ORGANISATION

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织", db_index=False)

    class Meta:
        abstract = True


class WorkArea(Span, OfOrganisation):
    """An area of work of a street, from a day on; the list is the street's own."""

    name = models.CharField("工作", max_length=60)
    number = models.PositiveSmallIntegerField("序号", default=1)

    objects = Spans()

    class Meta:
        verbose_name = "责任分工的工作"
        constraints = [span_check("workarea_span"), NoOverlap("organisation", "name", name="workarea_once")]

    def __str__(self) -> str:
        return self.name


class Responsibility(Span, OfOrganisation):
    """Somebody answers for an area in an organisation, at a tier, for a span; where it rests on a post it ends with the post."""

    area = models.ForeignKey(WorkArea, on_delete=models.CASCADE, related_name="+", verbose_name="工作", db_index=False)
    tier = models.CharField("责任", max_length=12)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="责任人")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="所依据的职务")
    basis = models.CharField("依据", max_length=120, default="")

    objects = Spans()

    class Meta:
        verbose_name = "责任分工"
        constraints = [span_check("responsibility_span"), NoOverlap("organisation", "area", "tier", name="responsibility_once")]

    def __str__(self) -> str:
        return f"{self.area_id} {self.organisation_id} {self.tier}"


class Handover(OfOrganisation):
    """A post went from one person to another: what was open that day, and who has taken it over."""

    own_field: ClassVar[str] = "receiver_id"

    code = models.CharField("编号", max_length=12, unique=True)
    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="+", verbose_name="职务")
    receiver = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name="接收人")
    on = models.DateField("交接日期")
    note = models.CharField("说明", max_length=300, default="")
    entered_by = models.CharField("录入人", max_length=100)
    confirmed_on = models.DateField("确认日期", null=True)
    confirmed_by = models.CharField("确认人", max_length=100, default="")
    confirmed_entered_by = models.CharField("确认录入人", max_length=100, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "工作交接"
        indexes = [models.Index(fields=["organisation", "on"], name="handover_ix")]

    def __str__(self) -> str:
        return self.code


class HandoverLine(OfOrganisation):
    """One thing that was handed over, as it stood that day: a frozen report never changes with later corrections."""

    own_field: ClassVar[str] = "handover__receiver_id"

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="+", verbose_name="工作交接", db_index=False)
    number = models.PositiveSmallIntegerField("序号")
    kind = models.CharField("类别", max_length=12)
    title = models.CharField("事项", max_length=200)
    says = models.CharField("情况", max_length=200, default="")
    until = models.DateField("期限", null=True)
    code = models.CharField("编号", max_length=12, default="")
    """Of a case."""

    objects = Guarded()

    class Meta:
        verbose_name = "交接事项"
        constraints = [models.UniqueConstraint(fields=["handover", "number"], name="handover_line_once")]

    def __str__(self) -> str:
        return self.title


class PriorityList(OfOrganisation):
    """The few things that the secretary of an organisation takes in hand in a year."""

    code = models.CharField("编号", max_length=12, unique=True)
    year = models.PositiveSmallIntegerField("年度")

    objects = Guarded()

    class Meta:
        verbose_name = "年度重点任务"
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="prioritylist_once")]

    def __str__(self) -> str:
        return self.code


class PriorityLine(OfOrganisation):
    """One of them, under one of the four tags; whoever is not in the register is named by the post."""

    list = models.ForeignKey(PriorityList, on_delete=models.CASCADE, related_name="+", verbose_name="年度重点任务", db_index=False)
    number = models.PositiveSmallIntegerField("序号")
    tag = models.CharField("类别", max_length=8)
    says = models.CharField("任务", max_length=120)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="责任人")
    office = models.CharField("责任科室或岗位", max_length=60, default="")
    due = models.DateField("完成日期")
    done_on = models.DateField("完成于", null=True)

    objects = Guarded()

    class Meta:
        verbose_name = "重点任务"
        constraints = [models.UniqueConstraint(fields=["list", "number"], name="priorityline_once")]

    def __str__(self) -> str:
        return self.says


class Pointing(OfOrganisation):
    """It rests on a record: a line of an agenda, a gathering, or a case; chosen, never typed."""

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="议程")
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="会议活动")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="办理事项")

    class Meta:
        abstract = True


class PriorityEvidence(Pointing):
    """What shows how far a line has come."""

    line = models.ForeignKey(PriorityLine, on_delete=models.CASCADE, related_name="+", verbose_name="重点任务")

    objects = Guarded()

    class Meta:
        verbose_name = "重点任务的依据"

    def __str__(self) -> str:
        return f"{self.line_id} {self.item_id or self.gathering_id or self.case_id}"


class Matter(OfOrganisation):
    """Something of Party building and community building that two organisations do together."""

    code = models.CharField("编号", max_length=12, unique=True)
    title = models.CharField("事项", max_length=80)
    partner = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="社区建设一方", db_index=False)
    begun_on = models.DateField("起始日期")
    ended_on = models.DateField("结束日期", null=True)

    objects = Guarded()

    class Meta:
        verbose_name = "五同事项"
        indexes = [models.Index(fields=["organisation", "begun_on"], name="matter_organisation_ix")]

    def __str__(self) -> str:
        return self.code


class MatterTag(Pointing):
    """One of the five, and the record that shows it."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="+", verbose_name="五同事项")
    tag = models.CharField("五同", max_length=12)
    line = models.ForeignKey(PriorityLine, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="重点任务")

    objects = Guarded()

    class Meta:
        verbose_name = "五同记录"

    def __str__(self) -> str:
        return f"{self.matter_id} {self.tag}"
