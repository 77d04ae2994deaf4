"""Addresses of the exchange with the portal."""

from django.urls import path

from zhibu.postbox import views

urlpatterns = [
    path("postbox/", views.postbox, name="postbox"),
    path("postbox/exchange", views.at_once, name="postbox_exchange"),
]
