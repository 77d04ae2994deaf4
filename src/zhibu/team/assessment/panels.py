"""What is shown on pages of lower packages; wired in ``config``."""

from django.urls import reverse

from zhibu.gatherings.queries.gatherings import SEE as SEE_GATHERINGS
from zhibu.team.assessment.queries.assessments import KIND
from zhibu.team.assessment.terms import SEE
from zhibu.web.panels import About, Later


def of_gathering(about: About) -> Later | None:
    """How far the assessments of an afternoon have come."""
    if KIND not in about.kinds or not about.reader.paths(SEE_GATHERINGS):
        return None
    return Later("查看民主评议", reverse("assessment", args=[about.code]))


def of_member(about: About) -> Later | None:
    """Somebody's grades, for that person and the few who see them."""
    own = about.reader.person_id == about.id and about.reader.may_own(SEE)
    if about.on is not None or not (own or about.reader.may(SEE, about.path)):
        return None
    return Later("查看民主评议结果", reverse("member_grades", args=[about.code]))
