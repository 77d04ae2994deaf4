"""One report for each secretary and year, and what two counters entered of its assessment."""

from typing import ClassVar, Final

from django.db import models

from zhibu.gatherings.models import Holding
from zhibu.register.models import Organisation, Person
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class SecretaryReport(Recorded):
    """Seen by the organisation above, and by the secretary. The trail says that there is a grade, not which."""

    reach_field: ClassVar[str] = "superior__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("secretary_report", "id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"grade", "reason"})

    code = models.CharField("编号", max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织", db_index=False)
    superior = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="上级党组织")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="书记")
    year = models.PositiveSmallIntegerField("年度")
    opened_on = models.DateField("安排日期")
    held_above = models.ForeignKey(Holding, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="向上级述职的会议")
    held_own = models.ForeignKey(Holding, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="向党员述职的会议")
    kept_at = models.CharField("述职报告存放处", max_length=120, default="")
    grade = models.CharField("综合评价", max_length=12, default="")
    reason = models.CharField("评定理由", max_length=500, default="")
    graded_on = models.DateField("评定日期", null=True)
    graded_by = models.CharField("登记人", max_length=100, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "述职评议考核"
        constraints = [models.UniqueConstraint(fields=["organisation", "year", "person"], name="secretaryreport_once")]

    def __str__(self) -> str:
        return self.code


class ReportCount(Recorded):
    """What one counter entered; there are two, under two accounts. The trail says that it was entered, not what."""

    reach_field: ClassVar[str] = "report__superior__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("secretary_report", "report_id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"good", "fairly_good", "average", "poor"})

    report = models.ForeignKey(SecretaryReport, on_delete=models.CASCADE, related_name="+", verbose_name="述职评议考核", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="书记")
    counter = models.PositiveSmallIntegerField("计票人次序")
    counted_by = models.CharField("计票人", max_length=60)
    account_id = models.BigIntegerField("录入账号", null=True)
    issued = models.PositiveIntegerField("发出票数")
    returned = models.PositiveIntegerField("收回票数")
    good = models.PositiveIntegerField("好", default=0)
    fairly_good = models.PositiveIntegerField("较好", default=0)
    average = models.PositiveIntegerField("一般", default=0)
    poor = models.PositiveIntegerField("差", default=0)

    objects = Guarded()

    class Meta:
        verbose_name = "述职测评计票"
        constraints = [models.UniqueConstraint(fields=["report", "counter"], name="reportcount_once")]

    def __str__(self) -> str:
        return f"{self.report_id} {self.counter}"
