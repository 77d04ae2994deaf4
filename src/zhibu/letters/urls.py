"""Addresses of letters."""

from django.urls import path

from zhibu.letters import views

urlpatterns = [
    path("letters/", views.letters, name="letters"),
    path("letters/new", views.new, name="letter_new"),
    path("letters/<str:code>/", views.letter, name="letter"),
    path("letters/<str:code>/edit", views.edit, name="letter_edit"),
    path("letters/<str:code>/send", views.send, name="letter_send"),
    path("letters/<str:code>/receive", views.receive, name="letter_receive"),
    path("letters/<str:code>/reply", views.reply, name="letter_reply"),
    path("letters/<str:code>/discard", views.discard, name="letter_discard"),
    path("letters/<str:code>/attach", views.attach, name="letter_attach"),
    path("letters/<str:code>/<str:ending>", views.paper, name="letter_paper"),
]
