"""What is shown on a person's own page; wired in ``config``."""

from django.urls import reverse

from zhibu.mechanism.secretary_reports.terms import SEE, SIGN
from zhibu.web.panels import About, Later


def of_member(about: About) -> Later | None:
    """A secretary's own reports; whoever signs for no organisation has none."""
    own = about.reader.person_id == about.id and about.reader.may_own(SEE) and about.reader.may_anywhere(SIGN)
    return Later("查看述职评议", reverse("reports_own")) if own and about.on is None else None
