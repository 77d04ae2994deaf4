"""A year of a partner, for the unit's own appraisal: what was asked, offered, done; of deeds only those that were confirmed."""

from dataclasses import dataclass
from datetime import date

from zhibu.kernel.readers import Reader
from zhibu.mechanism.coordination.models import PartnerUnit
from zhibu.mechanism.coordination.queries.lists import (
    CONFIRMED,
    NeedRow,
    OfferRow,
    ProjectRow,
    Wanted,
    need_rows,
    needs,
    offer_rows,
    offers,
    project_rows,
    projects,
)


@dataclass(frozen=True, slots=True)
class Year:
    """What stands on the sheet."""

    partner: PartnerUnit
    year: int
    asked: list[NeedRow]
    own: list[NeedRow]
    offered: list[OfferRow]
    done: list[ProjectRow]

    @property
    def given(self) -> list[ProjectRow]:
        """Deeds in which the partner gave."""
        return [one for one in self.done if one.partner_gives]


def year_of(reader: Reader, partner: PartnerUnit, year: int, on: date) -> Year:
    """Four queries. Needs asked of everybody count where this partner answered them."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    everything, own = Wanted(reader, on), Wanted(reader, on, partner=partner.code)
    answered = projects(own).exclude(need=None).values("need")
    asked = needs(everything).filter(partner=None, entered_on__range=(first, last))
    return Year(
        partner,
        year,
        need_rows(asked.filter(asked=partner) | asked.filter(asked=None, pk__in=answered), on, order=("entered_on", "pk")),
        need_rows(needs(own).filter(entered_on__range=(first, last)), on, order=("entered_on", "pk")),
        offer_rows(offers(own).filter(entered_on__range=(first, last)), on, order=("entered_on", "pk")),
        project_rows(projects(own).filter(CONFIRMED, done_on__range=(first, last)), on, order=("done_on", "pk")),
    )
