"""The papers of a session: agenda with quorum and order of speaking, 会议纪要, decisions."""

from django.http import Http404, HttpResponse

from zhibu.access.pages import actor, page
from zhibu.kernel.clock import today
from zhibu.mechanism.sessions.documents import KINDS, session_paper
from zhibu.mechanism.sessions.terms import EXPORT, SEE_SESSIONS
from zhibu.mechanism.sessions.views.session import here, session_at
from zhibu.web.downloads import made_or_not
from zhibu.web.gate import NotAllowed, ReaderRequest


@page(EXPORT)
def paper(request: ReaderRequest, code: str, kind: str) -> HttpResponse:
    """One of them; read by whoever reads the session itself."""
    if kind not in KINDS:
        raise Http404
    shown = session_at(request, code, EXPORT)
    if not request.reader.may(SEE_SESSIONS, shown.committee.now_path):
        raise NotAllowed(SEE_SESSIONS, shown.committee.now_path)
    wanted = KINDS[kind]
    name = f"{shown.gathering.on.isoformat()}_{shown.gathering.title}_{wanted.label}.docx"
    return made_or_not(request, name, here(shown), lambda: session_paper(wanted, session=shown, today=today(), actor=actor(request)))
