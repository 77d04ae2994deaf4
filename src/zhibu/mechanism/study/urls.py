"""Addresses of study."""

from django.urls import path

from zhibu.mechanism.study.views import plan, sessions, year

urlpatterns = [
    path("study/", year.study, name="study"),
    path("study/of/<str:code>", year.study_of, name="study_of"),
    path("study/of/<str:code>/<int:year>/plan", plan.put, name="study_plan"),
    path("study/of/<str:code>/<int:year>/report", year.report, name="study_report"),
    path("study/lines/<int:line_id>/", plan.line, name="study_line"),
    path("study/lines/<int:line_id>/remove", plan.remove, name="study_line_remove"),
    path("study/lines/<int:line_id>/session", plan.session, name="study_line_plan"),
    path("study/sessions/<str:code>", sessions.session, name="study_session"),
    path("study/sessions/<str:code>/<int:holding_id>/archive", sessions.archive, name="study_archive"),
    path("study/sessions/<str:code>/<int:holding_id>/made-up/<str:person>", sessions.make_up, name="study_make_up"),
]
