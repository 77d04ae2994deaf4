"""One copy of database and log after the end tells nobody who chose what: no better than the published result lets anyone guess.

Thirty polls of nine people, who sign in one by one, answer over HTTP in a new order each time, and write an opinion that names what
they chose, so that there is a sequence to be paired with. The same attacker wins at once where an answer leaves a line or a row.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from random import Random

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, session_of
from tests.polls.asking import FOOD, Canteen, make_canteen, opened, poll
from tests.polls.attacker import Attacker, Copy, Target, copy_of_everything
from tests.register.factories import actor
from zhibu.accounts.models import Account
from zhibu.kernel.clock import today
from zhibu.polls.models import Box, Poll
from zhibu.polls.services import answer, close_poll
from zhibu.polls.terms import LEAST
from zhibu.register.models import Person
from zhibu.store.keys import key_store
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

POLLS, PEOPLE, SEED = 30, 9, 20_261_128
Answered = Callable[[Account, int], None]


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What the application logs, at its most talkative, without what Django says of its own queries."""
    caplog.set_level(logging.DEBUG)
    return lambda: [f"{one.name} {one.getMessage()}" for one in caplog.records if one.name != "django.db.backends"]


def called(person: Person, account: Account) -> frozenset[str]:
    return frozenset({account.username, account.display_name, person.name, person.code, f"{account.pk}"})


def one_poll(canteen: Canteen, accounts: Sequence[Account], rng: Random, leak: Answered, turn: int) -> Target:
    """Opened, answered by everybody in a chance order, ended; each asks something else, as it must."""
    made = opened(canteen.street.sunny_first, replace(FOOD, text=f"{FOOD.text}{turn}"), opinions=True)
    truth = [rng.randrange(len(FOOD.choices) - 1) for _ in accounts]
    client = Client()
    for number in rng.sample(range(len(accounts)), len(accounts)):
        client.cookies["zhibu_session"] = session_of(accounts[number])
        sent = {"q0": str(truth[number]), "opinion": f"我选{FOOD.choices[truth[number]]}"}
        assert client.post(reverse("poll", args=[made.code]), sent).status_code == 302
        leak(accounts[number], truth[number])
    assert close_poll(by=actor(today()), poll=made).done
    people = [called(person, account) for person, account in zip(canteen.people, accounts, strict=True)]
    return Target(FOOD.choices, people, truth)


def attacked(polls: int, lines: Callable[[], list[str]], leak: Answered = lambda _account, _choice: None) -> tuple[Attacker, Copy]:
    """Each time with a copy of after the end."""
    canteen, rng, attacker = make_canteen(PEOPLE), Random(SEED), Attacker()  # noqa: S311  the same
    accounts = [make_account(f"answers{number}", person=person) for number, person in enumerate(canteen.people)]
    copy = Copy({}, ())
    for turn in range(polls):
        target = one_poll(canteen, accounts, rng, leak, turn)
        copy = copy_of_everything(lines())
        attacker.attack(copy, target)
    return attacker, copy


@pytest.mark.django_db(transaction=True)
def test_whoever_holds_a_copy_of_database_and_log_does_no_better_than_guessing(lines: Callable[[], list[str]]) -> None:
    attacker, copy = attacked(POLLS, lines)
    tried = {name.split(" x ")[0] for name in attacker.scores}
    assert "accounts_session.account_id by started_at" in tried
    assert [name for name in attacker.scores if "polls_poll.released as a list" in name] != []
    assert min(score.guesses for score in attacker.scores.values() if score.guesses) >= PEOPLE
    assert attacker.successes == []
    assert copy.rows["polls_box"] == []


@pytest.mark.parametrize("kind", ["a line of the log", "a row of the trail"])
def test_the_same_attacker_knows_everything_where_an_answer_leaves_a_trace(kind: str, lines: Callable[[], list[str]]) -> None:
    def leak(account: Account, choice: int) -> None:
        del account
        if kind == "a line of the log":
            logging.getLogger("zhibu").info("answered %s", FOOD.choices[choice])
            return
        with recording(actor(today()), "poll.answer", reason=FOOD.choices[choice]) as work:
            work.note()

    attacker, _ = attacked(6, lines, leak)
    trace = "log" if kind == "a line of the log" else "trail_operation.reason by id"
    assert f"accounts_session.account_id by started_at x {trace}" in attacker.successes


def test_the_log_names_nobody_who_answers_and_nothing_that_was_chosen(lines: Callable[[], list[str]]) -> None:
    attacked(1, lines)
    told = "\n".join(lines())
    assert [word for word in (*FOOD.choices, "answers0", "党员") if word in told] == []


def test_while_it_is_open_the_database_holds_cipher_text_and_afterwards_not_even_its_key() -> None:
    canteen = make_canteen(PEOPLE)
    made = opened(canteen.street.sunny_first, FOOD, opinions=True)
    accounts = [make_account(f"answers{number}", person=person) for number, person in enumerate(canteen.people)]
    client, lengths = Client(), []
    for number, account in enumerate(accounts):
        client.cookies["zhibu_session"] = session_of(account)
        client.post(reverse("poll", args=[made.code]), {"q0": "0", "opinion": "只有我知道的事" if number == 0 else ""})
        lengths.append(len(bytes(Box.objects.values_list("content", flat=True).get(poll=made))))
    assert len({later - before for before, later in pairwise(lengths)}) == 1
    assert "只有我知道的事".encode() not in image()
    close_poll(by=actor(today()), poll=made)
    assert key_store().of([made.key_name]) == {}
    assert (poll(made.pk).released, "只有我知道的事".encode() in image()) == ("", False)


def image() -> bytes:
    """The whole database file with its free pages; of PostgreSQL every row of every table."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        content: bytes = connection.connection.serialize()
        return content
    return repr(copy_of_everything(())).encode()


def test_of_fewer_than_eight_nothing_is_left() -> None:
    canteen = make_canteen(PEOPLE)
    made = opened(canteen.street.sunny_first, FOOD)
    for person in canteen.people[: LEAST - 1]:
        answer(poll=made, person_id=person.pk, chosen=[1], today=today())
    close_poll(by=actor(today()), poll=made)
    ended = poll(made.pk)
    assert (ended.answered, ended.result, ended.released) == (LEAST - 1, "", "")
    assert (Box.objects.count(), Poll.objects.unguarded("测试").count()) == (0, 1)
