"""Addresses outside, and how the exchange stands."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db.models import Count, Q
from django.utils.http import urlencode

from zhibu.postbox.keys import key_of, signed
from zhibu.postbox.models import Arrived, Crossing, Publication

WHY: Final = "门户往来：一页属于公布它的那个包，不在组织树上"
SHOWN: Final = 50

__all__ = ["Standing", "certificate_key", "link", "standing", "standing_pages"]


def certificate_key(code: str, surname: str) -> str:
    """Under which a certificate is published: whoever has code and surname finds it, nobody else."""
    return key_of("certificate", code, surname)


def link(page: str, key: str) -> str:
    """The outer address of a page, for printing and QR; empty where no portal is set up.

    ``certificate``: the page that checks, with ``key`` as the check code filled in (it tells nothing without the surname);
    ``honours``: the whole roll; ``liaison``: the address with the signature, which ends with the publication.
    """
    base: str = settings.PORTAL_ADDRESS
    if not base:
        return ""
    if page == "liaison":
        return f"{base}/liaison/{key}/{signed(page, key)}/"
    return f"{base}/{page}/" + (f"?{urlencode({'code': key})}" if page == "certificate" and key else "")


def standing_pages(page: str, on: date, *, over: bool = False) -> list[str]:
    """Keys of the pages of a kind that stand outside on a day, or of those that are over; one query."""
    found = Publication.objects.unguarded(WHY).filter(page=page, withdrawn_at=None)
    found = found.filter(until__lt=on) if over else found.filter(Q(until=None) | Q(until__gte=on))
    return list(found.order_by("pk").values_list("key", flat=True))


class Standing(NamedTuple):
    """How the exchange stands, for the keeper: numbers and moments, no content."""

    crossing: Crossing
    waiting_out: int
    """Changes that the portal has not told to have."""
    pages: Mapping[str, int]
    waiting_in: int
    refused: tuple[tuple[Any, ...], ...]
    """Arrivals that no package took: kind, number, when, why."""


def crossing() -> Crossing:
    """The one row, or how it begins."""
    return Crossing.objects.filter(pk=1).first() or Crossing(pk=1)


def standing() -> Standing:
    """Five queries, however much there is."""
    row = crossing()
    out = Publication.objects.unguarded(WHY)
    pages = dict(out.filter(withdrawn_at=None).values_list("page").annotate(n=Count("pk")).order_by("page"))
    arrivals = Arrived.objects.unguarded(WHY).filter(handled_at=None)
    refused = arrivals.exclude(refused="").order_by("-taken_at", "-pk").values_list("kind", "number", "taken_at", "refused")
    return Standing(
        row,
        out.filter(number__gt=row.acknowledged).count(),
        pages,
        arrivals.filter(Q(refused="")).count(),
        tuple(refused[:SHOWN]),
    )
