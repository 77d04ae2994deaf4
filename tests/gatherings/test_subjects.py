"""A gathering in the trail: named and linked for those who reach it, a code for the others."""

import pytest

from tests.access.cast import make_account
from tests.gatherings.meetings import members_meeting
from tests.register.factories import TODAY, make_street
from zhibu.access.queries.subjects import Label
from zhibu.access.readers import AccountReader, reader_of
from zhibu.access.terms import Role
from zhibu.gatherings.subjects import names
from zhibu.register.models import Organisation

pytestmark = pytest.mark.django_db


def reader(role: Role, place: Organisation) -> AccountReader:
    account = make_account(str(role), role, place)
    return reader_of(account_id=account.pk, label="", on=TODAY)


def test_an_auditor_reads_its_code_without_a_page_that_would_not_open() -> None:
    street = make_street()
    found = members_meeting(street.sunny_first, title="支部的会")
    told = [
        names([found.pk], reader(role, place))[found.pk]
        for role, place in (
            (Role.BRANCH_SECRETARY, street.sunny_first),
            (Role.COMMUNITY_SECRETARY, street.spring),
            (Role.AUDITOR, street.street),
        )
    ]
    hidden = Label(f"会议活动 {found.code}")
    assert told == [Label("2026-06-01 支部的会", "gathering", found.code), hidden, hidden]
