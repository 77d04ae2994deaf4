"""What is shown on the page of a visit, and of one's own links on the start page; wired in ``config``."""

from django.urls import reverse

from zhibu.cases.terms import SEE
from zhibu.gatherings.terms import GatheringKind
from zhibu.web.panels import About, Later


def of_gathering(about: About) -> Later | None:
    """The matters that were noted at a visit, and the way to note one more."""
    if GatheringKind.VISIT not in about.kinds or not about.reader.paths(SEE):
        return None
    return Later("查看反映事项", reverse("visit_matters", args=[about.code]))


def on_the_desk(about: About) -> Later | None:
    """The places that the reader is linked to, a moment later."""
    return Later("看我的联系点", reverse("my_links")) if about.reader.person_id is not None else None
