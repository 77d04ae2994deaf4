"""What the register does not know of somebody who is away: registrations made elsewhere, and that there was contact."""

from typing import ClassVar, Final

from django.db import models

from zhibu.register.models import Organisation, Person
from zhibu.store.guards import GuardedQuerySet, Recorded
from zhibu.team.floating.terms import ContactKind

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class OfPerson(Recorded):
    """It belongs to the history of a person and goes with the person."""

    reach_field: ClassVar[str] = "person__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("person", "person_id")

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="人员", db_index=False)
    on = models.DateField("日期")

    objects = Guarded()

    class Meta:
        abstract = True


class Registration(OfPerson):
    """The shadow of an act elsewhere: at which end, through which channel, under which number, on which day."""

    kind = models.CharField("登记", max_length=8)
    channel = models.CharField("途径", max_length=12)
    number = models.CharField("登记号", max_length=40, default="")

    class Meta:
        verbose_name = "流动登记"
        constraints = [models.UniqueConstraint(fields=["person", "kind", "on"], name="floating_registration_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.on}"


class Contact(OfPerson):
    """That there was contact: the day, the way, by whom. Neither where the member was nor what was said."""

    kind = models.CharField("联系", max_length=8, default=ContactKind.CONTACT.value)
    way = models.CharField("方式", max_length=12)
    by_whom = models.CharField("联系人", max_length=60)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name="联系的党组织", db_index=False)

    class Meta:
        verbose_name = "联系记录"
        constraints = [models.UniqueConstraint(fields=["person", "kind", "on", "way"], name="floating_contact_once")]
        indexes = [models.Index(fields=["organisation", "on"], name="floating_contact_place_ix")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.on}"
