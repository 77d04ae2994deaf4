"""Who is in the register: registered, corrected, gone. What happens in between stands in ``facts``, ``posts``, ``settling``."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import (
    CheckNote,
    ManagementCategory,
    Mark,
    Membership,
    MembershipState,
    MemberStatus,
    MoveProposal,
    MoveState,
    Organisation,
    Person,
)
from zhibu.register.rules import member_acts
from zhibu.register.rules.identity_number import GENERATED_REGION
from zhibu.register.rules.names import name_key
from zhibu.register.sealed_fields import SEALED, open_field, seal_fields
from zhibu.register.services.holding import held
from zhibu.register.services.identity import number_known, same_person
from zhibu.register.services.posts import end_posts
from zhibu.register.services.projections import refresh_people
from zhibu.register.services.spans import end_all
from zhibu.register.services.standing import first_day, roll_after, roll_on
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.people import ManagementCategory as Category
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.store.keys import key_store
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "办理人员业务时读取当前情况"
LEAVING: Final = {"left": "转出本街道", "died": "去世", "expelled": "出党", "cancelled": "取消资格", "corrected": "登记有误"}
"""Why somebody is no longer on the roll; values of ``Membership.ending``."""
ENDING: Final = (MemberStatus, MembershipState, ManagementCategory, Mark)
"""What ends with the organisation relationship, beside posts; education and occupation stay true of whoever has gone."""


def register_person(
    *,
    by: Actor,
    organisation: Organisation,
    status: Status,
    facts: Mapping[str, Any],
    on: date,
    category: Category | None = None,
    category_derived: bool = False,
    reason: str = "",
    generated: bool = False,
    checks: Sequence[Objection] = (),
) -> Outcome:
    """Somebody enters the register of a branch on a day.

    ``facts`` are columns and plain values of sealed fields, ``checks`` what somebody should look at.
    """
    with recording(by, "member.register", reason=reason) as work:
        branch = held(organisation)
        decision = _may_register(branch, facts, by=by, on=on)
        if not decision.allowed:
            return Outcome(decision)
        person_id = _put_person(work, branch, facts, generated=generated)
        span = {"person_id": person_id, "valid_from": on, "valid_to": FAR}
        work.add(Membership, organisation_id=branch.pk, relation="roll", **span)
        work.add(MemberStatus, status=str(status), **span)
        if status.is_member:
            work.add(MembershipState, state="in_force", **span)
        if category is not None:
            work.add(ManagementCategory, category=str(category), derived=category_derived, **span)
        note_checks(work, person_id, checks, by.day)
        refresh_people(work, [person_id], by.day)
    return Outcome(row_id=person_id)


def _may_register(branch: Organisation, facts: Mapping[str, Any], *, by: Actor, on: date) -> Decision:
    return member_acts.may_register(
        name=facts.get("name", ""),
        holds_members=branch.now_kind == OrganisationKind.BRANCH,
        dissolved=branch.dissolved_on is not None,
        branch_since=first_day(branch),
        number_known=number_known(facts.get("id_number", ""), reader=by.reader),
        same_person=same_person(dict(facts), branch=branch),
        on=on,
        today=by.day,
    )


def _put_person(work: Work, branch: Organisation, facts: Mapping[str, Any], *, generated: bool) -> int:
    """The row of a new person, under a key of its own."""
    ((key_name, key),) = key_store().make(1)
    (person_id,) = work.reserve(Person, 1)
    work.know("person", {person_id: SubjectFacts(branch.now_path, key)})
    columns = {
        "id": person_id,
        "code": f"R{person_id:06d}",
        "key_name": key_name,
        "generated": generated or facts.get("id_number", "").startswith(GENERATED_REGION),
        **person_columns(facts, key_name, key),
    }
    work.put(Person, tuple(columns), [tuple(columns.values())])
    return person_id


def person_columns(facts: Mapping[str, Any], key_name: str, key: bytes) -> dict[str, Any]:
    """The columns for facts of a person: names bring their sort keys, sealed fields their cipher texts and indexes."""
    columns = {field: value for field, value in facts.items() if field not in SEALED}
    if "name" in columns:
        columns |= name_key(columns["name"]).columns
    sealed = {field: str(facts[field] or "") for field in SEALED if field in facts}
    return columns | seal_fields(sealed, key_name=key_name, key=key, store=key_store())


def note_checks(work: Work, person_id: int, checks: Sequence[Objection], day: date) -> None:
    """What is taken and should be looked at; what was noted once, open or settled, is not asked again."""
    known = set(CheckNote.objects.unguarded(WHY).filter(person_id=person_id).values_list("field", "code", "message"))
    for check in checks:
        if (check.field, check.code, check.message) not in known:
            work.add(CheckNote, person_id=person_id, field=check.field, code=check.code, message=check.message, since=day)


def correct_person(*, by: Actor, person: Person, facts: Mapping[str, Any], reason: str = "", checks: Sequence[Objection] = ()) -> Outcome:
    """Facts were recorded wrongly, or were not known: they are corrected, and the trail keeps what stood before.

    A note on a field that is corrected has done its work and is closed.
    """
    with recording(by, "member.correct", reason=reason) as work:
        fresh = held(person)
        key = key_store().of([fresh.key_name]).get(fresh.key_name)
        decision = _may_correct(fresh, facts, key, by=by)
        if not decision.allowed or key is None:
            return Outcome(decision)
        work.know("person", {fresh.pk: SubjectFacts(fresh.now_path, key)})
        changed = _changed(fresh, facts, key)
        work.change(Person, fresh.pk, **person_columns(changed, fresh.key_name, key))
        settled = CheckNote.objects.unguarded(WHY).filter(person=fresh, field__in=changed, closed_on=None)
        for note_id in settled.values_list("pk", flat=True):
            work.change(CheckNote, note_id, closed_on=by.day)
        note_checks(work, fresh.pk, checks, by.day)
    return Outcome(row_id=fresh.pk)


def _may_correct(person: Person, facts: Mapping[str, Any], key: bytes | None, *, by: Actor) -> Decision:
    return Decision.of(
        member_acts.name_given(facts["name"]) if "name" in facts else None,
        number_known(facts.get("id_number", ""), reader=by.reader, but=person.pk),
        member_acts.ERASED if key is None or person.erased_on else None,
        Objection("merged_already", "这条记录已经并入另一条。", remedy="请更正并入后的记录。") if person.merged_into_id else None,
    )


def _changed(person: Person, facts: Mapping[str, Any], key: bytes) -> dict[str, Any]:
    """The facts that differ from what stands; sealed ones are compared in plain, since no cipher text is like another."""
    sealed = {field: open_field(getattr(person, f"{field}_sealed"), field=field, key_name=person.key_name, key=key) for field in SEALED}
    return {
        field: value
        for field, value in facts.items()
        if (sealed[field] != (value or "") if field in SEALED else getattr(person, field) != value)
    }


def leave(*, by: Actor, person: Person, how: str, on: date, reason: str = "") -> Outcome:
    """Somebody is no longer on the roll from a day on; posts and marks end with it, all of it stays to be read."""
    with recording(by, f"member.{how}", reason=reason) as work:
        fresh = held(person)
        roll = roll_on(fresh, on)
        again = roll_after(fresh, on)
        decision = member_acts.may_leave(on_roll_since=roll.since if roll else None, again_on=again, on=on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        key = {"person_id": fresh.pk}
        end_all(work, Membership, key=key, on=on, ending=how)
        for model in ENDING:
            end_all(work, model, key=key, on=on)
        end_posts(work, key=key, on=on)
        _drop_proposals(work, fresh, by.day)
        refresh_people(work, [fresh.pk], by.day)
    return Outcome(row_id=fresh.pk)


def _drop_proposals(work: Work, person: Person, day: date) -> None:
    """Whoever has gone is proposed to no branch any more."""
    waiting = MoveProposal.objects.unguarded(WHY).filter(person=person, state__in=(MoveState.OPEN, MoveState.ACCEPTED))
    for proposal_id in waiting.values_list("pk", flat=True):
        work.change(MoveProposal, proposal_id, state=str(MoveState.WITHDRAWN), settled_on=day)
