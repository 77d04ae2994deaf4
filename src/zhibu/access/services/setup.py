"""A phone being set up: the secret travels in the form, sealed for one account and one hour, and is stored nowhere until it is proved."""

import base64
import binascii
from datetime import datetime, timedelta
from typing import Final

from zhibu.accounts.services.factors import open_secret, seal_secret

SETUP_STANDS: Final = timedelta(hours=1)
CLOCK: Final = 8
"""Bytes that say when it was begun."""


def _context(account_id: int) -> str:
    return f"setup/{account_id}"


def pack_setup(secret: bytes, *, account_id: int, at: datetime) -> str:
    """As the form carries it."""
    return base64.b64encode(seal_secret(int(at.timestamp()).to_bytes(CLOCK, "big") + secret, _context(account_id))).decode()


def unpack_setup(text: str, *, account_id: int, at: datetime) -> bytes | None:
    """The secret again; None where the form is another account's, too old, or made up."""
    try:
        opened = open_secret(base64.b64decode(text, validate=True), _context(account_id))
    except binascii.Error:
        return None
    if opened is None or at.timestamp() - int.from_bytes(opened[:CLOCK], "big") > SETUP_STANDS.total_seconds():
        return None
    return opened[CLOCK:]
