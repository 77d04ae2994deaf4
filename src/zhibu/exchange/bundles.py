"""What crosses between the system inside and the portal outside: marked bundles, letters sealed to the inside. Plain Python.

A bundle says everything between two numbers: what the other side has told to have, and the newest there is. So one that is lost, comes
twice or late does no harm: whoever takes it leaves out what is known, and sees when something is missing in between.
"""

import hmac
import json
import os
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from typing import Any, Final, Literal

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Towards = Literal["portal", "inside"]

LARGEST: Final = 32 * 1024 * 1024
"""Bytes of a bundle: some ten thousand pages."""
PUBLIC: Final = 32
HIGHEST: Final = 2**53
"""No exchange counts further."""
LONGEST_ORIGIN: Final = 16
NONCE: Final = b"\0" * 12
"""Each letter has a key of its own, which seals once."""


class Refused(ValueError):
    """A bundle or letter that is not taken; nothing of it was."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


UNSHAPED: Final = ("unshaped", "往来包的内容不合规定，没有收取：请检查门户是否被人动过。")


@dataclass(frozen=True, slots=True)
class Bundle:
    """What one side tells the other: everything behind number ``base`` up to number ``to``.

    ``base`` 0: that is all there is, and what is not in it has gone. ``origin`` names the database outside, whose numbers begin anew
    with it; ``epoch`` the stretch of time in which the numbers inside go on without a break, which ends when a backup is brought back.
    ``acknowledged`` is how far the teller has taken what the other side told, of that origin or epoch.
    """

    towards: Towards
    origin: str
    base: int
    to: int
    acknowledged: int
    epoch: int = 0
    items: tuple[Mapping[str, Any], ...] = field(default=())


def _canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def name_of(key: bytes) -> str:
    """Tells a key from another without telling anything of it."""
    return sha256(b"zhibu bundle key " + key).hexdigest()[:16]


def write(bundle: Bundle, key: bytes) -> bytes:
    """The bytes of the file; the same bundle gives the same ones."""
    body = _canonical(asdict(bundle))
    return _canonical({"body": body, "key": name_of(key), "mark": _mark(key, body)}).encode()


def _mark(key: bytes, body: str) -> str:
    return hmac.new(key, b"zhibu bundle " + body.encode(), sha256).hexdigest()


def read(raw: bytes, key: bytes, *, towards: Towards) -> Bundle:
    """A bundle that was marked with this key for this side, byte for byte as it was written; raises ``Refused``."""
    if len(raw) > LARGEST:
        raise Refused("too_large", f"往来包超过 {LARGEST // 2**20} MB，没有收取。")
    try:
        outer = json.loads(raw)
        body, used, mark = str(outer["body"]), str(outer["key"]), str(outer["mark"])
        whole = _canonical({"body": body, "key": used, "mark": mark}).encode() == raw
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused("not_a_bundle", "这个文件不是往来包，或没有拷贝完整：请重新拷贝。") from error
    if used != name_of(key):
        raise Refused("another_key", "往来包用的是另一套密钥：请把新的密钥文件交给门户，再重新导出。")
    if not whole or not hmac.compare_digest(mark, _mark(key, body)):
        raise Refused("altered", "往来包被改动过，没有收取：请重新导出，并查明经过谁的手。")
    bundle = _bundle(body)
    if bundle.towards != towards:
        raise Refused("wrong_way", "拿错了往来包：这是发出去的那一个，不是收回来的。")
    return bundle


def _bundle(body: str) -> Bundle:
    """Whoever has taken over the other side has its key: a body of any other shape is refused like any other bundle, in words."""
    try:
        told = json.loads(body)
        bundle = Bundle(**{**told, "items": tuple(told["items"])})
        numbers = [one["number"] for one in bundle.items]
        counted = [bundle.base, bundle.to, bundle.acknowledged, bundle.epoch, *numbers]
        whole = all(type(one) is int and 0 <= one <= HIGHEST for one in counted)
        once = len(numbers) == len(set(numbers)) and all(bundle.base < one <= bundle.to for one in numbers)
        named = isinstance(told["origin"], str) and len(bundle.origin) <= LONGEST_ORIGIN and bundle.origin.isprintable()
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Refused(*UNSHAPED) from error
    if not (whole and once and named):
        raise Refused(*UNSHAPED)
    return bundle


def fresh(bundle: Bundle, known: int) -> tuple[Mapping[str, Any], ...]:
    """What of it is not known yet, in order; raises ``Refused`` when something before it never came."""
    if bundle.to <= known:
        return ()
    if bundle.base > known:
        raise Refused("gap", f"往来包从第 {bundle.base + 1} 号开始，第 {known + 1} 至 {bundle.base} 号没有收到：请重新导出一个完整的。")
    return tuple(sorted((one for one in bundle.items if one["number"] > known), key=lambda one: int(one["number"])))


def public_of(private: bytes) -> bytes:
    """The half of the key that seals, for outside."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def seal(public: bytes, plain: bytes, context: bytes) -> bytes:
    """Only the inside opens it; not even who sealed it does. Source: X25519 (RFC 7748), HKDF (RFC 5869), ChaCha20-Poly1305 (RFC 8439)."""
    one_time = X25519PrivateKey.from_private_bytes(os.urandom(PUBLIC))
    shared = one_time.exchange(X25519PublicKey.from_public_bytes(public))
    mine = one_time.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return mine + ChaCha20Poly1305(_letter_key(shared, mine + public)).encrypt(NONCE, plain, context)


def unseal(private: bytes, sealed: bytes, context: bytes) -> bytes:
    """Open one; raises ``Refused``."""
    theirs = sealed[:PUBLIC]
    try:
        shared = X25519PrivateKey.from_private_bytes(private).exchange(X25519PublicKey.from_public_bytes(theirs))
        return ChaCha20Poly1305(_letter_key(shared, theirs + public_of(private))).decrypt(NONCE, sealed[PUBLIC:], context)
    except (InvalidTag, ValueError) as error:
        raise Refused("unreadable", "这一件打不开：不是用本系统的公钥密封的，或被改动过。") from error


def _letter_key(shared: bytes, both: bytes) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"zhibu letter " + both).derive(shared)


def look_up_key(key: bytes, page: str, *words: str) -> str:
    """What the outside keeps instead of words: nobody who holds its database can list them. Spaces and letter size do not count."""
    told = [page, *("".join(word.split()).upper() for word in words)]
    return hmac.new(key, b"zhibu look up " + _canonical(told).encode(), sha256).hexdigest()


def plain_code(text: str) -> str:
    """A code as somebody types it from paper: full width or not, small or large, with spaces and dashes between its groups."""
    told = unicodedata.normalize("NFKC", text).upper()
    return "".join(one for one in told if not one.isspace() and unicodedata.category(one) != "Pd")


def surnames_typed(text: str) -> tuple[str, ...]:
    """By which surnames to look: what somebody typed as it stands, and its first character or two, since many type the whole name.

    How many there are depends on what was typed alone, so that the answer takes as long whether it is right or wrong.
    """
    told = "".join(text.split())
    return tuple(dict.fromkeys((told, told[:1], told[:2])))


def signature(key: bytes, page: str, name: str) -> str:
    """Stands in the address of a page that only whoever was given it opens."""
    return hmac.new(key, b"zhibu address " + _canonical([page, name]).encode(), sha256).hexdigest()[:32]
