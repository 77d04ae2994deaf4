"""The keys of the exchange. They come from the installation's master key, so that its recovery sheet brings them back, too.

A new ``generation`` makes keys that an old portal does not know; what it sealed before can still be opened. The keys by which certificates
are looked up and addresses signed stay the same: what was printed goes on to hold.
"""

from dataclasses import dataclass

from zhibu.exchange.bundles import look_up_key, public_of, signature
from zhibu.store.keys import key_store


def _key(purpose: str) -> bytes:
    store = key_store()
    return store.purpose_key(f"portal {purpose} 1") + store.purpose_key(f"portal {purpose} 2")


def mark_key(generation: int) -> bytes:
    """Marks bundles, both ways."""
    return _key(f"marks {generation}")


def opening_key(generation: int) -> bytes:
    """Opens what was sealed outside; never leaves the inside."""
    return _key(f"letters {generation}")


@dataclass(frozen=True, slots=True)
class PortalKeys:
    """What the portal is given: it can mark, seal, look up and check addresses, and open nothing."""

    marks: str
    sealing: str
    sealing_name: int
    look_up: str
    addresses: str


def keys_for_the_portal(generation: int) -> PortalKeys:
    """The half that goes outside."""
    public = public_of(opening_key(generation)).hex()
    return PortalKeys(mark_key(generation).hex(), public, generation, _key("look up").hex(), _key("addresses").hex())


def key_of(page: str, *words: str) -> str:
    """The key of a page that is found by words, such as a check code and a surname: ``key_of("certificate", code, surname)``."""
    return look_up_key(_key("look up"), page, *words)


def signed(page: str, key: str) -> str:
    """What an address of a page for one reader carries beside its key."""
    return signature(_key("addresses"), page, key)
