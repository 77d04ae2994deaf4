"""Who was there, and who may be left out of the number expected."""

from typing import ClassVar

from django.db import models

from zhibu.gatherings.models.gatherings import Guarded, Holding
from zhibu.gatherings.terms import Standing
from zhibu.register.models import Person
from zhibu.store.guards import Recorded


class Attendance(Recorded):
    """How somebody was at a part. Before the signature only what was marked has a row; at the signature the whole list is written down.

    Never a position, a photo or the time at which somebody came.
    """

    reach_field: ClassVar[str] = "holding__organisation__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "gathering_id")
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id"})

    gathering_id = models.BigIntegerField("会议活动")
    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="+", verbose_name="召开组织", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="人员")
    standing = models.CharField("身份", max_length=16, default=Standing.EXPECTED)
    votes = models.BooleanField("有表决权", default=False)
    presence = models.CharField("到会情况", max_length=12, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "到会情况"
        constraints = [models.UniqueConstraint(fields=["holding", "person"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.holding_id} {self.person_id}"


class LeftOut(Recorded):
    """Somebody of one of the excluded classes who is not counted as expected: the superior has approved and the meeting has resolved it."""

    reach_field: ClassVar[str] = "holding__organisation__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "gathering_id")
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id"})
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"excluded_class", "approval", "resolution"})
    """They may say something of somebody's health (PRACTICE.md 4.7): that somebody was left out is a matter of the trail, why is not."""

    gathering_id = models.BigIntegerField("会议活动")
    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="+", verbose_name="召开组织", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="人员")
    excluded_class = models.CharField("情形", max_length=24)
    approval = models.CharField("上级党组织同意（文号或日期）", max_length=120)
    resolution = models.CharField("会议通过情况", max_length=200)

    objects = Guarded()

    class Meta:
        verbose_name = "不计入应到会"
        constraints = [models.UniqueConstraint(fields=["holding", "person"], name="left_out_once")]

    def __str__(self) -> str:
        return f"{self.holding_id} {self.person_id}"
