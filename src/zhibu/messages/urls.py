"""Addresses of messages."""

from django.urls import path

from zhibu.messages import views

urlpatterns = [
    path("messages/", views.messages, name="messages"),
    path("messages/count", views.count, name="messages_count"),
    path("messages/published", views.published, name="messages_published"),
    path("messages/new", views.new, name="message_new"),
    path("messages/<str:code>/", views.message, name="message"),
    path("messages/<str:code>/print", views.paper, name="message_print"),
    path("messages/<str:code>/text", views.text, name="message_text"),
    path("messages/<str:code>/attach", views.attach, name="message_attach"),
    path("messages/<str:code>/withdraw", views.withdraw, name="message_withdraw"),
]
