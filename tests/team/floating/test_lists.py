"""The lists say what is due to whoever may see findings about a person, and to nobody who only may about oneself or elsewhere."""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from tests.access.cast import make_account, signed_in
from tests.register.factories import Street, actor, make_person, make_street
from tests.team.floating.people import away
from zhibu.access.services.grants import give_grant
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR

pytestmark = pytest.mark.django_db

LABEL = "下次联系"
HALF = re.compile(r"[0-9]{4}年[上下]半年")


@pytest.fixture
def street() -> Street:
    return make_street()


def told(client: Client) -> tuple[bool, int]:
    """Whether the column is there, and how many it says something of."""
    text = client.get(reverse("floating")).content.decode()
    return LABEL in text, len(HALF.findall(text))


def exported(client: Client) -> tuple[bool, int]:
    """The same of the workbook."""
    book = load_workbook(BytesIO(b"".join(client.get(reverse("floating_export")))))
    cells = [str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row]
    return LABEL in cells, sum(bool(HALF.fullmatch(cell)) for cell in cells)


def test_the_right_about_oneself_opens_no_column_about_others(street: Street) -> None:
    away(street)
    own = make_person(street.sunny_second, "书记本人")
    community = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny, person=own))
    assert (told(community), exported(community)) == ((False, 0), (False, 0))


def test_the_right_in_one_branch_tells_nothing_of_another(street: Street) -> None:
    away(street)
    account = make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny)
    given = give_grant(
        by=actor(),
        account_id=account.pk,
        role=Role.BRANCH_SECRETARY,
        organisation_id=street.sunny_second.pk,
        valid_from=today(),
        valid_to=FAR,
    )
    assert given.allowed
    assert (told(signed_in(account)), exported(signed_in(account))) == ((True, 0), (True, 0))


def test_the_own_branch_is_told(street: Street) -> None:
    away(street)
    home = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first))
    assert (told(home), exported(home)) == ((True, 1), (True, 1))
