"""Letters, and to whom they go. A draft is its sender's; what was sent is never changed."""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from zhibu.accounts.models import Account
from zhibu.register.models import Organisation
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class Letter(Recorded):
    """One letter. ``reach_field`` is where its sender stands; those to whom it was sent reach it through ``Addressee``.

    ``dated`` and ``signer`` come with the signature: 成文日期 is the day on which somebody answers for it. The body stays out of the trail:
    the row itself keeps it. ``subject_*`` names what it is about, in the words of the package that brought it.
    """

    reach_field: ClassVar[str] = "sender__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("letter", "id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"body"})

    code = models.CharField("编号", max_length=16, unique=True)
    kind = models.CharField("文种", max_length=10)
    sender = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="发文的党组织")
    number = models.CharField("发文字号", max_length=40, default="")
    title = models.CharField("标题", max_length=120)
    body = models.TextField("正文", default="")
    answers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="答复的请示")
    subject_kind = models.CharField("关于", max_length=20, default="")
    subject_code = models.CharField("关于哪一项", max_length=40, default="")
    drafted_at = models.DateTimeField("起草时间")
    drafted_by = models.CharField("起草人", max_length=100)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="起草人的账号")
    dated = models.DateField("成文日期", null=True)
    signer = models.CharField("签发人", max_length=100, default="")
    sent_at = models.DateTimeField("发出时间", null=True)
    sent_by = models.CharField("发出人", max_length=100, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "公文"
        constraints = [
            models.UniqueConstraint(fields=["sender", "number"], condition=~Q(number=""), name="letter_number_once"),
            models.UniqueConstraint(fields=["answers"], condition=Q(answers__isnull=False), name="letter_one_answer"),
            models.CheckConstraint(condition=Q(sent_at=None) | Q(dated__isnull=False), name="letter_sent_is_dated"),
        ]
        indexes = [
            models.Index(fields=["sender", "sent_at"], name="letter_sender_ix"),
            models.Index(fields=["subject_kind", "subject_code"], name="letter_subject_ix"),
        ]

    def __str__(self) -> str:
        return self.code


class Addressee(Recorded):
    """An organisation to which a letter goes (主送), or a copy of it (抄送)."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("letter", "letter_id")

    letter = models.ForeignKey(Letter, on_delete=models.PROTECT, related_name="+", verbose_name="公文")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="收文的党组织")
    copy = models.BooleanField("抄送", default=False)
    received_at = models.DateTimeField("签收时间", null=True)
    received_by = models.CharField("签收人", max_length=100, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "收文的党组织"
        constraints = [models.UniqueConstraint(fields=["letter", "organisation"], name="letter_addressee_once")]
        indexes = [models.Index(fields=["organisation", "letter"], name="letter_addressee_ix")]

    def __str__(self) -> str:
        return f"{self.letter_id} {self.organisation_id}"
