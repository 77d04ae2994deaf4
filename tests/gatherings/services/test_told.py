"""What the trail tells of meetings: in words, and nothing of why somebody was not counted as expected."""

import pytest
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.gatherings.meetings import holdings, mark, members_meeting
from tests.register.factories import Street, actor, make_person, make_street
from tests.register.state import last_operation
from zhibu.access.terms import Role
from zhibu.gatherings.services.attendance import leave_out
from zhibu.gatherings.terms import Presence

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


def told() -> str:
    """The page of the last operation, as the auditor reads it."""
    pk = last_operation().pk
    auditor = signed_in(make_account("shenji", Role.AUDITOR))
    return words(auditor.get(reverse("operation", args=[pk])))


def test_a_mark_is_told_in_words(street: Street) -> None:
    person = make_person(street.sunny_first, "丁一")
    mark(members_meeting(street.sunny_first), {person: Presence.ON_LEAVE})
    assert "到会情况 请假" in told()


def test_in_which_case_somebody_was_left_out_is_not_told(street: Street) -> None:
    ill, _ = (make_person(street.sunny_first, name) for name in ("丁一", "丁二"))
    (one,) = holdings(members_meeting(street.sunny_first))
    leave_out(by=actor(), holding=one, person=ill, excluded_class="long_illness", approval="2026-05-20 同意", resolution="大会通过")
    text = told()
    assert ("2026-05-20 同意" in text, "long_illness" in text, "卧床" in text) == (False, False, False)
