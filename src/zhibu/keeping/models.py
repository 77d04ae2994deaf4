"""Who stands on the list of those whose time is ending, what is put off, what was destroyed; copies with full numbers."""

from typing import ClassVar, Final

from django.db import models

from zhibu.accounts.models import Account
from zhibu.register.models import Organisation, Person
from zhibu.store.guards import GuardedQuerySet, Recorded
from zhibu.trail.models import Operation

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class Notice(Recorded):
    """Somebody's data comes to its end: on the list from ``announced_on``, destroyed thirty days later at the earliest."""

    reach_field: ClassVar[str] = "person__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("person", "person_id")

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+", verbose_name="人员")
    row = models.CharField("资料种类", max_length=24)
    ended_on = models.DateField("起算日期")
    due_on = models.DateField("到期日期", db_index=True)
    announced_on = models.DateField("列入名单日期")

    objects = Guarded()

    class Meta:
        verbose_name = "到期名单"

    def __str__(self) -> str:
        return f"{self.person_id} {self.due_on}"


class Hold(Recorded):
    """Destroying somebody's data is put off, for a reason, until the hold is lifted."""

    reach_field: ClassVar[str] = "person__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("person", "person_id")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="人员")
    reason = models.CharField("暂缓原因", max_length=200)
    placed_on = models.DateField("暂缓日期")
    placed_by = models.CharField("登记人", max_length=100)
    lifted_on = models.DateField("取消日期", null=True)

    objects = Guarded()

    class Meta:
        verbose_name = "暂缓销毁"
        constraints = [models.UniqueConstraint(fields=["person"], condition=models.Q(lifted_on=None), name="hold_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.placed_on}"


class Erased(models.Model):
    """How many people of a row of the table and a year of its starting event were destroyed by one operation: a count, nobody's name."""

    operation = models.ForeignKey(Operation, on_delete=models.PROTECT, related_name="+", verbose_name="操作")
    row = models.CharField("资料种类", max_length=24)
    year = models.PositiveSmallIntegerField("起算年份")
    number = models.PositiveIntegerField("人数")

    class Meta:
        verbose_name = "销毁统计"

    def __str__(self) -> str:
        return f"{self.row} {self.year}: {self.number}"


class FullExport(Recorded):
    """One export of full numbers, from asking to the copy's end. Who is on the list is fixed when it is asked for (``Listed``)."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("export", "id")

    account = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="+", verbose_name="申请人")
    asked_at = models.DateTimeField("申请时间")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="范围")
    on = models.DateField("名册日期")
    conditions = models.CharField("条件", max_length=300, default="")
    columns = models.CharField("栏目", max_length=300)
    reason = models.CharField("原因", max_length=200)
    recipient = models.CharField("用途和接收人", max_length=200)
    rows = models.PositiveIntegerField("行数")

    decided_at = models.DateTimeField("复核时间", null=True)
    decided_by = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="复核人")
    approved = models.BooleanField("同意", default=False)
    decision_reason = models.CharField("复核意见", max_length=200, default="")

    made_at = models.DateTimeField("生成时间", null=True)
    written = models.PositiveIntegerField("文件行数", null=True)
    downloaded_at = models.DateTimeField("下载时间", null=True)
    destroyed_on = models.DateField("副本销毁日期", null=True)
    destroyed_note = models.CharField("销毁说明", max_length=200, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "导出副本"

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """As it stands on every sheet of the copy."""
        return copy_code(self.pk)


def copy_code(number: int) -> str:
    """The number of a copy as people write it."""
    return f"F{number:05d}"


class Listed(models.Model):
    """A person on the list of an export that waits: what was allowed is what will be written, never more. Gone when the file is made."""

    export = models.ForeignKey(FullExport, on_delete=models.CASCADE, related_name="+", verbose_name="导出副本", db_index=False)
    person_id = models.BigIntegerField("人员")

    class Meta:
        verbose_name = "待导出名单"
        constraints = [models.UniqueConstraint(fields=["export", "person_id"], name="listed_once")]

    def __str__(self) -> str:
        return f"{self.export_id} {self.person_id}"
