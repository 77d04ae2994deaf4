"""The committee: which one stands above an organisation, who sits on it and speaks in which order, whose eyes appointments are for."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.readers import Reader
from zhibu.mechanism.sessions.models import ListedMatter
from zhibu.mechanism.sessions.terms import SCREEN, WEIGHTY, TopicKind
from zhibu.register.models import Organisation, Post
from zhibu.register.queries.scopes import down_to
from zhibu.register.terms.organisations import COMMITTEE_SEATS, OrganisationKind, PostKind

WHY: Final = "党工委成员：按当天的职务读取"
HEADS: Final = (str(PostKind.SECRETARY), str(PostKind.DEPUTY_SECRETARY))
"""Posts that answer for what is done."""
OFFERED: Final = 200
"""Words that a box of names holds."""
ORDER: Final = {str(kind): at for at, kind in enumerate(COMMITTEE_SEATS)}


def committee_above(path: str) -> Organisation | None:
    """The street's working committee on the way from the root down to an organisation; one query."""
    found = Organisation.objects.unguarded(WHY).filter(now_path__in=down_to(path), now_kind=OrganisationKind.STREET_COMMITTEE)
    return found.filter(dissolved_on=None).order_by("-now_path").first()


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody who sits on the committee."""

    person_id: int
    name: str
    post: str
    head: bool


def speaking_order(committee: int, on: date) -> list[Seat]:
    """The head last (末位表态), before him his deputies, the members first; of equals by pinyin. One query."""
    rows = (
        Post.objects.unguarded(WHY)
        .on(on)
        .filter(organisation_id=committee, kind__in=ORDER, person__merged_into=None, person__erased_on=None)
        .values_list("person_id", "person__name", "person__sort_key", "kind")
    )
    highest: dict[int, tuple[str, str, str]] = {}
    for person, name, key, kind in sorted(rows, key=lambda row: ORDER[row[3]]):
        highest.setdefault(person, (name, key, kind))
    ranked = sorted(highest.items(), key=lambda one: (-_rank(one[1][2]), one[1][1], one[0]))
    return [Seat(person, name, PostKind.word(kind), kind == PostKind.SECRETARY) for person, (name, _, kind) in ranked]


def posts_known(reader: Reader, act: str, on: date, *, first: int) -> list[str]:
    """Posts that somebody holds on a day in organisations within reach, as they are written; those of one organisation first. One query.

    No name of a person: a matter is answered for by a post.
    """
    within = Organisation.objects.seen_by(reader, act).filter(dissolved_on=None)
    held = Post.objects.unguarded(WHY).on(on).filter(organisation__in=within.values("pk"), kind__in=HEADS)
    rows = held.values_list("organisation_id", "organisation__now_path", "organisation__now_short_name", "organisation__now_name", "kind")
    ranked = sorted(set(rows), key=lambda row: (row[0] != first, row[1], HEADS.index(row[4])))
    return [f"{short or name}{PostKind.word(kind)}" for _, _, short, name, kind in ranked[:OFFERED]]


def _rank(kind: str) -> int:
    """Secretary, deputies, all others alike."""
    return min(ORDER[kind], 2)


def read_by(reader: Reader, on: date) -> frozenset[int]:
    """Committees whose topics on appointments a reader reads in full: members, head and clerk of the committee; two queries at most.

    A grant above the street is not enough (``may_at``), nor is having proposed one.
    """
    own = Organisation.objects.seen_by(reader, SCREEN).filter(now_kind=OrganisationKind.STREET_COMMITTEE)
    found = {pk for pk, path in own.values_list("pk", "now_path") if reader.may_at(SCREEN, path) and not reader.everywhere}
    if reader.person_id is not None:
        seats = Post.objects.unguarded(WHY).on(on).filter(person_id=reader.person_id, kind__in=ORDER)
        found.update(seats.values_list("organisation_id", flat=True))
    return frozenset(found)


def own_committee(reader: Reader) -> str:
    """The code of the first committee whose list of 三重一大 a reader keeps; empty where there is none."""
    found = Organisation.objects.seen_by(reader, SCREEN).filter(now_kind=OrganisationKind.STREET_COMMITTEE, dissolved_on=None)
    return found.order_by("now_path").values_list("code", flat=True).first() or ""


def listed_on(committee: int, on: date) -> list[ListedMatter]:
    """The street's list of a day, by kind; one query."""
    found = ListedMatter.objects.unguarded(WHY).on(on).filter(committee_id=committee)
    order = {str(kind): at for at, kind in enumerate(TopicKind)}
    return sorted(found, key=lambda one: (order[one.kind], one.valid_from, one.pk))


def weighty_of(listed: Collection[ListedMatter]) -> frozenset[str]:
    """Kinds that need two thirds: those that the list says; where there is none, 干部任免, 大额资金, 奖惩."""
    return frozenset(one.kind for one in listed if one.weighty) if listed else frozenset(map(str, WEIGHTY))
