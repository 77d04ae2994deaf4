"""Drafts: what somebody types is kept on the server, so that a log-out never loses text.

``GET`` answers ``{"fields": {name: text}, "saved_at": iso}``, or 204 when nothing is kept; ``POST {"fields": {…}}`` keeps;
``DELETE`` forgets. A draft belongs to its account: the same address holds another text for everybody.
"""

from http import HTTPStatus
from typing import Final

import orjson
from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from zhibu.access.pages import ANYBODY, page
from zhibu.accounts.services import drop_draft, load_draft, save_draft
from zhibu.kernel.clock import now
from zhibu.web.gate import ReaderRequest

LONGEST_KEY: Final = 200
LARGEST: Final = 256 * 1024
MOST_FIELDS: Final = 500


@never_cache
@require_http_methods(["GET", "POST", "DELETE"])
@page(ANYBODY)
def draft(request: ReaderRequest, key: str) -> HttpResponse:
    """Keep, give back, forget."""
    account_id = request.reader.account_id
    if len(key) > LONGEST_KEY or account_id is None:
        raise Http404
    if request.method == "GET":
        found = load_draft(account_id=account_id, key=key)
        if found is None:
            return HttpResponse(status=HTTPStatus.NO_CONTENT)
        return JsonResponse({"fields": found[0], "saved_at": found[1].isoformat()})
    if request.method == "DELETE":
        drop_draft(account_id=account_id, key=key)
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    fields = read_fields(request.body)
    if fields is None:
        return HttpResponseBadRequest("unreadable", content_type="text/plain; charset=utf-8")
    save_draft(account_id=account_id, key=key, fields=fields, now=now())
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def read_fields(body: bytes) -> dict[str, str] | None:
    """Names and texts; None when it is anything else or too much."""
    if len(body) > LARGEST:
        return None
    try:
        asked = orjson.loads(body)
    except orjson.JSONDecodeError:
        return None
    fields = asked.get("fields") if isinstance(asked, dict) else None
    sound = isinstance(fields, dict) and len(fields) <= MOST_FIELDS and all(isinstance(value, str) for value in fields.values())
    return fields if sound else None
