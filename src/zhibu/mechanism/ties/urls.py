"""Addresses of ties with residents."""

from django.urls import path

from zhibu.mechanism.ties import place_views, views

urlpatterns = [
    path("visits/<str:code>/matters", views.matters, name="visit_matters"),
    path("visits/<str:code>/matters/new", views.note, name="visit_matter_note"),
    path("ties/", place_views.listed, name="ties"),
    path("ties/mine", place_views.mine, name="my_links"),
    path("ties/new", place_views.new, name="linked_place_new"),
    path("ties/<str:code>/", place_views.one, name="linked_place"),
    path("ties/<str:code>/visit", place_views.visit, name="linked_place_visit"),
    path("ties/<str:code>/notice", place_views.notice, name="linked_place_notice"),
    path("ties/<str:code>/links/new", place_views.add, name="linked_place_link"),
    path("ties/<str:code>/links/<int:link_id>/end", place_views.end, name="linked_place_link_end"),
]
