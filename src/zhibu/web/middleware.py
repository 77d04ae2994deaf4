"""What every answer says to the browser, and how much a request may hold before anything of it is read."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhibu.web.errors import too_large
from zhibu.web.gate import ANYBODY, admit

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
NO_SENSORS: Final = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
"""The product never asks where somebody is, nor for a photo of him (DESIGN.md, What it is not)."""

HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "Permissions-Policy": NO_SENSORS,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
"""Sources: OWASP ASVS 5.0 chapter 3.4. ``Strict-Transport-Security`` comes with TLS, from Django's own middleware."""


class SecurityHeadersMiddleware:
    """Stands before all others, so that files, refusals and errors carry the headers too; a view may be stricter."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on and mark the answer. A form is read as the pages are written, whatever the request calls it."""
        request.encoding = "utf-8"
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class BodySizeMiddleware:
    """Looks at the length that a request declares, before the token against forged requests is looked for in its body.

    A file is written down or kept while it comes in, whoever sends it: only views that take files read large ones, and only
    from somebody signed in who may. A request that declares no length has no body (WSGI).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The view is not known yet."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> HttpResponse | None:
        """The answer to a body that is too large or comes from a stranger; None to go on."""
        length = _declared(request)
        if length <= settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
            return None
        if not getattr(view, "takes_files", False):
            return too_large(request, "提交的内容太大，没有保存。", "请减少内容后再提交。")
        refusal = admit(request, getattr(view, "act", ANYBODY))
        if refusal is None and length > settings.LARGEST_UPLOAD:
            most = settings.LARGEST_UPLOAD // 2**20
            return too_large(request, f"一次上传的文件合计超过 {most} MB，没有保存。", "请分几次上传。")
        return refusal


def _declared(request: HttpRequest) -> int:
    text = str(request.META.get("CONTENT_LENGTH") or "0")
    return int(text) if text.isascii() and text.isdigit() else 0
