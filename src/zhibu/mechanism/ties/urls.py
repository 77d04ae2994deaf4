"""Addresses of ties with residents."""

from django.urls import path

from zhibu.mechanism.ties.views import matters, places

urlpatterns = [
    path("visits/<str:code>/matters", matters.matters, name="visit_matters"),
    path("visits/<str:code>/matters/new", matters.note, name="visit_matter_note"),
    path("ties/", places.listed, name="ties"),
    path("ties/mine", places.mine, name="my_links"),
    path("ties/new", places.new, name="linked_place_new"),
    path("ties/<str:code>/", places.one, name="linked_place"),
    path("ties/<str:code>/visit", places.visit, name="linked_place_visit"),
    path("ties/<str:code>/notice", places.notice, name="linked_place_notice"),
    path("ties/<str:code>/links/new", places.add, name="linked_place_link"),
    path("ties/<str:code>/links/<int:link_id>/end", places.end, name="linked_place_link_end"),
]
