"""The folder between both: what lies there for the portal is taken, what waits is put there."""

import logging
import os
import threading
from pathlib import Path
from typing import Final

from zhibu.exchange.bundles import LARGEST, Refused
from zhibu.portal.secret import Keys
from zhibu.portal.store import Store

logger = logging.getLogger(__name__)

FROM_INSIDE: Final = "to-portal.json"
TO_INSIDE: Final = "from-portal.json"
EVERY: Final = 5.0
"""Seconds between two looks into the folder."""


def exchange(store: Store, keys: Keys, queue: Path) -> None:
    """Take and give; raises ``Refused`` after giving, so that one bad bundle does not hold up the other way."""
    incoming, refusal = queue / FROM_INSIDE, None
    if incoming.exists():
        try:
            store.take(bytes_of(incoming), keys)
        except Refused as refused:
            refusal = refused
    place(queue / TO_INSIDE, store.give(keys))
    if refusal is not None:
        raise refusal


def bytes_of(file: Path) -> bytes:
    """Not more of it than a bundle may hold."""
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def place(file: Path, content: bytes) -> None:
    """Whole from its first moment, and untouched when it says the same already; its group may read it.

    Whoever sends a form places the bundle in a thread of his own: each writes a draft of its own.
    """
    if file.exists() and file.read_bytes() == content:
        return
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o770)
    draft = file.with_name(f".{file.name}.{os.getpid()}.{threading.get_ident()}")
    draft.write_bytes(content)
    draft.chmod(0o640)
    draft.replace(file)


def keep_exchanging(store: Store, keys: Keys, queue: Path, ended: threading.Event) -> None:
    """Until the server ends; a refusal is told once, until there is another one."""
    said = ""
    while not ended.wait(EVERY):
        try:
            exchange(store, keys, queue)
        except Refused as refusal:
            if str(refusal) != said:
                logger.warning("%s", refusal)
            said = str(refusal)
        except Exception as error:  # noqa: BLE001  a link that was revoked would stay open outside for good, were this the end of the thread
            logger.warning("the exchange failed: %s", error)
        else:
            said = ""
