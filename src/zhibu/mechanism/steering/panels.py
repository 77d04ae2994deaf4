"""What is shown on the page of a joint conference; wired in ``config``."""

from django.urls import reverse

from zhibu.gatherings.terms import GatheringKind
from zhibu.mechanism.steering.terms import SEE
from zhibu.web.panels import About, Later


def of_gathering(about: About) -> Later | None:
    """What became of the lines of its agenda, and which matters are late."""
    if GatheringKind.JOINT_CONFERENCE not in about.kinds or not about.reader.paths(SEE):
        return None
    return Later("查看协调事项", reverse("conference_matters", args=[about.code]))
