"""Other systems that call: an account with a token, and a client that shows it."""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.test import Client

from tests.access.cast import make_account
from zhibu.access.readers import reader_of
from zhibu.access.services.tokens import Made, make_token
from zhibu.access.terms import TOKEN_ACTS, Role
from zhibu.accounts.models import Account
from zhibu.kernel.clock import now, today
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor

SPAN: Final = timedelta(days=90)
ROOT: Final = "/api/v1/"


def token_of(
    account: Account,
    place: Organisation,
    acts: Iterable[str] | None = None,
    *,
    since: date | None = None,
    until: date | None = None,
    name: str = "区平台",
) -> Made:
    """A token of an account; with every right that it may carry unless some are named."""
    day = today()
    owner = reader_of(account_id=account.pk, label=account.display_name, on=day)
    chosen = acts if acts is not None else [act for act in TOKEN_ACTS if owner.may(act, place.now_path)]
    first = since or day
    return make_token(
        by=Actor(owner, now()),
        owner=owner,
        name=name,
        organisation=place,
        acts=list(chosen),
        valid_from=first,
        valid_to=until or first + SPAN,
    )


class Caller:
    """A client with a token, that speaks JSON."""

    def __init__(self, secret: str, client: Client | None = None) -> None:
        self.client = client or Client()
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        self._written = 0

    def get(self, address: str, **asked: str | int) -> Any:
        """Read."""
        return self.client.get(ROOT + address, asked, headers=self.headers)

    def write(self, method: str, address: str, body: object, *, key: str = "") -> Any:
        """Write, under a key of its own unless one is given."""
        self._written += 1
        headers = {**self.headers, "Idempotency-Key": key or f"key-{self._written:08d}"}
        sent = body if isinstance(body, str) else json.dumps(body)
        return self.client.generic(method, ROOT + address, sent, content_type="application/json", headers=headers)

    def post(self, address: str, body: object, *, key: str = "") -> Any:
        """Write something new."""
        return self.write("POST", address, body, key=key)

    def put(self, address: str, body: object, *, key: str = "") -> Any:
        """Write over what is there."""
        return self.write("PUT", address, body, key=key)


def caller(role: Role, place: Organisation, *, scope: Organisation | None = None, acts: Iterable[str] | None = None) -> Caller:
    """Somebody of a role at a place, and the system that calls as this account."""
    made = token_of(make_account(f"{role}_{place.pk}", role, place), scope or place, acts)
    assert made.decision.objections == ()
    return Caller(made.secret)


def codes(response: HttpResponse) -> list[str]:
    """The codes of all objections."""
    return [one["code"] for one in json.loads(response.content)["objections"]]
