"""Addresses of the shell itself."""

from django.urls import path

from zhibu.web import appearance

app_name = "web"
urlpatterns = [path("appearance/", appearance.choose, name="appearance")]
