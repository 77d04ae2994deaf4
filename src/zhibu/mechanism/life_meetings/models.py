"""Who talked with whom before a life meeting: two people and a day, never what was said."""

from typing import ClassVar, Final

from django.db import models

from zhibu.gatherings.models import Holding
from zhibu.register.models import Person
from zhibu.store.guards import GuardedQuerySet, Recorded

Guarded: Final = models.Manager.from_queryset(GuardedQuerySet)


class TalkHeld(Recorded):
    """A talk of two. ``holding`` is the day's gathering of kind ``talk`` in the organisation of both; its day is that of the talk."""

    reach_field: ClassVar[str] = "holding__organisation__now_path"
    own_field: ClassVar[str] = "person_id"
    trail_subject: ClassVar[tuple[str, str]] = ("gathering", "gathering_id")
    repeats: ClassVar[frozenset[str]] = frozenset({"gathering_id"})

    gathering_id = models.BigIntegerField("会议活动")
    holding = models.ForeignKey(Holding, on_delete=models.CASCADE, related_name="+", verbose_name="谈心谈话", db_index=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="谈话人")
    other = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", verbose_name="谈话对象")

    objects = Guarded()

    class Meta:
        verbose_name = "谈心谈话"
        constraints = [models.UniqueConstraint(fields=["holding", "person", "other"], name="talk_held_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.other_id}"
