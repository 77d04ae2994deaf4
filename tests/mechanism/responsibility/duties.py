"""A street with a list of areas, and people who hold posts in it."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q

from tests.register.factories import LONG_SINCE, Street, actor, make_person, make_street
from tests.register.put_back import written_once
from zhibu.mechanism.responsibility.models import Handover, WorkArea
from zhibu.mechanism.responsibility.queries.answers import answers, resting_on
from zhibu.mechanism.responsibility.services.areas import add_area
from zhibu.mechanism.responsibility.services.assigning import assign
from zhibu.mechanism.responsibility.services.handing import Handing, hand_over
from zhibu.mechanism.responsibility.terms import Tier
from zhibu.register.models import Organisation, Person, Post
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind

WHY: Final = "测试"
SINCE: Final = date(2026, 1, 10)


@dataclass(frozen=True, slots=True)
class Division:
    """Three people with posts in the street, and an area."""

    street: Street
    head: Person
    deputy: Person
    member: Person
    area: WorkArea

    @property
    def place(self) -> Organisation:
        """The working committee."""
        return self.street.street


def area(street: Street, name: str = "组织建设", *, on: date = SINCE) -> WorkArea:
    """On the list of the street."""
    done = add_area(by=actor(), street=street.street, name=name, on=on)
    assert done.decision.objections == ()
    return WorkArea.objects.unguarded(WHY).select_related("organisation").get(pk=done.row_id)


@written_once
def make_division() -> Division:
    """Posts date from long ago."""
    street = make_street()
    people = [make_person(street.sunny_first, name) for name in ("王书记", "李副书记", "赵委员")]
    kinds = (PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY, PostKind.COMMITTEE_MEMBER)
    for one, kind in zip(people, kinds, strict=True):
        assert hold_post(by=actor(), person=one, organisation=street.street, kind=kind, on=LONG_SINCE).done
    head, deputy, member = people
    return Division(street, head, deputy, member, area(street))


def set_all(division: Division, *, on: date = SINCE) -> None:
    """Each tier has its person."""
    wanted = {Tier.FIRST: division.head.pk, Tier.DIRECT: division.deputy.pk, Tier.EXECUTING: division.member.pk}
    done = assign(by=actor(), area=division.area, organisation=division.place, wanted=wanted, on=on, basis="会议纪要")
    assert done.decision.objections == ()


def answering(place: Organisation, on: date) -> list[tuple[str, str, bool]]:
    """Tier, name, and whether the post on which it rests has ended."""
    order = [tier.value for tier in Tier]
    found = sorted(answers(on, Q(organisation=place)), key=lambda one: (one.area, order.index(one.tier)))
    return [(one.tier, one.name, one.stale(on)) for one in found]


def post_of(person: Person) -> Post:
    """The latest."""
    return Post.objects.unguarded(WHY).select_related("organisation", "person").filter(person=person).order_by("-valid_from", "-pk")[0]


def hand(division: Division, receiver: Person, *, on: date, takes_post: bool = True, takes_areas: bool = True) -> Handover:
    """The head's post goes over."""
    post = post_of(division.head)
    areas = tuple(resting_on(post.pk, on))
    handing = Handing(receiver, on, (), areas, takes_post, takes_areas, note="印章在党政办")
    done = hand_over(by=actor(), post=post, handing=handing)
    assert done.decision.objections == ()
    return (
        Handover.objects.unguarded(WHY).select_related("organisation", "post__person", "post__organisation", "receiver").get(pk=done.row_id)
    )
