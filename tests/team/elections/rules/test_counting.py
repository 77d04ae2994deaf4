"""Who is elected, case by case; and what holds for any count."""

from random import Random
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.register.factories import TODAY
from zhibu.gatherings.rules.shares import Share
from zhibu.rulebook.loading import rulebook
from zhibu.team.elections.rules.counting import Count, Mark, Settled, Sheet, counts_agree, may_issue, settle

RULES: Final = rulebook().on(TODAY)
A, B, C, D, E = range(1, 6)


def count(votes: dict[int, int], *, returned: int = 20, invalid: int = 0) -> Count:
    return Count(returned, invalid, frozenset(Mark(pk, number) for pk, number in votes.items()))


def settled(votes: dict[int, int], *, seats: int = 3, there: int = 20) -> Settled:
    return settle(count(votes, returned=there), Sheet(seats, there, there, frozenset(votes)), RULES)


CASES: Final = {
    "as many with a majority as seats: they are elected by votes": ({A: 12, B: 18, C: 15, D: 5}, (B, C, A), 0, ()),
    "half of those present is not more than half": ({A: 18, B: 15, C: 10, D: 9}, (A, B), 1, (C, D)),
    "one more than half is enough": ({A: 18, B: 15, C: 11, D: 9}, (A, B, C), 0, ()),
    "more with a majority than seats: the number of votes decides": ({A: 18, B: 15, C: 14, D: 13}, (A, B, C), 0, ()),
    "as many votes at the last seat: a second ballot among those alone": ({A: 18, B: 15, C: 13, D: 13}, (A, B), 1, (C, D)),
    "three with as many votes for two seats": ({A: 18, B: 13, C: 13, D: 13, E: 1}, (A,), 2, (B, C, D)),
    "all have as many votes": ({A: 13, B: 13, C: 13, D: 13}, (), 3, (A, B, C, D)),
    "as many votes behind the last seat alter nothing": ({A: 18, B: 15, C: 14, D: 12, E: 12}, (A, B, C), 0, ()),
    "too few: the second ballot has those with most votes, a fifth more than seats": ({A: 18, B: 9, C: 8, D: 7, E: 2}, (A,), 2, (B, C, D)),
    "who has as many votes as the last of them stands, too": ({A: 18, B: 15, C: 9, D: 8, E: 8}, (A, B), 1, (C, D, E)),
    "nobody has a majority": ({A: 10, B: 9, C: 8, D: 7}, (), 3, (A, B, C, D)),
}


@pytest.mark.parametrize(("votes", "elected", "left", "again"), CASES.values(), ids=CASES.keys())
def test_votes_decide(votes: dict[int, int], elected: tuple[int, ...], left: int, again: tuple[int, ...]) -> None:
    found = settled(votes)
    assert (found.elected, found.left, found.next_names) == (elected, left, again)


def test_a_name_that_was_written_in_counts_as_any_other() -> None:
    found = settle(count({A: 4, B: 15}, returned=20), Sheet(1, 20, 20, frozenset({A})), RULES)
    assert (found.elected, found.left) == ((B,), 0)


def test_the_base_is_who_was_there_and_not_who_voted() -> None:
    found = settle(count({A: 10}, returned=12), Sheet(1, 20, 20, frozenset({A})), RULES)
    assert (found.elected, found.computation) == ((), "实到会有选举权 20 人，超过半数为 11 票")


IMPOSSIBLE: Final = {
    "more back than out": (count({A: 5}, returned=21), ["more_back_than_out"]),
    "more invalid than back": (count({}, returned=3, invalid=4), ["invalid"]),
    "more votes than valid ballots times seats": (count({A: 10, B: 10, C: 10, D: 2}, returned=10), ["too_many_votes"]),
    "more votes for one than valid ballots": (count({A: 11}, returned=12, invalid=2), ["does_not_add_up"]),
    "a blank ballot is valid": (count({A: 0}, returned=20), []),
    "a ballot with fewer names than seats is valid": (count({A: 20, B: 1}, returned=20), []),
}


@pytest.mark.parametrize(("found", "codes"), IMPOSSIBLE.values(), ids=IMPOSSIBLE.keys())
def test_a_count_that_cannot_be_is_refused(found: Count, codes: list[str]) -> None:
    assert [one.code for one in counts_agree(found, Sheet(3, 20, 20, frozenset({A, B, C, D}))).objections] == codes


@pytest.mark.parametrize(("issued", "codes"), [(0, ["no_papers"]), (20, []), (21, ["too_many_papers"])])
def test_nobody_gets_a_paper_for_somebody_else(issued: int, codes: list[str]) -> None:
    assert [one.code for one in may_issue(issued, 20).objections] == codes


VOTES = st.dictionaries(st.integers(1, 12), st.integers(0, 30), min_size=1, max_size=12)


@given(votes=VOTES, seats=st.integers(1, 9))
def test_nobody_is_elected_without_a_majority_and_never_more_than_seats(votes: dict[int, int], seats: int) -> None:
    found = settled(votes, seats=seats, there=30)
    least = Share.read(RULES.value("election.majority")).least(30)
    assert all(votes[pk] >= least for pk in found.elected)
    assert len(found.elected) + found.left == seats
    assert len(set(found.elected)) == len(found.elected)


@given(votes=VOTES, seats=st.integers(1, 9))
def test_nobody_who_was_beaten_has_more_votes_than_somebody_elected(votes: dict[int, int], seats: int) -> None:
    found = settled(votes, seats=seats, there=30)
    beaten = [votes[pk] for pk in votes.keys() - set(found.elected)]
    assert all(votes[won] >= max(beaten, default=0) for won in found.elected)


@given(votes=VOTES, seats=st.integers(1, 9), chance=st.randoms(use_true_random=False))
def test_the_order_of_names_alters_nothing(votes: dict[int, int], seats: int, chance: Random) -> None:
    shuffled = list(votes.items())
    chance.shuffle(shuffled)
    assert settled(dict(shuffled), seats=seats, there=30) == settled(votes, seats=seats, there=30)


@given(votes=VOTES, seats=st.integers(1, 9))
def test_a_second_ballot_is_among_those_who_were_not_elected_and_a_tie_among_equals(votes: dict[int, int], seats: int) -> None:
    found = settled(votes, seats=seats, there=30)
    assert not set(found.next_names) & set(found.elected)
    assert bool(found.next_names) == bool(found.left and votes.keys() - set(found.elected))
    assert not found.tied or (len({votes[pk] for pk in found.next_names}) == 1 and len(found.next_names) > found.left)
