"""What every answer says to the browser: load nothing from elsewhere, run nothing that stands in the page itself."""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest, HttpResponse

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NO_SENSORS: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
"""The product never asks where somebody is, nor for a photo of him (DESIGN.md, What it is not)."""


class ContentSecurityMiddleware:
    """Sets both headers unless a view has set its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and mark the answer."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("Permissions-Policy", NO_SENSORS)
        return response
