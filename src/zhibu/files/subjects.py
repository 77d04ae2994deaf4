"""Files as subjects of the trail: where they stand, and how they are called without their names."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from zhibu.files.models import FileRecord
from zhibu.files.owners import owner_of
from zhibu.files.terms import Medium
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "日志：附件所在的党组织和类型"


def places(ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """A file stands where what it belongs to stands; one question for each kind of owner."""
    rows = list(FileRecord.objects.unguarded(WHY).filter(pk__in=list(ids)).values_list("pk", "subject_kind", "subject_code"))
    codes: dict[str, set[str]] = defaultdict(set)
    for _, kind, code in rows:
        codes[kind].add(code)
    owned = {kind: owner.places(found) for kind, found in codes.items() if (owner := owner_of(kind))}
    return {pk: SubjectFacts(owned.get(kind, {}).get(code, "")) for pk, kind, code in rows}


def names(numbers: Iterable[int]) -> dict[int, str]:
    """What it is and to what it belongs; the name of the file is nobody's here, and its code tells nobody anything."""
    rows = FileRecord.objects.unguarded(WHY).filter(pk__in=list(numbers)).values_list("pk", "medium", "subject_kind")
    return {pk: f"{owner_word(kind)}的附件（{Medium(medium).label}）" for pk, medium, kind in rows}


def medium_word(medium: str) -> str:
    """What a file is, in words."""
    return Medium(medium).label if medium in set(Medium) else medium


def owner_word(kind: str) -> str:
    """The kind of what it belongs to, in words."""
    owner = owner_of(kind)
    return owner.label if owner else kind
