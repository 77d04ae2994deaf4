"""Addresses of steering committees; a committee is named by its organisation."""

from django.urls import path

from zhibu.mechanism.steering.views import appointments, committees, conferences, dissolving

urlpatterns = [
    path("steering/", committees.chart, name="steering"),
    path("steering/chart.pdf", committees.chart_pdf, name="steering_chart"),
    path("steering/new", committees.found, name="steering_set_up"),
    path("steering/<str:code>/", committees.one, name="steering_committee"),
    path("steering/<str:code>/basis", committees.basis, name="steering_basis"),
    path("steering/<str:code>/dissolve", dissolving.confirm, name="steering_dissolve"),
    path("steering/<str:code>/members/new", committees.add, name="steering_member_new"),
    path("steering/<str:code>/members/<int:member_id>/end", committees.end, name="steering_member_end"),
    path("steering/<str:code>/conference", conferences.plan, name="steering_conference"),
    path("steering/<str:code>/matters/new", conferences.raise_here, name="steering_matter"),
    path("steering/<str:code>/appointments/new", appointments.new, name="appointment_new"),
    path("appointments/<str:code>/", appointments.one, name="appointment"),
    path("appointments/<str:code>/steps/<str:step>", appointments.step, name="appointment_step"),
    path("appointments/<str:code>/end", appointments.end, name="appointment_end"),
    path("conferences/<str:code>/matters", conferences.matters, name="conference_matters"),
    path("conferences/<str:code>/matters/new", conferences.raise_there, name="conference_matter_raise"),
    path("conferences/<str:code>/guests", conferences.guests, name="conference_guests"),
    path("conferences/<str:code>/late", conferences.put_back, name="conference_late"),
]
