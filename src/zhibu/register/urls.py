"""Addresses of the register."""

from django.urls import path

from zhibu.register.views import exports, member, member_acts, members, organisation_acts, organisations, units

urlpatterns = [
    path("members/", members.members, name="members"),
    path("members/export", exports.members, name="members_export"),
    path("members/new", member_acts.register, name="member_register"),
    path("members/<str:code>/", member.member, name="member"),
    path("members/<str:code>/copy", member.copy_out, name="member_copy"),
    path("members/<str:code>/reveal/<str:field>", member.reveal, name="member_reveal"),
    path("members/<str:code>/correct", member_acts.correct, name="member_correct"),
    path("members/<str:code>/leave", member_acts.leave, name="member_leave"),
    path("members/<str:code>/status", member_acts.status, name="member_status"),
    path("members/<str:code>/category", member_acts.category, name="member_category"),
    path("members/<str:code>/mark", member_acts.mark, name="member_mark"),
    path("members/<str:code>/post", member_acts.post, name="member_post"),
    path("members/<str:code>/posts/<int:post_id>/end", member_acts.end_post, name="member_end_post"),
    path("members/<str:code>/move", member_acts.move, name="member_move"),
    path("members/<str:code>/merge", member_acts.merge, name="member_merge"),
    path("members/<str:code>/notes/<int:note_id>", member_acts.close_note, name="member_note"),
    path("members/<str:code>/proposals/<int:proposal_id>", member_acts.withdraw, name="member_proposal"),
    path("organisations/", organisations.organisations, name="organisations"),
    path("organisations/chart", organisations.chart, name="organisations_chart"),
    path("organisations/list", organisations.table, name="organisations_list"),
    path("organisations/export", exports.organisations, name="organisations_export"),
    path("organisations/new", organisation_acts.found, name="organisation_found"),
    path("organisations/<str:code>/", organisations.organisation, name="organisation"),
    path("organisations/<str:code>/correct", organisation_acts.correct, name="organisation_correct"),
    path("organisations/<str:code>/rename", organisation_acts.rename, name="organisation_rename"),
    path("organisations/<str:code>/kind", organisation_acts.change_kind, name="organisation_kind"),
    path("organisations/<str:code>/move", organisation_acts.move, name="organisation_move"),
    path("organisations/<str:code>/dissolve", organisation_acts.dissolve, name="organisation_dissolve"),
    path("organisations/<str:code>/merge", organisation_acts.merge, name="organisation_merge"),
    path("organisations/<str:code>/split", organisation_acts.split, name="organisation_split"),
    path("units/", units.units, name="units"),
    path("units/export", exports.units, name="units_export"),
    path("units/new", units.add, name="unit_add"),
    path("units/<str:code>/", units.unit, name="unit"),
    path("units/<str:code>/correct", units.correct, name="unit_correct"),
]
