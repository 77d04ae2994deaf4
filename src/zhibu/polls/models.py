"""Polls, and their boxes. There is no row of an answer."""

from typing import ClassVar, Final

from django.db import models

from zhibu.accounts.models import Account
from zhibu.register.models import Organisation
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class Poll(Recorded):
    """What is asked of the members of an organisation on the roll of a day. Fixed when it opens; ended once, with the final counts.

    ``questions``, ``parts`` and ``result`` are JSON. ``released`` holds the opinions, shuffled, where there are enough of them; the trail
    tells none of them.
    """

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("poll", "id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"released", "key_name"})

    code = models.CharField("编号", max_length=16, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="发起的党组织")
    purpose = models.CharField("用途", max_length=10)
    title = models.CharField("标题", max_length=60)
    lead = models.CharField("说明", max_length=400, default="")
    questions = models.TextField("问题")
    with_opinions = models.BooleanField("可以写意见", default=False)
    parts = models.TextField("分开看", default="[]")
    roll_on = models.DateField("按哪天的名册")
    entitled = models.IntegerField("可以答的人数")
    until = models.DateField("截止日期")
    opened_at = models.DateTimeField("发起时间")
    opened_by = models.CharField("发起人", max_length=100)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="发起人的账号")
    key_name = models.CharField("密钥", max_length=32)
    closed_at = models.DateTimeField("结束时间", null=True)
    closed_by = models.CharField("结束人", max_length=100, default="")
    answered = models.IntegerField("答卷份数", null=True)
    result = models.TextField("结果", default="")
    released = models.TextField("意见", default="")

    objects = Guarded()

    class Meta:
        verbose_name = "征求意见"
        constraints = [
            models.CheckConstraint(condition=models.Q(closed_at=None) | models.Q(answered__isnull=False), name="poll_ended_is_counted")
        ]
        indexes = [models.Index(fields=["organisation", "closed_at"], name="poll_place_ix")]

    def __str__(self) -> str:
        return self.code


class Box(models.Model):
    """The sealed box of an open poll; written anew with each answer, gone at the end. Nothing of it goes to the trail."""

    poll = models.OneToOneField(Poll, on_delete=models.CASCADE, related_name="+", verbose_name="征求意见")
    content = models.BinaryField("密封内容")

    class Meta:
        verbose_name = "答卷箱"

    def __str__(self) -> str:
        return str(self.poll_id)
