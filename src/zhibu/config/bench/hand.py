"""A hand on a phone: everything that it types, taps and comes to is counted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page, Response

SHORTEST = 2
"""A single sign is a number or a mark: it says nothing that could have been known."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed into which field, and on which page."""

    page: str
    field: str
    value: str

    def __str__(self) -> str:
        return f"{self.page} {self.field}：{' / '.join(self.value.splitlines())}"


@dataclass
class Hand:
    """One field filled by typing is one input, however long; what is chosen is tapped."""

    page: Page
    typed: list[Typed] = field(default_factory=list)
    taps: int = 0
    pages: int = 0

    def __post_init__(self) -> None:
        self.page.on("response", self._came)

    def _came(self, response: Response) -> None:
        arrived = response.request.is_navigation_request() and response.status < 300
        self.pages += arrived and response.frame == self.page.main_frame

    def type(self, name: str, value: str) -> None:
        """Into the field of that name."""
        self.page.locator(f"[name='{name}']").fill(value)
        self.typed.append(Typed(self.page.locator("h1").inner_text(), name, value))

    def tap(self, what: Locator) -> None:
        """A box, a choice, something that opens."""
        what.click()
        self.taps += 1

    def go(self, what: Locator) -> None:
        """A link or a button that leads to another page: it is there before anything else happens."""
        with self.page.expect_navigation():
            self.tap(what)

    def link(self, words: str) -> None:
        """The first link of that name on the page."""
        self.go(self.page.get_by_role("link", name=words, exact=True).locator("visible=true").first)

    def button(self, words: str) -> None:
        """The button of that name."""
        self.go(self.page.get_by_role("button", name=words, exact=True))

    def choose(self, name: str, value: str) -> None:
        """What the box offers: into the box, then the entry is tapped. Not offered, it would have to be typed."""
        box = self.page.locator(f"[name='{name}']")
        offered = box.evaluate("box => [...(box.list?.options ?? [])].map(option => option.value)")
        if value not in offered:
            self.type(name, value)
            return
        box.fill(value)
        self.taps += 2

    def pick(self, name: str, value: str) -> None:
        """A day in the picker of the phone: it is opened, then the day is tapped."""
        self.page.locator(f"[name='{name}']").fill(value)
        self.taps += 2


def twice(typed: Collection[Typed]) -> list[Typed]:
    """What had been typed before, word for word."""
    values = [one.value.strip() for one in typed]
    return [one for place, one in enumerate(typed) if one.value.strip() in values[:place] and len(one.value.strip()) >= SHORTEST]


def known_before(typed: Collection[Typed], known: Collection[str]) -> list[Typed]:
    """What holds something that the system knew: a name, an organisation, a place, a day."""
    words = [word for word in known if len(word) >= SHORTEST]
    return [one for one in typed if any(word in one.value for word in words)]
