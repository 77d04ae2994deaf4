"""Addresses of assessments."""

from django.urls import path

from zhibu.team.assessment.views import lists, one, recording, steps

urlpatterns = [
    path("assessments/", lists.listed, name="assessments"),
    path("assessments/export", lists.export, name="assessments_export"),
    path("assessments/<str:code>/", one.part, name="assessment"),
    path("assessments/<str:code>/<str:organisation>/", one.assessment, name="assessment_of"),
    path("assessments/<str:code>/<str:organisation>/begin", one.start, name="assessment_begin"),
    path("assessments/<str:code>/<str:organisation>/poll", recording.poll, name="assessment_poll"),
    path("assessments/<str:code>/<str:organisation>/grades", recording.grades, name="assessment_grades"),
    path("assessments/<str:code>/<str:organisation>/summary.<str:ending>", one.summary, name="assessment_summary"),
    path("assessment-cases/<str:code>/steps/<str:step>", steps.step, name="assessment_step"),
    path("members/<str:code>/grades", one.of_member, name="member_grades"),
]
