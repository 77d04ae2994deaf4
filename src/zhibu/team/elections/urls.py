"""Addresses of elections."""

from django.urls import path

from zhibu.team.elections.views import ballots, lists, one, steps

urlpatterns = [
    path("elections/", lists.listed, name="elections"),
    path("organisations/<str:code>/election", lists.of_organisation, name="organisation_election"),
    path("organisations/<str:code>/election/new", steps.begin, name="election_begin"),
    path("elections/<str:code>/", one.election, name="election"),
    path("elections/<str:code>/steps/<str:step>", steps.step, name="election_step"),
    path("elections/<str:code>/meeting", steps.meeting, name="election_meeting"),
    path("elections/<str:code>/report.<str:ending>", one.report, name="election_report"),
    path("elections/<str:code>/ballots/new/<str:office>", ballots.open_new, name="election_ballot_open"),
    path("elections/<str:code>/ballots/<int:ballot>/", ballots.ballot, name="election_ballot"),
    path("elections/<str:code>/ballots/<int:ballot>/count", ballots.count, name="election_ballot_count"),
    path("elections/<str:code>/ballots/<int:ballot>/void", ballots.void, name="election_ballot_void"),
    path("elections/<str:code>/ballots/<int:ballot>/<str:kind>.<str:ending>", ballots.paper, name="election_paper"),
]
