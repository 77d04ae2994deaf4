"""What proposals show on pages of lower packages; wired in ``config``."""

from django.urls import reverse

from zhibu.oversight.queries.findings import SEE_PERSONAL
from zhibu.web.panels import About, Later


def of_member(about: About) -> Later | None:
    """What the rule says today, for whoever sees findings about this person."""
    own = about.reader.person_id == about.id and about.reader.may_own(SEE_PERSONAL)
    if about.on is not None or not (own or about.reader.may(SEE_PERSONAL, about.path)):
        return None
    return Later("查看归属建议", reverse("managing_said", args=[about.code]))
