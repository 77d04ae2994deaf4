"""What a post leaves open, who comes in by it, and the hand-overs of an organisation."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db.models import F, Q, QuerySet

from zhibu.access.models import AccountOwner, Grant
from zhibu.access.terms import Role
from zhibu.cases.models import Case, StepSpan
from zhibu.cases.registry import confided, step_name
from zhibu.cases.terms import Status
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.mechanism.responsibility.models import Handover, HandoverLine, PriorityLine
from zhibu.mechanism.responsibility.packs import PackLine, brought
from zhibu.mechanism.responsibility.queries.answers import resting_on
from zhibu.mechanism.responsibility.terms import SEE, SUPERVISED, LineKind, Tier
from zhibu.oversight.findings import Finding
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.oversight.terms import State
from zhibu.register.models import Person, Post

WHY: Final = "工作交接：读取这个职务和党组织未办完的事"
LONGEST: Final = 200
AFTERWARDS: Final = timedelta(days=180)
"""So long after its end a post may still be handed over."""
OPEN: Final = (Status.OPEN.value, Status.PAUSED.value)


def pack(post: Post, reader: Reader, on: date) -> list[PackLine]:
    """Everything that whoever takes over has to know, as it stands on a day; about the organisation alone, never about a person."""
    place = post.organisation
    return [
        *(PackLine(LineKind.AREA, one.area, Tier.word(one.tier)) for one in resting_on(post.pk, on)),
        *_priorities(post),
        *_supervised(post),
        *_steps(post),
        *brought(place, on),
        *(_finding(one) for one in findings(Asked.by(reader, on=on, scope=place.now_path)) if _open(one, post)),
    ]


def _open(found: Finding, post: Post) -> bool:
    subject = found.subject
    return subject.kind == "organisation" and subject.id == post.organisation_id and found.state is not State.UNKNOWN


def _finding(found: Finding) -> PackLine:
    return PackLine(LineKind.FINDING, found.clause.title, f"{found.state.label}：{found.message}"[:LONGEST], found.until)


def priorities_of(post: Post) -> "QuerySet[PriorityLine]":
    """What its holder has taken in hand in that organisation and not finished."""
    found = PriorityLine.objects.unguarded(WHY).filter(organisation_id=post.organisation_id, person_id=post.person_id, done_on=None)
    return found.order_by("due", "pk")


def _priorities(post: Post) -> list[PackLine]:
    return [PackLine(LineKind.PRIORITY, one.says, "", one.due) for one in priorities_of(post)]


def _supervised(post: Post) -> list[PackLine]:
    holds = Q(now_holder_id=post.organisation_id) | Q(now_assignee_id=post.organisation_id)
    found = Case.objects.unguarded(WHY).filter(holds, procedure=SUPERVISED, now_state__in=OPEN).order_by("now_latest", "pk")
    return [PackLine(LineKind.SUPERVISED, one.title, "", _day(one.now_latest), one.code) for one in found]


def _steps(post: Post) -> list[PackLine]:
    """Not of what is confided: everybody of the organisation reads a hand-over, and it keeps what was written down."""
    elsewhere = [SUPERVISED, *confided()]
    found = StepSpan.objects.unguarded(WHY).filter(organisation_id=post.organisation_id, valid_to=FAR).exclude(procedure__in=elsewhere)
    rows = found.order_by("latest", "pk").values_list("procedure", "case__version", "step", "case__title", "latest", "case__code")
    return [
        PackLine(LineKind.STEP, title, step_name(procedure, version, step), _day(latest), code)
        for procedure, version, step, title, latest, code in rows
    ]


def _day(latest: date) -> date | None:
    return None if latest == FAR else latest


class WayIn(NamedTuple):
    """A grant: whose account, as what, whether it rests on the post, until when."""

    account: str
    role: str
    rests: bool
    until: date


def ways_in(post: Post, person: Person, on: date) -> list[WayIn]:
    """Grants of a person's accounts at the organisation of a post that hold on a day; one query."""
    owners = AccountOwner.objects.unguarded(WHY).filter(person=person).values("account_id")
    found = Grant.objects.unguarded(WHY).on(on).filter(account_id__in=owners, organisation_id=post.organisation_id)
    return [
        WayIn(
            one.account.display_name,
            Role(one.role).label,
            one.post is not None,
            min(one.post.valid_to, one.valid_to) if one.post else one.valid_to,
        )
        for one in found.select_related("account", "post").order_by("pk")
        if one.post is None or one.post.valid_to > on or one.post_id == post.pk
    ]


def to_hand_over(person: Person, on: date) -> "QuerySet[Post]":
    """The posts that somebody holds, or held until lately, and has not handed over."""
    done = Handover.objects.unguarded(WHY).values("post_id")
    found = Post.objects.unguarded(WHY).filter(person=person, valid_from__lte=on, valid_to__gt=on - AFTERWARDS)
    return found.exclude(pk__in=done).select_related("organisation", "person").order_by("-valid_to", "pk")


def stay_handed_over(people: Collection[int]) -> bool:
    """Whether nobody among them holds again what was handed over: with a post the grants come back that rest on it."""
    found = Handover.objects.unguarded(WHY).filter(post__person__in=people, post__valid_to__gt=F("on"))
    return not people or not found.exists()


def handed(place_id: int) -> list[Handover]:
    """The hand-overs of an organisation, the latest first."""
    found = Handover.objects.unguarded(WHY).filter(organisation_id=place_id).select_related("post__person", "receiver")
    return list(found.order_by("-on", "-pk"))


def handed_before(reader: Reader, post: Post) -> str:
    """The code of the hand-over that a post has had; empty while there is none."""
    return Handover.objects.seen_by(reader, SEE).filter(post=post).values_list("code", flat=True).first() or ""


def lines_of(handover: Handover) -> list[PackLine]:
    """As they were written down."""
    found = HandoverLine.objects.unguarded(WHY).filter(handover=handover).order_by("number")
    rows = found.values_list("kind", "title", "says", "until", "code")
    return [PackLine(LineKind.stored(kind), title, says, until, code) for kind, title, says, until, code in rows]
