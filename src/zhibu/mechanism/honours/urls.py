"""Addresses of honours."""

from django.urls import path

from zhibu.mechanism.honours.views import received, roll, selections, steps, summary

urlpatterns = [
    path("selections/", selections.listed, name="selections"),
    path("selections/new", selections.begin, name="selection_new"),
    path("selections/<str:code>/", selections.selection, name="selection"),
    path("selections/<str:code>/nominate", selections.propose, name="selection_nominate"),
    path("selections/<str:code>/nominations/<int:number>/withdraw", selections.take_back, name="selection_withdraw"),
    path("selections/<str:code>/steps/<str:step>", steps.step, name="selection_step"),
    path("selections/<str:code>/objections/new", steps.object_to, name="selection_object"),
    path("selections/<str:code>/objections/<int:number>", steps.answer_to, name="selection_answer"),
    path("selections/<str:code>/notice.<str:ending>", steps.notice, name="selection_notice"),
    path("honours/", roll.listed, name="roll"),
    path("honours/roll.xlsx", roll.export, name="roll_export"),
    path("honours/summary/", summary.shown, name="honours_summary"),
    path("honours/summary.xlsx", summary.export, name="honours_summary_export"),
    path("honours/received/", received.listed, name="honours_received"),
    path("honours/received/new", received.enter, name="honour_received_new"),
    path("honours/received/<str:code>/", received.one, name="honour_received"),
    path("honours/received/<str:code>/attach", received.attach, name="honour_received_attach"),
    path("honours/received/<str:code>/public", received.publish, name="honour_received_public"),
    path("honours/received/<str:code>/remove", received.remove, name="honour_received_remove"),
    path("honours/granted/<str:number>/", roll.honour, name="honour"),
    path("honours/granted/<str:number>/revoke", roll.take_back, name="honour_revoke"),
    path("honours/granted/<str:number>/public", roll.publish, name="honour_public"),
    path("members/<str:code>/honours", roll.of_member, name="member_honours"),
    path("organisations/<str:code>/honours", roll.of_place, name="organisation_honours"),
]
