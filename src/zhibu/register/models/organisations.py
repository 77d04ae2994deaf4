"""Party organisations from the district down, and the communities in which they stand."""

from typing import ClassVar, Final

from django.db import models

from zhibu.store.guards import GuardedQuerySet, Recorded
from zhibu.store.spans import NoOverlap, Span, SpanQuerySet, span_check

SEGMENT: Final = 7
"""Digits of one step of a path: the organisation's number, filled with zeros, so that paths sort under any collation."""
PATH: Final = SEGMENT * 16

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)
Spans: Final = models.Manager.from_queryset(SpanQuerySet)


def segment(organisation_id: int) -> str:
    """The last step of an organisation's path."""
    return f"{organisation_id:0{SEGMENT}d}"


class Organisation(Recorded):
    """A Party organisation: a node of the tree. Kind, name and parent are dated and stand in spans."""

    reach_field: ClassVar[str] = "now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("organisation", "id")
    projections: ClassVar[frozenset[str]] = frozenset(
        {"now_name", "now_short_name", "now_kind", "now_joint", "now_provisional", "now_path", "now_parent_id", "now_sort"}
    )

    code = models.CharField("编号", max_length=12, unique=True)
    official_code = models.CharField("党组织代码", max_length=15, null=True, unique=True)  # noqa: DJ001  single, and often missing
    founded_on = models.DateField("成立时间", null=True)
    dissolved_on = models.DateField("撤销时间", null=True)
    dissolved_by = models.CharField("撤销方式", max_length=20, default="")
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="并入")
    contact = models.CharField("联系人", max_length=60, default="")
    phone = models.CharField("联系电话", max_length=60, default="")
    unit_situation = models.CharField("所在单位情况", max_length=40, default="")

    now_name = models.CharField("名称", max_length=120, default="")
    now_short_name = models.CharField("简称", max_length=60, default="")
    now_kind = models.CharField("组织类别", max_length=24, default="")
    now_joint = models.BooleanField("联合", default=False)
    now_provisional = models.BooleanField("临时", default=False)
    now_path = models.CharField("路径", max_length=PATH, default="")
    now_parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", verbose_name="上级党组织")
    now_sort = models.CharField("排序", max_length=160, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "党组织"
        indexes = [
            models.Index(fields=["now_path"], name="organisation_path_ix"),
            models.Index(fields=["now_name"], name="organisation_name_ix"),
            models.Index(fields=["now_short_name"], name="organisation_short_ix"),
        ]

    def __str__(self) -> str:
        return self.now_short_name or self.now_name or self.code


class OrganisationSpan(Span, Recorded):
    """A dated fact of one organisation."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("organisation", "organisation_id")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", verbose_name="党组织", db_index=False)

    class Meta:
        abstract = True


class Place(OrganisationSpan):
    """Where an organisation stood in the tree, with the whole path it had: a subtree on a past day is one range."""

    parent = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="上级党组织", db_index=False
    )
    path = models.CharField("路径", max_length=PATH)

    objects = Spans()

    class Meta:
        verbose_name = "隶属"
        constraints = [span_check("place_span"), NoOverlap("organisation", name="place_once")]
        indexes = [
            models.Index(fields=["path", "valid_from", "valid_to", "organisation"], name="place_path_ix"),
            models.Index(fields=["parent", "valid_from"], name="place_parent_ix"),
        ]

    def __str__(self) -> str:
        return self.path


class Name(OrganisationSpan):
    """What an organisation was called; the local short name is what people say and what branch columns hold."""

    name = models.CharField("名称", max_length=120)
    short_name = models.CharField("简称", max_length=60, default="")

    objects = Spans()

    class Meta:
        verbose_name = "名称"
        constraints = [span_check("name_span"), NoOverlap("organisation", name="name_once")]
        indexes = [models.Index(fields=["name"], name="name_name_ix"), models.Index(fields=["short_name"], name="name_short_ix")]

    def __str__(self) -> str:
        return self.name


class OrganisationForm(OrganisationSpan):
    """What kind an organisation was: a branch upgraded in May is judged as a branch in March."""

    kind = models.CharField("组织类别", max_length=24)
    joint = models.BooleanField("联合", default=False)
    provisional = models.BooleanField("临时", default=False)

    objects = Spans()

    class Meta:
        verbose_name = "组织类别"
        constraints = [span_check("form_span"), NoOverlap("organisation", name="form_once")]

    def __str__(self) -> str:
        return self.kind


class Community(Recorded):
    """A community (社区): the area, led by a Party organisation, with its residents' committee as another body."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("organisation", "organisation_id")

    code = models.CharField("编号", max_length=12, unique=True)
    name = models.CharField("社区名称", max_length=60)
    organisation = models.OneToOneField(Organisation, on_delete=models.CASCADE, related_name="community", verbose_name="社区党组织")

    objects = Guarded()

    class Meta:
        verbose_name = "社区"

    def __str__(self) -> str:
        return self.name


class ResidentsCommittee(Recorded):
    """A community residents' committee (社区居民委员会): elected under another law, never the community's Party committee."""

    reach_field: ClassVar[str] = "community__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("organisation", "organisation_id")

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+", verbose_name="社区党组织")
    community = models.OneToOneField(Community, on_delete=models.CASCADE, related_name="residents_committee", verbose_name="社区")
    name = models.CharField("名称", max_length=80)
    director = models.CharField("主任", max_length=60, default="")
    phone = models.CharField("电话", max_length=60, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "社区居民委员会"

    def __str__(self) -> str:
        return self.name
