"""Somebody leaves for a while and lives Party life elsewhere: the mark, and the organisation that receives, in one operation.

The organisation relationship stays where it is (《关于进一步加强和改进流动党员管理工作的意见》): the home branch counts the member.
"""

from datetime import date
from typing import Final

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import Mark, Membership, Organisation, Person
from zhibu.register.rules import member_acts
from zhibu.register.services.holding import held
from zhibu.register.services.spans import end, succeed
from zhibu.register.services.standing import on_roll_until, roll_on
from zhibu.register.terms.people import MarkKind, MembershipRelation
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记流动时读取当前情况"
HOST: Final = {"relation": str(MembershipRelation.HOST)}
OUT: Final = {"mark": str(MarkKind.FLOATING_OUT)}


def float_out(*, by: Actor, person: Person, on: date, where: str, host: Organisation | None = None) -> Outcome:
    """From a day on somebody is away: where to, and who receives, where that is an organisation of this register."""
    with recording(by, "member.float_out") as work:
        fresh = held(person)
        decision = Decision.all(_may_leave_for(fresh, host, on=on, today=by.day), _told(where, host))
        if not decision.allowed:
            return Outcome(decision)
        until = on_roll_until(fresh, on) or FAR
        detail = where.strip() or (str(host) if host else "")
        succeed(work, Mark, key={"person_id": fresh.pk, **OUT}, values={"detail": detail}, on=on, until=until)
        if host is not None:
            _receive(work, fresh, host, on, until)
    return Outcome(row_id=fresh.pk)


def receive(*, by: Actor, person: Person, host: Organisation, on: date) -> Outcome:
    """From a day on an organisation receives somebody who is away already, or another one does."""
    with recording(by, "member.received") as work:
        fresh = held(person)
        away = Mark.objects.unguarded(WHY).on(on).filter(person=fresh, **OUT).exists()
        remedy = "请先登记外出流动，或者核对日期。"
        missing = None if away else Objection("not_away", "当天没有登记为流出。", remedy=remedy, field="on")
        decision = Decision.all(Decision.of(missing), _may_leave_for(fresh, host, on=on, today=by.day))
        if not decision.allowed:
            return Outcome(decision)
        _receive(work, fresh, host, on, on_roll_until(fresh, on) or FAR)
    return Outcome(row_id=fresh.pk)


def float_back(*, by: Actor, person: Person, on: date, reason: str) -> Outcome:
    """From a day on somebody is away no more: the mark ends, and nobody receives."""
    with recording(by, "member.float_back", reason=reason) as work:
        fresh = held(person)
        away = Mark.objects.unguarded(WHY).on(on).filter(person=fresh, **OUT).exists()
        hosted = Membership.objects.unguarded(WHY).on(on).filter(person=fresh, **HOST).exists()
        missing = Objection("not_away", "当天没有登记为流出。", remedy="请核对日期。", field="on")
        decision = Decision.of(None if away or hosted else missing, member_acts.not_later(on, by.day))
        if not decision.allowed:
            return Outcome(decision)
        end(work, Mark, key={"person_id": fresh.pk, **OUT}, on=on)
        end(work, Membership, key={"person_id": fresh.pk, **HOST}, on=on, ending="moved")
    return Outcome(row_id=fresh.pk)


def _receive(work: Work, person: Person, host: Organisation, on: date, until: date) -> None:
    succeed(work, Membership, key={"person_id": person.pk, **HOST}, values={"organisation_id": host.pk}, on=on, until=until)


def _told(where: str, host: Organisation | None) -> Decision:
    known = bool(where.strip()) or host is not None
    remedy = "写到省、市、县就可以；接收的党组织在本系统里的，只填党组织。"
    return Decision.of(None if known else Objection("where_missing", "没有写流入地。", remedy=remedy, field="where"))


def _may_leave_for(person: Person, host: Organisation | None, *, on: date, today: date) -> Decision:
    roll = roll_on(person, on)
    own = host is not None and roll is not None and host.pk == roll.organisation_id
    gone = host is not None and host.dissolved_on is not None
    return Decision.of(
        member_acts.on_roll(on_roll_until(person, on)),
        member_acts.not_later(on, today),
        Objection("own_branch", "这是本人组织关系所在的党支部。", remedy="请填写流入地的党组织。", field="host") if own else None,
        Objection("dissolved", "该党组织已撤销。", remedy="请选择另一个党组织。", field="host") if gone else None,
    )
