"""The answer to "are you up": through the same middleware as a page, without session, user or database."""

from django.http import HttpRequest, HttpResponse

from zhibu.access.pages import public


@public
def healthz(_request: HttpRequest) -> HttpResponse:
    """200 as soon as the server has started."""
    return HttpResponse("ok", content_type="text/plain; charset=utf-8")
