"""All addresses. Each package brings its own; what is listed here is what the permission matrix walks."""

from django.urls import URLPattern, URLResolver, include, path

from zhibu.api.terms import ROOT
from zhibu.config.health import healthz

handler400 = "zhibu.web.errors.bad_request"
handler403 = "zhibu.web.errors.permission_denied"
handler404 = "zhibu.web.errors.page_not_found"
handler500 = "zhibu.web.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", healthz, name="healthz"),
    path("", include("zhibu.web.urls")),
    path("", include("zhibu.files.urls")),
    path("", include("zhibu.access.urls")),
    path("", include("zhibu.register.urls")),
    path("", include("zhibu.keeping.urls")),
    path("", include("zhibu.parameters.urls")),
    path("", include("zhibu.messages.urls")),
    path("", include("zhibu.letters.urls")),
    path("", include("zhibu.polls.urls")),
    path("", include("zhibu.postbox.urls")),
    path("", include("zhibu.gatherings.urls")),
    path("", include("zhibu.gatherings.recording_urls")),
    path("", include("zhibu.gatherings.ledger_urls")),
    path("", include("zhibu.cases.urls")),
    path("", include("zhibu.oversight.urls")),
    path("", include("zhibu.mechanism.ties.urls")),
    path("", include("zhibu.mechanism.responsibility.urls")),
    path("", include("zhibu.mechanism.institutions.urls")),
    path("", include("zhibu.mechanism.study.urls")),
    path("", include("zhibu.mechanism.life_meetings.urls")),
    path("", include("zhibu.mechanism.sessions.urls")),
    path("", include("zhibu.mechanism.steering.urls")),
    path("", include("zhibu.mechanism.coordination.urls")),
    path("", include("zhibu.mechanism.appraisal.urls")),
    path("", include("zhibu.mechanism.appraisal.urls_year")),
    path("", include("zhibu.mechanism.secretary_reports.urls")),
    path("", include("zhibu.mechanism.honours.certificate_urls")),
    path("", include("zhibu.mechanism.commemoration.urls")),
    path("", include("zhibu.team.managing.urls")),
    path("", include("zhibu.team.elections.urls")),
    path("", include("zhibu.mechanism.honours.urls")),
    path("", include("zhibu.api.urls")),
    path(ROOT, include("zhibu.access.api")),
    path(ROOT, include("zhibu.register.api")),
    path(ROOT, include("zhibu.gatherings.api")),
    path(ROOT, include("zhibu.cases.api")),
    path(ROOT, include("zhibu.oversight.api")),
    path("", include("zhibu.team.assessment.urls")),
    path("", include("zhibu.team.floating.urls")),
]
