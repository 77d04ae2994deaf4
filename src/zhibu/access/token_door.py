"""Tokens answer the door of the API: who is asking, and what was answered before."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from zhibu.access.addresses import client_address
from zhibu.access.models import KeptAnswer
from zhibu.access.queries.tokens import first_use_today, reader_behind, token_shown
from zhibu.access.services.tokens import note_use
from zhibu.accounts.queries import memory, network_paused
from zhibu.accounts.rules import NETWORK_FAILURES, NETWORK_WINDOW, network_of
from zhibu.accounts.services import count_failed_sign_in
from zhibu.api.door import Known
from zhibu.api.problems import Refused
from zhibu.api.terms import JSON
from zhibu.kernel.clock import now, today
from zhibu.kernel.decisions import Objection
from zhibu.kernel.readers import SystemReader
from zhibu.store.keys import key_store
from zhibu.store.sealing import Unreadable, seal, unseal
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.terms import BY_TOKEN

BEARER: Final = re.compile(r"Bearer ([A-Za-z0-9_-]{20,80})", re.IGNORECASE)
KEPT: Final = timedelta(hours=24)
OTHER: Final = Objection(
    "key_used",
    "这个 Idempotency-Key 已经用于另一次写入。",
    remedy="每件事换一个新的；重试时内容须与原来完全一样。",
    field="Idempotency-Key",
)
DONE_BEFORE: Final = Objection(
    "answer_gone",
    "用这个 Idempotency-Key 的写入已经办成，当时的回答读不出来了。",
    remedy="请查询办成的结果，不要换一个标记重做。",
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

    def seconds_to_wait(self, request: HttpRequest) -> int:
        """As log-ins that fail, and apart from them: a forgotten script must not shut the log-in of the office it stands in.

        While tokens from a network pause, none of them is counted: the pause ends by itself, and writes nothing.
        """
        place = network_of(client_address(request))
        if not place or "Authorization" not in request.headers:
            return 0
        network, at = f"{BY_TOKEN}{place}", now()
        if network_paused(network, at):
            return NETWORK_WINDOW.seconds
        if count_failed_sign_in(network=network, now=at):
            reason = f"网络地址 {place}：{NETWORK_WINDOW.seconds // 60} 分钟内有 {NETWORK_FAILURES} 次令牌无效"
            with recording(Actor(SystemReader("接口", label="接口"), at, "api"), "account.tokens_paused", reason=reason) as work:
                work.note()
        return 0

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
            body = seal(_key(), answer.content, _context(claim))
            KeptAnswer.objects.filter(pk=claim.pk).update(status=answer.status_code, body=body)
        return answer


def _kept(found: KeptAnswer, asked: bytes) -> HttpResponse:
    if bytes(found.asked) != asked:
        raise Refused(OTHER)
    try:
        body = unseal(_key(), bytes(found.body), _context(found))
    except Unreadable as error:
        raise Refused(DONE_BEFORE) from error
    return HttpResponse(body, status=found.status, content_type=JSON)


def _key() -> bytes:
    """An answer tells of people: neither database nor backup of the data alone can read it."""
    return key_store().purpose_key("kept answers")


def _context(one: KeptAnswer) -> bytes:
    """Binds an answer to what it was the answer to."""
    return f"{one.token_id}/{one.key}".encode()


DOOR: Final = TokenDoor()
