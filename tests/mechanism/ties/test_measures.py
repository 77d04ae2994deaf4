"""How long nobody was at a place, as findings see it: a fact of the organisation, asked only where the street wants it."""

from datetime import date

import pytest

from tests.mechanism.ties.test_places import place, visited
from tests.register.factories import Street, actor, make_street
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import SystemReader
from zhibu.oversight.queries.findings import Asked, each_finding, subjects_of
from zhibu.parameters.models import LocalParameter
from zhibu.trail.door import recording


@pytest.mark.django_db
def test_the_place_at_which_nobody_was_for_the_longest_time_is_told_of_its_organisation() -> None:
    street = make_street()
    place(street.sunny, "5号楼1单元")
    visited(place(street.sunny), date(2026, 5, 1))
    facts = {
        one.name: (one.facts["visit_gap_months"], one.facts["visit_gap_place"])
        for kind, subjects in subjects_of(Asked.by(SystemReader("测试"), on=date(2026, 7, 10)))
        for one in subjects
        if kind == "organisation" and "visit_gap_months" in one.facts
    }
    assert facts == {"阳光社区党委": (6, "5号楼1单元")}


def found(on: date) -> list[str]:
    return [one.message for one in each_finding(Asked.by(SystemReader("测试"), on=on), clauses={"ties.visit"})]


def wanted(street: Street, months: int) -> None:
    """The street decided it."""
    with recording(actor(), "parameter.accept") as work:
        work.add(
            LocalParameter,
            organisation_id=street.street.pk,
            parameter="visit.every_months",
            value=str(months),
            basis="向党工〔2026〕1 号",
            proposal_id=None,
            valid_from=date(2026, 1, 1),
            valid_to=FAR,
        )


@pytest.mark.django_db
def test_nothing_is_asked_before_the_street_wants_it() -> None:
    street = make_street()
    place(street.sunny)
    assert found(date(2027, 6, 1)) == []
    wanted(street, 3)
    assert found(date(2027, 6, 1)) == ["“3号楼2单元”已有 16 个月没有走访记录，最多隔 3 个月。"]
