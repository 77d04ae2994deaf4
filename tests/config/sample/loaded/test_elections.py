"""Elections of the sample street: done, waiting for the reply, with a tie, before the meeting, without a reply."""

import pytest

from tests.config.sample.conftest import DAY
from zhibu.cases.models import Case
from zhibu.config.demo import add_personas
from zhibu.config.sample.elections import STORIES, holds_elections, load_elections
from zhibu.register.queries.projections import people_astray
from zhibu.team.elections.models import Ballot, Elected, Election
from zhibu.trail.actors import Actor

WHY = "测试"
pytestmark = pytest.mark.django_db


def test_every_story_stands_where_it_is_told_to(actor: Actor) -> None:
    add_personas(by=actor)
    assert not holds_elections()
    assert load_elections(on=DAY) == len(STORIES)
    assert holds_elections()
    found = Case.objects.unguarded(WHY).filter(procedure="election").order_by("pk").values_list("now_state", "now_steps")
    assert list(found) == [
        ("done", ""),
        ("done", ""),
        ("done", ""),
        ("open", "approval"),
        ("open", "meeting"),
        ("open", "review"),
        ("open", "reply"),
    ]
    assert Ballot.objects.unguarded(WHY).filter(settled_on=None).count() == 0
    assert Elected.objects.unguarded(WHY).exclude(post_from=None).count() == 3 * 4
    assert len(set(Election.objects.unguarded(WHY).values_list("organisation_id", flat=True))) == len(STORIES)
    assert [*people_astray(DAY)] == []
