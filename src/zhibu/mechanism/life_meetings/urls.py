"""Addresses of life meetings."""

from django.urls import path

from zhibu.mechanism.life_meetings.views import lists, meeting, steps

urlpatterns = [
    path("life-meetings/", lists.democratic, name="life_meetings"),
    path("life-meetings/branches", lists.organisational, name="branch_life_meetings"),
    path("life-meetings/<str:code>/", meeting.meeting, name="life_meeting"),
    path("life-meetings/<str:code>/list.<str:ending>", meeting.listed, name="life_list"),
    path("life-meetings/<str:code>/<str:organisation>/prepare", meeting.begin, name="life_prepare"),
    path("life-meetings/<str:code>/<str:organisation>/matters/new", meeting.note_matter, name="life_matter_new"),
    path("life-preparations/<str:code>/steps/<str:step>", steps.step, name="life_step"),
    path("life-preparations/<str:code>/talks/with/<str:who>", steps.note_talks, name="life_talks_note"),
    path("life-preparations/<str:code>/talks/done", steps.talks_done, name="life_talks_done"),
]
