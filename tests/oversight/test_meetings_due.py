"""What is due and missed of meetings, in real rows: from the signature to the finding, for whom, and at what cost."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from tests.gatherings.meetings import mark, members_meeting, sign, write
from tests.register.factories import TODAY, Street, actor, make_person, make_street
from zhibu.access.readers import AccountReader, Held
from zhibu.access.terms import Role
from zhibu.gatherings.rules.catalogue import CATALOGUE
from zhibu.gatherings.rules.tallies import LETTERS, tallies
from zhibu.gatherings.services.recording import set_records_from
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.periods import MONTHS, recent
from zhibu.kernel.readers import Reader, SystemReader
from zhibu.oversight.facts import committee_from
from zhibu.oversight.frequencies import counted_from
from zhibu.oversight.queries.findings import Asked, about_organisation, findings, frequent, regularity
from zhibu.oversight.terms import HORIZON_MONTHS, State
from zhibu.register.models import Organisation, Person
from zhibu.register.queries.measures.organisations import PostOn
from zhibu.rulebook.entries import Clause
from zhibu.rulebook.loading import rulebook

EVERYONE = SystemReader("测试")
FAR = date(9999, 12, 31)
DAY = date(2026, 5, 20)
"""In the middle of a quarter, when nothing of it is due."""
BOOK = rulebook()
OFTEN = [one for one in BOOK.clauses.values() if one.frequency is not None]


@pytest.fixture
def street() -> Street:
    return make_street()


def people(branch: Organisation, number: int) -> list[Person]:
    return [make_person(branch, f"人{branch.pk}之{at}") for at in range(number)]


def met(branch: Organisation, everybody: list[Person], on: date, *, there: int) -> None:
    gathering = members_meeting(branch, on=on)
    mark(gathering, {one: Presence.PRESENT if at < there else Presence.ON_LEAVE for at, one in enumerate(everybody)})
    write(gathering)
    sign(gathering)


def told(clause: str = "meeting.members", reader: Reader = EVERYONE, *, on: date = DAY) -> list[tuple[str, State]]:
    found = findings(Asked.by(reader, on=on))
    return [(one.subject.name, one.state) for one in found if one.clause.id == clause and one.state is not State.UNKNOWN]


def since(place: Organisation, day: date) -> None:
    assert set_records_from(by=actor(), organisation=place, on=day, reason="开始在系统里记录").done


@pytest.mark.django_db
def test_a_branch_that_never_recorded_is_unknown_until_its_street_has_begun(street: Street) -> None:
    found = [one for one in findings(Asked.by(EVERYONE, on=TODAY)) if one.clause.id == "meeting.members"]
    assert [one.state for one in found] == [State.UNKNOWN] * 3
    since(street.street, date(2026, 1, 1))
    assert told() == [
        ("阳光社区第一党支部", State.OVERDUE),
        ("阳光社区第二党支部", State.OVERDUE),
        ("春晖社区第一党支部", State.OVERDUE),
    ]


@pytest.mark.django_db
def test_a_meeting_counts_from_its_signature_on_and_only_with_quorum(street: Street) -> None:
    since(street.street, date(2026, 1, 1))
    four = people(street.sunny_first, 4)
    met(street.sunny_first, four, date(2026, 2, 10), there=1)
    found = findings(Asked.by(EVERYONE, on=DAY, scope=street.sunny_first.now_path))
    (missed,) = [one for one in found if one.clause.id == "meeting.members"]
    assert (missed.state, missed.since, missed.message, missed.evidence) == (
        State.OVERDUE,
        date(2026, 4, 1),
        "支部党员大会：2026年第一季度开过 1 次，到会人数不够，不算。",
        ("2026年第一季度开过 1 次，到会人数不够，不算",),
    )
    met(street.sunny_first, four, date(2026, 3, 10), there=2)
    assert told() == [("阳光社区第二党支部", State.OVERDUE), ("春晖社区第一党支部", State.OVERDUE)]


@pytest.mark.django_db
def test_what_was_missed_and_what_comes_are_two_things(street: Street) -> None:
    since(street.sunny_first, date(2026, 1, 1))
    on = date(2026, 6, 20)
    assert told(on=on) == [("阳光社区第一党支部", State.OVERDUE), ("阳光社区第一党支部", State.DUE)]


@pytest.mark.django_db
def test_a_branch_secretary_sees_the_own_branch_and_owes_no_meeting_of_what_it_has_not(street: Street) -> None:
    since(street.street, date(2020, 1, 1))
    branch = AccountReader(1, "某人", (Held(Role.BRANCH_SECRETARY, street.sunny_first.now_path, "支部"),), None)
    assert told(reader=branch) == [("阳光社区第一党支部", State.OVERDUE)]
    assert told("meeting.committee") == []
    assert told("meeting.group") == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_meetings_add_no_query(street: Street, number: int) -> None:
    for branch in (street.sunny_first, street.sunny_second, street.spring_first)[:number]:
        since(branch, date(2026, 1, 1))
        met(branch, people(branch, 2), date(2026, 2, 10), there=2)
    with CaptureQueriesContext(connection) as captured:
        found = findings(Asked.by(EVERYONE, on=TODAY))
    assert sum(one.state is State.OVERDUE and one.clause.id == "meeting.theme_day" for one in found) == number
    assert len(captured) == 3


# What clauses may ask.


def test_a_clause_counts_what_the_catalogue_has_for_whom_it_lets_hold_it() -> None:
    odd = [one.id for one in OFTEN if not set(one.kinds) <= set(CATALOGUE[_kind(one)].holders)]
    assert odd == []
    assert {one.id for one in OFTEN} == {one for one in BOOK.clauses if one.startswith("meeting.")}


def _kind(clause: Clause) -> GatheringKind:
    return GatheringKind.stored(clause.frequency.measure if clause.frequency else "")


def test_the_periods_of_every_clause_have_their_letters() -> None:
    longest = max(len(recent(one.per, date(2026, 12, 31), HORIZON_MONTHS)) for one in frequent(TODAY))
    assert longest <= len(LETTERS)


@given(st.lists(st.tuples(st.sampled_from(["", "!", "?"]), st.integers(0, 12))))
def test_signs_are_read_as_they_were_written(written: list[tuple[str, int]]) -> None:
    found = tallies("".join(state + LETTERS[place] for state, place in written), 13)
    for place, tally in enumerate(found):
        here = [state for state, at in written if at == place]
        assert (tally.counted, tally.short, tally.unsigned) == (here.count(""), here.count("!"), here.count("?"))


def post(person: int, since: date, until: date = FAR) -> PostOn:
    return PostOn(1, "committee_member", person, f"人{person}", since, until, "0000001")


def test_a_committee_is_there_since_three_seats_were_always_taken() -> None:
    old, gap, new = date(2020, 1, 1), date(2023, 1, 1), date(2024, 1, 1)
    held = [post(1, old), post(2, old), post(3, old, gap), post(4, new)]
    assert committee_from(held, TODAY) == new
    assert committee_from([*held, post(5, gap, new)], TODAY) == old
    assert committee_from(held[:2], TODAY) is None
    assert committee_from(held, date(2022, 1, 1)) == old


SPANS = st.lists(st.tuples(st.integers(1, 6), st.integers(0, 2400), st.integers(1, 900)), max_size=14)


@given(spans=SPANS, day=st.integers(0, 2400))
def test_posts_that_ended_before_any_period_looked_at_alter_nothing_that_is_owed(spans: list[tuple[int, int, int]], day: int) -> None:
    """What is read of posts is held against all that was ever held: for every period the answer is the same."""
    begin = date(2018, 1, 1)
    on = begin + timedelta(days=day)
    held = [post(person, begin + timedelta(days=since), begin + timedelta(days=since + length)) for person, since, length in spans]
    read = [one for one in held if one.until > counted_from(on)]
    periods = {period.first_day for per in MONTHS for period in recent(per, on, HORIZON_MONTHS)}
    true, told = (committee_from(posts, on) or FAR for posts in (held, read))
    assert {first for first in periods if first >= true} == {first for first in periods if first >= told}


# The two numbers of a year.


def year_of(street: Street, organisation: Organisation, on: date = DAY) -> tuple[tuple[int, int, int, int], tuple[int, int, int, int]]:
    about = about_organisation(organisation.pk, organisation.now_path, on=on, reader=EVERYONE)
    own, below = ((one.owed, one.done, one.signed, one.complete) for one in (about.own, about.below))
    return own, below


@pytest.mark.django_db
def test_a_year_counts_what_was_owed_and_done_in_periods_that_have_ended(street: Street) -> None:
    since(street.sunny_first, date(2026, 1, 1))
    four = people(street.sunny_first, 4)
    met(street.sunny_first, four, date(2026, 2, 10), there=4)
    met(street.sunny_first, four, date(2026, 5, 10), there=4)
    owed_by_april = 1 + 1 + 4  # a members' meeting, a lecture, four theme days
    assert year_of(street, street.sunny_first) == ((owed_by_april, 1, 2, 2), (owed_by_april, 1, 2, 2))
    assert year_of(street, street.sunny_first, date(2026, 7, 1))[0] == (2 + 2 + 6, 2, 2, 2)
    assert year_of(street, street.sunny) == ((0, 0, 0, 0), (owed_by_april, 1, 2, 2))


@pytest.mark.django_db
def test_what_is_not_recorded_is_not_owed_and_a_meeting_without_quorum_is_a_record_all_the_same(street: Street) -> None:
    four = people(street.sunny_first, 4)
    met(street.sunny_first, four, date(2026, 2, 10), there=1)
    assert year_of(street, street.sunny_first)[0] == (1, 0, 1, 1)
    assert year_of(street, street.sunny_second)[0] == (0, 0, 0, 0)
    assert year_of(street, street.sunny_first, date(2025, 12, 31))[0] == (0, 0, 0, 0)


@pytest.mark.django_db
def test_a_list_of_years_holds_those_who_owed_or_held_anything_in_the_order_of_the_tree(street: Street) -> None:
    since(street.street, date(2026, 1, 1))
    with CaptureQueriesContext(connection) as captured:
        found = regularity(Asked.by(EVERYONE, on=DAY))
    names = ["向阳街道党工委", "阳光社区第一党支部", "阳光社区第二党支部", "春晖社区第一党支部"]
    assert [one.name for one, _ in found] == names
    assert len(captured) == 3
