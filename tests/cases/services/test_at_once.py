"""Two people at the same moment, on a database that takes two writers."""

import threading
from collections.abc import Iterable

import pytest
from django.db import connection, connections

from tests.cases.desks import ANSWER, MONDAY, WHY, acting, assigned, case, make_desks
from zhibu.accounts.models import Account
from zhibu.cases import services
from zhibu.cases.models import Case, CaseEntry
from zhibu.cases.queries.projections import cases_astray
from zhibu.cases.rules.acts import Deed
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.ties.services import Matter, open_matter

pytestmark = [
    pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time"),
    pytest.mark.django_db(transaction=True),
]


def test_one_of_two_is_written_and_the_other_is_told() -> None:
    desks = make_desks()
    for _ in range(3):
        given, together = assigned(desks), threading.Barrier(2)
        outcomes: list[Outcome] = []

        def answer(account: Account, found: Case = given, start: threading.Barrier = together, told: list[Outcome] = outcomes) -> None:
            by = acting(account)
            start.wait()
            told.append(services.act(by=by, case=found, seen=2, deed=Deed("answer", MONDAY, ANSWER)))
            connections.close_all()

        run(threading.Thread(target=answer, args=(account,)) for account in (desks.clerk, desks.sunny))
        assert sorted(outcome.done for outcome in outcomes) == [False, True]
        assert [one.code for outcome in outcomes for one in outcome.decision.objections] == ["changed_since"]
        assert (case(given.pk).now_last, CaseEntry.objects.unguarded(WHY).filter(case=given).count()) == (3, 3)
    assert list(cases_astray()) == []


def test_a_form_sent_twice_at_once_opens_one_case() -> None:
    desks = make_desks()
    together = threading.Barrier(2)
    outcomes: list[Outcome] = []

    def send() -> None:
        by = acting(desks.clerk)
        together.wait()
        outcomes.append(open_matter(by=by, organisation=desks.street.street, matter=Matter("一件", "灯不亮", MONDAY), submission="c" * 32))
        connections.close_all()

    run(threading.Thread(target=send) for _ in range(2))
    assert len({outcome.row_id for outcome in outcomes}) == Case.objects.unguarded(WHY).count() == 1


def run(threads: Iterable[threading.Thread]) -> None:
    started = list(threads)
    for thread in started:
        thread.start()
    for thread in started:
        thread.join()
