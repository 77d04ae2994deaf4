"""Passwords are typed, pasted and kept as they are, for as long as their owners want them."""

from datetime import UTC, datetime
from typing import Final

import pytest
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from zhibu.access.forms import PasswordForm, SignInForm
from zhibu.access.services import change_own_password
from zhibu.accounts.models import Account
from zhibu.accounts.services import verify_password
from zhibu.kernel.clock import now
from zhibu.kernel.readers import SystemReader
from zhibu.trail.actors import Actor

pytestmark = pytest.mark.django_db

LONG: Final = "  第一句话 Zweiter Satz, third sentence; " * 3 + "  "
FIELDS: Final = {
    "sign in": (SignInForm(), {"password": "current-password"}),
    "change": (PasswordForm(), {"current": "current-password", "new_password": "new-password", "again": "new-password"}),
}


@pytest.mark.parametrize(("form", "purposes"), FIELDS.values(), ids=FIELDS.keys())
def test_fields_hide_what_is_typed_and_let_helpers_fill_and_paste(form: SignInForm | PasswordForm, purposes: dict[str, str]) -> None:
    for name, purpose in purposes.items():
        box = str(form[name])
        assert ('type="password"' in box, f'autocomplete="{purpose}"' in box, "onpaste" in box) == (True, True, False)


def test_a_long_password_with_spaces_counts_to_its_last_character() -> None:
    account = make_account("zhoumin")
    by = Actor(SystemReader("测试", account_id=account.pk), now())
    assert len(LONG) > 100
    changed = change_own_password(by=by, username="zhoumin", current="correct horse battery", password=LONG, keep_session="")
    assert changed.objections == ()
    tried = [LONG, LONG[:-1], LONG.strip(), LONG.lower()]
    assert [verify_password(username="zhoumin", password=one, now=now())[0] is not None for one in tried] == [True, False, False, False]


def test_the_page_takes_the_long_one_too() -> None:
    client = signed_in(make_account("zhoumin"))
    typed = {"current": "correct horse battery", "new_password": LONG, "again": LONG}
    assert client.post(reverse("password"), typed).status_code == 302


def test_a_password_does_not_grow_old() -> None:
    account = make_account("zhoumin")
    Account.objects.filter(pk=account.pk).update(password_changed_at=datetime(2005, 1, 1, tzinfo=UTC))
    found, decision = verify_password(username="zhoumin", password="correct horse battery", now=now())
    assert (found is not None, decision.objections) == (True, ())
