"""Parts that a page below fetches once it stands; where no script fetched them they are pages of their own."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhibu.web.components import Empty
from zhibu.web.pages import Head
from zhibu.web.panels import Panel


def part_page(
    request: HttpRequest, head: Head, panels: Sequence[Panel], nothing: Panel | None = None, empty: Empty | None = None
) -> HttpResponse:
    """The panels alone, or below a head; ``nothing`` stands there on the page of its own where there are none, ``empty`` below them."""
    if request.headers.get("HX-Request"):
        return render(request, "web/parts/panels.html", {"panels": panels})
    shown = panels or ([nothing] if nothing else [])
    return render(request, "web/part.html", {"head": head, "panels": shown, "empty": empty})
