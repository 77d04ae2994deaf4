"""What waits for somebody's own signature."""

import pytest

from tests.access.cast import make_account
from tests.mechanism.appraisal.tables import WHY, add_indicator, make_scheme
from tests.mechanism.appraisal.years import done
from tests.register.factories import TODAY, actor, make_street
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.mechanism.appraisal.models import Agreement, Scheme
from zhibu.mechanism.appraisal.queries.signing import ToGive, ToTake, on_the_desk
from zhibu.mechanism.appraisal.rules.scoring import Judged
from zhibu.mechanism.appraisal.services.agreements import make_agreements
from zhibu.register.queries.folding import together

pytestmark = pytest.mark.django_db


def test_agreements_wait_for_the_head_of_each_side_and_not_for_whoever_enters_them() -> None:
    street = make_street()
    made = make_scheme(street.street, year=TODAY.year)
    add_indicator(made, "服务群众", Judged())
    done(make_agreements(by=actor(), scheme=Scheme.objects.unguarded(WHY).select_related("organisation").get(pk=made.pk)))
    own = Agreement.objects.unguarded(WHY).get(taker=street.sunny_first)
    found = []
    for role, place in (
        (Role.STREET_SECRETARY, street.street),
        (Role.BRANCH_SECRETARY, street.sunny_first),
        (Role.STREET_CLERK, street.street),
    ):
        account = make_account(role.value, role, place)
        parts = on_the_desk(reader_of(account_id=account.pk, label="", on=TODAY), TODAY.year)
        found.append(together(*parts) if parts else None)
    assert found == [[[ToGive(made.code, made.title, 3)], []], [[], [ToTake(own.code, made.title)]], None]
