"""Organisations: founded, renamed, moved, changed in kind, merged, split, dissolved; nothing of their history is lost."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import Membership, Name, Organisation, OrganisationForm, Place, Post
from zhibu.register.models.organisations import segment
from zhibu.register.rules.organisations import may_dissolve, may_found, may_move
from zhibu.register.services.projections import refresh_organisations, refresh_people, refresh_people_of
from zhibu.register.services.spans import end, succeed
from zhibu.register.terms.organisations import KindReading, OrganisationKind
from zhibu.store.guards import within
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "办理组织业务时读取当前情况"


def found_organisation(
    *, by: Actor, name: str, kind: KindReading, parent: Organisation | None, on: date, short_name: str = "",
    official_code: str = "", founded_on: date | None = None, contact: str = "", phone: str = "", reason: str = "",
) -> Outcome:
    """A new organisation below ``parent`` from a day on; without a parent it is a root."""
    siblings = _siblings_names(parent)
    decision = may_found(
        name=name, kind=kind.kind, parent_kind=parent.now_kind if parent else None, parent_dissolved=bool(parent and parent.dissolved_on),
        siblings=siblings, code_taken=bool(official_code) and _code_taken(official_code, 0), on=on, today=by.day,
    )
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "organisation.found", reason=reason) as work:
        row_id = put_organisation(
            work, name=name, short_name=short_name, kind=kind, parent_id=parent.pk if parent else None,
            parent_path=place_path(parent, on) if parent else "", on=on, official_code=official_code,
            founded_on=founded_on, contact=contact, phone=phone,
        )
        refresh_organisations(work, [row_id], by.day)
    return Outcome(row_id=row_id)


def put_organisation(
    work: Work, *, name: str, short_name: str, kind: KindReading, parent_id: int | None, parent_path: str, on: date, **facts: Any
) -> int:
    """The rows of a new organisation; projections are the caller's."""
    (row_id,) = work.reserve(Organisation, 1)
    official_code = facts.pop("official_code", "") or None
    columns = {"id": row_id, "code": f"Z{row_id:04d}", "official_code": official_code, **facts}
    work.put(Organisation, tuple(columns), [tuple(columns.values())])
    work.add(Name, organisation_id=row_id, name=name, short_name=short_name, valid_from=on, valid_to=FAR)
    work.add(
        OrganisationForm, organisation_id=row_id, kind=str(kind.kind), joint=kind.joint, provisional=kind.provisional,
        valid_from=on, valid_to=FAR,
    )
    path = parent_path + segment(row_id)
    work.add(Place, organisation_id=row_id, parent_id=parent_id, path=path, valid_from=on, valid_to=FAR)
    return row_id


def rename_organisation(*, by: Actor, organisation: Organisation, name: str, short_name: str, on: date, reason: str = "") -> Outcome:
    """Another name from a day on."""
    if not name.strip():
        return Outcome.refused(Objection("name_missing", "没有填写名称。", remedy="请填写党组织的全称。", field="name"))
    with recording(by, "organisation.rename", reason=reason) as work:
        key = {"organisation_id": organisation.pk}
        succeed(work, Name, key=key, values={"name": name.strip(), "short_name": short_name.strip()}, on=on)
        refresh_organisations(work, [organisation.pk], by.day)
    return Outcome(row_id=organisation.pk)


def change_kind(*, by: Actor, organisation: Organisation, kind: KindReading, on: date, reason: str = "") -> Outcome:
    """Another kind from a day on, such as a branch that becomes a general branch."""
    with recording(by, "organisation.change_kind", reason=reason) as work:
        values = {"kind": str(kind.kind), "joint": kind.joint, "provisional": kind.provisional}
        succeed(work, OrganisationForm, key={"organisation_id": organisation.pk}, values=values, on=on)
        refresh_organisations(work, [organisation.pk], by.day)
    return Outcome(row_id=organisation.pk)


def correct_organisation(*, by: Actor, organisation: Organisation, facts: dict[str, Any], reason: str = "") -> Outcome:
    """Facts without a date of their own: code, contact, telephone, day of founding."""
    code = facts.get("official_code")
    if code and _code_taken(code, organisation.pk):
        return Outcome.refused(
            Objection("code_taken", f"代码 {code} 已属于另一个党组织。", remedy="请核对代码。", field="official_code")
        )
    with recording(by, "organisation.correct", reason=reason) as work:
        work.change(Organisation, organisation.pk, **{**facts, **({"official_code": code or None} if "official_code" in facts else {})})
    return Outcome(row_id=organisation.pk)


def move_organisation(*, by: Actor, organisation: Organisation, parent: Organisation, on: date, reason: str = "") -> Outcome:
    """From a day on the organisation and all below it stand elsewhere; the paths of the subtree are rewritten."""
    old, new = place_path(organisation, on), place_path(parent, on)
    subtree = _subtree(old, on)
    later = Place.objects.unguarded(WHY).filter(valid_from__gt=on).filter(within("path", [old])).exists()
    decision = may_move(into_itself=new.startswith(old), already_there=new == old[: -len(segment(0))], later_moves=later, parent_dissolved=bool(parent.dissolved_on))
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "organisation.move", reason=reason) as work:
        _rewrite(work, organisation, parent, subtree, old, new, on)
        ids = [pk for pk, _, _ in subtree]
        refresh_organisations(work, ids, by.day)
        refresh_people_of(work, ids)
    return Outcome(row_id=organisation.pk)


