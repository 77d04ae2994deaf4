"""What is shown on the page of a session; wired in ``config``."""

from django.urls import reverse

from zhibu.gatherings.terms import GatheringKind
from zhibu.mechanism.sessions.terms import SEE_SESSIONS
from zhibu.web.panels import About, Later


def of_gathering(about: About) -> Later | None:
    """Its topics, for whoever reads what a session says."""
    if GatheringKind.WORKING_COMMITTEE_SESSION not in about.kinds or not about.reader.may(SEE_SESSIONS, about.path):
        return None
    return Later("查看议题", reverse("session", args=[about.code]))
