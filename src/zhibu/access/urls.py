"""Addresses of signing in, accounts, grants and the trail."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
