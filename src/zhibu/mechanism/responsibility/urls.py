"""Addresses of 党建责任."""

from django.urls import path

from zhibu.mechanism.responsibility.views import areas, duties, handing, matters, papers, priorities

urlpatterns = [
    path("responsibility/", duties.responsibility, name="responsibility"),
    path("responsibility/of/<str:code>", duties.of_place, name="responsibility_of"),
    path("responsibility/of/<str:code>/areas", areas.listing, name="work_areas"),
    path("responsibility/of/<str:code>/areas/new", areas.add, name="work_area_new"),
    path("responsibility/of/<str:code>/areas/<int:pk>", duties.change, name="responsibility_change"),
    path("responsibility/of/<str:code>/table.<str:ending>", papers.division, name="responsibility_paper"),
    path("responsibility/of/<str:code>/letters.<str:ending>", papers.letters, name="responsibility_letters"),
    path("responsibility/of/<str:code>/handovers", handing.listing, name="handovers"),
    path("responsibility/of/<str:code>/matters", matters.listing, name="matters"),
    path("responsibility/of/<str:code>/matters/new", matters.new, name="matter_new"),
    path("responsibility/areas/<int:pk>", duties.by_area, name="responsibility_area"),
    path("responsibility/areas/<int:pk>/end", areas.end, name="work_area_end"),
    path("organisations/<str:code>/duties", duties.of_organisation, name="organisation_duties"),
    path("members/<str:code>/duties", duties.of_member, name="member_duties"),
    path("members/<str:code>/handover", handing.of_member, name="member_handover"),
    path("handovers/posts/<int:post_id>", handing.new, name="handover_new"),
    path("handovers/<str:code>", handing.one, name="handover"),
    path("handovers/<str:code>/confirm", handing.receive, name="handover_confirm"),
    path("handovers/<str:code>/paper.<str:ending>", handing.paper, name="handover_paper"),
    path("priorities/", priorities.priorities, name="priorities"),
    path("priorities/lines/<int:pk>", priorities.line, name="priority_line"),
    path("priorities/lines/<int:pk>/done", priorities.done, name="priority_done"),
    path("priorities/lines/<int:pk>/drop", priorities.drop, name="priority_drop"),
    path("priorities/evidence/<int:pk>/remove", priorities.unpoint, name="priority_unpoint"),
    path("priorities/<str:code>/<int:year>", priorities.of_year, name="priorities_of"),
    path("priorities/<str:code>/<int:year>/new", priorities.new, name="priority_new"),
    path("priorities/<str:code>/<int:year>/paper.<str:ending>", priorities.paper, name="priorities_paper"),
    path("matters/<str:code>", matters.one, name="matter"),
    path("matters/<str:code>/tag", matters.tag, name="matter_tag"),
    path("matters/<str:code>/end", matters.end, name="matter_end"),
    path("matters/tags/<int:pk>/remove", matters.untag, name="matter_untag"),
]
