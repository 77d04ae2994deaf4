"""Two years of meetings: what they hold agrees with the roll of the day, with the rules, and gives little to remind of."""

from collections import Counter
from datetime import date

import pytest
from django.db.models import Count, F, Max, Min

from tests.config.sample.conftest import DAY
from zhibu.gatherings.models import Attendance, Gathering, Holding, Minutes, Moved, Part, RecordsFrom
from zhibu.gatherings.queries.expected import expected_of
from zhibu.gatherings.terms import GatheringKind, GatheringState, MinutesState
from zhibu.kernel.readers import SystemReader
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.oversight.terms import State

pytestmark = pytest.mark.django_db
WHY = "测试"


def test_every_branch_met_for_two_years() -> None:
    span = Gathering.objects.unguarded(WHY).filter(state=GatheringState.HELD).aggregate(first=Min("on"), last=Max("on"))
    assert (DAY - span["first"]).days > 700
    assert (DAY - span["last"]).days < 7
    (begun,) = RecordsFrom.objects.unguarded(WHY).values_list("organisation__now_kind", "kind", "complete_from")
    assert begun == ("street_committee", "", date(DAY.year - 2, DAY.month, 1))
    assert set(Part.objects.unguarded(WHY).values_list("kind", flat=True)) >= {
        str(kind) for kind in GatheringKind if kind not in {GatheringKind.JOINT_CONFERENCE, GatheringKind.CEREMONY, GatheringKind.ELECTION}
    }


def test_lists_are_those_of_the_roll_of_the_day() -> None:
    """As the pages would derive them; a place in fifty is looked at."""
    named = Holding.objects.unguarded(WHY).filter(by_name=True).exclude(signed_at=None).order_by("pk")
    looked_at = list(named)[::50]
    assert len(looked_at) > 50
    for one in looked_at:
        expected = expected_of([one.kind], [one.organisation_id], on=one.on)[GatheringKind.stored(one.kind), one.organisation_id]
        there = set(Attendance.objects.unguarded(WHY).filter(holding=one).values_list("person_id", "votes"))
        assert there == {(who.person_id, who.votes) for who in expected}
        assert (one.expected, one.entitled) == (len(expected), sum(who.votes for who in expected))


def test_what_was_signed_has_numbers_and_minutes_and_nothing_else_has() -> None:
    signed = Holding.objects.unguarded(WHY).exclude(signed_at=None)
    assert signed.filter(quorate=None).count() == 0
    assert signed.exclude(signed_minutes__state=MinutesState.SIGNED).count() == 0
    assert signed.filter(on__gt=DAY).count() == 0
    assert signed.filter(present__gt=F("expected")).count() == 0
    assert Holding.objects.unguarded(WHY).filter(signed_at=None).exclude(quorate=None).count() == 0
    assert Minutes.objects.unguarded(WHY).filter(part__gathering__state=GatheringState.PLANNED).count() == 0


def test_here_and_there_it_went_otherwise() -> None:
    gatherings = Gathering.objects.unguarded(WHY)
    assert gatherings.filter(state=GatheringState.CANCELLED).exclude(cancelled_because="").count() > 5
    assert gatherings.filter(planned_on=None, entered_on__gt=F("on")).count() > 20
    assert gatherings.filter(state=GatheringState.PLANNED, on__gt=DAY).count() > 50
    assert Moved.objects.unguarded(WHY).count() > 5
    assert Holding.objects.unguarded(WHY).filter(quorate=False).count() > 3


def test_eight_branches_held_three_parts_in_common() -> None:
    shared = Holding.objects.unguarded(WHY).values("part_id", "gathering_id").annotate(holders=Count("pk")).filter(holders=8)
    assert set(Counter(one["gathering_id"] for one in shared).values()) == {3}


def test_few_reminders_follow_from_it() -> None:
    about = [one for one in findings(Asked.by(SystemReader(WHY), on=DAY)) if one.clause.frequency]
    states = Counter(one.state for one in about)
    assert states[State.UNKNOWN] == 0
    assert 3 <= states[State.OVERDUE] <= 30
    assert {one.clause.id for one in about if one.state is State.OVERDUE} >= {"meeting.theme_day", "meeting.members"}
