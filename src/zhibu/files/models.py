"""What was attached to what; the bytes lie sealed on disk, see ``storage``."""

from typing import ClassVar, Final

from django.db import models

from zhibu.accounts.models import Account
from zhibu.files.terms import Medium
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class FileRecord(Recorded):
    """A file of a subject. Who may see it says the subject's owner; no path stands here, so that it moves with its subject.

    Neither its name (names of persons stand in names of files) nor its key's enter the trail.
    """

    trail_subject: ClassVar[tuple[str, str]] = ("file", "id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"name", "token", "key_name", "mac"})

    code = models.CharField("编号", max_length=32, unique=True)
    subject_kind = models.CharField("所属类别", max_length=20)
    subject_code = models.CharField("所属", max_length=40)
    name = models.CharField("名称", max_length=120)
    medium = models.CharField("类型", max_length=8)
    size = models.PositiveIntegerField("字节数")
    width = models.PositiveIntegerField("宽", default=0)
    height = models.PositiveIntegerField("高", default=0)
    mac = models.BinaryField("校验值")
    key_name = models.CharField(max_length=32)
    token = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.CharField("上传人", max_length=100)
    account = models.ForeignKey(Account, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="上传人的账号")
    removed_at = models.DateTimeField("移除时间", null=True)
    removed_by = models.CharField("移除人", max_length=100, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "附件"
        constraints = [models.UniqueConstraint(fields=["subject_kind", "subject_code", "token"], name="file_sent_once")]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_code} {self.code}"

    @property
    def kind(self) -> Medium:
        """What it is."""
        return Medium(self.medium)

    @property
    def is_photo(self) -> bool:
        """Whether it has a small picture."""
        return self.kind is Medium.PHOTO
