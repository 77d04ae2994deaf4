"""Type size and colour scheme: kept in cookies, rendered by the server, so that the page comes right at the first paint."""

from typing import Final

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import get_script_prefix
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

SIZES: Final = ("normal", "large")
THEMES: Final = ("auto", "light", "dark")
YEAR: Final = 365 * 24 * 3600


def size_of(request: HttpRequest) -> str:
    """The type size that the browser asked for."""
    size = request.COOKIES.get("zhibu_size", "")
    return size if size in SIZES else "normal"


def theme_of(request: HttpRequest) -> str:
    """The colour scheme that the browser asked for; ``auto`` follows the device."""
    theme = request.COOKIES.get("zhibu_theme", "")
    return theme if theme in THEMES else "auto"


def page_before(request: HttpRequest) -> str:
    """The page of ours from which a request came, else the start page."""
    before = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure())
    return before if ours else get_script_prefix()


@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Keep ``size`` or ``theme`` and go back; open to everyone, also before the log-in."""
    response = HttpResponseRedirect(page_before(request))
    for name, allowed in (("size", SIZES), ("theme", THEMES)):
        value = request.POST.get(name, "")
        if value in allowed:
            response.set_cookie(f"zhibu_{name}", value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure())
    return response
