"""Second factors for tests: phones that show codes, sheets, and the way in through both steps."""

import base64
import re
from datetime import timedelta

from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.access.cast import PASSWORD
from tests.access.pages import Answer
from zhibu.accounts.models import Account, SecondFactor
from zhibu.accounts.rules import STEP, counter_at, phone_code
from zhibu.accounts.services.factors import phone_context, seal_secret, write_sheet
from zhibu.accounts.terms import SHEET_CODES
from zhibu.kernel.clock import now

SECRET = b"12345678901234567890"
SHOWN_KEY = re.compile(r'<code id="setup-key">([A-Z2-7 ]+)</code>')
SETUP = re.compile(r'name="setup" value="([^"]+)"')
CODES = re.compile(r"<li><code>([0-9 ]+)</code></li>")


def with_phone(account: Account) -> SecondFactor:
    """A phone that shows the codes of ``SECRET``."""
    return SecondFactor.objects.create(account=account, secret_sealed=seal_secret(SECRET, phone_context(account.pk)), phone_since=now())


def with_sheet(account: Account, *, left: int = SHEET_CODES) -> list[str]:
    """A sheet of which ``left`` codes have not been used; gives those."""
    SecondFactor.objects.create(account=account, sheet_since=now(), codes_left=left)
    return write_sheet(account.pk)[:left]


def shown(secret: bytes = SECRET, *, steps: int = 0) -> str:
    """What the phone shows now, or some steps later."""
    return phone_code(secret, counter_at(now() + timedelta(seconds=STEP * steps)))


def offered(client: Client) -> tuple[bytes, str]:
    """The secret that the page offers to a phone, and how the form carries it."""
    html = client.get(reverse("second_factor_phone")).content.decode()
    key, setup = SHOWN_KEY.search(html), SETUP.search(html)
    assert key is not None
    assert setup is not None
    return base64.b32decode(key[1].replace(" ", "")), setup[1]


def set_up(client: Client, **data: str) -> Answer:
    """Open the page, take its key into a phone, show a code."""
    secret, setup = offered(client)
    return client.post(reverse("second_factor_phone"), {"code": shown(secret), "setup": setup, **data})


def first_step(client: Client, account: Account, password: str = PASSWORD, wanted: str = "") -> Answer:
    """Name and password."""
    return client.post(reverse("sign_in"), {"username": account.username, "password": password, "next": wanted})


def second_step(client: Client, code: str, **data: str) -> Answer:
    """The code."""
    return client.post(reverse("second_step"), {"code": code, **data})


def is_in(client: Client) -> bool:
    """Whether the browser is signed in."""
    return client.get(reverse("my_sessions")).status_code == 200


def device_cookie(client: Client) -> str:
    """What the browser keeps of remembered devices."""
    kept = client.cookies.get(settings.DEVICE_COOKIE_NAME)
    return kept.value if kept else ""
