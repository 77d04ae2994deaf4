"""The papers of a session: agenda with quorum and order of speaking, 会议纪要, decisions."""

from django.http import Http404, HttpResponse

from zhibu.access.pages import actor, page
from zhibu.exchange.limits import Unusable
from zhibu.kernel.clock import today
from zhibu.mechanism.sessions.documents import KINDS, session_paper
from zhibu.mechanism.sessions.terms import EXPORT, SEE_SESSIONS
from zhibu.mechanism.sessions.views.session import here, session_at
from zhibu.web.downloads import new_file, not_made, paper_response
from zhibu.web.gate import NotAllowed, ReaderRequest


@page(EXPORT)
def paper(request: ReaderRequest, code: str, kind: str) -> HttpResponse:
    """One of them; read by whoever reads the session itself."""
    if kind not in KINDS:
        raise Http404
    shown = session_at(request, code, EXPORT)
    if not request.reader.may(SEE_SESSIONS, shown.committee.now_path):
        raise NotAllowed(SEE_SESSIONS, shown.committee.now_path)
    wanted, stream = KINDS[kind], new_file()
    try:
        stream.write(session_paper(wanted, session=shown, today=today(), actor=actor(request)))
    except Unusable as refusal:
        return not_made(request, refusal.reason, here(shown))
    return paper_response(stream, f"{shown.gathering.on.isoformat()}_{shown.gathering.title}_{wanted.label}.docx")
