"""Addresses of cases."""

from django.urls import path

from zhibu.cases.views import acts, lists, one, papers

urlpatterns = [
    path("cases/", lists.listed, name="cases"),
    path("cases/export", lists.export, name="cases_export"),
    path("cases/board", lists.on_board, name="cases_board"),
    path("cases/new/<str:procedure>", acts.open_new, name="case_open"),
    path("cases/<str:code>/", one.case, name="case"),
    path("cases/<str:code>/dossier.pdf", one.dossier, name="case_dossier"),
    path("cases/<str:code>/steps/<str:step>", acts.step, name="case_step"),
    path("cases/<str:code>/steps/<str:step>/void", acts.void, name="case_void"),
    path("cases/<str:code>/steps/<str:step>/reopen", acts.reopen, name="case_reopen"),
    path("cases/<str:code>/pause", acts.pause, name="case_pause"),
    path("cases/<str:code>/resume", acts.resume, name="case_resume"),
    path("cases/<str:code>/hand", acts.hand, name="case_hand"),
    path("cases/<str:code>/cancel", acts.cancel, name="case_cancel"),
    path("cases/<str:code>/document", acts.document, name="case_document"),
    path("cases/<str:code>/documents/<int:document>", papers.paper, name="case_paper"),
    path("cases/<str:code>/documents/<int:document>/attach", papers.attach, name="case_paper_attach"),
]