def _rewrite(work: Work, moved: Organisation, parent: Organisation, subtree: list[tuple[int, int | None, str]], old: str, new: str, on: date) -> None:
    cut = len(old) - len(segment(0))
    for organisation_id, parent_id, path in subtree:
        values = {"parent_id": parent.pk if organisation_id == moved.pk else parent_id, "path": new + path[cut:]}
        succeed(work, Place, key={"organisation_id": organisation_id}, values=values, on=on)


def dissolve_organisation(*, by: Actor, organisation: Organisation, on: date, reason: str = "") -> Outcome:
    """The organisation ends; only when nobody and nothing stands in it any more."""
    decision = may_dissolve(people=_people_count(organisation, on), below=len(_subtree(place_path(organisation, on), on)) - 1, on=on, today=by.day)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "organisation.dissolve", reason=reason) as work:
        _close(work, organisation, on, "dissolved", None)
        refresh_organisations(work, [organisation.pk], by.day)
    return Outcome(row_id=organisation.pk)


def merge_organisation(*, by: Actor, organisation: Organisation, into: Organisation, on: date, reason: str = "") -> Outcome:
    """The organisation ends in another, which takes its people and what stands below it."""
    old, new = place_path(organisation, on), place_path(into, on)
    decision = may_move(into_itself=new.startswith(old), already_there=False, later_moves=False, parent_dissolved=bool(into.dissolved_on))
    if not decision.allowed:
        return Outcome(decision)
    people = list(_on_roll(organisation, on))
    with recording(by, "organisation.merge", reason=reason) as work:
        _move_people(work, people, into, on)
        below = [row for row in _subtree(old, on) if row[0] != organisation.pk]
        for organisation_id, parent_id, path in below:
            values = {"parent_id": into.pk if parent_id == organisation.pk else parent_id, "path": new + path[len(old) :]}
            succeed(work, Place, key={"organisation_id": organisation_id}, values=values, on=on)
        _close(work, organisation, on, "merged", into.pk)
        ids = [organisation.pk, *(row[0] for row in below)]
        refresh_organisations(work, ids, by.day)
        refresh_people(work, people, by.day)
        refresh_people_of(work, ids)
    return Outcome(row_id=into.pk)


def split_organisation(
    *, by: Actor, organisation: Organisation, name: str, short_name: str, person_ids: Collection[int], on: date, reason: str = ""
) -> Outcome:
    """A second organisation of the same kind beside the first, with those of its people who are named."""
    parent = organisation.now_parent
    people = [pk for pk in _on_roll(organisation, on) if pk in set(person_ids)]
    decision = Decision.of(
        Objection("root", "最上级的党组织不能分设。", remedy="请直接新建下级党组织。") if parent is None else None,
        Objection("nobody", "没有选择转到新组织的人员。", remedy="请至少选择一名党员。", field="person_ids") if not people else None,
        Objection("name_taken", f"上级之下已有“{name}”。", remedy="请换一个名称。", field="name") if parent and name in _siblings_names(parent) else None,
    )
    if not decision.allowed or parent is None:
        return Outcome(decision)
    kind = KindReading(OrganisationKind.stored(organisation.now_kind), joint=organisation.now_joint, provisional=organisation.now_provisional)
    with recording(by, "organisation.split", reason=reason) as work:
        row_id = put_organisation(
            work, name=name, short_name=short_name, kind=kind, parent_id=parent.pk, parent_path=place_path(parent, on), on=on, founded_on=on
        )
        refresh_organisations(work, [row_id], by.day)
        fresh = Organisation.objects.unguarded(WHY).get(pk=row_id)
        _move_people(work, people, fresh, on)
        refresh_people(work, people, by.day)
    return Outcome(row_id=row_id)


def _move_people(work: Work, people: Collection[int], to: Organisation, on: date) -> None:
    for person_id in people:
        succeed(work, Membership, key={"person_id": person_id, "relation": "roll"}, values={"organisation_id": to.pk}, on=on)


def _close(work: Work, organisation: Organisation, on: date, how: str, successor_id: int | None) -> None:
    work.change(Organisation, organisation.pk, dissolved_on=on, dissolved_by=how, successor_id=successor_id)
    for model in (Place, Post):
        end(work, model, key={"organisation_id": organisation.pk}, on=on)


def place_path(organisation: Organisation, on: date) -> str:
    """The path on a day; that of today where the day lies before the first record."""
    found = Place.objects.unguarded(WHY).on(on).filter(organisation=organisation).values_list("path", flat=True).first()
    return found or organisation.now_path


def _subtree(path: str, on: date) -> list[tuple[int, int | None, str]]:
    rows = Place.objects.unguarded(WHY).on(on).filter(within("path", [path])).order_by("path")
    return list(rows.values_list("organisation_id", "parent_id", "path"))


def _on_roll(organisation: Organisation, on: date) -> list[int]:
    rows = Membership.objects.unguarded(WHY).on(on).filter(organisation=organisation, relation="roll")
    return list(rows.values_list("person_id", flat=True))


def _people_count(organisation: Organisation, on: date) -> int:
    return Membership.objects.unguarded(WHY).filter(organisation=organisation, relation="roll", valid_to__gt=on).count()


def _siblings_names(parent: Organisation | None) -> set[str]:
    rows = Organisation.objects.unguarded(WHY).filter(now_parent=parent, dissolved_on=None)
    return set(rows.values_list("now_name", flat=True))


def _code_taken(code: str, but: int) -> bool:
    return Organisation.objects.unguarded(WHY).filter(official_code=code).exclude(pk=but).exists()
