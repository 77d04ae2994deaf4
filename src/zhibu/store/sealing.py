"""Personal fields at rest: SM4-GCM under a key of the person, and blind indexes by keyed SM3.

A sealed value is ``nonce (12 bytes) | cipher text | tag (16 bytes)``. Its context (which field of which person, which log) is bound in
as associated data, so that a value cannot be moved elsewhere.
Sources: GB/T 32907-2016 (SM4), GB/T 32905-2016 (SM3).
"""

import os
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, hmac
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

NONCE: Final = 12
TAG: Final = 16
KEY: Final = 16
INDEX: Final = 16
"""Bytes kept of a blind index: 128 bits, so that two numbers never meet by chance."""


class Unreadable(ValueError):
    """A sealed value does not open: its key was destroyed, or the value was changed."""


def seal(key: bytes, plain: bytes, context: bytes) -> bytes:
    """Encrypt one value."""
    nonce = os.urandom(NONCE)
    encryptor = Cipher(algorithms.SM4(key), modes.GCM(nonce)).encryptor()
    encryptor.authenticate_additional_data(context)
    return nonce + encryptor.update(plain) + encryptor.finalize() + encryptor.tag


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Decrypt one value; raises ``Unreadable``."""
    if len(sealed) < NONCE + TAG:
        message = "too short for a sealed value"
        raise Unreadable(message)
    decryptor = Cipher(algorithms.SM4(key), modes.GCM(sealed[:NONCE], sealed[-TAG:])).decryptor()
    decryptor.authenticate_additional_data(context)
    try:
        return decryptor.update(sealed[NONCE:-TAG]) + decryptor.finalize()
    except InvalidTag as error:
        raise Unreadable(str(error)) from error


@lru_cache(maxsize=16)
def _keyed(key: bytes) -> hmac.HMAC:
    return hmac.HMAC(key, hashes.SM3())


def keyed_hash(key: bytes, message: bytes) -> bytes:
    """HMAC with SM3, 32 bytes."""
    state = _keyed(key).copy()
    state.update(message)
    return state.finalize()


def derive(master: bytes, purpose: str) -> bytes:
    """A 16-byte key for one purpose."""
    return keyed_hash(master, b"zhibu " + purpose.encode())[:KEY]
