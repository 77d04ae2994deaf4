"""Above a street nobody is asked one by one: rows are listed, and the streets to look at."""

import pytest
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.register.factories import actor
from tests.team.managing.places import make_places, somebody
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.register.queries import figures
from zhibu.register.services.settling import propose_move
from zhibu.register.terms.people import ManagementCategory as Category

pytestmark = pytest.mark.django_db


def test_a_scope_of_more_than_can_be_counted_shows_rows_and_its_streets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "EXACT", 2)
    places = make_places()
    pensioner = somebody(places.workshop, "宋世波", Category.RETIRED)
    others = [somebody(places.street.sunny_first, name, Category.RESIDENT) for name in ("甲", "乙")]
    propose_move(by=actor(today()), person=others[0], target=places.street.spring_first, source="import")
    clerk = signed_in(make_account("clerk", Role.STREET_CLERK, places.street.district))
    page = clerk.get(reverse("settling_proposals"))
    assert "选择甲" in words(page)
    assert pensioner.name not in words(page)
    assert f'href="?within={places.street.street.code}"' in page.content.decode()
    monkeypatch.undo()
    assert "选择宋世波" in words(clerk.get(reverse("settling_proposals"), {"within": places.street.street.code}))
