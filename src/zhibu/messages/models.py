"""Messages, and who has read them, which nobody but the reader is told."""

from typing import ClassVar, Final

from django.db import models

from zhibu.accounts.models import Account
from zhibu.messages.terms import Audience
from zhibu.register.models import Organisation, Person
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class Message(Recorded):
    """Something told to an organisation and below, from a day until another (half-open). It is never changed, only withdrawn.

    ``reach_field`` is where its publishers stand; whom it is addressed to, see ``queries.addressed``. Its body stays out of the trail: the
    row itself keeps it.
    """

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("message", "id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"body"})

    code = models.CharField("编号", max_length=16, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="发布的党组织")
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="收件人")
    """Of a message to one person alone, see ``Audience.PERSON``."""
    audience = models.CharField("发给谁", max_length=12, default=Audience.EVERYBODY.value)
    subject_kind = models.CharField("关于", max_length=20, default="")
    subject_code = models.CharField("关于哪一项", max_length=40, default="")
    title = models.CharField("标题", max_length=40)
    summary = models.CharField("摘要", max_length=200, default="")
    body = models.TextField("正文")
    shown_from = models.DateField("起始日期")
    shown_to = models.DateField("终止日期")
    published_at = models.DateTimeField("发布时间")
    published_by = models.CharField("发布人", max_length=100)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="发布人的账号")
    withdrawn_at = models.DateTimeField("撤回时间", null=True)
    withdrawn_by = models.CharField("撤回人", max_length=100, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "消息"
        constraints = [models.CheckConstraint(condition=models.Q(shown_from__lt=models.F("shown_to")), name="message_span")]
        indexes = [models.Index(fields=["organisation", "shown_to"], name="message_place_ix")]

    def __str__(self) -> str:
        return self.code


class MessageRead(models.Model):
    """An account has opened a message. Read by that account alone; thrown away when the message is over."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+", verbose_name="消息")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+", verbose_name="账号")

    class Meta:
        verbose_name = "已读标记"
        constraints = [models.UniqueConstraint(fields=["account", "message"], name="message_read_once")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.message_id}"
