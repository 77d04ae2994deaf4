"""Who is linked to which places of the sample street, and which of its visits went there."""

from datetime import date, timedelta
from itertools import cycle
from typing import Any, Final

from zhibu.config.sample.moments import at
from zhibu.config.sample.personas import COMMUNITY, PERSONAS
from zhibu.gatherings.models import Holding
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.ties.models import Link, LinkedPlace, PlaceVisit
from zhibu.mechanism.ties.terms import PlaceKind
from zhibu.register.models import Organisation, Person, ResidentUnit
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "示例联系点"
SINCE: Final = 690
"""Days ago."""
PLACES: Final = (
    (PlaceKind.STAIRWELL, "2号楼1单元"),
    (PlaceKind.STAIRWELL, "2号楼3单元"),
    (PlaceKind.STAIRWELL, "5号楼2单元"),
    (PlaceKind.GROUP, "第三居民小组"),
    (PlaceKind.ESTATE, "老粮站院"),
)
POSTS: Final = ("社区党委副书记", "社区网格员", "楼长", "党小组组长")
LEADERS: Final = [(one.name, one.branch) for one in PERSONAS if one.username in {"shuji", "shequ"}]


def holds_links() -> bool:
    """Whether they were written before."""
    return LinkedPlace.objects.unguarded(WHY).exists()


def load_links(*, on: date) -> int:
    """Places of every community with a Party committee, one operation; returns how many."""
    by = Actor(SystemReader(WHY, label="示例数据"), at(on, 9, on=on), "demo")
    homes = Organisation.objects.unguarded(WHY).filter(now_short_name__endswith="社区党委", dissolved_on=None).order_by("pk")
    with recording(by, "organisation.linked_place", reason=WHY) as work:
        made = [place for home in homes for place in _places(work, home, on)]
        _visits(work, dict(_by_home(made)))
    return len(made)


Made = tuple[int, int]
"""Number of a place, and of its organisation."""


def _places(work: Work, home: Organisation, on: date) -> list[Made]:
    unit = ResidentUnit.objects.unguarded(WHY).filter(organisation=home).order_by("pk").first()
    wanted: list[tuple[PlaceKind, str, int | None]] = [(kind, name, None) for kind, name in PLACES]
    if unit is not None:
        wanted.append((PlaceKind.UNIT, unit.name, unit.pk))
    numbers = work.reserve(LinkedPlace, len(wanted))
    rows = [
        (number, f"L{number:06d}", home.pk, str(kind), name, unit_id) for number, (kind, name, unit_id) in zip(numbers, wanted, strict=True)
    ]
    work.put(LinkedPlace, ("id", "code", "organisation_id", "kind", "name", "unit_id"), rows)
    since, posts = on - timedelta(days=SINCE), cycle(POSTS)
    links: list[dict[str, Any]] = [
        {"place_id": number, "organisation_id": home.pk, "person_id": None, "post": post, "who": post}
        for number, post in zip(numbers, posts, strict=False)
    ]
    for one in links:
        work.add(Link, **one, valid_from=since, valid_to=FAR)
    if home.now_short_name == COMMUNITY:
        _leaders(work, home, numbers, since)
    return [(number, home.pk) for number in numbers]


def _leaders(work: Work, home: Organisation, places: list[int], since: date) -> None:
    """The secretaries of street and community have a place each."""
    people = Person.objects.unguarded(WHY)
    found = [people.filter(name=name, now_organisation__now_short_name=branch).order_by("pk").first() for name, branch in LEADERS]
    for place, person in zip(places, filter(None, found), strict=False):
        who = {"person_id": person.pk, "post": "", "who": person.code}
        work.add(Link, place_id=place, organisation_id=home.pk, **who, valid_from=since, valid_to=FAR)


def _by_home(made: list[Made]) -> list[tuple[int, list[int]]]:
    homes = dict.fromkeys(home for _, home in made)
    return [(home, [place for place, other in made if other == home]) for home in homes]


def _visits(work: Work, places: dict[int, list[int]]) -> None:
    """Visits that were held go to the places of their organisation, one after the other."""
    turns = {home: cycle(found) for home, found in places.items()}
    held = Holding.objects.unguarded(WHY).filter(kind=str(GatheringKind.VISIT), organisation_id__in=list(places))
    rows = list(held.order_by("on", "pk").values_list("gathering_id", "organisation_id"))
    pairs = [(next(turns[home]), gathering) for gathering, home in dict.fromkeys(rows)]
    numbers = work.reserve(PlaceVisit, len(pairs))
    work.put(PlaceVisit, ("id", "place_id", "gathering_id"), [(number, *pair) for number, pair in zip(numbers, pairs, strict=True)])
