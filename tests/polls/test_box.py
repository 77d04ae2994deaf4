"""The box holds counts and marks in no order of their coming, and its length tells nothing but how many there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.polls.box import Tally, mark_of, opened, room_of, sealed
from zhibu.polls.terms import LONGEST_OPINION
from zhibu.store.sealing import NONCE, TAG, Unreadable

KEY, OTHER = b"k" * 16, b"o" * 16
SIGN = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=LONGEST_OPINION)
ANSWER = st.tuples(st.integers(1, 10_000), st.integers(0, 2), SIGN)


def filled(answers: list[tuple[int, int, str]]) -> Tally:
    tally = Tally.empty([3], 1)
    for person, choice, opinion in answers:
        tally.add(0, [choice], mark_of(KEY, person), opinion)
    return tally


@given(answers=st.lists(ANSWER, max_size=12, unique_by=lambda one: one[0]), seed=st.randoms())
def test_two_orders_of_the_same_answers_leave_the_same_box(answers: list[tuple[int, int, str]], seed: object) -> None:
    mixed = list(answers)
    seed.shuffle(mixed)  # type: ignore[attr-defined]  # a random.Random
    one, other = filled(answers), filled(mixed)
    assert (one.counts, one.answered, one.marks) == (other.counts, other.answered, other.marks)
    assert sorted(one.opinions) == sorted(other.opinions)


@given(answers=st.lists(ANSWER, min_size=1, max_size=8, unique_by=lambda one: one[0]))
def test_its_length_follows_from_the_number_of_answers_alone(answers: list[tuple[int, int, str]]) -> None:
    plain = filled([(person, 0, "") for person, _, _ in answers])
    told = filled(answers)
    assert {len(sealed(KEY, one, "c")) for one in (plain, told)} == {NONCE + room_of(plain) + TAG}


def test_the_longest_opinions_and_papers_fit_into_their_room() -> None:
    tally = Tally.empty([8] * 5, 20)
    for person in range(30):
        tally.add(person % 20, [person % 8] * 5, mark_of(KEY, person), "\U0001f600" * LONGEST_OPINION)
    for part in range(20):
        for counter in ("一" * 100, "二" * 100):
            tally.put_paper(part, counter, [[9999] * 8] * 5)
    assert len(sealed(KEY, tally, "c")) == NONCE + room_of(tally) + TAG


@given(answers=st.lists(ANSWER, max_size=6, unique_by=lambda one: one[0]))
def test_it_opens_with_its_own_key_under_its_own_name_and_never_twice_alike(answers: list[tuple[int, int, str]]) -> None:
    tally = filled(answers)
    assert opened(KEY, sealed(KEY, tally, "c"), "c") == tally
    assert sealed(KEY, tally, "c") != sealed(KEY, tally, "c")


def test_another_key_or_another_poll_opens_nothing() -> None:
    content = sealed(KEY, filled([(1, 0, "")]), "c")
    for key, code in ((OTHER, "c"), (KEY, "d")):
        with pytest.raises(Unreadable):
            opened(key, content, code)


def test_papers_count_when_two_have_counted_them_alike() -> None:
    tally = filled([(1, 0, "")])
    assert (tally.put_paper(0, "王芳", [[1, 2, 0]]), tally.unmatched, tally.papers) == (None, True, 0)
    assert tally.put_paper(0, "李梅", [[1, 1, 0]]) is False
    assert (tally.paper, tally.unmatched) == ({}, False)
    assert [tally.put_paper(0, name, [[1, 2, 0]]) for name in ("王芳", "李梅")] == [None, True]
    assert (tally.papers, tally.counters, tally.settled().counts, tally.settled().answered) == (3, ["李梅", "王芳"], [[[2, 2, 0]]], [4])
