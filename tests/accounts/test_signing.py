"""Five wrong passwords lock an account for half an hour; a session that has ended opens nothing; drafts outlive both."""

from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from django.contrib.auth.hashers import make_password

from zhibu.accounts.models import Account, Draft, FailedSignIn, Session
from zhibu.accounts.queries import known_in_network, memory, network_paused, signed_in
from zhibu.accounts.rules import NETWORK_FAILURES, after_failure, is_known_there, is_locked, is_paused, network_of
from zhibu.accounts.services import (
    INACTIVE,
    LOCKED,
    MOST_DRAFTS,
    WRONG,
    clear_failures,
    count_failed_sign_in,
    drop_draft,
    end_session,
    end_sessions_of,
    forget_drafts,
    forget_sessions,
    load_draft,
    save_draft,
    start_session,
    verify_password,
)
from zhibu.kernel.decisions import Decision

pytestmark = pytest.mark.django_db

NOW: Final = datetime(2026, 6, 1, 4, tzinfo=UTC)
MINUTE: Final = timedelta(minutes=1)
RIGHT: Final = "一句好记的话 2026"


def make(username: str = "zhoumin", **fields: bool) -> Account:
    return Account.objects.create(
        username=username, display_name="周敏", password=make_password(RIGHT), password_changed_at=NOW, created_at=NOW, **fields
    )


def try_in(password: str, *, at: datetime = NOW, username: str = "zhoumin") -> Decision:
    return verify_password(username=username, password=password, now=at)[1]


def test_the_fifth_failure_in_a_row_locks_for_half_an_hour() -> None:
    assert after_failure(3, NOW) == (4, None)
    assert after_failure(4, NOW) == (0, NOW + 30 * MINUTE)


def test_a_lock_holds_until_its_end_and_not_longer() -> None:
    until = NOW + 30 * MINUTE
    assert [is_locked(until, until - MINUTE), is_locked(until, until), is_locked(None, NOW)] == [True, False, False]


def test_five_wrong_passwords_lock_the_account_also_against_the_right_one() -> None:
    make()
    answers = [try_in("wrong") for _ in range(5)]
    assert answers == [Decision((WRONG,))] * 4 + [Decision((LOCKED,))]
    assert try_in(RIGHT, at=NOW + 29 * MINUTE) == Decision((LOCKED,))
    assert try_in(RIGHT, at=NOW + 30 * MINUTE).allowed


def test_a_log_in_that_succeeded_forgets_failures() -> None:
    account = make()
    for _ in range(4):
        try_in("wrong")
    assert try_in(RIGHT).allowed
    account.refresh_from_db()
    clear_failures(account)
    assert try_in("wrong") == Decision((WRONG,))


def test_the_right_password_alone_forgets_none() -> None:
    """Whoever knows the password would win new guesses at the second factor with each log-in."""
    make()
    for _ in range(4):
        try_in("wrong")
    assert try_in(RIGHT).allowed
    assert try_in("wrong") == Decision((LOCKED,))


def test_an_unknown_name_is_answered_like_a_wrong_password() -> None:
    assert try_in(RIGHT, username="nobody") == Decision((WRONG,))


def test_a_closed_account_is_named_only_to_whoever_knows_the_password() -> None:
    make(active=False)
    assert [try_in("wrong"), try_in(RIGHT)] == [Decision((WRONG,)), Decision((INACTIVE,))]


def test_a_session_counts_until_it_is_ended() -> None:
    account = make()
    key = start_session(account=account, now=NOW, address=None)
    assert signed_in(key, memory()) is not None
    end_session(key=key, now=NOW)
    assert signed_in(key, memory()) is None


def test_all_sessions_but_one_end_together() -> None:
    account = make()
    kept, other = (start_session(account=account, now=NOW, address=None) for _ in range(2))
    end_sessions_of(account_id=account.pk, now=NOW, but=kept)
    assert [signed_in(key, memory()) is not None for key in (kept, other)] == [True, False]


def test_a_draft_is_given_back_to_its_account_alone() -> None:
    mine, other = make(), make("other")
    save_draft(account_id=mine.pk, key="member-new", fields={"name": "张三"}, now=NOW)
    assert load_draft(account_id=mine.pk, key="member-new") == ({"name": "张三"}, NOW)
    assert load_draft(account_id=other.pk, key="member-new") is None
    drop_draft(account_id=mine.pk, key="member-new")
    assert load_draft(account_id=mine.pk, key="member-new") is None


def test_what_was_typed_is_not_readable_in_the_database() -> None:
    account = make()
    save_draft(account_id=account.pk, key="member-new", fields={"id_number": "999999198001010078"}, now=NOW)
    assert b"999999" not in bytes(Draft.objects.get().body)


