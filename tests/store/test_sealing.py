"""Sealed fields and blind indexes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.store.sealing import INDEX, KEY, NONCE, TAG, Unreadable, derive, keyed_hash, seal, unseal

keys = st.binary(min_size=KEY, max_size=KEY)
contexts = st.binary(max_size=40)


@given(keys, st.binary(max_size=200), contexts)
def test_what_is_sealed_opens_with_its_key_and_context(key: bytes, plain: bytes, context: bytes) -> None:
    sealed = seal(key, plain, context)
    assert len(sealed) == NONCE + len(plain) + TAG
    assert unseal(key, sealed, context) == plain


@given(keys, st.binary(min_size=1, max_size=60), contexts)
def test_the_same_value_never_looks_the_same(key: bytes, plain: bytes, context: bytes) -> None:
    assert seal(key, plain, context) != seal(key, plain, context)


@given(keys, keys, st.binary(max_size=60), contexts)
def test_no_other_key_opens_it(key: bytes, other: bytes, plain: bytes, context: bytes) -> None:
    sealed = seal(key, plain, context)
    if key != other:
        with pytest.raises(Unreadable):
            unseal(other, sealed, context)


@given(keys, st.binary(max_size=60), contexts, contexts)
def test_it_does_not_open_as_another_field_or_person(key: bytes, plain: bytes, context: bytes, other: bytes) -> None:
    sealed = seal(key, plain, context)
    if context != other:
        with pytest.raises(Unreadable):
            unseal(key, sealed, other)


@given(keys, st.binary(min_size=1, max_size=40), st.data())
def test_one_changed_bit_shows(key: bytes, plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(key, plain, b"phone"))
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << at % 8
    with pytest.raises(Unreadable):
        unseal(key, bytes(sealed), b"phone")


@given(keys, st.binary(max_size=NONCE + TAG - 1))
def test_something_too_short_is_no_sealed_value(key: bytes, short: bytes) -> None:
    with pytest.raises(Unreadable, match="too short"):
        unseal(key, short, b"")


def test_the_hash_is_hmac_with_sm3() -> None:
    """An independent value: openssl dgst -sm3 -mac HMAC -macopt hexkey:00…0f."""
    key = bytes(range(16))
    assert keyed_hash(key, b"abc").hex() == OPENSSL_SAYS


OPENSSL_SAYS = "83fd35b3ff6211428a38c070431ad42c23a86eaca25a5ea81a1ded4704a12c7c"


def test_each_purpose_has_its_own_key() -> None:
    master = b"m" * 32
    assert len(derive(master, "drafts")) == KEY
    assert derive(master, "drafts") == derive(master, "drafts")
    assert derive(master, "drafts") != derive(master, "draft")
    assert derive(master, "drafts") != derive(b"n" * 32, "drafts")
    assert INDEX == 16
