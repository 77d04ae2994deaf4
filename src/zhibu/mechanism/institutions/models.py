"""Institutions, their versions, and from when to when each of these held."""

from typing import ClassVar, Final, Self

from django.db import models
from django.db.models import Q

from zhibu.gatherings.models import Resolution
from zhibu.kernel.readers import Reader
from zhibu.mechanism.institutions.terms import SEE
from zhibu.register.models import Organisation
from zhibu.register.queries.scopes import above
from zhibu.store.guards import GuardedQuerySet, M, Recorded, within
from zhibu.store.spans import NoOverlap, Span, SpanQuerySet, span_check


class InstitutionQuerySet(GuardedQuerySet[M]):
    """What is laid down above binds below: whoever may read rules reads the institutions of his organisation and of those above it."""

    def seen_by(self, reader: Reader, act: str) -> Self:
        """As everything, and for reading also what stands above."""
        if reader.everywhere or act != SEE:
            return super().seen_by(reader, act)
        paths = reader.paths(act)
        return self._open().filter(within("organisation__now_path", paths) | Q(organisation__now_path__in=above(paths)))


Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class Institution(Recorded):
    """One institution of one organisation; ``named`` where it fills a place of the shelf."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("institution", "id")

    code = models.CharField("编号", max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织")
    title = models.CharField("名称", max_length=60)
    named = models.CharField("种类", max_length=32, default="")

    objects = models.Manager.from_queryset(InstitutionQuerySet)()

    class Meta:
        verbose_name = "制度"

    def __str__(self) -> str:
        return f"《{self.title}》"


class InstitutionRecord(Recorded):
    """Something that belongs to an institution and is reached with it."""

    reach_field: ClassVar[str] = "institution__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("institution", "institution_id")

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+", verbose_name="制度")

    class Meta:
        abstract = True


class InstitutionVersion(InstitutionRecord):
    """A text. It is written as long as nobody has adopted it, and never changes afterwards; an attached file may stand for the text."""

    trail_hidden: ClassVar[frozenset[str]] = frozenset({"text"})

    number = models.PositiveSmallIntegerField("版本")
    text = models.TextField("正文", default="")
    changes = models.CharField("修订说明", max_length=300, default="")
    written_on = models.DateField("起草日期")
    written_by = models.CharField("起草人", max_length=100)
    revision = models.PositiveIntegerField("修改次数", default=1)
    """Grows with every saving of a draft: who saves over somebody else's words is told."""

    objects = Guarded()

    class Meta:
        verbose_name = "制度版本"
        constraints = [models.UniqueConstraint(fields=["institution", "number"], name="institution_version_once")]

    def __str__(self) -> str:
        return f"{self.institution_id} v{self.number}"


class InForce(InstitutionRecord, Span):
    """A version from a day on: by what it was adopted, when it is to be looked at again, and why it ended where nothing followed."""

    version = models.ForeignKey(InstitutionVersion, on_delete=models.PROTECT, related_name="+", verbose_name="版本")
    adopted_on = models.DateField("通过日期")
    adopted_by = models.CharField("通过依据", max_length=300)
    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="会议决议")
    review_due = models.DateField("复审日期")
    ended_because = models.CharField("废止依据", max_length=200, default="")

    objects = models.Manager.from_queryset(SpanQuerySet)()

    class Meta:
        verbose_name = "制度施行"
        constraints = [span_check("inforce_span"), NoOverlap("institution", name="institution_in_force_once")]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.valid_from}"


class InstitutionClause(InstitutionRecord):
    """An article of a version that fixes a local parameter."""

    version = models.ForeignKey(InstitutionVersion, on_delete=models.CASCADE, related_name="+", verbose_name="版本")
    article = models.CharField("条款", max_length=30)
    parameter = models.CharField("参数", max_length=60)
    value = models.CharField("数值", max_length=40)

    objects = Guarded()

    class Meta:
        verbose_name = "本地规定"
        constraints = [models.UniqueConstraint(fields=["version", "parameter"], name="institution_clause_once")]

    def __str__(self) -> str:
        return f"{self.article} {self.parameter} = {self.value}"


class InstitutionReview(InstitutionRecord):
    """Looked at again and left as it is."""

    on = models.DateField("复审日期")
    next_due = models.DateField("下次复审")
    note = models.CharField("复审意见", max_length=200, default="")
    reviewed_by = models.CharField("登记人", max_length=100)

    objects = Guarded()

    class Meta:
        verbose_name = "制度复审"

    def __str__(self) -> str:
        return f"{self.institution_id} {self.on}"
