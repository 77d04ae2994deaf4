"""Addresses of 流动党员."""

from django.urls import path

from zhibu.team.floating.views import acts, lists, one, papers

urlpatterns = [
    path("floating/", lists.listed, name="floating"),
    path("floating/export", lists.export, name="floating_export"),
    path("floating/<str:code>/", one.member, name="floating_member"),
    path("floating/<str:code>/part", one.part, name="floating_part"),
    path("floating/<str:code>/phone", one.phone, name="floating_phone"),
    path("floating/<str:code>/slip", papers.slip, name="floating_slip"),
    path("floating/<str:code>/out", acts.out, name="floating_out"),
    path("floating/<str:code>/received", acts.received, name="floating_received"),
    path("floating/<str:code>/register", acts.register, name="floating_register"),
    path("floating/<str:code>/contact", acts.contact, name="floating_contact"),
    path("floating/<str:code>/back", acts.back, name="floating_back"),
    path("floating/<str:code>/search", acts.search, name="floating_search"),
    path("floating/<str:code>/found", acts.found, name="floating_found"),
]
