"""Two records of one person become one; undone as a whole by taking the operation back."""

from typing import Any, Final

from zhibu.kernel.decisions import Outcome
from zhibu.register.models import CheckNote, Education, ManagementCategory, Mark, Membership, MembershipState, MemberStatus, MoveProposal, Occupation, Person, Post
from zhibu.register.rules.member_acts import may_merge
from zhibu.register.sealed_fields import SEALED, open_field, seal_fields
from zhibu.register.services.projections import refresh_people
from zhibu.store.keys import key_store
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "合并重复人员"
CARRIED: Final = (Mark, Post)
"""Spans that the kept record takes over where it has none of its own."""
OTHER: Final = (Membership, MemberStatus, MembershipState, ManagementCategory, Education, Occupation, CheckNote, MoveProposal)
IDENTITY: Final = frozenset({"id", "code", "key_name", "generated", "merged_into_id", "sort_key", "pinyin", "initials", "month_only"})


def merge_persons(*, by: Actor, keep: Person, other: Person, reason: str = "") -> Outcome:
    """``keep`` takes what it does not know from ``other``; ``other`` leaves every list and points to ``keep``."""
    indexes = {bytes(one.id_number_index) for one in (keep, other) if one.id_number_index}
    decision = may_merge(
        same=keep.pk == other.pk, keep_merged=keep.merged_into_id is not None, lose_merged=other.merged_into_id is not None,
        numbers_differ=len(indexes) > 1,
    )
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "member.merge", reason=reason) as work:
        work.change(Person, keep.pk, **_missing_facts(keep, other))
        work.change(Person, other.pk, merged_into_id=keep.pk, id_number_index=None, last_four_index=None)
        for carried in CARRIED:
            _carry(work, carried, keep, other)
        for model in (*OTHER, *CARRIED):
            work.remove(model, list(model.objects.unguarded(WHY).filter(person=other).values_list("pk", flat=True)))
        refresh_people(work, [keep.pk, other.pk], by.day)
    return Outcome(row_id=keep.pk)


def _missing_facts(keep: Person, other: Person) -> dict[str, Any]:
    """Columns empty in one record and known in the other; sealed ones are sealed anew under the kept key."""
    empty = (None, "")
    columns: dict[str, Any] = {}
    for field in Person._meta.concrete_fields:
        name = str(field.column)
        if name in IDENTITY or name in Person.projections or name.endswith(("_sealed", "_index")):
            continue
        if getattr(keep, name) in empty and getattr(other, name) not in empty:
            columns[name] = getattr(other, name)
    keys = key_store().of([keep.key_name, other.key_name])
    plain = {
        field: open_field(getattr(other, f"{field}_sealed"), field=field, key_name=other.key_name, key=keys.get(other.key_name))
        for field in SEALED
        if not getattr(keep, f"{field}_sealed") and getattr(other, f"{field}_sealed")
    }
    if plain and keep.key_name in keys:
        columns |= seal_fields(plain, key_name=keep.key_name, key=keys[keep.key_name], store=key_store())
    return columns


def _carry(work: Work, model: Any, keep: Person, other: Person) -> None:
    """Move spans that don't meet one of the kept record."""
    own = list(model.objects.unguarded(WHY).filter(person=keep).values())
    keys = ("mark",) if model is Mark else ("organisation_id", "kind")
    for span in model.objects.unguarded(WHY).filter(person=other).values():
        meets = any(
            all(mine[key] == span[key] for key in keys) and mine["valid_from"] < span["valid_to"] and span["valid_from"] < mine["valid_to"]
            for mine in own
        )
        if not meets:
            values = {name: value for name, value in span.items() if name not in ("id", "person_id")}
            work.add(model, person_id=keep.pk, **values)
