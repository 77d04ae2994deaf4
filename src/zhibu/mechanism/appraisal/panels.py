"""What an organisation's page shows of its score; wired in ``config``."""

from django.urls import reverse

from zhibu.mechanism.appraisal.terms import SEE
from zhibu.web.panels import About, Later


def of_organisation(about: About) -> Later | None:
    """The way to its scores, for whoever reads them."""
    if not about.reader.may(SEE, about.path):
        return None
    return Later("查看目标考评", reverse("scores_of", args=[about.code]))
