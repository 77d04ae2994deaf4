"""What is shown on the page of a gathering; wired in ``config``."""

from django.urls import reverse

from zhibu.cases.terms import SEE
from zhibu.mechanism.life_meetings.rules.procedures import KINDS
from zhibu.web.panels import About, Later


def of_gathering(about: About) -> Later | None:
    """Preparation and list of a life meeting."""
    if not KINDS & about.kinds or not about.reader.paths(SEE):
        return None
    return Later("查看筹备和整改清单", reverse("life_meeting", args=[about.code]))
