"""Tokens that open nothing: counted by network, told to wait, read of by the auditor; whoever has a good one notices nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from tests.access.cast import PASSWORD, make_account
from tests.api.callers import ROOT, Caller, caller, token_of
from tests.register.factories import Street, make_street
from zhibu.access.models import KeptAnswer
from zhibu.access.terms import Role
from zhibu.accounts.models import FailedSignIn
from zhibu.api import limits
from zhibu.kernel.clock import now, today
from zhibu.trail.models import Operation

PLACE = "203.0.113.7"
INVENTED = "zb1_" + "a" * 43


@pytest.fixture
def street(db: None) -> Street:
    limits.forget()
    return make_street()


def asks(secret: str, place: str = PLACE) -> Any:
    headers = {"Authorization": f"Bearer {secret}"} if secret else {}
    return Client().get(f"{ROOT}token", headers=headers, REMOTE_ADDR=place)


def paused() -> list[tuple[str, str]]:
    return list(Operation.objects.filter(act="account.tokens_paused").values_list("actor", "reason"))


@pytest.mark.usefixtures("db")
def test_the_thirty_first_bad_token_from_one_network_is_told_to_wait() -> None:
    answers = [asks(INVENTED) for _ in range(33)]
    assert [one.status_code for one in answers] == [401] * 30 + [429] * 3
    assert answers[-1].headers["Retry-After"] == "600"
    assert answers[-1].json()["detail"] == "从这个网络地址来的无效令牌较多，暂停受理。有效的令牌照常可用。"
    assert asks(INVENTED, "198.51.100.1").status_code == 401
    assert paused() == [("接口", f"网络地址 {PLACE}：10 分钟内有 30 次令牌无效")]
    assert FailedSignIn.objects.count() == 31


@pytest.mark.usefixtures("db")
def test_the_pause_ends_by_itself() -> None:
    for _ in range(31):
        asks(INVENTED)
    FailedSignIn.objects.update(at=now() - timedelta(minutes=10))
    assert asks(INVENTED).status_code == 401


def test_a_good_token_goes_on_from_there(street: Street) -> None:
    made = token_of(make_account("ganshi", Role.STREET_CLERK, street.street), street.street)
    for _ in range(31):
        asks(INVENTED)
    assert asks(made.secret).status_code == 200


@pytest.mark.usefixtures("db")
def test_neither_door_shuts_the_other() -> None:
    make_account("zhoumin", Role.AUDITOR)
    for _ in range(31):
        asks(INVENTED)
    entered = Client().post("/login", {"username": "zhoumin", "password": PASSWORD}, REMOTE_ADDR=PLACE)
    assert entered.status_code == 302
    for number in range(31):
        Client().post("/login", {"username": f"nobody{number}", "password": "guess"}, REMOTE_ADDR="198.51.100.1")
    assert asks(INVENTED, "198.51.100.1").status_code == 401


@pytest.mark.usefixtures("db")
def test_whoever_shows_no_token_is_not_counted() -> None:
    assert {asks("").status_code for _ in range(35)} == {401}
    assert (FailedSignIn.objects.count(), paused()) == (0, [])


def test_a_kept_answer_lies_sealed_and_opens_for_its_own_key_alone(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    body = {
        "on": today().isoformat(),
        "parts": [{"kind": "lecture", "topic": "学习党章", "lecturer": "王芳"}],
        "organisations": [street.sunny_first.code],
    }
    first = system.post("gatherings", body, key="meeting-0001")
    kept = KeptAnswer.objects.get()
    assert first.json()["code"].encode() not in bytes(kept.body)
    assert system.post("gatherings", body, key="meeting-0001").content == first.content
    moved = Caller(system.headers["Authorization"].removeprefix("Bearer "))
    KeptAnswer.objects.update(key="meeting-0002")
    again = moved.post("gatherings", body, key="meeting-0002")
    assert (again.status_code, [one["code"] for one in again.json()["objections"]]) == (422, ["answer_gone"])
