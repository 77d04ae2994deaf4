"""Gatherings for other systems: listed, shown, planned or entered afterwards, with who was there and what the minutes say so far.

Signing, votes and corrections stay with people and their pages.
"""

from django.urls import path

from zhibu.api.answering import endpoint
from zhibu.gatherings.api.attendance import attendance, mark
from zhibu.gatherings.api.minutes import minutes, write
from zhibu.gatherings.api.planning import plan
from zhibu.gatherings.api.seen import gathering, gatherings

urlpatterns = [
    path("gatherings", endpoint(get=gatherings, post=plan), name="api_gatherings"),
    path("gatherings/<str:code>", endpoint(get=gathering), name="api_gathering"),
    path("gatherings/<str:code>/attendance", endpoint(get=attendance, put=mark), name="api_attendance"),
    path("gatherings/<str:code>/parts/<int:number>/minutes", endpoint(get=minutes, put=write), name="api_minutes"),
]
