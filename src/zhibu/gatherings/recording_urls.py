"""Addresses under which it is recorded what happened at a gathering."""

from django.urls import path

from zhibu.gatherings.views import attendance, paste, wall_code

urlpatterns = [
    path("gatherings/here/<str:token>", wall_code.here, name="gathering_here"),
    path("gatherings/<str:code>/attendance", attendance.attendance, name="gathering_attendance"),
    path("gatherings/<str:code>/attendance/numbers", attendance.numbers, name="gathering_numbers"),
    path("gatherings/<str:code>/attendance/paste", paste.paste, name="gathering_paste"),
    path("gatherings/<str:code>/attendance/code", wall_code.wall_code, name="gathering_wall_code"),
    path("gatherings/<str:code>/attendance/<int:holding>/<str:person>/left-out", attendance.left_out, name="gathering_left_out"),
    path("gatherings/<str:code>/attendance/<int:holding>/<str:person>/counted", attendance.counted_again, name="gathering_counted_again"),
]
