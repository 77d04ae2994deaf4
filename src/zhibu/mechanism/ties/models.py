"""Who is linked to which stairwells, groups, units; and which visits went there. No household, no resident."""

from typing import ClassVar, Final

from django.db import models

from zhibu.gatherings.models import Gathering
from zhibu.register.models import Organisation, Person, ResidentUnit
from zhibu.store.guards import GuardedQuerySet, Recorded
from zhibu.store.spans import NoOverlap, Span, SpanQuerySet, span_check

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)
Spans: Final = models.Manager.from_queryset(SpanQuerySet)
OF_ORGANISATION: Final = ("organisation", "organisation_id")


class LinkedPlace(Recorded):
    """A stairwell, a group of residents, a unit, as the street's own list has it; looked after by a Party organisation."""

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_ORGANISATION

    code = models.CharField("编号", max_length=12, unique=True)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织", db_index=False)
    kind = models.CharField("类别", max_length=12)
    name = models.CharField("联系点", max_length=60)
    unit = models.ForeignKey(ResidentUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="驻区单位")

    objects = Guarded()

    class Meta:
        verbose_name = "联系点"
        constraints = [models.UniqueConstraint(fields=["organisation", "kind", "name"], name="linked_place_once")]

    def __str__(self) -> str:
        return self.name


class Link(Span, Recorded):
    """Somebody keeps in touch with a place, for a span of days: a person of the register, or a post where the person changes."""

    reach_field: ClassVar[str] = "organisation__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = OF_ORGANISATION

    place = models.ForeignKey(LinkedPlace, on_delete=models.PROTECT, related_name="+", verbose_name="联系点")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织", db_index=False)
    """That of the place: the history in which the link stands."""
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="联系人")
    post = models.CharField("岗位", max_length=60, default="")
    who = models.CharField("联系人或岗位", max_length=60)
    """The code of the person, or the post: what may not stand twice."""

    objects = Spans()

    class Meta:
        verbose_name = "联系"
        constraints = [span_check("link_span"), NoOverlap("place", "who", name="link_once")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.valid_from}"


class PlaceVisit(Recorded):
    """A visit went to a place; taken out with the visit's words on the street's date."""

    reach_field: ClassVar[str] = "place__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "gathering_id")

    place = models.ForeignKey(LinkedPlace, on_delete=models.PROTECT, related_name="+", verbose_name="联系点", db_index=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.CASCADE, related_name="+", verbose_name="走访")

    objects = Guarded()

    class Meta:
        verbose_name = "联系点走访"
        constraints = [models.UniqueConstraint(fields=["place", "gathering"], name="place_visit_once")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.gathering_id}"
