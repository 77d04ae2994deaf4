"""Addresses of 分类管理."""

from django.urls import path

from zhibu.team.managing.views import exports, one, proposals, settled

urlpatterns = [
    path("settle/proposals", proposals.listed, name="settling_proposals"),
    path("settle/proposals/desk", proposals.desk, name="settling_desk"),
    path("settle/proposals/export", exports.lines, name="proposals_export"),
    path("settle/proposals/unsaid/export", exports.unsaid, name="unsaid_export"),
    path("settle/proposals/drafts/export", exports.drafts, name="drafts_export"),
    path("settle/proposals/unsaid", proposals.unsaid, name="settling_unsaid"),
    path("settle/proposals/drafts", settled.drafts, name="settling_drafts"),
    path("settle/proposals/drafts/<int:proposal_id>/reconsider", settled.reconsider, name="settling_reconsider"),
    path("settle/proposals/<str:code>", one.member, name="managing_member"),
    path("settle/proposals/<str:code>/said", one.said_here, name="managing_said"),
]
