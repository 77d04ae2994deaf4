"""Two records of one person become one; undone as a whole by taking the operation back."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from django.db import IntegrityError
from django.db.models import ManyToOneRel

from zhibu.accounts.services import bump_revision
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import (
    CheckNote,
    Education,
    ManagementCategory,
    Mark,
    Membership,
    MembershipState,
    MemberStatus,
    MoveProposal,
    Occupation,
    Person,
    Post,
)
from zhibu.register.rules.member_acts import may_merge
from zhibu.register.sealed_fields import SEALED, open_field, seal_fields
from zhibu.register.services.following import bring_along, objections_to
from zhibu.register.services.holding import held
from zhibu.register.services.projections import refresh_people
from zhibu.register.services.standing import place_on
from zhibu.store.keys import key_store
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "合并重复人员"
CARRIED: Final[dict[Any, tuple[str, ...]]] = {
    Membership: ("relation",),
    MemberStatus: (),
    MembershipState: (),
    ManagementCategory: (),
    Education: (),
    Occupation: (),
    Mark: ("mark",),
    Post: ("organisation_id", "kind"),
}
"""Spans that the kept record takes over where it has none of its own, with what makes two of them the same fact."""
STAY: Final = ("valid_from", "valid_to", "organisation_id")
DROPPED: Final = (CheckNote, MoveProposal)
IDENTITY: Final = frozenset({"id", "code", "key_name", "generated", "merged_into_id", "sort_key", "pinyin", "initials", "month_only"})
"""Columns that are the record's own."""
RESTS_ON: Final = Objection(
    "rests_on",
    "另一条记录的职务是别处登记的依据，保留的记录同期也有这项职务。",
    remedy="请打开另一条记录，从那里合并，保留那一条。",
    field="other",
)
"""A post that both hold stands once; what rests on the one that would go, in the trail and on paper, would rest on nothing."""


def merge_persons(*, by: Actor, keep: Person, other: Person, reason: str = "") -> Outcome:
    """``keep`` takes what it does not know from ``other``; ``other`` leaves every list and points to ``keep``."""
    try:
        with recording(by, "member.merge", reason=reason) as work:
            return _merge(work, by, keep, other)
    except IntegrityError:
        return Outcome.refused(RESTS_ON)


def _merge(work: Work, by: Actor, keep: Person, other: Person) -> Outcome:
    kept, lost = _both_held(keep, other)
    indexes = {bytes(one.id_number_index) for one in (kept, lost) if one.id_number_index}
    decision = may_merge(
        same=kept.pk == lost.pk,
        keep_merged=kept.merged_into_id is not None,
        lose_merged=lost.merged_into_id is not None,
        numbers_differ=len(indexes) > 1,
        erased=any(one.erased_on for one in (kept, lost)),
    )
    if decision.allowed:
        decision = Decision.of(*_resting(kept, lost), *objections_to(kept, lost))
    if not decision.allowed:
        return Outcome(decision)
    work.change(Person, kept.pk, **_missing_facts(kept, lost))
    work.change(Person, lost.pk, merged_into_id=kept.pk, id_number_index=None, last_four_index=None)
    _point_on(work, kept, lost)
    for model, same in CARRIED.items():
        _carry(work, model, same, kept, lost)
    _leave_groups(work, kept)
    for model in DROPPED:
        work.remove(model, list(model.objects.unguarded(WHY).filter(person=lost).values_list("pk", flat=True)))
    bring_along(work, kept=kept, lost=lost)
    refresh_people(work, [kept.pk, lost.pk], by.day)
    bump_revision()
    return Outcome(row_id=kept.pk)


def _resting(kept: Person, lost: Person) -> Iterator[Objection]:
    """Each sort of thing that rests on a post which both records hold."""
    _, going = _parted(Post, CARRIED[Post], kept, lost)
    for one in Post._meta.get_fields(include_hidden=True):
        if isinstance(one, ManyToOneRel) and going:
            found: Any = one.related_model
            if found.objects.unguarded(WHY).filter(**{f"{one.field.name}__in": going}).exists():
                word = f"另一条记录的职务是“{found._meta.verbose_name}”的依据，保留的记录同期也有这项职务。"
                yield replace(RESTS_ON, message=word)


