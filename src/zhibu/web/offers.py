"""What upper packages offer on pages of lower ones: declared where the upper page stands, put in at start-up by ``config``.

    offers.add("member", Offer("谁能看到", "member_readers", "see_record"))

and the lower page shows ``offers.acts("member", reader, person.now_path, person.code)`` without knowing who offers.
"""

from dataclasses import dataclass
from typing import Final

from django.urls import reverse

from zhibu.kernel.readers import Reader
from zhibu.web.pages import Act


@dataclass(frozen=True, slots=True)
class Offer:
    """A page about the same object, for those who may do its act there."""

    label: str
    url_name: str
    act: str


_offers: Final[dict[str, list[Offer]]] = {}


def add(page: str, *offers: Offer) -> None:
    """Offer something on a page; once at start-up."""
    known = _offers.setdefault(page, [])
    known.extend(one for one in offers if one not in known)


def acts(page: str, reader: Reader, path: str, key: str) -> list[Act]:
    """What this reader is offered for the object with this key at this path."""
    return [Act(one.label, reverse(one.url_name, args=[key])) for one in _offers.get(page, ()) if reader.may(one.act, path)]
