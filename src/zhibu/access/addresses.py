"""The network address from which somebody asks."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address of the browser; None where it is not known.

    Behind a proxy it is the last one in ``X-Forwarded-For``, which the proxy itself has written; what stands before it came from
    outside. A proxy is believed where one ends TLS (``ZHIBU_HTTPS``), or when it runs on this machine. One that writes no
    such header would make one place of the whole street: then no address is known.
    """
    peer = request.META.get("REMOTE_ADDR") or ""
    here = not peer or (_is_address(peer) and ip_address(peer).is_loopback)
    if not (here or settings.HTTPS):
        return peer if _is_address(peer) else None
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return told if _is_address(told) else None


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
