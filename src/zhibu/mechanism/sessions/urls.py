"""Addresses of topics, sessions and the list of 三重一大."""

from django.urls import path

from zhibu.mechanism.sessions.views import listed, papers, session, supervised, topics

urlpatterns = [
    path("topics/", topics.listing, name="topics"),
    path("topics/new", topics.propose, name="topic_new"),
    path("topics/decisions", topics.decisions, name="topics_decisions"),
    path("topics/lists/<str:code>/", listed.listing, name="listed_matters"),
    path("topics/lists/<str:code>/new", listed.add, name="listed_matter_new"),
    path("topics/listed/<int:pk>/end", listed.end, name="listed_matter_end"),
    path("topics/<str:code>", topics.topic, name="topic"),
    path("topics/<str:code>/screen", topics.screen, name="topic_screen"),
    path("topics/<str:code>/withdraw", topics.withdraw, name="topic_withdraw"),
    path("supervised/", supervised.listing, name="supervised"),
    path("sessions/<str:code>", session.session, name="session"),
    path("sessions/<str:code>/table", session.table, name="session_table"),
    path("sessions/<str:code>/papers/<str:kind>", papers.paper, name="session_paper"),
    path("sessions/<str:code>/items/<int:tabling>/note", session.note, name="session_note"),
    path("sessions/<str:code>/items/<int:tabling>/recuse", session.recusal, name="session_recuse"),
    path("sessions/<str:code>/items/<int:tabling>/supervise", session.follow, name="session_supervise"),
    path("sessions/<str:code>/items/<int:tabling>/take-off", session.off, name="session_take_off"),
    path("sessions/<str:code>/recusals/<int:recusal>/undo", session.back_in, name="session_recuse_undo"),
]
