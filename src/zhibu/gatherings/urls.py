"""Addresses of this package."""

from django.urls import path

from zhibu.gatherings.views import adjusting, feeds, gathering, gatherings, months, notices, planning

urlpatterns = [
    path("gatherings/", gatherings.gatherings, name="gatherings"),
    path("gatherings/export", gatherings.export, name="gatherings_export"),
    path("me/calendar", feeds.my_calendar, name="my_calendar"),
    path("calendar/<str:secret>.ics", feeds.calendar_feed, name="calendar_feed"),
    path("gatherings/month", months.month, name="gatherings_month"),
    path("gatherings/new", planning.new, name="gathering_new"),
    path("gatherings/new/<str:code>", planning.new_for, name="gathering_new_for"),
    path("gatherings/<str:code>/", gathering.gathering, name="gathering"),
    path("gatherings/<str:code>/again", planning.again, name="gathering_again"),
    path("gatherings/<str:code>/notice", notices.notice, name="gathering_notice"),
    path("gatherings/<str:code>/notice/tell", notices.tell, name="gathering_tell"),
    path("gatherings/<str:code>/move", adjusting.move, name="gathering_move"),
    path("gatherings/<str:code>/cancel", adjusting.cancel, name="gathering_cancel"),
    path("gatherings/<str:code>/parts/<int:number>", adjusting.adjust, name="gathering_part"),
]
