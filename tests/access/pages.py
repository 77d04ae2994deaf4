"""Reading pages in tests: their text without markup, and how many queries they cost."""

import re
from collections.abc import Callable
from html import unescape
from typing import Protocol

from django.db import connection
from django.http.response import ResponseHeaders
from django.test.utils import CaptureQueriesContext

TAGS = re.compile(r"<[^>]+>")
SPACES = re.compile(r"\s+")


class Answer(Protocol):
    """What the test's browser gives back."""

    status_code: int
    headers: ResponseHeaders

    @property
    def content(self) -> bytes:
        """The page."""
        ...


def words(response: Answer) -> str:
    """The main part of a page as it is read, spaces single."""
    page = response.content.decode()
    main = page[page.index("<main") : page.index("</main>")] if "<main" in page else page
    return SPACES.sub(" ", unescape(TAGS.sub(" ", main))).strip()


def queries(ask: Callable[[], Answer], *, warm: bool = True) -> int:
    """How many queries a page costs, with everything remembered of the reader; not warm: as it comes."""
    if warm:
        ask()
    with CaptureQueriesContext(connection) as captured:
        response = ask()
    assert response.status_code == 200
    return len(captured)
