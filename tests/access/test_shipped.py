"""What an installation is shipped with, where no other test happens to look."""

import pytest
from django.conf import settings
from django.contrib.auth.hashers import identify_hasher
from django.test import Client, override_settings
from django.urls import reverse

from tests.access.cast import PASSWORD, make_account
from zhibu.accounts.models import Session
from zhibu.config import settings as shipped

pytestmark = pytest.mark.django_db


@pytest.fixture
def client() -> Client:
    """A browser that has signed in through the page."""
    make_account("zhoumin")
    browser = Client()
    assert browser.post(reverse("sign_in"), {"username": "zhoumin", "password": PASSWORD}).status_code == 302
    return browser


def test_installations_keep_passwords_by_argon2_and_nothing_else() -> None:
    """These tests hash quickly; an installation does not."""
    assert shipped.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=shipped.PASSWORD_HASHERS):
        account = make_account("zhoumin")
        assert identify_hasher(account.password).algorithm == "argon2"


def test_debugging_is_off_and_no_folder_is_listed(client: Client) -> None:
    assert shipped.DEBUG is False
    assert [client.get(address).status_code for address in ("/static/", "/.git/config", "/static/../settings.py")] == [404, 404, 404]


def test_cookies_go_with_requests_from_our_own_pages_and_the_session_s_is_for_the_server_alone(client: Client) -> None:
    client.get(reverse("home"))
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    forgery = client.cookies[settings.CSRF_COOKIE_NAME]
    assert (session["samesite"], session["httponly"], forgery["samesite"]) == ("Lax", True, "Lax")


def test_the_session_is_named_by_128_bits_at_random(client: Client) -> None:
    client.post(reverse("sign_out"))
    client.post(reverse("sign_in"), {"username": "zhoumin", "password": PASSWORD})
    keys = list(Session.objects.values_list("key", flat=True))
    assert [len(bytes.fromhex(key)) for key in keys] == [16, 16]
    assert len(set(keys)) == 2


@pytest.mark.parametrize("address", ["/", "/healthz", "/nowhere"])
def test_answers_are_not_guessed_at_name_no_address_elsewhere_and_are_read_by_no_other_site(client: Client, address: str) -> None:
    told = client.get(address).headers
    assert (told["X-Content-Type-Options"], told["Referrer-Policy"]) == ("nosniff", "same-origin")
    assert "Access-Control-Allow-Origin" not in told
