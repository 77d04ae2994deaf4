"""Institutions of the small street, made through the services."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tests.parameters.desks import Desks, acting, make_desks
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.institutions.models import Institution
from zhibu.mechanism.institutions.queries.histories import history_of
from zhibu.mechanism.institutions.rules.acting import Adoption, Carried
from zhibu.mechanism.institutions.rules.standing import History
from zhibu.mechanism.institutions.services import acting as services
from zhibu.mechanism.institutions.services import drafting
from zhibu.parameters.models import ParameterProposal
from zhibu.parameters.services import decide
from zhibu.register.models import Organisation

WHY: Final = "测试"
STUDY: Final = "meeting.study.per_quarter"
TEXT: Final = "第一条　由书记负责。\n第二条　集体学习每季度至少一次。"
LATER: Final = timedelta(days=365)
NEVER: Final = date(2099, 3, 3)
"""A day of review on which no test runs."""


def at(code_or_pk: int) -> Institution:
    """As it stands in the database now."""
    return Institution.objects.unguarded(WHY).select_related("organisation").get(pk=code_or_pk)


def done(outcome: Outcome) -> Outcome:
    assert outcome.decision.objections == ()
    return outcome


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.decision.objections]


@dataclass(frozen=True, slots=True)
class Shelf:
    """A street's shelf, its clerk and its secretary."""

    desks: Desks

    @property
    def place(self) -> Organisation:
        return self.desks.place

    def begun(self, title: str = "中心组学习制度", text: str = TEXT, *, place: Organisation | None = None, named: str = "") -> Institution:
        by = acting(self.desks.clerk)
        return at(done(drafting.begin_institution(by=by, organisation=place or self.place, title=title, named=named, text=text)).row_id)

    def carried(self, found: Institution, value: str, *, parameter: str = STUDY, article: str = "第二条") -> Outcome:
        return drafting.carry(by=acting(self.desks.clerk), institution=found, clause=Carried(parameter, value, article))

    def revised(self, found: Institution, text: str, changes: str = "改了次数") -> Outcome:
        return done(drafting.write_version(by=acting(self.desks.clerk), institution=found, text=text, changes=changes))

    def adoption(self, on: date | None = None, *, review_due: date | None = None) -> Adoption:
        day = on or today()
        return Adoption(min(day, today()), "党工委会议", day, review_due or NEVER)

    def adopted(self, found: Institution, on: date | None = None, *, review_due: date | None = None) -> Outcome:
        return services.adopt(by=acting(self.desks.clerk), institution=found, adoption=self.adoption(on, review_due=review_due))

    def decided(self, *, accepts: bool = True) -> list[str]:
        """Everything that waits; the bases."""
        waiting = list(ParameterProposal.objects.unguarded(WHY).filter(state="open").select_related("organisation").order_by("pk"))
        for one in waiting:
            done(decide(by=acting(self.desks.secretary), proposal=one, accepts=accepts, answer="" if accepts else "再议"))
        return [one.basis for one in waiting]

    def history(self, found: Institution) -> History:
        return history_of(found.pk)


def make_shelf() -> Shelf:
    return Shelf(make_desks())
