"""A post changes hands: it ends, the successor takes it, areas go along, and what was open is written down; all of it or nothing."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.responsibility.models import Handover, HandoverLine, PriorityLine, WorkArea
from zhibu.mechanism.responsibility.packs import PackLine
from zhibu.mechanism.responsibility.queries.answers import Answer
from zhibu.mechanism.responsibility.queries.handing import priorities_of
from zhibu.mechanism.responsibility.rules.handing import may_confirm, may_hand_over
from zhibu.mechanism.responsibility.services.assigning import put
from zhibu.mechanism.responsibility.terms import Tier
from zhibu.register.models import Person, Post
from zhibu.register.services.holding import held
from zhibu.register.services.posts import end_post, hold_post
from zhibu.register.terms.organisations import PostKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "办理工作交接时核对"


@dataclass(frozen=True, slots=True)
class Handing:
    """Who takes over, when, what goes along, and what is written down."""

    receiver: Person
    on: date
    lines: tuple[PackLine, ...]
    areas: tuple[Answer, ...]
    takes_post: bool = True
    takes_areas: bool = True
    takes_priorities: bool = True
    note: str = ""


class Refused(Exception):
    """A step was refused; carries why."""

    def __init__(self, decision: Decision) -> None:
        super().__init__()
        self.decision = decision


def hand_over(*, by: Actor, post: Post, handing: Handing) -> Outcome:
    """Grants that rest on the post end with it by themselves; new ones are for the keeper of rights to give."""
    try:
        with transaction.atomic():
            return Outcome(row_id=_handed_over(by, post, handing))
    except Refused as refused:
        return Outcome(refused.decision)


def _handed_over(by: Actor, post: Post, handing: Handing) -> int:
    fresh = held(post)
    known = Handover.objects.unguarded(WHY).filter(post=fresh).exists()
    same = handing.receiver.pk == fresh.person_id
    _must(may_hand_over(known=known, same=same, began=fresh.valid_from, on=handing.on))
    if fresh.valid_to == FAR or fresh.valid_to > handing.on:
        _must(end_post(by=by, post=fresh, on=handing.on, reason="工作交接").decision)
    if handing.takes_post and not _holds(fresh, handing):
        kind, place = PostKind.stored(fresh.kind), post.organisation
        _must(hold_post(by=by, person=handing.receiver, organisation=place, kind=kind, on=handing.on, reason="工作交接").decision)
    with recording(by, "responsibility.hand_over") as work:
        return _written(work, post, handing)


def _holds(post: Post, handing: Handing) -> bool:
    held_now = Post.objects.unguarded(WHY).on(handing.on).filter(organisation_id=post.organisation_id, kind=post.kind)
    return held_now.filter(person=handing.receiver).exists()


def _written(work: Work, post: Post, handing: Handing) -> int:
    (row_id,) = work.reserve(Handover, 1)
    code = f"J{row_id:06d}"
    facts = {"post_id": post.pk, "receiver_id": handing.receiver.pk, "on": handing.on, "note": handing.note.strip()}
    work.add(Handover, id=row_id, code=code, organisation_id=post.organisation_id, entered_by=work.actor.label, **facts)
    for number, line in enumerate(handing.lines, 1):
        said = {"kind": str(line.kind), "title": line.title, "says": line.says, "until": line.until, "code": line.code}
        work.add(HandoverLine, organisation_id=post.organisation_id, handover_id=row_id, number=number, **said)
    if handing.takes_priorities:
        for pk in list(priorities_of(post).values_list("pk", flat=True)):
            work.change(PriorityLine, pk, person_id=handing.receiver.pk)
    if handing.takes_areas:
        areas = WorkArea.objects.unguarded(WHY).select_related("organisation").in_bulk({one.area_id for one in handing.areas})
        for one in handing.areas:
            goes_to = {Tier.stored(one.tier): handing.receiver.pk}
            put(work, area=areas[one.area_id], place=post.organisation, changed=goes_to, on=handing.on, basis=f"工作交接 {code}")
    return row_id


def confirm(*, by: Actor, handover: Handover, on: date, confirmed_by: str) -> Outcome:
    """The receiver says that it was received, or the clerk by the signed paper."""
    with recording(by, "responsibility.confirm") as work:
        fresh = held(handover)
        decision = may_confirm(confirmed=fresh.confirmed_on, handed=fresh.on, on=on)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Handover, fresh.pk, confirmed_on=on, confirmed_by=confirmed_by, confirmed_entered_by=by.label)
    return Outcome(row_id=fresh.pk)


def _must(decision: Decision) -> None:
    if not decision.allowed:
        raise Refused(decision)
