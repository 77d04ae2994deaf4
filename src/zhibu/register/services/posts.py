"""Posts: who holds one from when to when. Grants rest on them, so every process reads grants afresh when one begins or ends."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from zhibu.accounts.services import bump_revision
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Organisation, Person, Post
from zhibu.register.rules import member_acts
from zhibu.register.services.holding import held
from zhibu.register.services.spans import end, end_all, succeed
from zhibu.register.services.standing import first_day, is_inside, on_roll_until, roll_on
from zhibu.register.terms.organisations import PostKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记职务时读取当前情况"


def hold_post(*, by: Actor, person: Person, organisation: Organisation, kind: PostKind, on: date, reason: str = "") -> Outcome:
    """Somebody holds a post from a day on."""
    with recording(by, "member.post", reason=reason) as work:
        fresh, place = held(person), held(organisation)
        roll = roll_on(fresh, on)
        key = {"person_id": fresh.pk, "organisation_id": place.pk, "kind": str(kind)}
        decision = member_acts.may_hold_post(
            roll=None if kind in member_acts.FROM_OUTSIDE else member_acts.on_roll(roll.since if roll else None),
            inside=kind in member_acts.FROM_OUTSIDE or is_inside(roll, place, on),
            held=Post.objects.unguarded(WHY).on(on).filter(**key).exists(),
            dissolved=place.dissolved_on is not None,
            organisation_since=first_day(place),
            on=on,
            today=by.day,
        )
        if not decision.allowed:
            return Outcome(decision)
        succeed(work, Post, key=key, values={}, on=on, until=on_roll_until(fresh, on) or FAR)
        bump_revision()
    return Outcome(row_id=fresh.pk)


def end_post(*, by: Actor, post: Post, on: date, reason: str = "") -> Outcome:
    """A post ends on a day; grants that rest on it end with it."""
    with recording(by, "member.post_ended", reason=reason) as work:
        held(Person(pk=post.person_id))
        since, until = Post.objects.unguarded(WHY).values_list("valid_from", "valid_to").get(pk=post.pk)
        decision = member_acts.may_end(since=since, until=until, ended=until != FAR, what="任职", on=on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        end(work, Post, key={"id": post.pk}, on=on)
        bump_revision()
    return Outcome(row_id=post.person_id)


def end_posts(work: Work, *, key: Mapping[str, Any], on: date) -> None:
    """All posts of a person, or in an organisation, end on a day."""
    if end_all(work, Post, key=key, on=on):
        bump_revision()
