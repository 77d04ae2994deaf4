"""Who reaches fifty years of Party standing: derived from the records of admission, every year anew (“光荣在党50年”)."""

from datetime import date
from typing import Final, NamedTuple

from zhibu.kernel.dates import months_after
from zhibu.mechanism.honours.models import Honour
from zhibu.mechanism.honours.queries.facts import standing_of
from zhibu.mechanism.honours.rules.conditions import YEARS
from zhibu.mechanism.honours.terms import HonourKind
from zhibu.register.models import Membership, MembershipState, MemberStatus
from zhibu.register.terms.people import MembershipRelation
from zhibu.register.terms.people import MembershipState as Standing
from zhibu.store.guards import within

WHY: Final = "光荣在党50年：评选的党组织范围内，按入党、转正日期自动列出"


def reached_by(year: int) -> date:
    """The day by which fifty years are reached for the medal of a year."""
    return date(year, 7, 1)


class Veteran(NamedTuple):
    """Somebody who is due the medal."""

    person_id: int
    branch_id: int
    standing: int


def fifty_years(path: str, *, on: date, reached: date) -> list[Veteran]:
    """On the roll of the subtree on a day, with fifty years ``reached`` by another, and no medal yet. Four queries."""
    joined_by = months_after(reached, -12 * (YEARS - 5))
    found = Membership.objects.unguarded(WHY).on(on).filter(within("organisation__now_path", [path]), relation=str(MembershipRelation.ROLL))
    members = found.filter(person__joined_on__lte=joined_by, person__erased_on=None, person__merged_into=None)
    columns = ("person_id", "organisation_id", "person__joined_on", "person__confirmed_on", "person__standing_correction")
    rows = list(members.order_by("organisation__now_path", "person__sort_key", "person_id").values_list(*columns))
    people = [row[0] for row in rows]
    statuses = dict(MemberStatus.objects.unguarded(WHY).on(on).filter(person_id__in=people).values_list("person_id", "status"))
    out: set[int | None] = set(
        MembershipState.objects.unguarded(WHY)
        .on(on)
        .filter(person_id__in=people)
        .exclude(state=str(Standing.IN_FORCE))
        .values_list("person_id", flat=True)
    )
    has = Honour.objects.unguarded(WHY).filter(person_id__in=people, kind=str(HonourKind.FIFTY_YEAR_MEDAL), revoked_on=None)
    out |= set(has.values_list("person_id", flat=True))
    known = [
        Veteran(pk, branch, standing)
        for pk, branch, joined, confirmed, correction in rows
        if pk not in out and (standing := standing_of(joined, confirmed, statuses.get(pk, ""), reached, correction)) is not None
    ]
    return [one for one in known if one.standing >= YEARS]
