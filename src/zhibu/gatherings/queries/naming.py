"""People who bear the names of a pasted list."""

from collections.abc import Collection, Sequence
from typing import Final

from zhibu.gatherings.queries.roll import Roll
from zhibu.gatherings.rules.matching import Candidate
from zhibu.kernel.readers import Reader
from zhibu.register.models import Person
from zhibu.register.terms.people import MemberStatus

MOST: Final = 200
NAMES: Final = "see_names"


def on_the_roll(rolls: Sequence[Roll]) -> list[Candidate]:
    """Those of the lists on the page; of one name they are told apart by organisation and code."""
    return [
        Candidate(row.person_id, row.code, row.name, f"{roll.organisation}，{row.code}", expected=not row.is_guest)
        for roll in rolls
        for row in roll.rows
    ]


def bearing(reader: Reader, names: Collection[str], *, but: Collection[int] = ()) -> list[Candidate]:
    """Others in the reader's reach; one query."""
    found = Person.objects.seen_by(reader, NAMES).filter(name__in=list(names)[:MOST], merged_into=None, erased_on=None)
    rows = found.exclude(pk__in=but).order_by("sort_key", "pk").select_related("now_organisation")[:MOST]
    return [Candidate(one.pk, one.code, one.name, _about(one)) for one in rows]


def _about(person: Person) -> str:
    return "，".join(filter(None, (str(person.now_organisation or ""), MemberStatus.word(person.now_status), person.code)))
