"""Addresses of the document."""

from django.urls import path

from zhibu.api import views

urlpatterns = [
    path("api/", views.documentation, name="api"),
    path("api/v1/openapi.json", views.schema, name="api_schema"),
]
