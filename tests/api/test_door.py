"""Who comes in: by a token that counts today, as far as it and its account reach, one effect for one key."""

import json
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, connections
from django.test import Client

from tests.access.cast import PASSWORD, make_account, signed_in
from tests.access.in_the_world import rows_of_everything
from tests.api.callers import ROOT, Caller, caller, codes, token_of
from tests.gatherings.meetings import make_gathering, part
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.models import Grant, KeptAnswer, Token
from zhibu.access.services import change_own_password, end_grant, reset_password, set_active
from zhibu.access.services.tokens import forget_answers, revoke_token
from zhibu.access.terms import Role
from zhibu.api import limits
from zhibu.api.terms import AT_ONCE
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import now, today
from zhibu.trail.models import AuditEntry, Operation

WHY = "测试"


@pytest.fixture
def street(db: None) -> Street:
    limits.forget()
    return make_street()


def meeting(street: Street, **more: Any) -> dict[str, Any]:
    return {
        "on": today().isoformat(),
        "parts": [{"kind": "lecture", "topic": "学习党章", "lecturer": "王芳"}],
        "organisations": [street.sunny_first.code],
        **more,
    }


def held() -> int:
    return Gathering.objects.unguarded(WHY).count()


def test_one_key_sent_three_times_makes_one_gathering_and_answers_the_same(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    answers = [system.post("gatherings", meeting(street), key="meeting-0001") for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201, 201, 201]
    assert {answer.content for answer in answers} == {answers[0].content}
    assert held() == 1
    assert KeptAnswer.objects.count() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="one writer at a time, whoever comes second finds the kept answer as above")
def test_the_same_key_sent_at_the_same_moment_has_one_effect() -> None:
    limits.forget()
    street = make_street()
    made = token_of(make_account("ganshi", Role.STREET_CLERK, street.street), street.street)
    together, answers = threading.Barrier(3), list[tuple[int, bytes]]()

    def send() -> None:
        system = Caller(made.secret)
        together.wait()
        answer = system.post("gatherings", meeting(street), key="meeting-0001")
        answers.append((answer.status_code, answer.content))
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [status for status, _ in answers] == [201, 201, 201]
    assert (len({content for _, content in answers}), held()) == (1, 1)


