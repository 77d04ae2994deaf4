"""Tokens answer the door of the API: who is asking, and what was answered before."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from zhibu.access.models import KeptAnswer
from zhibu.access.queries.tokens import first_use_today, reader_behind, token_shown
from zhibu.access.services.tokens import note_use
from zhibu.accounts.queries import memory
from zhibu.api.door import Known
from zhibu.api.problems import Refused
from zhibu.api.terms import JSON
from zhibu.kernel.clock import now, today
from zhibu.kernel.decisions import Objection

BEARER: Final = re.compile(r"Bearer ([A-Za-z0-9_-]{20,80})", re.IGNORECASE)
KEPT: Final = timedelta(hours=24)
OTHER: Final = Objection(
    "key_used",
    "这个 Idempotency-Key 已经用于另一次写入。",
    remedy="每件事换一个新的；重试时内容须与原来完全一样。",
    field="Idempotency-Key",
)


class TokenDoor:
    """By the header ``Authorization: Bearer …`` alone."""

    def identify(self, request: HttpRequest) -> Known | None:
        """One query, as for a page; three where the process does not remember the token."""
        told = BEARER.fullmatch(request.headers.get("Authorization", ""))
        if told is None:
            return None
        kept, day = memory(), today()
        shown = token_shown(told[1], kept, on=day)
        if shown is None:
            return None
        if first_use_today(shown, kept, on=day):
            note_use(token_id=shown.id, on=day)
        return Known(reader_behind(shown, kept, on=day), shown.id)

    def once(self, known: Known, *, key: str, asked: bytes, run: Callable[[], HttpResponse]) -> HttpResponse:
        """The answer and its effect are committed together; a refusal has no effect and is not kept.

        Whoever comes second at the same moment waits for the row of the first, and then finds its answer.
        """
        with transaction.atomic():
            KeptAnswer.objects.filter(token_id=known.token, key=key, at__lte=now() - KEPT).delete()
            claim = KeptAnswer(token_id=known.token, key=key, asked=asked, at=now())
            try:
                with transaction.atomic():
                    claim.save(force_insert=True)
            except IntegrityError:
                return _kept(KeptAnswer.objects.get(token_id=known.token, key=key), asked)
            answer = run()
            KeptAnswer.objects.filter(pk=claim.pk).update(status=answer.status_code, body=answer.content)
        return answer


def _kept(found: KeptAnswer, asked: bytes) -> HttpResponse:
    if bytes(found.asked) != asked:
        raise Refused(OTHER)
    return HttpResponse(bytes(found.body), status=found.status, content_type=JSON)


DOOR: Final = TokenDoor()
