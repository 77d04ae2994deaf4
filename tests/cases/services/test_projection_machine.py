"""Whatever people do, the projection is what the fold says, and what a rebuild would say."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests.cases.desks import WHY, case
from tests.cases.tables import BRANCHING
from tests.register.factories import actor, make_street
from zhibu.cases import registry, services
from zhibu.cases.models import Case, StepSpan
from zhibu.cases.queries.log import standing
from zhibu.cases.queries.projections import COLUMNS, WAITING, cases_astray, projected
from zhibu.cases.rules.acts import Deed
from zhibu.cases.rules.spans import history
from zhibu.cases.services import Opening

START: Final = date(2026, 1, 5)
STEPS: Final = st.sampled_from(list(BRANCHING.by_key))
AHEAD: Final = st.integers(0, 9)
ORGANISATIONS: Final = st.integers(0, 2)


class OneCase(RuleBasedStateMachine):
    """Every service in any order, on days that go on; most of it is refused, and then nothing changes."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def begin(self) -> None:
        street = make_street()
        self.places = (street.street, street.sunny, street.spring)
        self.day = START
        opened = services.open_case(by=actor(START), organisation=street.street, opening=Opening(BRANCHING, "测试", START, {"what": "一"}))
        self.number = opened.row_id

    def _do(self, service: Any, ahead: int, **more: Any) -> None:
        self.day += timedelta(days=ahead)
        found = case(self.number)
        outcome = service(by=actor(self.day), case=found, seen=found.now_last, **more)
        assert case(self.number).now_last == found.now_last + outcome.done

    @rule(step=STEPS, ahead=AHEAD, place=ORGANISATIONS, back=st.integers(0, 3), written=st.booleans())
    def act(self, *, step: str, ahead: int, place: int, back: int, written: bool) -> None:
        day = self.day + timedelta(days=ahead)
        deed = Deed(step, day - timedelta(days=back), {"note": "写了"} if written else {}, until=day + timedelta(days=30))
        self._do(services.act, ahead, deed=deed, organisation=self.places[place])

    @rule(ahead=AHEAD)
    def bring_the_document(self, *, ahead: int) -> None:
        self.day += timedelta(days=ahead)
        services.register_document(by=actor(self.day), case=case(self.number), document="form", on=self.day, kept_at="柜")

    @rule(ahead=AHEAD)
    def pause(self, *, ahead: int) -> None:
        self._do(services.pause, ahead, reason="等")

    @rule(ahead=AHEAD)
    def resume(self, *, ahead: int) -> None:
        self._do(services.resume, ahead)

    @rule(ahead=AHEAD, place=ORGANISATIONS)
    def hand_over(self, *, ahead: int, place: int) -> None:
        self._do(services.hand_over, ahead, to=self.places[place], reason="换")

    @rule(ahead=AHEAD, step=STEPS)
    def void(self, *, ahead: int, step: str) -> None:
        self._do(services.void, ahead, step=step, reason="错")

    @rule(ahead=AHEAD)
    def reopen(self, *, ahead: int) -> None:
        self._do(services.reopen, ahead, step="right", reason="没有解决")

    @rule(ahead=AHEAD, really=st.integers(0, 9))
    def cancel(self, *, ahead: int, really: int) -> None:
        if really == 0:
            self._do(services.cancel, ahead, reason="不办了")

    @invariant()
    def the_projection_is_what_the_log_says(self) -> None:
        if not hasattr(self, "number"):
            return
        found = case(self.number)
        should = projected(history(BRANCHING, [line.logged for line in standing(found).lines]))
        columns = Case.objects.unguarded(WHY).values_list(*COLUMNS).get(pk=self.number)
        waiting = frozenset(StepSpan.objects.unguarded(WHY).filter(case_id=self.number).values_list(*WAITING))
        assert (columns, waiting) == (should.columns, should.waiting)
        assert list(cases_astray()) == []


@pytest.fixture(autouse=True)
def _branching_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_known", {**registry._known, (BRANCHING.key, BRANCHING.version): BRANCHING})


@pytest.mark.django_db
def test_projection_fold_and_rebuild_agree_whatever_people_do() -> None:
    often = settings(max_examples=25, stateful_step_count=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    run_state_machine_as_test(OneCase, settings=often)
