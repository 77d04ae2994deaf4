"""Organisations: founded, renamed, changed in kind, corrected. How they move, merge, split and end stands in ``tree``."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register.models import Membership, Name, Organisation, OrganisationForm, Place
from zhibu.register.models.organisations import segment
from zhibu.register.rules import organisations as rules
from zhibu.register.services.holding import held, tree_held
from zhibu.register.services.places import stays, subtree
from zhibu.register.services.projections import refresh_organisations
from zhibu.register.services.spans import end_all, succeed
from zhibu.register.services.standing import first_day
from zhibu.register.terms.organisations import KindReading, OrganisationKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "办理组织业务时读取当前情况"


def found_organisation(
    *,
    by: Actor,
    name: str,
    kind: KindReading,
    parent: Organisation | None,
    on: date,
    short_name: str = "",
    official_code: str = "",
    founded_on: date | None = None,
    contact: str = "",
    phone: str = "",
    reason: str = "",
) -> Outcome:
    """A new organisation below ``parent`` from a day on; without a parent it is a root.

    Where it is older than the first record of its superior it is known from that first record on; ``founded_on`` keeps the day.
    """
    with recording(by, "organisation.found", reason=reason) as work:
        tree_held()
        above = held(parent) if parent else None
        decision = Decision.all(
            rules.well_named(name, siblings=names_below(above)),
            Decision.of(rules.code_free(taken=code_taken(official_code))),
            rules.stands_right(kind.kind, parent_kind=above.now_kind if above else None),
            rules.may_found(parent_dissolved=bool(above and above.dissolved_on), on=on, today=by.day),
        )
        if not decision.allowed:
            return Outcome(decision)
        facts = {"official_code": official_code, "founded_on": founded_on, "contact": contact, "phone": phone}
        row_id = put_organisation(work, name=name, short_name=short_name, kind=kind, parent=above, on=on, facts=facts)
        refresh_organisations(work, [row_id], by.day)
    return Outcome(row_id=row_id)


def put_organisation(
    work: Work,
    *,
    name: str,
    short_name: str,
    kind: KindReading,
    parent: Organisation | None,
    on: date,
    facts: Mapping[str, Any],
) -> int:
    """The rows of a new organisation, on every path that its superior has had since; projections are the caller's."""
    (row_id,) = work.reserve(Organisation, 1)
    columns = {"id": row_id, "code": f"Z{row_id:04d}", **facts, "official_code": facts.get("official_code") or None}
    work.put(Organisation, tuple(columns), [tuple(columns.values())])
    places = stays(parent, on)
    span = {"organisation_id": row_id, "valid_from": places[0].valid_from, "valid_to": FAR}
    work.add(Name, name=name, short_name=short_name, **span)
    work.add(OrganisationForm, kind=str(kind.kind), joint=kind.joint, provisional=kind.provisional, **span)
    for stay in places:
        place = span | {"valid_from": stay.valid_from, "valid_to": stay.valid_to}
        work.add(Place, parent_id=parent.pk if parent else None, path=stay.path + segment(row_id), **place)
    return row_id


def rename_organisation(*, by: Actor, organisation: Organisation, name: str, short_name: str, on: date, reason: str = "") -> Outcome:
    """Another name from a day on."""
    with recording(by, "organisation.rename", reason=reason) as work:
        fresh = held(organisation)
        siblings = names_below(fresh.now_parent, but=fresh.pk)
        decision = Decision.all(rules.well_named(name.strip(), siblings=siblings), may_change(fresh, on=on, by=by))
        if not decision.allowed:
            return Outcome(decision)
        values = {"name": name.strip(), "short_name": short_name.strip()}
        succeed(work, Name, key={"organisation_id": fresh.pk}, values=values, on=on)
        refresh_organisations(work, [fresh.pk], by.day)
    return Outcome(row_id=fresh.pk)


def change_kind(*, by: Actor, organisation: Organisation, kind: KindReading, on: date, reason: str = "") -> Outcome:
    """Another kind from a day on, such as a branch that becomes a general branch; its people stay until they are moved."""
    with recording(by, "organisation.change_kind", reason=reason) as work:
        fresh = held(organisation)
        parent_kind = fresh.now_parent.now_kind if fresh.now_parent else None
        below = [one for one in subtree(fresh.now_path, by.day) if one.organisation_id != fresh.pk]
        decision = Decision.all(
            rules.stands_right(kind.kind, parent_kind=parent_kind),
            rules.may_be_kind(kind.kind, groups_below=groups_in(fresh), below=len(below), people=people_left(fresh, by.day)),
            may_change(fresh, on=on, by=by),
        )
        if not decision.allowed:
            return Outcome(decision)
        values = {"kind": str(kind.kind), "joint": kind.joint, "provisional": kind.provisional}
        succeed(work, OrganisationForm, key={"organisation_id": fresh.pk}, values=values, on=on)
        if kind.kind != OrganisationKind.GROUP:
            end_all(work, Membership, key={"organisation_id": fresh.pk, "relation": "group"}, on=on, ending="moved")
        refresh_organisations(work, [fresh.pk], by.day)
    return Outcome(row_id=fresh.pk)


def correct_organisation(*, by: Actor, organisation: Organisation, facts: Mapping[str, Any], reason: str = "") -> Outcome:
    """Facts without a date of their own: code, contact, telephone, day of founding."""
    with recording(by, "organisation.correct", reason=reason) as work:
        fresh = held(organisation)
        code = facts.get("official_code", fresh.official_code) or None
        decision = Decision.of(rules.code_free(taken=code_taken(code or "", but=fresh.pk)))
        if not decision.allowed:
            return Outcome(decision)
        work.change(Organisation, fresh.pk, **{**facts, "official_code": code})
    return Outcome(row_id=fresh.pk)


def may_change(organisation: Organisation, *, on: date, by: Actor) -> Decision:
    """Whether something about an organisation may change from a day on."""
    dissolved = organisation.dissolved_on is not None
    return rules.may_change(dissolved=dissolved, since=first_day(organisation), on=on, today=by.day)


def people_left(organisation: Organisation, on: date) -> int:
    """Whose organisation relationship is here on a day or later."""
    return Membership.objects.unguarded(WHY).filter(organisation=organisation, relation="roll", valid_to__gt=on).count()


def groups_in(organisation: Organisation) -> int:
    """Party groups directly below today."""
    below = Organisation.objects.unguarded(WHY).filter(now_parent=organisation, dissolved_on=None)
    return below.filter(now_kind=str(OrganisationKind.GROUP)).count()


def names_below(parent: Organisation | None, *, but: int = 0) -> set[str]:
    """What the organisations below one are called today; without one, the roots."""
    rows = Organisation.objects.unguarded(WHY).filter(now_parent=parent, dissolved_on=None).exclude(pk=but)
    return set(rows.values_list("now_name", flat=True))


def code_taken(code: str, *, but: int = 0) -> bool:
    """Whether another organisation has the official code."""
    return bool(code) and Organisation.objects.unguarded(WHY).filter(official_code=code).exclude(pk=but).exists()
