"""Word templates of a street: each that was ever used stays, with who put it in and until when it counted."""

from typing import ClassVar, Final

from django.db import models

from zhibu.register.models import Organisation
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class PaperTemplate(Recorded):
    """The file of one paper. The newest without ``withdrawn_at`` counts; where there is none, the shipped one does."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("organisation", "organisation_id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"content"})

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织")
    paper = models.CharField("文书", max_length=24)
    name = models.CharField("文件名", max_length=120)
    content = models.BinaryField("文件")
    uploaded_at = models.DateTimeField("上传时间")
    uploaded_by = models.CharField("上传人", max_length=100)
    withdrawn_at = models.DateTimeField("停用时间", null=True)
    withdrawn_by = models.CharField("停用人", max_length=100, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "文书模板"
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "paper"], condition=models.Q(withdrawn_at=None), name="papertemplate_one_counts"
            )
        ]

    def __str__(self) -> str:
        return self.name
