"""What stands outside, what came from there, and how far the exchange has got."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class Publication(Recorded):
    """One page's content outside; the newest counts. ``number`` is that of its last change: what is behind a number goes out.

    It belongs to the package that published it and stands at no place of the tree. Withdrawn, its content is blank here, and outside with
    the next exchange. The trail tells neither key nor content: a certificate's key is a secret of whoever holds it.
    """

    trail_subject: ClassVar[tuple[str, str]] = ("publication", "id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"key", "content"})

    page = models.CharField("页面", max_length=20)
    key = models.CharField("键", max_length=80)
    content = models.TextField("内容", default="")
    number = models.BigIntegerField("变动号")
    until = models.DateField("公布到", null=True)
    published_at = models.DateTimeField("公布时间")
    withdrawn_at = models.DateTimeField("撤下时间", null=True)

    objects = Guarded()

    class Meta:
        verbose_name = "门户公布"
        constraints = [models.UniqueConstraint(fields=["page", "key"], name="publication_key")]
        indexes = [models.Index(fields=["number"], name="publication_number_ix")]

    def __str__(self) -> str:
        return f"{self.page} {self.pk}"


class Arrived(Recorded):
    """Something that somebody outside wrote, in the order in which the portal took it.

    Its content stays until a package has handled it, and is blank afterwards: what matters of it stands there. ``refused`` says why it
    could not be handled; then the content stays for the keeping time.
    """

    trail_subject: ClassVar[tuple[str, str]] = ("arrival", "id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"key", "content"})

    origin = models.CharField("门户", max_length=16)
    number = models.BigIntegerField("来件号")
    kind = models.CharField("类别", max_length=40)
    key = models.CharField("来自页面", max_length=80)
    content = models.TextField("内容", default="")
    at = models.DateTimeField("提交时间")
    taken_at = models.DateTimeField("收到时间")
    handled_at = models.DateTimeField("处理时间", null=True)
    refused = models.CharField("没有接收的原因", max_length=200, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "门户来件"
        constraints = [models.UniqueConstraint(fields=["origin", "number"], name="arrival_number")]
        indexes = [models.Index(fields=["taken_at"], condition=Q(handled_at=None), name="arrival_waiting_ix")]

    def __str__(self) -> str:
        return f"{self.origin} {self.number}"


class Crossing(models.Model):
    """How far the exchange has got; one row. Numbers and moments, written past the trail.

    Whoever publishes locks it: numbers are given in the order in which their transactions end, so that none is passed over.
    """

    newest = models.BigIntegerField("最新的变动号", default=0)
    acknowledged = models.BigIntegerField("门户已有的变动号", default=0)
    epoch = models.BigIntegerField("从哪一次起", default=0)
    """When the numbers began; 0: with the next bundle."""
    origin = models.CharField("门户", max_length=16, default="")
    taken = models.BigIntegerField("已收到的来件号", default=0)
    generation = models.IntegerField("第几套密钥", default=1)
    written_at = models.DateTimeField("最近发出", null=True)
    read_at = models.DateTimeField("最近收到", null=True)
    refused_at = models.DateTimeField("最近拒收", null=True)
    refused = models.CharField("拒收的原因", max_length=200, default="")

    class Meta:
        verbose_name = "门户往来"

    def __str__(self) -> str:
        return f"{self.acknowledged}/{self.newest}"
