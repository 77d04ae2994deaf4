"""What is shown on the page of an organisation; wired in ``config``."""

from django.urls import reverse

from zhibu.team.elections.terms import SEE
from zhibu.web.panels import About, Later


def of_organisation(about: About) -> Later | None:
    """The term, and how far its election is; as of today alone."""
    if about.on is not None or not about.reader.may(SEE, about.path):
        return None
    return Later("查看换届选举", reverse("organisation_election", args=[about.code]))
