"""Records that were merged point to the one that stayed; they themselves stand nowhere any more."""

from typing import Final

from django.db.models import Q, QuerySet

from zhibu.register.models import Person

WHY: Final = "并入的记录指向保留的记录；保留的记录再按范围查看"


def kept_record(code: str) -> int:
    """The number of the record that stands for a code, however often it was merged on; 0 where there is none."""
    found = Person.objects.unguarded(WHY).filter(code=code).values_list("pk", flat=True).first()
    return kept_number(found) if found else 0


def kept_number(person_id: int) -> int:
    """The same by number."""
    known = Person.objects.unguarded(WHY)
    while merged := known.filter(pk=person_id).values_list("merged_into_id", flat=True).first():
        person_id = merged
    return person_id


def records_of(kept: int) -> QuerySet[Person]:
    """A record that stays and those that were merged into it: they point to it, however often it was merged on (``services.merging``)."""
    return Person.objects.unguarded(WHY).filter(Q(pk=kept) | Q(merged_into=kept)).order_by("pk")


def all_records_of(person_id: int) -> set[int]:
    """The record that stays and all that were ever merged into it: one person."""
    known = Person.objects.unguarded(WHY)
    found, fresh = set[int](), {kept_number(person_id)}
    while fresh:
        found |= fresh
        fresh = set(known.filter(merged_into__in=fresh).values_list("pk", flat=True)) - found
    return found
