"""The file: one page with everything in it, sealed with a password, that any browser opens without a network.

AES-256-GCM with a key from PBKDF2-HMAC-SHA256; the content is packed first. The page brings its own script and style and, by its policy,
nothing else runs and nothing leaves it. What a file is sealed with is kept nowhere.
"""

import base64
import gzip
import hashlib
import json
import os
import re
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

ROUNDS: Final = 600_000
SALT: Final = 16
NONCE: Final = 12
LONGEST: Final = 200_000_000
"""Bytes that an opened envelope may unpack to."""
HERE: Final = Path(__file__).parent
SEALED: Final = re.compile(rb'<script id="sealed" type="application/json">(\{[^<]*\})</script>')


class NotOpened(Exception):
    """It is no envelope, the password is another one, or something was changed."""


def sealed(content: dict[str, Any], *, password: str, code: str) -> bytes:
    """The whole file."""
    salt, nonce = os.urandom(SALT), os.urandom(NONCE)
    cipher = AESGCM(_key(password, salt, ROUNDS)).encrypt(nonce, gzip.compress(orjson.dumps(content), mtime=0), None)
    box = {"rounds": ROUNDS, "salt": _text(salt), "nonce": _text(nonce), "content": _text(cipher)}
    script, style = ((HERE / f"envelope.{ending}").read_text(encoding="utf-8") for ending in ("js", "css"))
    parts = {
        "$script_hash": _hash(script),
        "$style_hash": _hash(style),
        "$script": script,
        "$style": style,
        "$sealed": json.dumps(box),
        "$code": code,
    }
    whole = re.split(r"(\$(?:script_hash|style_hash|script|style|sealed|code))", (HERE / "envelope.html").read_text(encoding="utf-8"))
    return "".join(parts.get(one, one) for one in whole).encode()


def opened(file: bytes, password: str) -> dict[str, Any]:
    """What lies in it."""
    found = SEALED.search(file)
    try:
        box = orjson.loads(found.group(1)) if found else {}
        if box["rounds"] != ROUNDS:
            raise NotOpened
        salt, nonce, cipher = (base64.b64decode(box[name], validate=True) for name in ("salt", "nonce", "content"))
        plain = AESGCM(_key(password, salt, ROUNDS)).decrypt(nonce, cipher, None)
    except (KeyError, TypeError, ValueError, InvalidTag) as error:
        raise NotOpened from error
    return _unpacked(plain)


def _unpacked(plain: bytes) -> dict[str, Any]:
    """What was sealed was made here, but whoever knows the password could have made it: it is unpacked with bounds."""
    try:
        with gzip.GzipFile(fileobj=BytesIO(plain)) as packed:
            text = packed.read(LONGEST + 1)
        found = orjson.loads(text) if len(text) <= LONGEST else None
    except (OSError, EOFError, zlib.error, ValueError) as error:
        raise NotOpened from error
    if not isinstance(found, dict) or not found.get("organisations"):
        raise NotOpened
    return found


def fingerprint(file: bytes) -> str:
    """SHA-256 as it stands on the cover."""
    return hashlib.sha256(file).hexdigest()


def _key(password: str, salt: bytes, rounds: int) -> bytes:
    return hashlib.pbkdf2_hmac("sha256", password.encode(), salt, rounds)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _hash(text: str) -> str:
    return f"sha256-{_text(hashlib.sha256(text.encode()).digest())}"
