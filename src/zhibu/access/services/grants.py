"""Grants: given for a span, ended by another keeper; each with actor, reason and audit row."""

from datetime import date

from zhibu.access.models import Grant
from zhibu.access.queries.owners import accounts_beside, held_together, roles_held
from zhibu.access.rules import may_end_grant, may_grant
from zhibu.access.terms import Role
from zhibu.accounts.services import bump_revision
from zhibu.kernel.decisions import Decision, Objection
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY = "判断能否授权"
ALREADY = Objection("granted_already", "这段时间内已有同样的授权。", remedy="请先终止原授权，或选择之后的日期。", field="valid_from")
EMPTY = Objection("span_empty", "终止日期不在起始日期之后。", remedy="请更正日期。", field="valid_to")


def give_grant(
    *,
    by: Actor,
    account_id: int,
    role: Role,
    organisation_id: int | None,
    valid_from: date,
    valid_to: date,
    basis: str = "",
    post_id: int | None = None,
) -> Decision:
    """Give a role on an organisation and below for a span."""
    accounts = accounts_beside(account_id)
    with recording(by, "grant.give", reason=basis) as work:
        held_together(accounts)
        current = Grant.objects.unguarded(WHY).filter(account_id=account_id).during(valid_from, valid_to)
        same = current.filter(role=role, organisation=organisation_id).exists()
        held = roles_held(accounts, since=valid_from, until=valid_to)
        decision = Decision.all(
            may_grant(role=role, has_organisation=organisation_id is not None, held=held, giver_is_holder=by.account_id in accounts),
            Decision.of(ALREADY if same else None, EMPTY if valid_to <= valid_from else None),
        )
        if not decision.allowed:
            return decision
        span = {"valid_from": valid_from, "valid_to": valid_to}
        work.add(Grant, account_id=account_id, role=str(role), organisation_id=organisation_id, post_id=post_id, basis=basis, **span)
        bump_revision()
    return decision


def end_grant(*, by: Actor, grant: Grant, on: date, reason: str) -> Decision:
    """End a grant from a day on; one that has not begun is removed."""
    own = by.account_id in accounts_beside(grant.account_id)
    decision = may_end_grant(valid_from=grant.valid_from, valid_to=grant.valid_to, on=on, today=by.day, ender_is_holder=own)
    if not decision.allowed:
        return decision
    with recording(by, "grant.end", reason=reason) as work:
        if grant.valid_from >= on:
            work.remove(Grant, [grant.pk])
        else:
            work.change(Grant, grant.pk, valid_to=on)
        bump_revision()
    return decision


def carry_grants(*, by: Actor, before: int, after: int) -> None:
    """Somebody holds the same post for another term: grants that rest on it (``before``) rest on its new span; nobody gets anything new."""
    with recording(by, "grant.carry") as work:
        found = Grant.objects.unguarded(WHY).filter(post_id=before, valid_to__gt=by.day).order_by("pk")
        for pk in list(found.values_list("pk", flat=True)):
            work.change(Grant, pk, post_id=after)
        bump_revision()
