"""A ceremony beside its gathering: what stands on its programme, who is invited, who sits where.

Day, place and host stand in the gathering; titles and speakers of the programme are lines of its agenda.
"""

from typing import ClassVar, Final

from django.db import models

from zhibu.gatherings.models import AgendaItem, Gathering
from zhibu.register.models import Organisation
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)
OF_GATHERING: Final = ("gathering", "gathering_id")


class Ceremony(Recorded):
    """What makes a gathering a ceremony; rows and seats are 0 until somebody says how large the hall is."""

    reach_field: ClassVar[str] = "gathering__host__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_GATHERING

    gathering = models.OneToOneField(Gathering, on_delete=models.PROTECT, related_name="+", verbose_name="会议活动")
    occasion = models.CharField("庆祝什么", max_length=16)
    rows = models.PositiveSmallIntegerField("排数", default=0)
    seats = models.PositiveSmallIntegerField("每排座位", default=0)

    objects = Guarded()

    class Meta:
        verbose_name = "庆祝活动"

    def __str__(self) -> str:
        return f"{self.gathering_id} {self.occasion}"


class CeremonyPart(Recorded):
    """A row that belongs to a ceremony and is reached as it is."""

    reach_field: ClassVar[str] = "ceremony__gathering__host__now_path"
    trail_subject: ClassVar[tuple[str, str]] = OF_GATHERING
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id"})

    gathering_id = models.BigIntegerField("会议活动")
    ceremony = models.ForeignKey(Ceremony, on_delete=models.PROTECT, related_name="+", verbose_name="庆祝活动")

    class Meta:
        abstract = True


class ProgrammeLine(CeremonyPart):
    """What a line of the agenda is in a ceremony, how long it takes, and whose receivers are called up."""

    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="+", verbose_name="议程")
    kind = models.CharField("环节", max_length=16)
    minutes_long = models.PositiveSmallIntegerField("时长（分钟）", default=0)
    honour = models.CharField("荣誉类别", max_length=24, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "议程环节"

    def __str__(self) -> str:
        return f"{self.ceremony_id} {self.item_id}"


class Guest(CeremonyPart):
    """Somebody invited who is on no roll here: name, where from. It goes when the time of keeping ends."""

    trail_hidden: ClassVar[frozenset[str]] = frozenset({"name", "comes_from"})

    number = models.PositiveSmallIntegerField("次序")
    kind = models.CharField("来宾类别", max_length=16)
    name = models.CharField("姓名", max_length=60)
    comes_from = models.CharField("单位和职务", max_length=80, default="")

    objects = Guarded()

    class Meta:
        verbose_name = "来宾"

    def __str__(self) -> str:
        return f"{self.ceremony_id} {self.number}"


class Delegation(CeremonyPart):
    """How many come from an organisation, without names: a block of seats."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="党组织", db_index=False)
    number = models.PositiveSmallIntegerField("人数")

    objects = Guarded()

    class Meta:
        verbose_name = "参加单位"
        constraints = [models.UniqueConstraint(fields=["ceremony", "organisation"], name="delegation_once")]

    def __str__(self) -> str:
        return f"{self.ceremony_id} {self.organisation_id} {self.number}"


class SeatSwap(CeremonyPart):
    """Two who change seats; keys of sitters (``rules.seating``), numbers alone."""

    number = models.PositiveSmallIntegerField("次序")
    first = models.CharField("一方", max_length=24)
    second = models.CharField("另一方", max_length=24)

    objects = Guarded()

    class Meta:
        verbose_name = "换座"

    def __str__(self) -> str:
        return f"{self.first} {self.second}"
