"""The sample street as drawn on one day, for tests that need no database."""

from datetime import date, datetime, time

import pytest

from zhibu.config.sample.life import Life
from zhibu.config.sample.load import SEED, draw_sample, sample_actor
from zhibu.config.sample.street import Street
from zhibu.kernel.clock import SHANGHAI
from zhibu.trail.actors import Actor

DAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def drawn() -> tuple[Street, list[Life]]:
    return draw_sample(SEED, DAY)


@pytest.fixture(scope="session")
def street(drawn: tuple[Street, list[Life]]) -> Street:
    return drawn[0]


@pytest.fixture(scope="session")
def lives(drawn: tuple[Street, list[Life]]) -> list[Life]:
    return drawn[1]


@pytest.fixture(scope="session")
def members(lives: list[Life]) -> list[Life]:
    """Full and probationary, on a roll that day."""
    return [
        life
        for life in lives
        if life.status.is_member and any(roll.relation == "roll" and roll.since <= DAY < roll.until for roll in life.rolls)
    ]


@pytest.fixture(scope="session")
def actor() -> Actor:
    return sample_actor(datetime.combine(DAY, time(9), SHANGHAI))
