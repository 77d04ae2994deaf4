"""Resident units: employers and institutions located in the street."""

from typing import ClassVar

from django.db import models

from zhibu.register.models.organisations import Community, Guarded, Organisation, Spans
from zhibu.store.guards import Recorded
from zhibu.store.spans import NoOverlap, Span, span_check


class ResidentUnit(Recorded):
    """An employer or institution; it stands in a community, or directly under the street (``organisation``)."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("unit", "id")

    code = models.CharField("编号", max_length=12, unique=True)
    name = models.CharField("单位名称", max_length=120)
    sort_key = models.CharField("拼音排序", max_length=240, default="")
    ownership = models.CharField("单位类别", max_length=30, default="")
    ownership_raw = models.CharField("单位类别原文", max_length=60, default="")
    district_owned = models.BooleanField("区属", null=True)
    community = models.ForeignKey(Community, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="所在社区")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="属地党组织")
    social_credit_code = models.CharField("统一社会信用代码", max_length=18, default="")
    contact = models.CharField("联系人", max_length=60, default="")
    phone = models.CharField("联系电话", max_length=60, default="")
    closed_on = models.DateField("停业或迁出日期", null=True)

    objects = Guarded()

    class Meta:
        verbose_name = "驻区单位"
        indexes = [models.Index(fields=["name"], name="unit_name_ix")]

    def __str__(self) -> str:
        return self.name


class UnitSpan(Span, Recorded):
    """A dated fact of one unit."""

    reach_field: ClassVar[str] = "unit__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("unit", "unit_id")

    unit = models.ForeignKey(ResidentUnit, on_delete=models.CASCADE, related_name="+", verbose_name="驻区单位", db_index=False)

    class Meta:
        abstract = True


class HeadCount(UnitSpan):
    """How many people work in a unit, over time."""

    count = models.PositiveIntegerField("从业人数")

    objects = Spans()

    class Meta:
        verbose_name = "从业人数"
        constraints = [span_check("headcount_span"), NoOverlap("unit", name="headcount_once")]

    def __str__(self) -> str:
        return str(self.count)


class UnitOrganisation(UnitSpan):
    """The Party organisation set up in a unit, and by which of the six modes."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织")
    mode = models.CharField("组建方式", max_length=20, default="")

    objects = Spans()

    class Meta:
        verbose_name = "单位党组织"
        constraints = [span_check("unitorganisation_span"), NoOverlap("unit", name="unitorganisation_once")]

    def __str__(self) -> str:
        return str(self.organisation_id)
