"""The lines of a plan, who made up for a session, where papers are kept. Sessions themselves are gatherings."""

from typing import ClassVar, Final

from django.db import models

from zhibu.gatherings.models import Gathering, Holding
from zhibu.register.models import Organisation, Person
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class StudyLine(Recorded):
    """A topic that a leading group sets out to study in a quarter, or in a month of it; ``gathering`` once it was made a session."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("study_line", "id")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织", db_index=False)
    year = models.PositiveSmallIntegerField("年份")
    quarter = models.PositiveSmallIntegerField("季度")
    month = models.PositiveSmallIntegerField("月份", default=0)
    topic = models.CharField("主题", max_length=200)
    speaker = models.CharField("主讲人", max_length=60, default="")
    gathering = models.ForeignKey(Gathering, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="会议活动")

    objects = Guarded()

    class Meta:
        verbose_name = "学习计划"
        indexes = [models.Index(fields=["organisation", "year"], name="study_line_year_ix")]

    def __str__(self) -> str:
        return self.topic


class OfSession(Recorded):
    """Something that belongs to a session as one organisation held it."""

    reach_field: ClassVar[str] = "holding__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "gathering_id")
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id"})

    gathering_id = models.BigIntegerField("会议活动")
    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="+", verbose_name="召开组织")

    class Meta:
        abstract = True


class MakeUp(OfSession):
    """Somebody who was not there has made up for it: on which day and how, and nothing else."""

    own_field: ClassVar[str] = "person_id"

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="人员")
    on = models.DateField("补学日期")
    way = models.CharField("补学方式", max_length=16)

    objects = Guarded()

    class Meta:
        verbose_name = "补学"
        constraints = [models.UniqueConstraint(fields=["holding", "person"], name="make_up_once")]

    def __str__(self) -> str:
        return f"{self.holding_id} {self.person_id}"


class StudyPaper(OfSession):
    """Where a paper of the archive is kept."""

    kind = models.CharField("材料", max_length=16)
    kept_at = models.CharField("存放处", max_length=120)

    objects = Guarded()

    class Meta:
        verbose_name = "学习档案材料"
        constraints = [models.UniqueConstraint(fields=["holding", "kind"], name="study_paper_once")]

    def __str__(self) -> str:
        return f"{self.holding_id} {self.kind}"
