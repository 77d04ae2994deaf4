"""All addresses of the portal."""

from django.urls import path

from zhibu.portal import views

handler400 = "zhibu.portal.errors.bad_request"
handler404 = "zhibu.portal.errors.not_found"
handler500 = "zhibu.portal.errors.failed"

urlpatterns = [
    path("", views.front, name="front"),
    path("healthz", views.healthz, name="healthz"),
    path("certificate/", views.certificate, name="certificate"),
    path("honours/", views.honours, name="honours"),
    path("liaison/<str:key>/<str:signed>/", views.liaison, name="liaison"),
    path("liaison/<str:key>/<str:signed>/sheet.<str:ending>", views.sheet, name="sheet"),
]
