"""What a page outside may hold. Pure.

Content is put together by programs: what is wrong with it is a mistake in one of them and raises, before anything is written.
"""

import json
from collections.abc import Mapping
from typing import Any

from zhibu.postbox.terms import FIELD, FIELD_TYPES, FORM, LONGEST_KEY, PAGES, Page


def content_of(page: str, key: str, content: Mapping[str, object]) -> str:
    """The content as it is kept; raises ``ValueError`` that names what a page of this kind lacks or does not know."""
    if page not in PAGES:
        raise ValueError(f"no page {page!r}: there are {sorted(PAGES)}")
    if not key or len(key) > LONGEST_KEY:
        raise ValueError(f"a key has 1 to {LONGEST_KEY} characters")
    _holds(PAGES[page], content, page)
    if page == "liaison":
        _forms(content)
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(text.encode()) > PAGES[page].largest:
        raise ValueError(f"the content of this page has at most {PAGES[page].largest} bytes")
    return text


def _holds(shape: Page, given: Mapping[str, object], what: str) -> None:
    missing, unknown = sorted(shape.needs - given.keys()), sorted(given.keys() - shape.needs - shape.may)
    if missing or unknown:
        raise ValueError(f"{what}: missing {missing}, unknown {unknown}")


def _forms(content: Mapping[str, Any]) -> None:
    for section in content.get("sections", ()):
        _holds(Page("", frozenset({"title", "rows"}), frozenset({"lead"})), section, "section")
    kinds = [form.get("kind") for form in content.get("forms", ())]
    if len(kinds) != len(set(kinds)):
        raise ValueError(f"forms: a page holds one of each kind, not {kinds}")
    for form in content.get("forms", ()):
        _holds(FORM, form, "form")
        for one in form["fields"]:
            _field(one)


def _field(one: Mapping[str, Any]) -> None:
    _holds(FIELD, one, "field")
    if one["type"] not in FIELD_TYPES or (one["type"] == "choice" and not one.get("choices")):
        raise ValueError(f"field {one['name']!r}: its type is one of {sorted(FIELD_TYPES)}, a choice has choices")
