"""Windows onto the sample street, and an eye on what goes wrong in them."""

from typing import Any, Protocol

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response, WebError

HTTP_ANSWERS = "Failed to load resource"
"""What Chromium writes into the console for each 404; refusals are part of some journeys."""


class Watch:
    """What goes wrong in the windows of a journey, whatever the journey is about."""

    def __init__(self) -> None:
        self.trouble: list[str] = []

    def over(self, context: BrowserContext) -> BrowserContext:
        """Keep an eye on all windows that share one store of cookies."""
        context.on("request", self._asked)
        context.on("response", self._answered)
        context.on("console", self._said)
        context.on("weberror", self._failed)
        return context

    def _asked(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.trouble.append(f"asked another host: {request.url}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self.trouble.append(f"{response.status} {response.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(HTTP_ANSWERS):
            self.trouble.append(f"console: {message.text}")

    def _failed(self, error: WebError) -> None:
        self.trouble.append(f"script: {error.error}")


class Window(Protocol):
    """Opens a browser of its own, watched and closed at the end."""

    def __call__(self, **kwargs: Any) -> Page:
        """The options are Playwright's for a context."""
        ...
