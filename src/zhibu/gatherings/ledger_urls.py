"""Addresses of ledgers, of a meeting's papers and of their templates."""

from django.urls import path

from zhibu.gatherings.views import ledgers, papers, templates

urlpatterns = [
    path("ledgers/", ledgers.ledgers, name="ledgers"),
    path("ledgers/file", ledgers.file, name="ledger_file"),
    path("ledgers/templates/", templates.templates, name="paper_templates"),
    path("ledgers/templates/<str:kind>/", templates.template, name="paper_template"),
    path("ledgers/templates/<str:kind>/file", templates.file, name="paper_template_file"),
    path("ledgers/templates/<str:kind>/shipped", templates.shipped_again, name="paper_template_back"),
    path("gatherings/<str:code>/papers/", papers.papers, name="gathering_papers"),
    path("gatherings/<str:code>/papers/ledgers/<str:kind>.<str:ending>", papers.ledger, name="gathering_ledger"),
    path("gatherings/<str:code>/papers/<str:kind>.<str:ending>", papers.file, name="gathering_paper"),
]
