"""Honours after the decision: taken back with a reason, agreed to be public; honours from above entered and corrected."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from zhibu.files.services import remove_all
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.honours.files import KIND
from zhibu.mechanism.honours.models import Honour, HonourReceived
from zhibu.mechanism.honours.queries.certificates import of_honours
from zhibu.mechanism.honours.rules.progress import may_revoke
from zhibu.mechanism.honours.services.certificates import withdraw_certificates
from zhibu.mechanism.honours.terms import Level, Receiver
from zhibu.postbox import services as postbox
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.subjects import SubjectFacts
from zhibu.trail.whole import whole

WHY: Final = "登记荣誉时核对"
WITH_THE_PERSON: Final = "按期销毁资料：证书和文件上有姓名"
BY_MISTAKE: Final = "误登记的上级荣誉已经删除"
OUTSIDE: Final = "honours"
"""The page of the portal on which those stand who agreed."""


@whole
def revoke(*, by: Actor, honour: Honour, reason: str, document: str) -> Outcome:
    """It stays on the roll as taken back, with the reason and the document."""
    row = held(honour)
    decision = may_revoke(revoked=row.revoked_on is not None, reason=reason, document=document)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "honour.revoke", reason=document.strip()) as work:
        withdraw_certificates(work, of_honours([row.pk]))
        work.change(Honour, row.pk, revoked_on=by.day, revoked_because=reason.strip(), revoked_document=document.strip(), public_on=None)
        if row.public_on is not None:
            postbox.withdraw(work, page=OUTSIDE, key=_key(row))
    return Outcome(row_id=row.pk)


@whole
def make_public(*, by: Actor, honour: Honour | HonourReceived, agreed_on: date | None) -> Outcome:
    """What the one who is honoured said: agreed on a day, or not (any more). Only then does anything of it stand outside."""
    row = held(honour)
    decision = Decision.of(
        Objection("after_today", "不能填今天以后的日期。", remedy="请填本人同意的日期。", field="agreed_on")
        if agreed_on is not None and agreed_on > by.day
        else None,
        Objection("revoked", "这项荣誉已经撤销，不能公开。", remedy="无须再办。") if isinstance(row, Honour) and row.revoked_on else None,
    )
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "honour.public" if agreed_on else "honour.private") as work:
        work.change(type(row), row.pk, public_on=agreed_on)
        if agreed_on is not None:
            postbox.publish(work, page=OUTSIDE, key=_key(row), content=_told_outside(row))
        elif row.public_on is not None:
            postbox.withdraw(work, page=OUTSIDE, key=_key(row))
    return Outcome(row_id=row.pk)


def take_off_the_roll(work: Work, people: Sequence[int]) -> None:
    """Their time of keeping is over: the name that they once agreed to show outside goes with everything else of them."""
    for model in (Honour, HonourReceived):
        for row in model.objects.unguarded(WHY).filter(person_id__in=people).exclude(public_on=None).order_by("pk"):
            work.change(model, row.pk, public_on=None)
            postbox.withdraw(work, page=OUTSIDE, key=_key(row))


def destroy_papers(work: Work, people: Sequence[int]) -> None:
    """The photo of a certificate names whoever it is of: it goes with the name, while the honour stays to be counted."""
    codes = list(HonourReceived.objects.unguarded(WHY).filter(person_id__in=people).values_list("code", flat=True))
    if codes:
        remove_all(by=work.actor, subject_kind=KIND, codes=codes, reason=WITH_THE_PERSON)


def _key(row: Honour | HonourReceived) -> str:
    return row.certificate if isinstance(row, Honour) else row.code


def _told_outside(row: Honour | HonourReceived) -> dict[str, str]:
    """Title, name, day and giver; never the branch, nor that somebody is a member beyond what the title says."""
    on, giver = (row.decided_on, row.giver.now_name) if isinstance(row, Honour) else (row.given_on, row.giver)
    return {"title": row.title, "name": name_of(row), "date": on.isoformat(), "by": giver}


def name_of(row: Honour | HonourReceived) -> str:
    """Whoever was honoured, as the certificate names them."""
    if row.person is not None:
        return row.person.name
    if row.organisation is not None:
        return row.organisation.now_name
    unit = row.unit.name if row.unit is not None else ""
    return f"{unit}　{row.name}" if row.name else unit


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
    later = given.given_on > by.day
    decision = Decision.of(
        Objection("after_today", "不能填今天以后的日期。", remedy="请填证书或文件上的日期。", field="given_on") if later else None
    )
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "honour.received") as work:
        place = held(Organisation.objects.unguarded(WHY).get(pk=given.place))
        values = _as_stored(given)
        there = HonourReceived.objects.unguarded(WHY).filter(**values).values_list("pk", flat=True).first()
        return Outcome(row_id=put_received(work, values, place.now_path or "") if there is None else there)


def _as_stored(given: Given) -> dict[str, Any]:
    return {
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


def put_received(work: Work, values: Mapping[str, Any], path: str) -> int:
    """One row within an operation; who is no person has no key of its own, so that the trail is told where it stands."""
    (row_id,) = work.reserve(HonourReceived, 1)
    if values.get("person_id") is None:
        work.know("honour_received", {row_id: SubjectFacts(path)})
    work.add(HonourReceived, id=row_id, code=f"S{row_id:06d}", **values)
    return row_id


def may_correct(row: HonourReceived | None, changed: Collection[str]) -> Decision:
    """What stands outside is taken in first: nobody there should read two days of one honour."""
    outside = row is not None and row.public_on is not None
    said = "这项荣誉已经同意公开，不能直接改动授予单位和日期。"
    remedy = "请先在这项荣誉的页面收回公开，导入以后再公开。"
    return Decision.of(
        *(Objection("public", said, remedy=remedy, field=name) for name in ("giver", "given_on") if outside and name in changed)
    )


def correct_received(work: Work, row: HonourReceived, changed: Mapping[str, Any]) -> None:
    """Within an operation: what a later table says otherwise."""
    work.change(HonourReceived, row.pk, **changed)


def remove_received(*, by: Actor, row: HonourReceived) -> Outcome:
    """Entered by mistake; the trail keeps what it said, and of its papers that there were some."""
    with recording(by, "honour.received_removed") as work:
        fresh = held(row)
        if fresh.public_on is not None:
            postbox.withdraw(work, page=OUTSIDE, key=_key(fresh))
        remove_all(by=by, subject_kind=KIND, codes=[fresh.code], reason=BY_MISTAKE)
        work.remove(HonourReceived, [fresh.pk])
    return Outcome(row_id=row.pk)
