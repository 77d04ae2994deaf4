"""What is shown on the page of a study session; wired in ``config``."""

from django.urls import reverse

from zhibu.gatherings.terms import GatheringKind
from zhibu.mechanism.study.terms import SEE
from zhibu.web.panels import About, Later


def of_gathering(about: About) -> Later | None:
    """Who missed it and made up for it, and what the archive holds."""
    if GatheringKind.STUDY_SESSION not in about.kinds or not about.reader.paths(SEE):
        return None
    return Later("查看补学和学习档案", reverse("study_session", args=[about.code]))
