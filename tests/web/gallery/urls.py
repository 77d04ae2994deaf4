from django.urls import include, path

from tests.web.gallery import views

handler400 = "zhibu.web.errors.bad_request"
handler403 = "zhibu.web.errors.permission_denied"
handler404 = "zhibu.web.errors.page_not_found"
handler500 = "zhibu.web.errors.server_error"
urlpatterns = [
    path("", views.home, name="home"),
    path("", include("zhibu.web.urls")),
    path("members/", views.members, name="members"),
    path("members/<int:number>/", views.member, name="member"),
    path("members/new/", views.new_member, name="new"),
    path("members/1/left/", views.left, name="left"),
    path("reveal/", views.reveal, name="reveal"),
    path("organisations/", views.organisations, name="organisations"),
    path("branches/", views.branches, name="branches"),
    path("progress/", views.progress, name="progress"),
    path("drafts/<str:key>/", views.draft, name="draft"),
    path("login/", views.log_in, name="login"),
    path("logout/", views.nothing, name="logout"),
    path("persona/", views.nothing, name="persona"),
    path("refused/", views.refused, name="refused"),
    path("broken/", views.broken, name="broken"),
]