def test_another_body_under_the_same_key_is_refused_and_does_nothing(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    system.post("gatherings", meeting(street), key="meeting-0001")
    before = rows_of_everything()
    again = system.post("gatherings", meeting(street, place="别处"), key="meeting-0001")
    assert (again.status_code, codes(again)) == (422, ["key_used"])
    assert rows_of_everything() == before


def test_a_refusal_is_not_kept_so_that_what_was_mended_goes_through_under_the_same_key(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    late = meeting(street, on=(today() - timedelta(days=9)).isoformat())
    refused = system.post("gatherings", late, key="meeting-0001")
    assert (refused.status_code, codes(refused)) == (422, ["no_reporter"])
    assert system.post("gatherings", {**late, "reported_by": "张三"}, key="meeting-0001").status_code == 201


def test_two_systems_may_use_the_same_key(street: Street) -> None:
    one, other = caller(Role.STREET_CLERK, street.street), caller(Role.COMMUNITY_SECRETARY, street.sunny)
    assert [each.post("gatherings", meeting(street), key="meeting-0001").status_code for each in (one, other)] == [201, 201]
    assert held() == 2


def test_a_key_counts_for_a_day(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    system.post("gatherings", meeting(street), key="meeting-0001")
    KeptAnswer.objects.update(at=now() - timedelta(hours=25))
    assert system.post("gatherings", meeting(street), key="meeting-0001").status_code == 201
    assert held() == 2
    assert forget_answers(now()) == 1


def test_a_write_without_a_key_is_not_done(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    answer = system.client.post(f"{ROOT}gatherings", json.dumps(meeting(street)), content_type="application/json", headers=system.headers)
    assert (answer.status_code, held()) == (400, 0)


def test_what_is_written_stands_in_the_trail_under_the_account_and_the_token(street: Street) -> None:
    account = make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")
    made = token_of(account, street.street)
    Caller(made.secret).post("gatherings", meeting(street))
    done = Operation.objects.get(act="gathering.plan")
    assert (done.actor, done.account_id, done.channel) == ("周敏", account.pk, f"api:{made.token_id}")
    opened = Operation.objects.get(act="account.token")
    assert (opened.reason, opened.account_id) == ("区平台", account.pk)
    assert made.secret not in "".join(str(row) for row in AuditEntry.objects.values_list())


def test_a_token_out_of_scope_sees_nothing_there(street: Street) -> None:
    one = make_person(street.spring_first, "李四")
    lecture = make_gathering(street.spring_first, part(GatheringKind.LECTURE, street.spring_first), by=actor(today()), on=today())
    system = caller(Role.STREET_CLERK, street.street, scope=street.sunny)
    addresses = (
        f"members/{one.code}",
        f"gatherings/{lecture.code}",
        f"organisations/{street.spring.code}",
        f"organisations/{street.street.code}",
    )
    assert [system.get(address).status_code for address in addresses] == [404, 404, 404, 404]
    assert system.get("members", within=street.spring.code).status_code == 404
    assert json.loads(system.get("members").content)["rows"] == []
    refused = system.post("gatherings", meeting(street, organisations=[street.spring_first.code]))
    assert (refused.status_code, codes(refused), held()) == (422, ["unknown_holder"], 1)


def test_a_token_without_the_right_is_told_which(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.street, acts=["see_register", "see_calendar"])
    before = rows_of_everything()
    refused = system.post("gatherings", meeting(street))
    assert (refused.status_code, json.loads(refused.content)["right"]) == (403, "安排、记录会议活动")
    assert rows_of_everything() == before


def test_an_expired_a_coming_a_revoked_and_an_invented_token_open_nothing(street: Street) -> None:
    account = make_account("ganshi", Role.STREET_CLERK, street.street)
    day = today()
    coming = token_of(account, street.street, since=day + timedelta(days=1))
    expired = token_of(account, street.street)
    Token.objects.filter(pk=expired.token_id).update(valid_from=day - timedelta(days=9), valid_to=day)
    revoked = token_of(account, street.street)
    system = Caller(revoked.secret)
    assert system.get("token").status_code == 200
    owner = actor(day)
    assert revoke_token(by=owner, token=Token.objects.get(pk=revoked.token_id), reason="不用了").allowed
    for secret in (coming.secret, expired.secret, revoked.secret, "zb1_" + "a" * 43, ""):
        answer = Caller(secret).get("token")
        assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, 'Bearer realm="zhibu"')


def test_a_token_counts_until_the_day_before_its_end(street: Street) -> None:
    account = make_account("ganshi", Role.STREET_CLERK, street.street)
    made = token_of(account, street.street, until=today() + timedelta(days=1))
    assert Caller(made.secret).get("token").status_code == 200


def test_a_session_cookie_opens_nothing_here(street: Street) -> None:
    browser = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    assert browser.get(f"{ROOT}members").status_code == 401
    assert browser.post(f"{ROOT}gatherings", json.dumps(meeting(street)), content_type="application/json").status_code == 401
    assert held() == 0


def test_a_token_opens_no_page(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    assert Client().get("/members/", headers=system.headers).status_code == 302


def test_what_the_account_loses_its_token_loses(street: Street) -> None:
    account = make_account("ganshi", Role.STREET_CLERK, street.street)
    system = Caller(token_of(account, street.street).secret)
    assert system.get("members").status_code == 200
    grant = Grant.objects.unguarded(WHY).get(account=account)
    assert end_grant(by=actor(today()), grant=grant, on=today(), reason="离任").allowed
    assert system.get("members").status_code == 403


@pytest.mark.parametrize("way", ["own password", "reset", "closed", "closed and opened again"])
def test_a_new_password_and_a_closed_account_end_its_tokens(street: Street, way: str) -> None:
    account = make_account("ganshi", Role.STREET_CLERK, street.street)
    system, by = Caller(token_of(account, street.street).secret), actor(today())
    if way == "own password":
        own = actor(today())
        change_own_password(by=own, username="ganshi", current=PASSWORD, password="a quite different one", keep_session="")
    elif way == "reset":
        reset_password(by=by, account_id=account.pk)
    else:
        set_active(by=by, account_id=account.pk, active=False, reason="离任")
    if way == "closed and opened again":
        set_active(by=by, account_id=account.pk, active=True, reason="回来")
    assert system.get("token").status_code == 401
    assert Token.objects.get().revoked_at is not None


def test_too_many_requests_are_told_when_to_come_again(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    answers = [system.get("token") for _ in range(AT_ONCE + 1)]
    assert [answer.status_code for answer in answers] == [200] * AT_ONCE + [429]
    assert answers[-1].headers["Retry-After"] == "1"


def test_the_day_of_its_last_use_is_kept_and_costs_a_write_a_day(street: Street, django_assert_num_queries: Any) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    assert Token.objects.get().last_used_on is None
    system.get("organisations")
    assert Token.objects.get().last_used_on == today()
    with django_assert_num_queries(2):
        system.get("token")


def test_all_mistakes_of_a_body_are_named_at_once(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    answer = system.post("gatherings", {"parts": [{"kind": "party", "tpoic": "x"}], "organisations": "x", "on": "yesterday"})
    said = {(one["field"], one["code"]) for one in json.loads(answer.content)["objections"]}
    assert said == {("on", "type"), ("parts.0.kind", "choice"), ("parts.0.tpoic", "extra_forbidden"), ("organisations", "type")}
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("sent", "kind", "status"), [("{", "application/json", 422), ("[]", "application/json", 422), ("on=1", "text/plain", 415)]
)
def test_what_is_no_json_is_refused(street: Street, sent: str, kind: str, status: int) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    headers = {**system.headers, "Idempotency-Key": "meeting-0001"}
    answer = system.client.post(f"{ROOT}gatherings", sent, content_type=kind, headers=headers)
    assert (answer.status_code, held()) == (status, 0)


def test_an_address_that_is_not_there_is_answered_to_a_machine(street: Street) -> None:
    answer = caller(Role.STREET_CLERK, street.street).get("nothing")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_body_that_is_too_large_is_answered_to_a_machine(street: Street) -> None:
    system = caller(Role.STREET_CLERK, street.street)
    answer = system.post("gatherings", " " * (4 * 1024 * 1024 + 1))
    assert (answer.status_code, answer.headers["Content-Type"]) == (413, "application/problem+json")
