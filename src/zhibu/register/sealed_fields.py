"""The fields of a person that are kept sealed, and how they are sealed, opened and masked."""

from collections.abc import Mapping
from typing import Any, Final

from zhibu.register.rules.masking import mask, mask_phone
from zhibu.store.keys import KeyStore
from zhibu.store.sealing import Unreadable, seal, unseal

SEALED: Final = {
    "id_number": "公民身份号码",
    "phone": "手机号码",
    "landline": "固定电话",
    "residence": "现居住地",
    "household": "户籍所在地",
}
"""Field and its heading; the column is ``<field>_sealed``."""

DESTROYED: Final = "（已销毁）"
"""What a reader sees of a value whose key was destroyed."""


def context_of(key_name: str, field: str) -> bytes:
    """Binds a sealed value to its person and field."""
    return f"{key_name}/{field}".encode()


def seal_fields(values: Mapping[str, str], *, key_name: str, key: bytes, store: KeyStore) -> dict[str, Any]:
    """The columns for plain values of sealed fields; an empty value clears the column. Numbers bring their blind indexes."""
    columns: dict[str, Any] = {}
    for field, value in values.items():
        columns[f"{field}_sealed"] = seal(key, value.encode(), context_of(key_name, field)) if value else None
    if "id_number" in values:
        number = values["id_number"]
        columns["id_number_index"] = store.index_of_number(number) if number else None
        columns["last_four_index"] = store.index_of_last_four(number[-4:]) if number else None
    return columns


def open_field(sealed: bytes | memoryview | None, *, field: str, key_name: str, key: bytes | None) -> str:
    """The plain value; empty when nothing is recorded, a clear word when the key was destroyed."""
    if not sealed:
        return ""
    if key is None:
        return DESTROYED
    try:
        return unseal(key, bytes(sealed), context_of(key_name, field)).decode()
    except Unreadable:
        return DESTROYED


def masked(field: str, value: str) -> str:
    """What may be shown without a reveal: three first and two last of a number, the district of an address."""
    if not value or value == DESTROYED:
        return value
    if field in {"residence", "household"}:
        return f"{value[:3]}****"
    return mask(value) if field == "id_number" else mask_phone(value)
