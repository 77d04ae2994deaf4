"""What the sample street has under way and behind it, topic by topic: each is loaded once, in the order in which one rests on another."""

from collections.abc import Callable
from datetime import date
from typing import Final, Protocol

from zhibu.config.sample.appraisals import holds_appraisals, load_appraisals
from zhibu.config.sample.appraised import holds_years, load_years
from zhibu.config.sample.assessed import load_assessments
from zhibu.config.sample.away import holds_away, load_away
from zhibu.config.sample.cases import holds_cases, load_cases
from zhibu.config.sample.ceremonies import holds_ceremonies, load_ceremonies
from zhibu.config.sample.duties import holds_duties, load_duties
from zhibu.config.sample.elections import holds_elections, load_elections
from zhibu.config.sample.honours import holds_honours, load_honours
from zhibu.config.sample.institutions import holds_institutions, load_institutions
from zhibu.config.sample.letters import holds_letters, load_letters
from zhibu.config.sample.links import holds_links, load_links
from zhibu.config.sample.lives import holds_lives, load_lives
from zhibu.config.sample.load import sample_actor
from zhibu.config.sample.polls import holds_polls, load_polls
from zhibu.config.sample.sessions import holds_topics, load_topics
from zhibu.config.sample.shared import holds_shared, load_shared
from zhibu.config.sample.steering import holds_steering, load_steering
from zhibu.config.sample.studies import holds_studies, load_studies
from zhibu.kernel.clock import now
from zhibu.trail.actors import Actor


class Load(Protocol):
    """Two years that end on a day."""

    def __call__(self, *, on: date) -> object:
        """Write them."""


def _lives(*, on: date) -> None:
    """An assessment rests on the meeting at which it was held."""
    load_lives(on=on)
    load_assessments(on=on)


def _topics(*, on: date) -> None:
    """Sessions end today; the day is that of the actor."""
    del on
    load_topics(by=sample_actor(now()))


WORKS: Final[tuple[tuple[Callable[[], bool], Load], ...]] = (
    (holds_cases, load_cases),
    (holds_letters, load_letters),
    (holds_institutions, load_institutions),
    (holds_studies, load_studies),
    (holds_elections, load_elections),
    (holds_topics, _topics),
    (holds_lives, _lives),
    (holds_links, load_links),
    (holds_duties, load_duties),
    (holds_away, load_away),
    (holds_polls, load_polls),
    (holds_steering, load_steering),
    (holds_shared, load_shared),
    (holds_appraisals, load_appraisals),
    (holds_years, load_years),
    (holds_honours, load_honours),
    (holds_ceremonies, load_ceremonies),
)
"""Whether it is there, and how it comes."""


def load_work(*, by: Actor) -> None:
    """Whatever of it is missing."""
    for holds, load in WORKS:
        if not holds():
            load(on=by.day)
