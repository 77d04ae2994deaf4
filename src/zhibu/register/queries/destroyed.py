"""Whether what was destroyed at the end of its time is gone, in the keys and in the records: an older backup may have brought it back."""

from collections.abc import Iterator
from typing import Final

from zhibu.register.models import Person
from zhibu.store.keys import key_store

WHY: Final = "核对按期销毁的资料"
AT_ONCE: Final = 2000


def keys_to_destroy() -> list[str]:
    """Keys of persons whose data was destroyed that are here again: an older backup of the keys was put back."""
    names = list(Person.objects.unguarded(WHY).exclude(erased_on=None).values_list("key_name", flat=True))
    return list(key_store().wrapped(names)) if names else []


def people_to_erase() -> list[tuple[int, str]]:
    """Persons, by number and code, whose key is destroyed while their record still speaks: an older backup of the data was put back."""
    gone = key_store().destroyed()
    if not gone:
        return []
    standing = Person.objects.unguarded(WHY).filter(erased_on=None).values_list("pk", "code", "key_name").iterator(AT_ONCE)
    return [(pk, code) for pk, code, key_name in standing if key_name in gone]


def destroyed_astray() -> Iterator[tuple[str, str]]:
    """Code of the person and what is wrong with it; for ``verify``."""
    for _, code in people_to_erase():
        yield code, "密钥已销毁，个人信息还在：请运行 zhibu erase --due。"
    back = set(keys_to_destroy())
    for code, key_name in Person.objects.unguarded(WHY).exclude(erased_on=None).order_by("pk").values_list("code", "key_name"):
        if key_name in back:
            yield code, "资料已销毁，密钥还在：请运行 zhibu erase --due。"
