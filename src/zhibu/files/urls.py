"""Addresses of files."""

from django.urls import path

from zhibu.files import views

urlpatterns = [
    path("files/<str:code>", views.file, name="file"),
    path("files/<str:code>/preview", views.preview, name="file_preview"),
    path("files/<str:code>/remove", views.remove_file, name="file_remove"),
]
