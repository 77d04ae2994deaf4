"""A case in the trail: by its title for those who see it on its page, by procedure and number for the others."""

import pytest

from tests.cases.desks import TITLE, acting, brought_up, make_desks
from zhibu.access.queries.subjects import Label
from zhibu.cases.subjects import names

pytestmark = pytest.mark.django_db


def test_a_case_is_called_by_its_title_where_it_is_seen() -> None:
    desks = make_desks()
    found = brought_up(desks)
    told = [names([found.pk], acting(account).reader)[found.pk] for account in (desks.clerk, desks.spring)]
    kind = told[1].text.partition(" ")[0]
    assert told == [Label(f"{TITLE}（{kind}）", "case", found.code), Label(f"{kind} {found.code}")]
