"""Somebody lost phone and sheet: one keeper asks, a different one confirms; at the server one can do it alone, and it is recorded."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, session_of, signed_in
from tests.access.factors import first_step, is_in, with_phone, with_sheet
from tests.access.pages import Answer, queries, words
from tests.register.factories import actor, make_person, make_street
from zhibu.access.models import AccountOwner, FactorReset
from zhibu.access.rules import may_ask_reset, may_confirm_reset
from zhibu.access.terms import Role
from zhibu.accounts.models import Account, Device, SecondFactor, SheetCode
from zhibu.accounts.services import remember_device
from zhibu.accounts.terms import RESET_OPEN
from zhibu.kernel.clock import now
from zhibu.trail.door import recording
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

WHY = "测试"


@pytest.fixture
def lost() -> Account:
    """The auditor, who has neither phone nor sheet any more."""
    account = make_account("shenji", Role.AUDITOR, name="韩松")
    with_sheet(account)
    return account


@pytest.fixture
def first() -> Account:
    return make_account("shouquan", Role.RIGHTS_KEEPER, name="林岚")


@pytest.fixture
def second() -> Account:
    return make_account("shouquan2", Role.RIGHTS_KEEPER, name="于洋")


def ask(by: Account, holder: Account, reason: str = "手机和码单一起丢了") -> Answer:
    return signed_in(by).post(reverse("account_factor", args=[holder.pk]), {"reason": reason})


def asked() -> FactorReset:
    return FactorReset.objects.unguarded(WHY).get()


def confirm(by: Account) -> Answer:
    return signed_in(by).post(reverse("factor_reset_confirm", args=[asked().pk]))


def state() -> tuple[int, int, str]:
    return SecondFactor.objects.count(), SheetCode.objects.count(), asked().state


def test_asking_changes_nothing_but_is_seen_by_the_other_keepers(lost: Account, first: Account, second: Account) -> None:
    assert ask(first, lost).status_code == 302
    assert state() == (1, 10, "open")
    assert "1 个撤销二次验证的申请待确认" in words(signed_in(second).get(reverse("home")))
    assert "韩松（shenji） 林岚" in words(signed_in(second).get(reverse("factor_resets")))


@pytest.mark.parametrize("role", [Role.RIGHTS_KEEPER, Role.SYSTEM_KEEPER])
def test_another_keeper_confirms_and_everything_of_it_is_gone(lost: Account, first: Account, role: Role) -> None:
    ask(first, lost)
    browser = signed_in(lost)
    remember_device(account=lost, now=now(), address=None, browser="")
    assert confirm(make_account("other", role, name="于洋")).status_code == 302
    assert state() == (0, 0, "done")
    assert (is_in(browser), Device.objects.filter(ended_at=None).count()) == (False, 0)
    acts = list(Operation.objects.filter(act__startswith="account.factor").order_by("pk").values_list("act", "actor", "reason"))
    assert acts == [
        ("account.factor_ask", "林岚", "手机和码单一起丢了"),
        ("account.factor_reset", "于洋", "手机和码单一起丢了"),
    ]


def test_afterwards_the_log_in_leads_to_setting_up_without_days_of_grace(
    client: Client, lost: Account, first: Account, second: Account
) -> None:
    ask(first, lost)
    confirm(second)
    lost.refresh_from_db()
    first_step(client, lost)
    assert client.get(reverse("home")).headers["Location"] == reverse("second_factor")


def test_whoever_asks_does_not_confirm(lost: Account, first: Account) -> None:
    ask(first, lost)
    answer = confirm(first)
    assert (answer.status_code, "申请和确认须是两个不同的人。" in words(answer)) == (422, True)
    assert state() == (1, 10, "open")


def test_nobody_confirms_for_the_own_account(first: Account, second: Account) -> None:
    with_phone(second)
    ask(first, second)
    assert "不能确认撤销自己的二次验证。" in words(confirm(second))
    assert SecondFactor.objects.count() == 1


def test_nobody_asks_for_the_own_account(first: Account) -> None:
    with_phone(first)
    assert "不能申请撤销自己的二次验证。" in words(ask(first, first))
    assert FactorReset.objects.unguarded(WHY).count() == 0


def test_the_auditor_reads_of_it_and_does_not_do_it(lost: Account, first: Account) -> None:
    """Whoever reads the trail does not act in what it tells."""
    ask(first, lost)
    auditor = make_account("shenji2", Role.AUDITOR)
    assert confirm(auditor).status_code == 403
    assert signed_in(auditor).get(reverse("factor_resets")).status_code == 403
    assert state() == (1, 10, "open")


def test_a_reason_is_needed(lost: Account, first: Account) -> None:
    assert "请填写「原因」。" in words(ask(first, lost, reason=""))
    assert FactorReset.objects.unguarded(WHY).count() == 0


def test_it_is_asked_once_and_only_where_there_is_something_to_take_away(lost: Account, first: Account, second: Account) -> None:
    ask(first, lost)
    assert "已经有一个申请在等确认。" in words(ask(second, lost))
    assert "这个账号没有设置二次验证。" in words(ask(first, second))
    assert FactorReset.objects.unguarded(WHY).count() == 1


def test_a_request_that_was_found_needless_is_let_be(lost: Account, first: Account, second: Account) -> None:
    ask(first, lost)
    done = signed_in(first).post(reverse("factor_reset_withdraw", args=[asked().pk]), {"reason": "找到了"})
    assert (done.status_code, state()) == (302, (1, 10, "withdrawn"))
    assert "这个申请已经办理、收回或过期。" in words(confirm(second))
    assert state() == (1, 10, "withdrawn")


def test_a_request_lapses_after_a_week(lost: Account, first: Account, second: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(first, lost)
    later = now() + RESET_OPEN.span
    monkeypatch.setattr("zhibu.web.gate.now", lambda: later)
    monkeypatch.setattr("zhibu.access.views.resets.now", lambda: later)
    assert "这个申请已经办理、收回或过期。" in words(confirm(second))
    assert "没有等确认的申请" in words(signed_in(second).get(reverse("factor_resets")))
    assert state() == (1, 10, "open")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_two_queries(first: Account, count: int) -> None:
    for number in range(count):
        holder = make_account(f"shenji{number}", Role.AUDITOR)
        with_phone(holder)
        ask(first, holder)
    client = signed_in(make_account("xitong", Role.SYSTEM_KEEPER))
    assert queries(lambda: client.get(reverse("factor_resets"))) == 2


def test_the_account_s_page_offers_it_where_there_is_a_factor(lost: Account, first: Account, second: Account) -> None:
    client = signed_in(first)
    pages = [words(client.get(reverse("account", args=[one.pk]))) for one in (lost, second)]
    assert ["申请撤销二次验证" in page for page in pages] == [True, False]
    assert ["二次验证 码单剩 10 个" in page for page in pages] == [True, False]


def test_two_accounts_of_one_person_are_one_keeper(lost: Account, first: Account, second: Account) -> None:
    person = make_person(make_street().sunny_first, "林岚")
    for account in (first, second):
        with recording(actor(), "account.owner") as work:
            work.add(AccountOwner, account_id=account.pk, person_id=person.pk)
    ask(first, lost)
    assert "申请和确认须是两个不同的人。" in words(confirm(second))
    with_phone(second)
    assert "不能申请撤销自己的二次验证。" in words(ask(first, second))
    assert SecondFactor.objects.count() == 2


def test_three_different_persons_every_objection_at_once() -> None:
    asking = may_ask_reset(asker_holds=True, has_factor=False, asked_already=True)
    assert [one.code for one in asking.objections] == ["own_factor", "no_factor", "asked_already"]
    assert may_ask_reset(asker_holds=False, has_factor=True, asked_already=False).allowed
    confirming = may_confirm_reset(confirmer_asked=True, confirmer_holds=True, is_open=False)
    assert [one.code for one in confirming.objections] == ["not_open", "same_person", "own_factor"]
    assert may_confirm_reset(confirmer_asked=False, confirmer_holds=False, is_open=True).allowed


def test_a_closed_session_cookie_of_the_holder_stays_closed(lost: Account, first: Account, second: Account) -> None:
    cookie = session_of(lost)
    ask(first, lost)
    confirm(second)
    thief = Client()
    thief.cookies["zhibu_session"] = cookie
    assert not is_in(thief)
