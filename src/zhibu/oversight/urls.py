"""Addresses of findings."""

from django.urls import path

from zhibu.oversight.views import findings

urlpatterns = [
    path("findings/", findings.findings, name="findings"),
    path("findings/text", findings.text, name="findings_text"),
    path("findings/export", findings.export, name="findings_export"),
    path("findings/organisations/<str:code>", findings.of_organisation, name="organisation_findings"),
    path("findings/people/<str:code>", findings.of_person, name="person_findings"),
]