def _point_on(work: Work, kept: Person, lost: Person) -> None:
    """Records merged into the other one before point to the kept one at once: whoever reads through a merger looks one step far."""
    before = Person.objects.unguarded(WHY).filter(merged_into=lost).order_by("pk").values_list("pk", flat=True)
    work.change_many(Person, [(pk, {"merged_into_id": lost.pk}, {"merged_into_id": kept.pk}) for pk in before])


def _both_held(keep: Person, other: Person) -> tuple[Person, Person]:
    """Locked in the order of their numbers, so that two merges of the same two never wait for each other."""
    found = {pk: held(Person(pk=pk)) for pk in sorted({keep.pk, other.pk})}
    return found[keep.pk], found[other.pk]


def _missing_facts(keep: Person, other: Person) -> dict[str, Any]:
    """Columns empty in one record and known in the other; sealed ones are sealed anew under the kept key."""
    columns = {name: getattr(other, name) for name in _plain_columns() if _is_empty(keep, name) and not _is_empty(other, name)}
    months = [*keep.month_only.split(","), *(name for name in other.month_only.split(",") if name in columns)]
    columns["month_only"] = ",".join(filter(None, months))
    keys = key_store().of([keep.key_name, other.key_name])
    plain = {
        field: open_field(getattr(other, f"{field}_sealed"), field=field, key_name=other.key_name, key=keys[other.key_name])
        for field in SEALED
        if other.key_name in keys and not getattr(keep, f"{field}_sealed") and getattr(other, f"{field}_sealed")
    }
    if plain and keep.key_name in keys:
        columns |= seal_fields(plain, key_name=keep.key_name, key=keys[keep.key_name], store=key_store())
    return columns


def _plain_columns() -> list[str]:
    names = (str(field.column) for field in Person._meta.concrete_fields)
    return [name for name in names if name not in IDENTITY | Person.projections and not name.endswith(("_sealed", "_index"))]


def _is_empty(person: Person, name: str) -> bool:
    return getattr(person, name) in {None, ""}


def _carry(work: Work, model: Any, same: tuple[str, ...], keep: Person, other: Person) -> None:
    """Spans that don't meet one of the kept record become its own, with their numbers: a grant may rest on a post. The others go."""
    coming, going = _parted(model, same, keep, other)
    work.remove(model, going)
    work.change_many(model, [(pk, {"person_id": other.pk}, {"person_id": keep.pk}) for pk in coming])


def _parted(model: Any, same: tuple[str, ...], keep: Person, other: Person) -> tuple[list[int], list[int]]:
    """The spans of the other record: those that come along, and those that the kept one has; two queries."""
    own = list(model.objects.unguarded(WHY).filter(person=keep).values("valid_from", "valid_to", *same))
    found = list(model.objects.unguarded(WHY).filter(person=other).order_by("pk").values("id", "valid_from", "valid_to", *same))
    going = [span["id"] for span in found if any(_meet(span, mine, same) for mine in own)]
    return [span["id"] for span in found if span["id"] not in going], going


def _leave_groups(work: Work, keep: Person) -> None:
    """A group lies within the branch of its time; one that came along without its branch goes."""
    found = Membership.objects.unguarded(WHY).filter(person=keep)
    branches = [(first, end, organisation) for first, end, organisation in found.filter(relation="roll").values_list(*STAY)]
    for row_id, *stay in found.filter(relation="group").values_list("pk", *STAY):
        if not any(_lies_within(stay, branch) for branch in branches):
            work.remove(Membership, [row_id])


def _lies_within(group: Sequence[Any], branch: Sequence[Any]) -> bool:
    first, end, group_id = group
    since, until, branch_id = branch
    path = place_on(branch_id, first)
    return since <= first and end <= until and bool(path) and place_on(group_id, first).startswith(path)


def _meet(one: dict[str, Any], other: dict[str, Any], same: tuple[str, ...]) -> bool:
    alike = all(one[name] == other[name] for name in same)
    return alike and one["valid_from"] < other["valid_to"] and other["valid_from"] < one["valid_to"]
