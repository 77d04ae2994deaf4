"""The last days of steps, in real rows: whose turn it is, what a past day showed, and that no procedure is forgotten."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cases.desks import MATTER, MONDAY, TITLE, Desks, acting, assigned, brought_up, done, make_desks
from zhibu.access.readers import AccountReader, Held, reader_of
from zhibu.access.terms import Role
from zhibu.cases import services
from zhibu.cases.queries.measures.steps import AHEAD
from zhibu.cases.registry import every_version, step_key
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.readers import Reader, SystemReader
from zhibu.oversight.findings import Finding
from zhibu.oversight.panels import on_the_desk
from zhibu.oversight.queries.findings import Asked, about_organisation, findings
from zhibu.oversight.tables import subject_url
from zhibu.oversight.terms import State
from zhibu.register.models import Organisation
from zhibu.rulebook.entries import Bounds
from zhibu.rulebook.loading import rulebook

EVERYONE = SystemReader("测试")
ANSWER_BY = date(2026, 3, 16)
"""Ten working days after the Monday on which it was assigned."""


@pytest.fixture
def desks() -> Desks:
    return make_desks()


def found(reader: Reader = EVERYONE, *, on: date) -> list[Finding]:
    return [one for one in findings(Asked.by(reader, on=on)) if one.subject.kind == "step"]


def told(reader: Reader = EVERYONE, *, on: date) -> list[tuple[State, str]]:
    return [(one.state, one.message) for one in found(reader, on=on)]


def community_secretary(place: Organisation) -> AccountReader:
    return AccountReader(1, "某人", (Held(Role.COMMUNITY_SECRETARY, place.now_path, str(place)),), None)


@pytest.mark.django_db
def test_a_step_is_announced_three_days_ahead_and_late_from_the_day_after_its_last(desks: Desks) -> None:
    assigned(desks)
    ahead = ANSWER_BY - timedelta(days=3)
    assert told(on=ahead - timedelta(days=1)) == []
    assert told(on=ahead) == told(on=ANSWER_BY) == [(State.DUE, "“答复本人”最迟 2026-03-16。")]
    assert told(on=ANSWER_BY + timedelta(days=1)) == [(State.OVERDUE, "“答复本人”最迟 2026-03-16。")]


@pytest.mark.django_db
def test_it_is_found_where_the_turn_is_and_leads_to_the_case_without_its_title(desks: Desks) -> None:
    case = assigned(desks)
    late = ANSWER_BY + timedelta(days=1)
    (one,) = found(community_secretary(desks.street.sunny), on=late)
    assert (one.subject.path, one.subject.code, subject_url(one)) == (desks.street.sunny.now_path, case.code, f"/cases/{case.code}/")
    shown = " ".join([one.subject.name, one.message, *one.evidence])
    assert TITLE not in shown
    assert MATTER not in shown
    assert told(community_secretary(desks.street.spring), on=late) == []
    of_sunny = about_organisation(desks.street.sunny.pk, desks.street.sunny.now_path, on=late, reader=EVERYONE).findings
    assert [one.subject.code for one in of_sunny if one.subject.kind == "step"] == [case.code]
    of_street = about_organisation(desks.street.street.pk, desks.street.street.now_path, on=late, reader=EVERYONE).findings
    assert [one for one in of_street if one.subject.kind == "step"] == []


@pytest.mark.django_db
def test_a_past_day_shows_what_waited_then(desks: Desks) -> None:
    case = assigned(desks)
    late = ANSWER_BY + timedelta(days=2)
    moved = ANSWER_BY + timedelta(days=4)
    done(services.hand_over(by=acting(desks.clerk, moved), case=case, seen=2, to=desks.street.spring, reason="属春晖社区"))
    assert [one.subject.path for one in found(on=late)] == [desks.street.sunny.now_path]
    assert [one.subject.path for one in found(on=moved)] == [desks.street.spring.now_path]


@pytest.mark.django_db
def test_what_rests_is_not_late(desks: Desks) -> None:
    case = assigned(desks)
    paused = MONDAY + timedelta(days=7)
    done(services.pause(by=acting(desks.clerk, paused), case=case, seen=2, reason="等物业招标"))
    assert told(on=ANSWER_BY + timedelta(days=30)) == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_three_queries_however_many_wait(desks: Desks, number: int) -> None:
    for _ in range(number):
        brought_up(desks)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert len(found(on=MONDAY + timedelta(days=20))) == number
    assert len(caught) == 3


def test_nobody_can_ask_to_be_told_earlier_than_is_read() -> None:
    assert rulebook().parameters["step.notice_days"].bounds == Bounds(0, AHEAD.days)


def test_every_step_with_a_last_day_has_a_clause() -> None:
    clauses = [one for one in rulebook().clauses.values() if one.subject == "step"]
    procedures = {key for one in clauses for key in one.applies.get("procedures", [])}  # type: ignore[attr-defined]  # lists of words
    steps = {key for one in clauses for key in one.applies.get("steps", [])}  # type: ignore[attr-defined]
    dated = {(table.key, step_key(table.key, step)) for table in every_version() for step in table.steps if step.latest is not None}
    assert sorted(key for procedure, key in dated if procedure not in procedures and key not in steps) == []


@pytest.mark.django_db
def test_on_the_start_page_a_step_stands_once(desks: Desks) -> None:
    case = assigned(desks)
    moment = datetime.combine(ANSWER_BY, time(9), SHANGHAI)
    shown = {
        who.display_name: [
            item.title
            for panel in on_the_desk(reader_of(account_id=who.pk, label=who.display_name, on=ANSWER_BY), moment)
            for item in panel.items
            if "答复本人" in item.title
        ]
        for who in (desks.clerk, desks.sunny)
    }
    assert shown == {"周敏": [f"阳光社区党委 反映事项{case.code}：“答复本人”最迟 2026-03-16。"], "何春燕": []}
