"""Addresses under which it is recorded what happened at a gathering."""

from django.urls import path

from zhibu.gatherings.views import attendance, minutes, own, paste, recording, signing, votes, wall_code

urlpatterns = [
    path("me/attendance", own.my_attendance, name="my_attendance"),
    path("organisations/<str:code>/records-from", recording.records_from, name="organisation_records_from"),
    path("gatherings/here/<str:token>", wall_code.here, name="gathering_here"),
    path("gatherings/<str:code>/attendance", attendance.attendance, name="gathering_attendance"),
    path("gatherings/<str:code>/attendance/numbers", attendance.numbers, name="gathering_numbers"),
    path("gatherings/<str:code>/attendance/paste", paste.paste, name="gathering_paste"),
    path("gatherings/<str:code>/attendance/code", wall_code.wall_code, name="gathering_wall_code"),
    path("gatherings/<str:code>/attendance/<int:holding>/<str:person>/left-out", attendance.left_out, name="gathering_left_out"),
    path("gatherings/<str:code>/attendance/<int:holding>/<str:person>/counted", attendance.counted_again, name="gathering_counted_again"),
    path("gatherings/<str:code>/minutes", minutes.minutes, name="gathering_minutes"),
    path("gatherings/<str:code>/minutes/<int:part>/write", minutes.write, name="gathering_minutes_write"),
    path("gatherings/<str:code>/minutes/<int:part>/attach", minutes.attach, name="gathering_minutes_attach"),
    path("gatherings/<str:code>/minutes/<int:part>/check", minutes.check, name="gathering_minutes_check"),
    path("gatherings/<str:code>/minutes/<int:part>/correct", minutes.correct, name="gathering_minutes_correct"),
    path("gatherings/<str:code>/sign", signing.sign, name="gathering_sign"),
    path("gatherings/<str:code>/sign/<int:holding>/correction", signing.agree, name="gathering_sign_correction"),
    path("gatherings/<str:code>/votes", votes.votes, name="gathering_votes"),
    path("gatherings/<str:code>/votes/at/<int:holding>", votes.put, name="gathering_vote_open"),
    path("gatherings/<str:code>/votes/<int:vote>", votes.vote, name="gathering_vote"),
    path("gatherings/<str:code>/votes/<int:vote>/count", votes.count, name="gathering_vote_count"),
    path("gatherings/<str:code>/votes/<int:vote>/void", votes.void, name="gathering_vote_void"),
]
