"""Organisations and members for other systems: listed and shown on any day; who joins, what changes, who leaves.

Moves between branches, merging, taking back and everything about hardship stay with people and their pages.
"""

from django.urls import path

from zhibu.api.answering import endpoint
from zhibu.register.api.changes import category, education, leave, mark, occupation, post, status
from zhibu.register.api.people import correct, register
from zhibu.register.api.seen import member, members, organisation, organisations

urlpatterns = [
    path("organisations", endpoint(get=organisations), name="api_organisations"),
    path("organisations/<str:code>", endpoint(get=organisation), name="api_organisation"),
    path("members", endpoint(get=members, post=register), name="api_members"),
    path("members/<str:code>", endpoint(get=member, patch=correct), name="api_member"),
    path("members/<str:code>/status", endpoint(post=status), name="api_member_status"),
    path("members/<str:code>/category", endpoint(post=category), name="api_member_category"),
    path("members/<str:code>/marks", endpoint(post=mark), name="api_member_marks"),
    path("members/<str:code>/education", endpoint(post=education), name="api_member_education"),
    path("members/<str:code>/occupation", endpoint(post=occupation), name="api_member_occupation"),
    path("members/<str:code>/posts", endpoint(post=post), name="api_member_posts"),
    path("members/<str:code>/leave", endpoint(post=leave), name="api_member_leave"),
]
