"""The bucket of a token: never more in a span than it holds and what has run in, and whoever waits as told goes on."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from zhibu.api.limits import Bucket, drawn
from zhibu.api.terms import AT_ONCE, PER_MINUTE

START = datetime(2026, 6, 1, tzinfo=UTC)


@given(st.lists(st.floats(min_value=0, max_value=5), max_size=200))
def test_nobody_gets_more_than_the_bucket_and_what_ran_in(steps: list[float]) -> None:
    bucket, at, done = Bucket(AT_ONCE, START), START, 0
    for step in steps:
        at += timedelta(seconds=step)
        bucket, wait = drawn(bucket, at)
        done += wait == 0
    assert done <= AT_ONCE + (at - START).total_seconds() * PER_MINUTE / 60 + 1e-6


@given(st.floats(min_value=0, max_value=0.999))
def test_whoever_waits_as_told_goes_on(left: float) -> None:
    bucket, wait = drawn(Bucket(left, START), START)
    assert wait >= 1
    assert drawn(bucket, START + timedelta(seconds=wait))[1] == 0


def test_a_clock_that_goes_back_gives_nothing() -> None:
    bucket, wait = drawn(Bucket(0.0, START), START - timedelta(hours=1))
    assert (bucket.left, wait) == (0.0, 1)
