"""Addresses of polls."""

from django.urls import path

from zhibu.polls import views

urlpatterns = [
    path("polls/", views.polls, name="polls"),
    path("polls/new", views.new, name="poll_new"),
    path("polls/<str:code>/", views.poll, name="poll"),
    path("polls/<str:code>/paper", views.paper, name="poll_paper"),
    path("polls/<str:code>/close", views.close, name="poll_close"),
]
