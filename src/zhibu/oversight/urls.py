"""Addresses of findings and of the rules that they stand on."""

from django.urls import path

from zhibu.oversight.views import findings, rules

urlpatterns = [
    path("findings/", findings.findings, name="findings"),
    path("findings/text", findings.text, name="findings_text"),
    path("findings/export", findings.export, name="findings_export"),
    path("findings/organisations/<str:code>", findings.of_organisation, name="organisation_findings"),
    path("findings/people/<str:code>", findings.of_person, name="person_findings"),
    path("rules/", rules.by_articles, name="rules"),
    path("rules/subjects", rules.by_subjects, name="rules_subjects"),
    path("rules/changes", rules.by_changes, name="rules_changes"),
    path("rules/<str:name>/", rules.rule, name="rule"),
]
