"""Services that call services: what the last of them refuses leaves nothing of the first."""

import pytest

from tests.register.factories import actor, make_street, organisation
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import Organisation
from zhibu.trail.door import recording
from zhibu.trail.models import AuditEntry
from zhibu.trail.whole import must, whole

pytestmark = pytest.mark.django_db

LATE = Outcome(Decision.of(Objection("late", "过了期限。", "下个月再办。")))


def _renumber(one: Organisation) -> Outcome:
    with recording(actor(), "organisation.rename", reason="测试") as work:
        work.change(Organisation, one.pk, official_code="123456789012")
    return Outcome(row_id=one.pk)


@whole
def renumber_and(one: Organisation, then: Outcome) -> Outcome:
    must(_renumber(one))
    return must(then)


def test_a_late_refusal_is_the_answer_and_undoes_row_and_trail() -> None:
    street = make_street().street
    before = AuditEntry.objects.count()
    assert renumber_and(street, LATE) == Outcome(LATE.decision)
    assert (organisation(street.pk).official_code, AuditEntry.objects.count()) == (street.official_code, before)


def test_what_nobody_refuses_stays() -> None:
    street = make_street().street
    assert renumber_and(street, Outcome(row_id=7)) == Outcome(row_id=7)
    assert organisation(street.pk).official_code == "123456789012"
