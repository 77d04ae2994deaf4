"""What is shown on the page of a person and of an organisation; wired in ``config``."""

from django.urls import reverse

from zhibu.mechanism.responsibility.terms import OWN, SEE
from zhibu.web.panels import About, Later


def of_organisation(about: About) -> Later | None:
    """Who answers for what there."""
    if not about.reader.may(SEE, about.path):
        return None
    return Later("查看责任分工", f"{reverse('organisation_duties', args=[about.code])}{_day(about)}")


def of_member(about: About) -> Later | None:
    """What somebody answers for, for whoever may open the record, and for that person."""
    own = about.reader.person_id == about.id and about.reader.may_own(OWN)
    if not own and not about.reader.may(SEE, about.path):
        return None
    return Later("查看负责的工作", f"{reverse('member_duties', args=[about.code])}{_day(about)}")


def _day(about: About) -> str:
    return f"?on={about.on.isoformat()}" if about.on else ""
