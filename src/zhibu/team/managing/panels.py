"""What proposals show on pages of lower packages; wired in ``config``."""

from django.urls import reverse

from zhibu.oversight.queries.findings import SEE_PERSONAL
from zhibu.team.managing.queries.proposals import EDIT
from zhibu.web.panels import About, Later


def on_the_desk(about: About) -> Later | None:
    """How many there are comes a moment later: the rule is asked for every member of the scope."""
    return Later("看归属建议", reverse("settling_desk")) if about.reader.paths(EDIT) else None


def of_member(about: About) -> Later | None:
    """What the rule says today, for whoever sees findings about this person."""
    own = about.reader.person_id == about.id and about.reader.may_own(SEE_PERSONAL)
    if about.on is not None or not (own or about.reader.may(SEE_PERSONAL, about.path)):
        return None
    return Later("查看归属建议", reverse("managing_said", args=[about.code]))
