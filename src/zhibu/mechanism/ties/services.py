"""A matter begins: by hand from a page, or from a visit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from zhibu.cases.services import Opening, open_case
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.ties.rules import VISIT, VISIT_MATTER
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody brought up; whoever wishes stays anonymous (``asker`` empty)."""

    title: str
    matter: str
    on: date
    asker: str = ""

    @property
    def texts(self) -> Mapping[str, str]:
        """What is written beside the log."""
        return {"matter": self.matter, "asker": self.asker}


def open_matter(*, by: Actor, organisation: Organisation, matter: Matter, visit: str = "", submission: str = "") -> Outcome:
    """Held by the organisation whose people made the visit; ``visit`` is its code where it stands in the records."""
    opening = Opening(
        VISIT_MATTER,
        matter.title,
        matter.on,
        matter.texts,
        subject_kind=VISIT if visit else "",
        subject_code=visit,
        submission=submission,
    )
    return open_case(by=by, organisation=organisation, opening=opening)
