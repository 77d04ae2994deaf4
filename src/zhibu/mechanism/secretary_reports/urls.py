"""Addresses of reports."""

from django.urls import path

from zhibu.mechanism.secretary_reports.views import lists, one

urlpatterns = [
    path("secretary-reports/", lists.listed, name="secretary_reports"),
    path("secretary-reports/own", lists.own, name="reports_own"),
    path("secretary-reports/open", lists.begin, name="reports_open"),
    path("secretary-reports/take-back", lists.take_back, name="reports_take_back"),
    path("secretary-reports/summary.<str:ending>", lists.summary, name="reports_summary"),
    path("secretary-reports/<str:code>/", one.report, name="secretary_report"),
    path("secretary-reports/<str:code>/held", one.held, name="report_held"),
    path("secretary-reports/<str:code>/count", one.count, name="report_count"),
    path("secretary-reports/<str:code>/count/void", one.void, name="report_count_void"),
    path("secretary-reports/<str:code>/grade", one.grade, name="report_grade"),
    path("secretary-reports/<str:code>/problem", one.problem, name="report_problem"),
]
