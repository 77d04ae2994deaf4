"""Addresses of ledgers and of a meeting's papers."""

from django.urls import path

from zhibu.gatherings.views import ledgers

urlpatterns = [
    path("ledgers/", ledgers.ledgers, name="ledgers"),
    path("ledgers/file", ledgers.file, name="ledger_file"),
]
