"""Who answers for what in the sample street, posts that went over, what its secretaries take in hand, and two matters done together."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from zhibu.config.sample.moments import at
from zhibu.config.sample.personas import COMMUNITY, STREET
from zhibu.gatherings.models import AgendaItem, Holding
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.responsibility.models import (
    Handover,
    HandoverLine,
    Matter,
    MatterTag,
    PriorityEvidence,
    PriorityLine,
    PriorityList,
    Responsibility,
    WorkArea,
)
from zhibu.mechanism.responsibility.terms import PriorityTag, Tier, Together
from zhibu.register.models import Organisation, Post
from zhibu.register.terms.organisations import OrganisationKind, PostKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "示例责任分工"
SINCE: Final = 690
"""Days ago."""
BASIS: Final = "党工委分工文件"
ORGANISING: Final = (PostKind.ORGANISATION_MEMBER,)
AREAS: Final = {
    "党的组织建设": ORGANISING,
    "党员教育管理": ORGANISING,
    "宣传思想和文化": (PostKind.PUBLICITY_MEMBER,),
    "党风廉政建设": (PostKind.DISCIPLINE_SECRETARY, PostKind.DISCIPLINE_MEMBER),
    "统一战线和群众工作": (PostKind.UNITED_FRONT_MEMBER, PostKind.MASS_WORK_MEMBER),
    "城市基层党建": (PostKind.COMMITTEE_MEMBER, PostKind.PUBLICITY_MEMBER),
}
"""And whose work each of them is, in the order in which they are looked for."""
ORDER: Final = tuple(kind.value for kind in PostKind)
RECENT: Final = timedelta(days=730)
MOST: Final = 6
"""Hand-overs."""
TASKS: Final = (
    (PriorityTag.ROOT, "新任党支部书记培训一遍，换届的支部全部按期完成"),
    (PriorityTag.KEY, "街道党群服务中心错时开放，晚上和周末有人值班"),
    (PriorityTag.HARD, "楼栋里没有党组织的小企业逐家走访，能建的建起来"),
    (PriorityTag.CARRIER, "每个社区办好一个党员责任区，事情公开、结果公开"),
)
MATTERS: Final = (("老旧小区加装电梯", 400, tuple(Together)), ("社区老年食堂", 60, (Together.RESEARCH, Together.DEPLOY)))
TOPICS: Final = {Together.RESEARCH: 0, Together.PLAN: 1, Together.DEPLOY: 2, Together.INSPECT: 3, Together.IMPLEMENT: 4}


class Seat(NamedTuple):
    """A post that somebody holds."""

    kind: str
    post: int
    person: int
    since: date


def holds_duties() -> bool:
    """Whether they were written before."""
    return WorkArea.objects.unguarded(WHY).exists()


def load_duties(*, on: date) -> int:
    """One operation for each subject; returns how many responsibilities there are."""
    by = Actor(SystemReader(WHY, label="示例数据"), at(on, 9, on=on), "demo")
    places = Organisation.objects.unguarded(WHY).filter(dissolved_on=None).order_by("pk")
    street = places.get(now_short_name=STREET)
    homes = [street, *places.filter(now_kind=OrganisationKind.COMMITTEE.value, now_path__startswith=street.now_path)]
    with recording(by, "responsibility.assign", reason=WHY) as work:
        areas = [_area(work, street, number, name, on) for number, name in enumerate(AREAS, 1)]
        rows = [row for home in homes for row in _answers(home, areas, on)]
        names = ("id", "organisation_id", "area_id", "tier", "person_id", "post_id", "basis", "valid_from", "valid_to")
        numbers = work.reserve(Responsibility, len(rows))
        work.put(Responsibility, names, [(number, *row) for number, row in zip(numbers, rows, strict=True)])
        _handovers(work, homes, on)
        for home in (street, places.get(now_short_name=COMMUNITY)):
            for year in (on.year - 1, on.year):
                _priorities(work, home, year, on)
        _matters(work, street, places.get(now_short_name=COMMUNITY), on)
    return len(rows)


def _area(work: Work, street: Organisation, number: int, name: str, on: date) -> int:
    since = on - timedelta(days=SINCE)
    return work.add(WorkArea, organisation_id=street.pk, name=name, number=number, valid_from=since, valid_to=FAR)


def _seats(home: Organisation, on: date) -> list[Seat]:
    """The leading posts first."""
    held = Post.objects.unguarded(WHY).on(on).filter(organisation=home).values_list("kind", "pk", "person_id", "valid_from")
    return [Seat(*row) for row in sorted(held, key=lambda one: (ORDER.index(one[0]), one[1]))]


def _answers(home: Organisation, areas: Sequence[int], on: date) -> Iterator[tuple[Any, ...]]:
    """The head answers first, the deputy directly, whose work it is carries it out."""
    seats, since = _seats(home, on), on - timedelta(days=SINCE)
    if not seats:
        return
    for area, kinds in zip(areas, AREAS.values(), strict=True):
        own = [one for kind in kinds for one in seats if one.kind == kind]
        chosen = (seats[0], seats[min(1, len(seats) - 1)], (own or seats[-1:])[0])
        for tier, seat in zip(Tier, chosen, strict=True):
            yield home.pk, area, tier.value, seat.person, seat.post, BASIS, max(since, seat.since), FAR


def _handovers(work: Work, homes: Sequence[Organisation], on: date) -> None:
    """Where a post of these two years has gone to somebody else."""
    ended = Post.objects.unguarded(WHY).filter(organisation__in=homes, valid_to__gt=on - RECENT, valid_to__lte=on)
    for post in ended.order_by("-valid_to", "pk")[:MOST]:
        after = Post.objects.unguarded(WHY).filter(organisation_id=post.organisation_id, kind=post.kind, valid_from__gte=post.valid_to)
        successor = after.exclude(person_id=post.person_id).select_related("person").order_by("valid_from").first()
        if successor is not None:
            _handover(work, post, successor, on)


def _handover(work: Work, post: Post, successor: Post, on: date) -> None:
    (number,) = work.reserve(Handover, 1)
    name, there = successor.person.name, {"organisation_id": post.organisation_id}
    received = {"confirmed_on": min(successor.valid_from, on), "confirmed_by": name, "confirmed_entered_by": name}
    facts = {"post_id": post.pk, "receiver_id": successor.person_id, "on": post.valid_to, "note": "印章和纸质台账已当面点清。"}
    work.add(Handover, id=number, code=f"J{number:06d}", **there, **facts, entered_by="周敏", **received)
    for at_line, area in enumerate(AREAS, 1):
        work.add(HandoverLine, **there, handover_id=number, number=at_line, kind="area", title=area, says=Tier.FIRST.label)


def _priorities(work: Work, home: Organisation, year: int, on: date) -> None:
    """Last year's are done; of this year's the first, as a session of the year shows."""
    (number,) = work.reserve(PriorityList, 1)
    work.add(PriorityList, id=number, code=f"P{number:06d}", organisation_id=home.pk, year=year)
    held = Holding.objects.unguarded(WHY).filter(organisation=home, on__year=year, on__lt=on).exclude(signed_at=None).order_by("on", "pk")
    shown = [(pk, day) for pk, day in held.values_list("gathering_id", "on")]
    seats = _seats(home, on)
    for at_line, (tag, says) in enumerate(TASKS, 1):
        due = date(year, 3 * at_line, 25)
        evidence = shown[at_line % len(shown)] if shown and (year < on.year or at_line == 1) else None
        who = seats[(at_line - 1) % len(seats)].person if seats else None
        line = work.add(
            PriorityLine,
            organisation_id=home.pk,
            list_id=number,
            number=at_line,
            tag=tag.value,
            says=says,
            person_id=who,
            office="" if who else "党政办",
            due=due,
            done_on=max(evidence[1], date(year, 1, 1)) if evidence else None,
        )
        if evidence:
            work.add(PriorityEvidence, organisation_id=home.pk, line_id=line, gathering_id=evidence[0])


def _matters(work: Work, street: Organisation, partner: Organisation, on: date) -> None:
    """Records of both: sessions of the street for what is talked about, gatherings of the community for what is done."""
    sessions = list(
        AgendaItem.objects.unguarded(WHY)
        .filter(part__kind=str(GatheringKind.WORKING_COMMITTEE_SESSION), part__gathering__on__lt=on, part__gathering__host=street)
        .order_by("-part__gathering__on", "pk")
        .values_list("pk", flat=True)[:5]
    )
    done = list(
        Holding.objects.unguarded(WHY)
        .filter(organisation=partner, on__lt=on)
        .exclude(signed_at=None)
        .order_by("-on", "pk")
        .values_list("gathering_id", flat=True)[:5]
    )
    for title, ago, tags in MATTERS:
        (number,) = work.reserve(Matter, 1)
        begun = {"begun_on": on - timedelta(days=ago), "partner_id": partner.pk}
        work.add(Matter, id=number, code=f"E{number:06d}", organisation_id=street.pk, title=title, **begun)
        for tag in tags:
            talked = tag in {Together.RESEARCH, Together.PLAN}
            source = sessions if talked else done
            if source:
                record = source[TOPICS[tag] % len(source)]
                point = {"item_id": record} if talked else {"gathering_id": record}
                work.add(MatterTag, organisation_id=street.pk, matter_id=number, tag=tag.value, **point)
