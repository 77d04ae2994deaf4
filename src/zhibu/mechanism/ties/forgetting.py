"""What was written at visits goes on the street's date: the words, not that there was a visit (so that counts stay)."""

from collections import defaultdict
from datetime import date
from typing import Final

from zhibu.files.services import remove_all
from zhibu.gatherings.minutes_files import KIND, code_of
from zhibu.gatherings.models import Holding, Minutes, Part, Resolution
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.dates import months_after
from zhibu.mechanism.ties.models import PlaceVisit
from zhibu.mechanism.ties.terms import FORGOTTEN
from zhibu.parameters.queries import local_values
from zhibu.rulebook.loading import rulebook
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "走访文字已满本地规定的保存期限"
KEPT: Final = "visit.keep_months"
AT_ONCE: Final = 500


def forget_visits(*, by: Actor) -> int:
    """Of visits older than the street keeps them: text and photos of the minutes, topic, and to which place they went; returns how many."""
    due, photos = _due(by.day), list[str]()
    for start in range(0, len(due), AT_ONCE):
        parts = due[start : start + AT_ONCE]
        gatherings = [gathering for _, gathering in parts]
        with recording(by, "gathering.forget_visit", reason=WHY) as work:
            for pk, _ in parts:
                work.change(Part, pk, topic=FORGOTTEN)
            texts = Minutes.objects.unguarded(WHY).filter(part_id__in=[pk for pk, _ in parts]).select_related("part__gathering")
            photos += [code_of(one.part, one.version) for one in texts.order_by("pk")]
            for one in texts.order_by("pk"):
                work.change(Minutes, one.pk, text=FORGOTTEN, kept_at="")
            decided = Resolution.objects.unguarded(WHY).filter(part_id__in=[pk for pk, _ in parts]).order_by("pk")
            for pk in decided.values_list("pk", flat=True):
                work.change(Resolution, pk, text=FORGOTTEN)
            gone = PlaceVisit.objects.unguarded(WHY).filter(gathering_id__in=gatherings).order_by("pk")
            work.remove(PlaceVisit, list(gone.values_list("pk", flat=True)))
    if photos:
        remove_all(by=by, subject_kind=KIND, codes=photos, reason=WHY)
    return len(due)


def _due(on: date) -> list[tuple[int, int]]:
    """Parts and their gatherings; no longer kept by any of the organisations that held them."""
    found = Holding.objects.unguarded(WHY).filter(kind=str(GatheringKind.VISIT), on__lt=on).exclude(part__topic=FORGOTTEN)
    rows = list(found.order_by("part_id").values_list("part_id", "gathering_id", "on", "organisation__now_path"))
    values = local_values(sorted({path for *_, path in rows}), on=on)
    over: dict[tuple[int, int], bool] = defaultdict(lambda: True)
    for part, gathering, day, path in rows:
        months = rulebook().on(on, values.of(path)).number(KEPT)
        over[part, gathering] = over[part, gathering] and day < months_after(on, -months)
    return [pair for pair, ended in over.items() if ended]
