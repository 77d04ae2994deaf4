"""Who reaches a gathering: whoever reaches an organisation that holds a part of it, or the one that called it."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from zhibu.kernel.readers import Reader
from zhibu.store.guards import GuardedQuerySet, M, within

if TYPE_CHECKING:
    from zhibu.gatherings.models.gatherings import Holding

HOLDING = "gatherings.Holding"


class GatheringQuerySet(GuardedQuerySet[M]):
    """Eight branches hold one afternoon: each of them sees it, and nobody sees it twice."""

    def seen_by(self, reader: Reader, act: str) -> Self:
        """Called by an organisation in reach, or held by one."""
        opened = self._open()
        if reader.everywhere:
            return opened
        model: Any = self.model
        paths = reader.paths(act)
        called: Q = within(model.reach_field, paths)
        return opened.filter(called | Q(Exists(held_within(paths, OuterRef(model.gathering_field)))))


def held_within(paths: tuple[str, ...], gathering: OuterRef) -> "models.QuerySet[Holding]":
    """Parts of one gathering that are held by organisations of these subtrees."""
    from django.apps import apps  # noqa: PLC0415  the model is declared after this module

    holding: Any = apps.get_model(HOLDING)
    held: models.QuerySet[Holding] = holding.objects.unguarded("只用于判断能不能看到").filter(
        within("organisation__now_path", paths), gathering_id=gathering
    )
    return held
