"""A committee, those who were given a seat, who was appointed concurrent member, and which matter a line of an agenda became.

Who sits there by post is read from posts, and stands in no table of this package.
"""

from typing import ClassVar, Final

from django.db import models
from django.db.models import Q

from zhibu.cases.models import Case
from zhibu.gatherings.models import AgendaItem
from zhibu.register.models import Organisation, Person, ResidentUnit
from zhibu.store.guards import GuardedQuerySet, Recorded
from zhibu.store.spans import NoOverlap, Span, SpanQuerySet, span_check

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)
Spans: Final = models.Manager.from_queryset(SpanQuerySet)
OF_CASE: Final = ("case", "case_id")


class SteeringCommittee(Recorded):
    """The steering committee of an organisation: it deliberates, has no roll and no seals, and is called after its organisation.

    One that was dissolved stays as it was; another one may be set up later.
    """

    reach_field: ClassVar[str] = "organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = ("organisation", "organisation_id")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织")
    tier = models.CharField("层级", max_length=12)
    set_up_on = models.DateField("成立日期")
    basis = models.CharField("成立依据", max_length=120, default="")
    dissolved_on = models.DateField("撤销日期", null=True)
    dissolved_by = models.CharField("撤销依据", max_length=120, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "党建工作指导委员会"
        constraints = [models.UniqueConstraint(fields=["organisation"], condition=Q(dissolved_on=None), name="steering_committee_once")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.tier}"


class SteeringMember(Span, Recorded):
    """Somebody who was given a seat: a person of the register, or the name of somebody who stands on no roll here."""

    reach_field: ClassVar[str] = "organisation__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("organisation", "organisation_id")
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"name", "who"})

    committee = models.ForeignKey(SteeringCommittee, on_delete=models.PROTECT, related_name="+", verbose_name="指导委员会", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织", db_index=False)
    """That of the committee: the history in which the seat stands."""
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="人员")
    name = models.CharField("姓名", max_length=60, default="")
    who = models.CharField("编号或姓名", max_length=60)
    """The code of the person, or the name: who may not sit there twice."""
    unit = models.ForeignKey(ResidentUnit, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="单位", db_index=False)
    post = models.CharField("单位职务", max_length=60, default="")
    seat = models.CharField("身份", max_length=12)

    objects = Spans()

    class Meta:
        verbose_name = "指导委员会成员"
        constraints = [span_check("steering_member_span"), NoOverlap("committee", "who", name="steering_member_once")]

    def __str__(self) -> str:
        return f"{self.committee_id} {self.valid_from}"


class Appointment(Recorded):
    """One proposal for a concurrent member, beside its case: who, from which unit; since when, for how long, how it ended.

    ``home`` is the unit's Party organisation where the person holds a post at the time of the proposal: that post is why he sits here.
    """

    reach_field: ClassVar[str] = "committee__organisation__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = OF_CASE
    trail_hidden: ClassVar[frozenset[str]] = frozenset({"name", "ended_because"})

    case = models.OneToOneField(Case, on_delete=models.PROTECT, related_name="+", verbose_name="办理事项")
    committee = models.ForeignKey(SteeringCommittee, on_delete=models.PROTECT, related_name="+", verbose_name="指导委员会")
    superior = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="任命的党组织", db_index=False)
    unit = models.ForeignKey(ResidentUnit, on_delete=models.PROTECT, related_name="+", verbose_name="推荐单位", db_index=False)
    home = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="单位党组织", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+", verbose_name="人选")
    name = models.CharField("姓名", max_length=60, default="")
    post = models.CharField("单位职务", max_length=60, default="")
    begins = models.DateField("任职日期", null=True)
    until = models.DateField("任期届满", null=True)
    ended_on = models.DateField("卸任日期", null=True)
    ended_because = models.CharField("卸任原因", max_length=200, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "兼职委员任职"

    def __str__(self) -> str:
        return f"{self.committee_id} {self.case_id}"


class ConferenceMatter(Recorded):
    """A line of an agenda and the matter that it became, or that came back there because it was late."""

    reach_field: ClassVar[str] = "committee__organisation__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_CASE

    committee = models.ForeignKey(SteeringCommittee, on_delete=models.PROTECT, related_name="+", verbose_name="指导委员会")
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+", verbose_name="协调事项")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="议题")
    returned = models.BooleanField("逾期再议", default=False)
    tabled_on = models.DateField("列入日期")

    objects = Guarded()

    class Meta:
        verbose_name = "联席会议协调事项"

    def __str__(self) -> str:
        return f"{self.case_id} {self.item_id}"
