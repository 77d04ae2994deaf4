"""What this package shows on the page of a member; wired in ``config``."""

from django.urls import reverse

from zhibu.team.floating.terms import SEE
from zhibu.web.panels import About, Later


def of_member(about: About) -> Later | None:
    """Where somebody is away, and what is due; of today only."""
    own = about.reader.person_id == about.id and about.reader.may_own(SEE)
    if about.on is not None or not (own or about.reader.may(SEE, about.path)):
        return None
    return Later("查看流动和联系", reverse("floating_part", args=[about.code]))
