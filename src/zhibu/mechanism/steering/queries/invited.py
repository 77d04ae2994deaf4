"""Who is expected at a joint conference: the members of the committee that holds it, as far as they stand in the register."""

from collections.abc import Mapping, Sequence
from datetime import date

from zhibu.gatherings.queries.expected import Expected
from zhibu.mechanism.steering.queries.committees import committees_at
from zhibu.mechanism.steering.queries.seats import seats_on


def members_expected(organisations: Sequence[int], on: date) -> Mapping[int, list[Expected]]:
    """By organisation. It deliberates and nobody has a vote; who stands on no roll here is written down as in attendance."""
    committees = committees_at(organisations, on)
    seats = seats_on(committees, on) if committees else {}
    return {
        one.organisation_id: [
            Expected(*seat.who, votes=False)
            for seat in sorted(seats.get(one.id, ()), key=lambda each: (each.who.sort_key, each.person_id))
            if seat.person_id
        ]
        for one in committees
    }
