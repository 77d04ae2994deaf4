"""Whom a meeting is to be told: everybody expected, with whether a message reaches him and whether he has it already."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.queries.lists import lists_of
from zhibu.gatherings.terms import Standing
from zhibu.messages.queries import told_of, with_account

SUBJECT: Final = "gathering"


class Expected(NamedTuple):
    """Somebody who is expected, at the first part that says so."""

    person_id: int
    code: str
    name: str
    organisation_id: int
    organisation: str
    reached: bool
    """Has an account that a message comes to; else the paper does."""
    told: bool
    """Has a message with these very words."""


def to_tell(gathering: Gathering, holdings: Sequence[Holding], text: str, *, today: date) -> list[Expected]:
    """Each once, by organisation, then by pinyin; two queries beside the lists."""
    lists = lists_of(holdings)
    people: dict[int, tuple[Holding, str, str]] = {}
    for one in holdings:
        for line in lists[one.pk]:
            if line.standing == Standing.EXPECTED:
                people.setdefault(line.person_id, (one, line.code, line.name))
    reached, told = with_account(people), told_of(SUBJECT, gathering.code, today)
    return [
        Expected(pk, code, name, one.organisation_id, str(one.organisation), pk in reached, text in told.get(pk, ()))
        for pk, (one, code, name) in people.items()
    ]
