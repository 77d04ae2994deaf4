"""What is shown on the pages of an organisation and of a member; wired in ``config``."""

from django.urls import reverse

from zhibu.mechanism.honours.terms import SEE
from zhibu.web.panels import About, Later


def of_organisation(about: About) -> Later | None:
    """Its honours; as of today alone."""
    if about.on is not None or not about.reader.may(SEE, about.path):
        return None
    return Later("查看荣誉", reverse("organisation_honours", args=[about.code]))


def of_member(about: About) -> Later | None:
    """The own honours, granted and received."""
    own = about.reader.person_id == about.id and about.reader.may_own(SEE)
    if about.on is not None or not (own or about.reader.may(SEE, about.path)):
        return None
    return Later("查看荣誉", reverse("member_honours", args=[about.code]))
