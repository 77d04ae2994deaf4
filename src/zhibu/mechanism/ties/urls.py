"""Addresses of what follows from visits."""

from django.urls import path

from zhibu.mechanism.ties import views

urlpatterns = [
    path("visits/<str:code>/matters", views.matters, name="visit_matters"),
    path("visits/<str:code>/matters/new", views.note, name="visit_matter_note"),
]
