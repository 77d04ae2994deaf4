"""What is shown on the pages of an organisation and of a unit; wired in ``config``."""

from django.urls import reverse

from zhibu.mechanism.coordination.terms import SEE
from zhibu.web.panels import About, Later


def of_organisation(about: About) -> Later | None:
    """What it has open and done together with others; of today alone."""
    if about.on is not None or not about.reader.may(SEE, about.path):
        return None
    return Later("查看共驻共建", reverse("organisation_coordination", args=[about.code]))


def of_unit(about: About) -> Later | None:
    """What the unit gave, and what is asked of it."""
    if about.on is not None or not about.reader.may(SEE, about.path):
        return None
    return Later("查看共驻共建", reverse("unit_coordination", args=[about.code]))
