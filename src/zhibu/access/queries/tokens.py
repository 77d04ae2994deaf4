"""Tokens: found by what a request shows, listed for their owner and for the keeper of rights."""

from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db.models import F, QuerySet

from zhibu.access.models import Token
from zhibu.access.readers import AccountReader, ScopedReader, reader_of
from zhibu.accounts.queries import Memory
from zhibu.store.keys import key_store
from zhibu.store.sealing import keyed_hash

MARK: Final = "zb1_"
"""How every token begins, so that a tool that looks for secrets in files can find it."""


def digest_of(secret: str) -> str:
    """What is kept of a token: nobody makes a token of it, nor without the key one that fits."""
    return keyed_hash(key_store().purpose_key("api tokens"), secret.encode()).hex()


class Shown(NamedTuple):
    """A token that counts on a day, as plain values; a process keeps it as long as nothing about accounts and grants changes."""

    id: int
    account_id: int
    label: str
    name: str
    acts: frozenset[str]
    path: str
    code: str
    place: str
    until: date


def token_shown(secret: str, kept: Memory, *, on: date) -> Shown | None:
    """The token that a request shows, while it counts and its account is in use; no query where the process remembers it."""
    digest = digest_of(secret)
    found: Shown | None = kept.values.get(("token", digest, on))
    if found is None:
        alive = Token.objects.filter(digest=digest, revoked_at=None, valid_from__lte=on, valid_to__gt=on, account__active=True)
        alive = alive.filter(account__must_change_password=False, organisation__dissolved_on=None)
        columns = ("pk", "account_id", "account__display_name", "name", "acts", "organisation__now_path", "organisation__code")
        row = alive.values_list(*columns, "organisation__now_short_name", "organisation__now_name", "valid_to").first()
        if row is None:
            return None
        pk, account_id, label, name, acts, path, code, short, full, until = row
        found = Shown(pk, account_id, label, name, frozenset(acts.split(",")), path, code, short or full, until)
        kept.values["token", digest, on] = found
    return found


def reader_behind(shown: Shown, kept: Memory, *, on: date) -> ScopedReader:
    """Whoever holds the token: today's rights of its account, narrowed to its scope."""
    account: AccountReader | None = kept.values.get(("reader", shown.account_id, on))
    if account is None:
        account = kept.values["reader", shown.account_id, on] = reader_of(account_id=shown.account_id, label=shown.label, on=on)
    return ScopedReader(account, shown.acts, shown.path, shown.place)


def first_use_today(shown: Shown, kept: Memory, *, on: date) -> bool:
    """Whether this process has not seen it that day."""
    if kept.values.get(("token used", shown.id)) == on:
        return False
    kept.values["token used", shown.id] = on
    return True


class TokenLine(NamedTuple):
    """One token of a list; ``until`` is its last day."""

    id: int
    name: str
    owner: str
    account_id: int
    place: str
    acts: tuple[str, ...]
    valid_from: date
    valid_to: date
    made_at: datetime
    revoked_at: datetime | None
    last_used_on: date | None
    active: bool

    def state(self, on: date) -> str:
        """In one word."""
        if self.revoked_at is not None or not self.active:
            return "ended"
        return "coming" if on < self.valid_from else "held" if on < self.valid_to else "over"


COLUMNS: Final = (
    "pk", "name", "account__display_name", "account_id", "organisation__now_short_name", "organisation__now_name", "acts", "valid_from",
    "valid_to", "made_at", "revoked_at", "last_used_on", "account__active",
)  # fmt: skip


def tokens_of(account_id: int) -> list[TokenLine]:
    """The newest first; one query."""
    return _lines(Token.objects.filter(account_id=account_id))


def all_tokens() -> list[TokenLine]:
    """Of every account; one query."""
    return _lines(Token.objects.all())


def _lines(found: QuerySet[Token]) -> list[TokenLine]:
    rows: Any = found.order_by(F("revoked_at").asc(nulls_first=True), "-pk").values_list(*COLUMNS)
    return [
        TokenLine(pk, name, owner, account_id, short or full or "", tuple(acts.split(",")), *rest)
        for pk, name, owner, account_id, short, full, acts, *rest in rows
    ]


def token_by_number(number: int) -> Token:
    """With its organisation; one query."""
    return Token.objects.select_related("organisation").get(pk=number)
