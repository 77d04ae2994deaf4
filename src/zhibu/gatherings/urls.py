"""Addresses of this package."""

from django.urls import path

from zhibu.gatherings.views import gathering, gatherings

urlpatterns = [
    path("gatherings/", gatherings.gatherings, name="gatherings"),
    path("gatherings/export", gatherings.export, name="gatherings_export"),
    path("gatherings/<str:code>/", gathering.gathering, name="gathering"),
]
