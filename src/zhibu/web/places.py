"""Addresses by name, resolved once a process: a page has thirty links and a list fifty rows, ``reverse`` costs 10 us each."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from django.core.signals import setting_changed
from django.urls import reverse

NUMBERED_ROW: Final = 987_654_321
"""A number no row has: stands in for the key while an address is made once and cut in two."""


@lru_cache(maxsize=256)
def address(name: str) -> str:
    """The address of a view without arguments; an empty name stays empty."""
    return reverse(name) if name else ""


@lru_cache(maxsize=256)
def _cut(name: str) -> tuple[str, str]:
    before, _, after = reverse(name, args=[NUMBERED_ROW]).partition(str(NUMBERED_ROW))
    return before, after


def route(name: str) -> Callable[[object], str]:
    """The address of one row after the other, for a view that takes the row's number or code."""

    def of(key: object) -> str:
        before, after = _cut(name)
        return f"{before}{key}{after}"

    return of


def forget(*, setting: str, **_: Any) -> None:
    """Settings change only in tests; then other addresses may hold."""
    if setting == "ROOT_URLCONF":
        address.cache_clear()
        _cut.cache_clear()


setting_changed.connect(forget, dispatch_uid="zhibu.web.places")
