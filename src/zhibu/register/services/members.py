"""What happens to a person in the register: joined, corrected, left, died, status, category, mark, post, merged."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import CheckNote, ManagementCategory, Mark, Membership, MembershipState, MemberStatus, MoveProposal, Organisation, Person, Post
from zhibu.register.rules import member_acts
from zhibu.register.rules.names import name_key
from zhibu.register.sealed_fields import SEALED, seal_fields
from zhibu.register.services.projections import refresh_people
from zhibu.register.services.spans import end, succeed
from zhibu.register.terms.organisations import OrganisationKind, PostKind
from zhibu.register.terms.people import ManagementCategory as Category
from zhibu.register.terms.people import MarkKind, MemberStatus as Status
from zhibu.store.keys import key_store
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "办理人员业务时读取当前情况"
LEAVING: Final = {"left": "转出本街道", "died": "去世", "expelled": "出党", "cancelled": "取消资格", "corrected": "登记有误"}
"""Why somebody is no longer on the roll; values of ``Membership.ending``."""


def register_person(
    *, by: Actor, organisation: Organisation, status: Status, facts: Mapping[str, Any], on: date,
    category: Category | None = None, category_derived: bool = False, reason: str = "", generated: bool = False, checks: Sequence[Objection] = (),
) -> Outcome:
    """Somebody enters the register of a branch on a day. ``facts`` are columns and plain values of sealed fields, ``checks`` what should be looked at."""
    number = facts.get("id_number", "")
    decision = member_acts.may_register(
        name=facts.get("name", ""), holds_members=organisation.now_kind == OrganisationKind.BRANCH,
        dissolved=organisation.dissolved_on is not None, number_known_as=_known_as(number), on=on, today=by.day,
    )
    if not decision.allowed:
        return Outcome(decision)
    (fresh,) = key_store().make(1)
    with recording(by, "member.register", reason=reason) as work:
        (person_id,) = work.reserve(Person, 1)
        work.know("person", {person_id: SubjectFacts(organisation.now_path, fresh[1])})
        columns = {"id": person_id, "code": f"R{person_id:06d}", "key_name": fresh[0], "generated": generated, **person_columns(facts, *fresh)}
        work.put(Person, tuple(columns), [tuple(columns.values())])
        span = {"person_id": person_id, "valid_from": on, "valid_to": FAR}
        work.add(Membership, organisation_id=organisation.pk, relation="roll", **span)
        work.add(MemberStatus, status=str(status), **span)
        if status.is_member:
            work.add(MembershipState, state="in_force", **span)
        for check in checks:
            work.add(CheckNote, person_id=person_id, field=check.field, code=check.code, message=check.message, since=by.day)
        if category is not None:
            work.add(ManagementCategory, category=str(category), derived=category_derived, **span)
        refresh_people(work, [person_id], by.day)
    return Outcome(row_id=person_id)


def person_columns(facts: Mapping[str, Any], key_name: str, key: bytes) -> dict[str, Any]:
    """The columns for facts of a person: names bring their sort keys, sealed fields their cipher texts and indexes."""
    columns = {field: value for field, value in facts.items() if field not in SEALED}
    if "name" in columns:
        known = name_key(columns["name"])
        columns |= {"sort_key": known.sort_key[:120], "pinyin": known.pinyin[:120], "initials": known.initials[:30]}
    sealed = {field: str(facts[field] or "") for field in SEALED if field in facts}
    return columns | seal_fields(sealed, key_name=key_name, key=key, store=key_store())


def correct_person(*, by: Actor, person: Person, facts: Mapping[str, Any], reason: str = "") -> Outcome:
    """Facts were recorded wrongly, or were not known: they are corrected, and the trail keeps what stood before."""
    number = facts.get("id_number", "")
    known_as = _known_as(number, but=person.pk)
    key = key_store().of([person.key_name]).get(person.key_name)
    decision = Decision.of(
        Objection("name_missing", "没有填写姓名。", remedy="请填写姓名。", field="name") if "name" in facts and not facts["name"] else None,
        Objection("number_known", f"该身份号码已登记：{known_as}。", remedy="如为同一人，请合并两条记录。", field="id_number") if known_as else None,
        Objection("destroyed", "此人的资料已按期销毁。", remedy="不能再更正。") if key is None else None,
    )
    if not decision.allowed or key is None:
        return Outcome(decision)
    with recording(by, "member.correct", reason=reason) as work:
        work.know("person", {person.pk: SubjectFacts(person.now_path, key)})
        work.change(Person, person.pk, **person_columns(facts, person.key_name, key))
    return Outcome(row_id=person.pk)


def leave(*, by: Actor, person: Person, how: str, on: date, reason: str = "") -> Outcome:
    """Somebody is no longer on the roll from a day on; posts and marks end with it, all of it stays to be read."""
    since = _on_roll(person).on(on).values_list("valid_from", flat=True).first()
    decision = member_acts.may_leave(on_roll_since=since, on=on, today=by.day)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, f"member.{how}", reason=reason) as work:
        end(work, Membership, key={"person_id": person.pk}, on=on, ending=how)
        for model in (MemberStatus, MembershipState, ManagementCategory, Mark, Post):
            end(work, model, key={"person_id": person.pk}, on=on)
        refresh_people(work, [person.pk], by.day)
    return Outcome(row_id=person.pk)


def set_status(*, by: Actor, person: Person, status: Status, on: date, reason: str = "") -> Outcome:
    """Applicant, activist, prospective, probationary, full: from a day on."""
    current = MemberStatus.objects.unguarded(WHY).on(on).filter(person=person).values_list("status", "valid_from").first()
    now, since = (Status.stored(current[0]), current[1]) if current else (None, None)
    decision = member_acts.may_change_status(now=now, to=status, since=since, on=on, today=by.day)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "member.status", reason=reason) as work:
        succeed(work, MemberStatus, key={"person_id": person.pk}, values={"status": str(status)}, on=on)
        if status.is_member:
            succeed(work, MembershipState, key={"person_id": person.pk}, values={"state": "in_force"}, on=on)
        dates = {Status.ACTIVIST: "activist_on", Status.PROSPECTIVE_MEMBER: "prospective_on", Status.PROBATIONARY: "joined_on", Status.FULL: "confirmed_on"}
        if status in dates:
            work.change(Person, person.pk, **{dates[status]: on})
        refresh_people(work, [person.pk], by.day)
    return Outcome(row_id=person.pk)


def set_category(*, by: Actor, person: Person, category: Category, on: date, reason: str = "", derived: bool = False) -> Outcome:
    """Exactly one management category at a time."""
    refused = member_acts.not_later(on, by.day)
    if refused:
        return Outcome.refused(refused)
    with recording(by, "member.category", reason=reason) as work:
        succeed(work, ManagementCategory, key={"person_id": person.pk}, values={"category": str(category), "derived": derived}, on=on)
        refresh_people(work, [person.pk], by.day)
    return Outcome(row_id=person.pk)


def set_mark(*, by: Actor, person: Person, mark: MarkKind, on: date, detail: str = "", reason: str = "") -> Outcome:
    """A mark holds from a day on."""
    refused = member_acts.not_later(on, by.day)
    if refused:
        return Outcome.refused(refused)
    with recording(by, "member.mark", reason=reason) as work:
        succeed(work, Mark, key={"person_id": person.pk, "mark": str(mark)}, values={"detail": detail}, on=on)
    return Outcome(row_id=person.pk)


def end_mark(*, by: Actor, person: Person, mark: MarkKind, on: date, reason: str = "") -> Outcome:
    """A mark ends on a day."""
    refused = member_acts.not_later(on, by.day)
    if refused:
        return Outcome.refused(refused)
    with recording(by, "member.mark_ended", reason=reason) as work:
        end(work, Mark, key={"person_id": person.pk, "mark": str(mark)}, on=on)
    return Outcome(row_id=person.pk)


def hold_post(*, by: Actor, person: Person, organisation: Organisation, kind: PostKind, on: date, reason: str = "") -> Outcome:
    """Somebody holds a post from a day on."""
    held = Post.objects.unguarded(WHY).on(on).filter(person=person, organisation=organisation, kind=str(kind)).exists()
    inside = person.now_path.startswith(organisation.now_path) or kind == PostKind.CONCURRENT_COMMITTEE_MEMBER
    decision = member_acts.may_hold_post(in_reach=inside, held=held, dissolved=organisation.dissolved_on is not None, on=on, today=by.day)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "member.post", reason=reason) as work:
        key = {"person_id": person.pk, "organisation_id": organisation.pk, "kind": str(kind)}
        succeed(work, Post, key=key, values={}, on=on)
    return Outcome(row_id=person.pk)


def end_post(*, by: Actor, post: Post, on: date, reason: str = "") -> Outcome:
    """A post ends on a day; grants that rest on it end with it."""
    refused = member_acts.not_later(on, by.day)
    if refused:
        return Outcome.refused(refused)
    with recording(by, "member.post_ended", reason=reason) as work:
        key = {"person_id": post.person_id, "organisation_id": post.organisation_id, "kind": post.kind}
        end(work, Post, key=key, on=on)
    return Outcome(row_id=post.person_id)


def propose_move(*, by: Actor, person: Person, target: Organisation, note: str = "", source: str = "page") -> Outcome:
    """A proposal to another branch; it moves nobody. The same proposal twice is one."""
    decision = Decision.of(
        Objection("same_branch", "已经在这个党支部。", remedy="无须转接。", field="target") if person.now_organisation_id == target.pk else None,
        Objection("no_branch", "组织关系转到党支部。", member_acts.ONE_BRANCH, "请选择一个党支部。", "target")
        if target.now_kind != OrganisationKind.BRANCH or target.dissolved_on
        else None,
    )
    same = MoveProposal.objects.unguarded(WHY).filter(person=person, target=target, state="open").values_list("pk", flat=True).first()
    if not decision.allowed or same:
        return Outcome(decision, same or 0)
    with recording(by, "member.propose_move", reason=note) as work:
        row_id = work.add(MoveProposal, person_id=person.pk, target_id=target.pk, source=source, note=note, proposed_on=by.day)
    return Outcome(row_id=row_id)


def withdraw_proposal(*, by: Actor, proposal: MoveProposal, reason: str = "") -> Outcome:
    """The proposal is settled without a move."""
    with recording(by, "member.withdraw_move", reason=reason) as work:
        work.change(MoveProposal, proposal.pk, state="withdrawn", settled_on=by.day)
    return Outcome(row_id=proposal.pk)


def close_note(*, by: Actor, note: CheckNote, reason: str = "") -> Outcome:
    """Somebody looked: the value stands as it is."""
    with recording(by, "member.checked", reason=reason) as work:
        work.change(CheckNote, note.pk, closed_on=by.day)
    return Outcome(row_id=note.pk)


def _known_as(number: str, *, but: int = 0) -> str:
    if not number:
        return ""
    index = key_store().index_of_number(number)
    other = Person.objects.unguarded(WHY).filter(id_number_index=index, merged_into=None).exclude(pk=but).first()
    return other.name if other else ""


def _on_roll(person: Person) -> Any:
    return Membership.objects.unguarded(WHY).filter(person=person, relation="roll")

