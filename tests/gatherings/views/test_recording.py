"""The page on which a clerk lays down from which day on records are complete."""

from datetime import date

import pytest

from tests.access.cast import make_account, signed_in
from tests.gatherings.meetings import WHY
from tests.register.factories import TODAY, Street, actor, make_street
from tests.register.state import nothing_written
from zhibu.access.terms import Role
from zhibu.gatherings.models import RecordsFrom
from zhibu.gatherings.services.recording import set_records_from

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


def address(street: Street) -> str:
    return f"/organisations/{street.sunny_first.code}/records-from"


def test_a_clerk_lays_down_a_day_and_reads_what_was_said_above(street: Street) -> None:
    assert set_records_from(by=actor(), organisation=street.street, on=TODAY, reason="开始记录").done
    clerk = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    assert f"现在：向阳街道党工委各类会议从 {TODAY.isoformat()} 起。" in clerk.get(address(street)).content.decode()
    sent = clerk.post(address(street), {"kind": "lecture", "on": "2026-04-01", "reason": "补录到四月"})
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/organisations/{street.sunny_first.code}/")
    own = RecordsFrom.objects.unguarded(WHY).get(organisation=street.sunny_first)
    assert (own.kind, own.complete_from) == ("lecture", date(2026, 4, 1))


def test_a_branch_is_offered_the_kinds_that_it_may_hold(street: Street) -> None:
    clerk = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    page = clerk.get(address(street)).content.decode()
    assert ("支部党员大会</option>" in page, "党工委会议</option>" in page) == (True, False)


def test_without_a_reason_nothing_is_written_and_a_branch_secretary_may_not(street: Street) -> None:
    clerk = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    secretary = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first))
    with nothing_written():
        answer = clerk.post(address(street), {"kind": "", "on": "2026-04-01", "reason": ""})
        refused = secretary.post(address(street), {"kind": "", "on": "2026-04-01", "reason": "补录"})
    assert (answer.status_code, refused.status_code) == (422, 403)
