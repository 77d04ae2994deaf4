"""The rows of partners, offers, needs and projects, within an operation that may write more: forms, liaisons and sheets write the same."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.cases.services import Opening
from zhibu.kernel.dates import FAR
from zhibu.mechanism.coordination.models import Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.rules.acts import Said
from zhibu.mechanism.coordination.rules.procedures import NEED_PROCEDURE, OF_NEED, OF_PROJECT, PROJECT_PROCEDURE
from zhibu.mechanism.coordination.terms import PartnerKind
from zhibu.register.models import Organisation
from zhibu.trail.door import Work

WHY: Final = "登记共建事项时核对"
OpenCase = Callable[[Organisation, Opening], int]
"""Opens the case that goes with a row, and says its number."""


@dataclass(frozen=True, slots=True)
class Side:
    """In whose lists it stands, and whose it is: a partner's, or the organisation's own."""

    organisation: Organisation
    partner: PartnerUnit | None = None

    @property
    def partner_id(self) -> int | None:
        """The number of the partner."""
        return self.partner.pk if self.partner is not None else None

    @property
    def ended(self) -> bool:
        """Whether that partner takes part no more."""
        return self.partner is not None and self.partner.ended_on is not None


def put_partner(work: Work, home: Organisation, *, kind: PartnerKind, name: str, unit: int | None, since: date) -> int:
    """Somebody takes part from a day on."""
    (number,) = work.reserve(PartnerUnit, 1)
    facts = {"kind": str(kind), "name": name.strip(), "unit_id": unit, "since": since}
    return work.add(PartnerUnit, id=number, code=f"C{number:06d}", organisation_id=home.pk, **facts)


def _entry(work: Work, side: Side, said: Said) -> dict[str, object]:
    """What an offer and a need have in common."""
    return {
        "organisation_id": side.organisation.pk,
        "partner_id": side.partner_id,
        "kind": said.kind,
        "title": said.title.strip(),
        "detail": said.detail.strip(),
        "entered_by": work.actor.label,
    }


def put_offer(work: Work, side: Side, said: Said) -> int:
    """It stands from today, or from the day that was said."""
    (number,) = work.reserve(Offer, 1)
    span = {"since": said.since or work.actor.day, "until": said.until or FAR}
    return work.add(Offer, id=number, code=f"Y{number:06d}", entered_on=work.actor.day, **span, **_entry(work, side, said))


@dataclass(frozen=True, slots=True)
class Asking:
    """A need as it is entered: on which day, of whom it is asked; ``submission`` is drawn by a form."""

    side: Side
    said: Said
    on: date
    asked: PartnerUnit | None = None
    submission: str = ""


def need_title(title: str) -> str:
    """The name of a need's case."""
    return f"共建需求：{title.strip()}"


def put_need(work: Work, asking: Asking, open_case: OpenCase) -> int:
    """With its case; a form sent twice finds the need that is there. A partner's need is asked of the organisation."""
    side, said = asking.side, asking.said
    (number,) = work.reserve(Need, 1)
    title, code = need_title(said.title), f"X{number:06d}"
    opening = Opening(NEED_PROCEDURE, title, asking.on, subject_kind=OF_NEED, subject_code=code, submission=asking.submission)
    case = open_case(side.organisation, opening)
    known = Need.objects.unguarded(WHY).filter(case_id=case).values_list("pk", flat=True).first()
    if known:
        return known
    asked = asking.asked.pk if asking.asked is not None and side.partner is None else None
    facts = {"asked_id": asked, "wanted_by": said.until, "entered_on": asking.on, "case_id": case}
    return work.add(Need, id=number, code=code, **facts, **_entry(work, side, said))


@dataclass(frozen=True, slots=True)
class Matched:
    """What a project begins with."""

    organisation: Organisation
    partner: int
    title: str
    kind: str
    partner_gives: bool
    on: date
    need: int | None = None
    offer: int | None = None
    submission: str = ""


def put_project(work: Work, matched: Matched, open_case: OpenCase) -> int:
    """With its case."""
    (number,) = work.reserve(Project, 1)
    title, code = matched.title.strip(), f"M{number:06d}"
    opening = Opening(
        PROJECT_PROCEDURE,
        f"共建项目：{title}",
        matched.on,
        subject_kind=OF_PROJECT,
        subject_code=code,
        submission=matched.submission,
    )
    return work.add(
        Project,
        id=number,
        code=code,
        organisation_id=matched.organisation.pk,
        partner_id=matched.partner,
        title=title,
        kind=matched.kind,
        partner_gives=matched.partner_gives,
        need_id=matched.need,
        offer_id=matched.offer,
        case_id=open_case(matched.organisation, opening),
        matched_on=matched.on,
    )
