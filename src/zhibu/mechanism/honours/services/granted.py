"""Honours after the decision: taken back with a reason, agreed to be public; honours from above entered and corrected."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.honours.models import Honour, HonourReceived
from zhibu.mechanism.honours.rules.progress import may_revoke
from zhibu.mechanism.honours.services.whole import whole
from zhibu.mechanism.honours.terms import Level, Receiver
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "登记荣誉时核对"


@whole
def revoke(*, by: Actor, honour: Honour, reason: str, document: str) -> Outcome:
    """It stays on the roll as taken back, with the reason and the document."""
    row = held(honour)
    decision = may_revoke(revoked=row.revoked_on is not None, reason=reason, document=document)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "honour.revoke", reason=document.strip()) as work:
        work.change(Honour, row.pk, revoked_on=by.day, revoked_because=reason.strip(), revoked_document=document.strip(), public_on=None)
    return Outcome(row_id=row.pk)


@dataclass(frozen=True, slots=True)
class Given:
    """An honour from above as somebody enters it."""

    receiver: Receiver
    who: int
    place: int
    level: Level
    giver: str
    title: str
    given_on: date
    document: str = ""
    name: str = ""


def enter_received(*, by: Actor, given: Given) -> Outcome:
    """Entered twice alike, it stands once."""
    values: dict[str, Any] = {
        "place_id": given.place,
        f"{given.receiver.value}_id": given.who,
        "name": given.name.strip(),
        "year": given.given_on.year,
        "level": given.level.value,
        "giver": given.giver.strip(),
        "title": given.title.strip(),
        "given_on": given.given_on,
        "document": given.document.strip(),
    }
    later = given.given_on > by.day
    decision = Decision.of(
        Objection("after_today", "不能填今天以后的日期。", remedy="请填证书或文件上的日期。", field="given_on") if later else None
    )
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "honour.received") as work:
        place = held(Organisation.objects.unguarded(WHY).get(pk=given.place))
        there = HonourReceived.objects.unguarded(WHY).filter(**values).values_list("pk", flat=True).first()
        if there is not None:
            return Outcome(row_id=there)
        (row_id,) = work.reserve(HonourReceived, 1)
        if given.receiver is not Receiver.PERSON:
            work.know("honour_received", {row_id: SubjectFacts(place.now_path or "")})
        work.add(HonourReceived, id=row_id, code=f"S{row_id:06d}", **values)
    return Outcome(row_id=row_id)


def remove_received(*, by: Actor, row: HonourReceived) -> Outcome:
    """Entered by mistake; the trail keeps what it said."""
    with recording(by, "honour.received_removed") as work:
        work.remove(HonourReceived, [held(row).pk])
    return Outcome(row_id=row.pk)
