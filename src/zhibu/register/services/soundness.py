"""What must hold after something was taken back: what was recorded since may rest on it without naming it."""

from collections import defaultdict
from collections.abc import Callable, Collection
from typing import Any, Final

from django.db.models import F

from zhibu.register.models import Membership, Person, Place, Post
from zhibu.register.models.organisations import SEGMENT, segment

WHY: Final = "撤回后核对记录是否一致"
Rows = dict[int, list[tuple[Any, ...]]]
Check = Callable[[Collection[int]], bool]
_checks: Final[list[Check]] = []


def sound_with(check: Check) -> None:
    """What an upper package has to say of people whose rows were put back; once at start-up."""
    _checks.append(check)


def is_sound(*, people: Collection[int], organisations: Collection[int], numbers: Collection[int]) -> bool:
    """Whether the tree holds together, nobody stands in an organisation that has ended, and no number came back to two people."""
    whole = places_agree(organisations) and _organisations_stand(people) and _numbers_single(numbers)
    return whole and all(check(people) for check in _checks)


def places_agree(organisations: Collection[int]) -> bool:
    """On every day the path of an organisation is that of its superior and its own step, for these and those below them."""
    found = Place.objects.unguarded(WHY)
    mine = found.filter(organisation_id__in=organisations) | found.filter(parent_id__in=organisations)
    rows = list(mine.values_list("organisation_id", "parent_id", "path", "valid_from", "valid_to"))
    above = found.filter(organisation_id__in={parent for _, parent, *_ in rows if parent})
    parents: Rows = defaultdict(list)
    for organisation, path, first, end in above.order_by("valid_from").values_list("organisation_id", "path", "valid_from", "valid_to"):
        parents[organisation].append((path, first, end))
    return all(_agrees(row, parents) for row in rows)


def _agrees(row: tuple[Any, ...], parents: Rows) -> bool:
    """Walk along the superior's stays; a day without one, or on another path, is a contradiction."""
    organisation, parent, path, first, end = row
    if not path.endswith(segment(organisation)):
        return False
    if parent is None:
        return len(path) == SEGMENT
    covered = first
    for above, since, until in parents[parent]:
        if since <= covered < until:
            if above != path[:-SEGMENT]:
                return False
            covered = until
        if covered >= end:
            return True
    return False


def _organisations_stand(people: Collection[int]) -> bool:
    """Memberships and posts end with the organisation."""
    beyond = {"person_id__in": people, "organisation__dissolved_on__lt": F("valid_to")}
    return not any(model.objects.unguarded(WHY).filter(**beyond).exists() for model in (Membership, Post))


def _numbers_single(people: Collection[int]) -> bool:
    """Numbers that were put back belong to nobody else by now."""
    indexes = Person.objects.unguarded(WHY).filter(pk__in=people, merged_into=None).exclude(id_number_index=None)
    others = Person.objects.unguarded(WHY).filter(id_number_index__in=indexes.values("id_number_index"), merged_into=None)
    return not others.exclude(pk__in=people).exists()