def test_drafts_are_forgotten_after_thirty_days() -> None:
    account = make()
    save_draft(account_id=account.pk, key="old", fields={"name": "张三"}, now=NOW)
    save_draft(account_id=account.pk, key="new", fields={"name": "李四"}, now=NOW + timedelta(days=31))
    assert list(Draft.objects.values_list("key", flat=True)) == ["new"]


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        (" 203.0.113.7 ", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::1", "2001:db8:1:2::/64"),
        ("unknown", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_a_place_is_an_address_or_the_network_of_one_line(address: str | None, network: str) -> None:
    assert network_of(address) == network


def test_thirty_failures_pause_a_network() -> None:
    assert [is_paused(failures) for failures in (0, 29, 30, 31)] == [False, False, True, True]
    assert NETWORK_FAILURES == 30


def test_nobody_is_known_where_no_address_is() -> None:
    assert [is_known_there("203.0.113.7", ["203.0.113.7", None]), is_known_there("", [None]), is_known_there("203.0.113.7", [])] == [
        True,
        False,
        False,
    ]


def test_failures_of_the_last_ten_minutes_count_and_older_ones_are_forgotten() -> None:
    reached = [count_failed_sign_in(network="203.0.113.7", now=NOW + second * MINUTE / 60) for second in range(30)]
    assert reached == [False] * 29 + [True]
    assert [network_paused("203.0.113.7", NOW + MINUTE), network_paused("198.51.100.1", NOW + MINUTE), network_paused("", NOW)] == [
        True,
        False,
        False,
    ]
    assert not network_paused("203.0.113.7", NOW + 10 * MINUTE + MINUTE / 60)
    assert not count_failed_sign_in(network="203.0.113.7", now=NOW + 11 * MINUTE)
    assert FailedSignIn.objects.count() == 1


def test_whoever_signed_in_from_a_network_is_known_there_for_ninety_days() -> None:
    account = make()
    start_session(account=account, now=NOW, address="203.0.113.7")
    ninety = NOW + timedelta(days=90)
    asked = [("203.0.113.7", NOW + MINUTE), ("203.0.113.7", ninety), ("198.51.100.1", NOW + MINUTE), ("", NOW + MINUTE)]
    assert [known_in_network("zhoumin", network, at) for network, at in asked] == [True, False, False, False]
    assert not known_in_network("nobody", "203.0.113.7", NOW + MINUTE)


def test_drafts_of_those_who_never_come_again_are_forgotten_too() -> None:
    account = make()
    save_draft(account_id=account.pk, key="old", fields={"a": "1"}, now=NOW)
    save_draft(account_id=account.pk, key="new", fields={"a": "1"}, now=NOW + timedelta(days=20))
    assert (forget_drafts(NOW + timedelta(days=30)), Draft.objects.count()) == (0, 2)
    assert forget_drafts(NOW + timedelta(days=31)) == 1
    assert list(Draft.objects.values_list("key", flat=True)) == ["new"]


def test_nobody_fills_the_disk_with_drafts() -> None:
    account, other = make(), make("other")
    save_draft(account_id=other.pk, key="theirs", fields={"a": "1"}, now=NOW)
    for number in range(MOST_DRAFTS + 3):
        save_draft(account_id=account.pk, key=f"k{number}", fields={"a": "1"}, now=NOW + number * MINUTE)
    kept = Draft.objects.filter(account=account).order_by("saved_at").values_list("key", flat=True)
    assert (len(kept), kept[0], list(kept)[-1]) == (MOST_DRAFTS, "k3", f"k{MOST_DRAFTS + 2}")
    assert load_draft(account_id=other.pk, key="theirs") is not None


# What is not kept for ever.


def test_drafts_that_nobody_came_back_to_are_forgotten_whoever_they_belong_to() -> None:
    first, second = make("first"), make("second")
    for account, age in ((first, 31), (second, 29)):
        save_draft(account_id=account.pk, key="form", fields={"name": "张三"}, now=NOW - timedelta(days=age))
    assert forget_drafts(NOW) == 1
    assert [load_draft(account_id=account.pk, key="form") is None for account in (first, second)] == [True, False]


def test_sessions_are_forgotten_but_the_last_of_each_account() -> None:
    first, second = make("first"), make("second")
    days = [(first, 400), (first, 300), (second, 500), (second, 10), (second, 1)]
    for account, age in days:
        start_session(account=account, now=NOW - timedelta(days=age), address="127.0.0.1")
    assert forget_sessions(NOW - timedelta(days=180)) == 2
    left = Session.objects.order_by("started_at").values_list("account__username", "started_at")
    assert [(name, (NOW - at).days) for name, at in left] == [("first", 300), ("second", 10), ("second", 1)]
