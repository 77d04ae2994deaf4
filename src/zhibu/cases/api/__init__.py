"""Cases for other systems: listed and shown, opened, done step by step, handed over, paused, put right; papers registered.

Steps that count ballots, write posts, grade or remove are done on their own pages.
"""

from django.urls import path

from zhibu.api.answering import endpoint
from zhibu.cases.api.acting import cancel, document, hand_over, open_new, pause, reopen, resume, step, void
from zhibu.cases.api.seen import case, listed

urlpatterns = [
    path("cases", endpoint(get=listed, post=open_new), name="api_cases"),
    path("cases/<str:code>", endpoint(get=case), name="api_case"),
    path("cases/<str:code>/steps/<str:step>", endpoint(post=step), name="api_case_step"),
    path("cases/<str:code>/steps/<str:step>/void", endpoint(post=void), name="api_case_void"),
    path("cases/<str:code>/steps/<str:step>/reopen", endpoint(post=reopen), name="api_case_reopen"),
    path("cases/<str:code>/hand-over", endpoint(post=hand_over), name="api_case_hand_over"),
    path("cases/<str:code>/documents", endpoint(post=document), name="api_case_documents"),
    path("cases/<str:code>/pause", endpoint(post=pause), name="api_case_pause"),
    path("cases/<str:code>/resume", endpoint(post=resume), name="api_case_resume"),
    path("cases/<str:code>/cancel", endpoint(post=cancel), name="api_case_cancel"),
]
