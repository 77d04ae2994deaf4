"""A step of voting is over; the superior replies, and posts are written from that day on."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from zhibu.access.services import carry_grants
from zhibu.cases import services as cases
from zhibu.cases.rules.acts import Deed, Written
from zhibu.gatherings.queries.reached import rules_at
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Person, Post
from zhibu.register.services.holding import held
from zhibu.register.services.posts import end_post, hold_post
from zhibu.register.terms.organisations import COMMITTEE_SEATS, PostKind
from zhibu.team.elections.models import Elected, Election
from zhibu.team.elections.queries.standing import Seated, Stand, stand_of
from zhibu.team.elections.rules.progress import may_conclude
from zhibu.team.elections.services.ballots import standings
from zhibu.team.elections.terms import POSTS, Office
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.whole import must, whole

WHY: Final = "批复选举结果时核对在任的职务"
FROM_ELECTION: Final = "election.members_from_election"
LEADING: Final = (str(PostKind.SECRETARY), str(PostKind.DEPUTY_SECRETARY))


@whole
def conclude(
    *, by: Actor, election: Election, step: str, written: Written, vacant_because: str = "", portfolios: Mapping[int, str] | None = None
) -> Outcome:
    """Every seat of the step is filled, or stays vacant for a reason; the day is that of the meeting. ``portfolios`` by person."""
    stand = stand_of(held(election))
    decision = may_conclude(list(standings(stand, step).values()), vacant_because=vacant_because)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "election.conclude") as work:
        done = must(cases.act(by=by, case=stand.row.case, seen=written.seen, deed=Deed(step, written.on, written.texts)))
        if vacant_because.strip():
            work.change(Election, stand.row.pk, vacant_because=vacant_because.strip())
        for one in stand.elected:
            if one.office is Office.COMMITTEE and (portfolios or {}).get(one.who.id, "") != one.portfolio:
                work.change(Elected, one.id, portfolio=(portfolios or {}).get(one.who.id, ""))
    return done


@whole
def approve(*, by: Actor, election: Election, written: Written) -> Outcome:
    """The reply has come: the old committee's posts end, those elected hold theirs, and the case is over."""
    row = held(election)
    stand = stand_of(row)
    with recording(by, "election.approve") as work:
        done = must(cases.act(by=by, case=row.case, seen=written.seen, deed=Deed("approval", written.on, written.texts)))
        begins = dict(_begins(stand, written.on))
        _hand_over(by, stand, begins, written.on)
        for one in stand.elected:
            work.change(Elected, one.id, post_from=begins[one.id])
    return done


def posts_of(stand: Stand) -> Iterator[tuple[Seated, PostKind]]:
    """Whoever leads needs no seat as a member beside it, but may have a portfolio."""
    leading = {one.who.id for one in stand.elected if one.office is not Office.COMMITTEE}
    for one in stand.elected:
        if one.portfolio:
            yield one, PostKind.stored(one.portfolio)
        elif one.office is not Office.COMMITTEE or one.who.id not in leading:
            yield one, POSTS[one.office]


def _begins(stand: Stand, approved: date) -> Iterator[tuple[int, date]]:
    """From the reply; members from the election where the street says so."""
    rules = rules_at(stand.row.organisation.now_path, approved)
    at_once = bool(rules.number(FROM_ELECTION))
    for one in stand.elected:
        yield one.id, one.elected_on if at_once and one.office is Office.COMMITTEE else approved


def _hand_over(by: Actor, stand: Stand, begins: Mapping[int, date], approved: date) -> None:
    """Seats of the old committee end, those elected hold theirs; who is elected again begins another term and keeps the post's grants."""
    place = stand.row.organisation
    members = min((begins[one.id] for one in stand.elected if one.office is Office.COMMITTEE), default=approved)
    found = Post.objects.unguarded(WHY).filter(organisation=place, kind__in=COMMITTEE_SEATS, valid_to=FAR).order_by("pk")
    old = {(post.person_id, post.kind): post for post in found}
    new = {(one.who.id, str(kind)): begins[one.id] for one, kind in posts_of(stand)}
    began = {key for key, post in old.items() if new.get(key) == post.valid_from}
    for key, post in old.items():
        if key not in began:
            must(end_post(by=by, post=post, on=approved if post.kind in LEADING else members))
    for (person, kind), day in new.items():
        if (person, kind) not in began:
            must(hold_post(by=by, person=Person(pk=person), organisation=place, kind=PostKind.stored(kind), on=day))
        if (person, kind) in old.keys() - began:
            now = Post.objects.unguarded(WHY).on(day).get(person_id=person, organisation=place, kind=kind)
            carry_grants(by=by, before=old[person, kind].pk, after=now.pk)
