"""A street with its clerk and its secretary, who propose and decide."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from tests.access.cast import make_account
from tests.register.factories import Street, make_street
from tests.register.put_back import written_once
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.kernel.clock import now, today
from zhibu.kernel.decisions import Outcome
from zhibu.parameters import services
from zhibu.parameters.models import LocalParameter, ParameterProposal
from zhibu.register.models import Organisation
from zhibu.rulebook.loading import rulebook
from zhibu.trail.actors import Actor

WHY: Final = "测试"
NOTICE: Final = "term.notice_days"
BASIS: Final = "向党工〔2026〕3 号《党支部换届工作安排》"


@dataclass(frozen=True, slots=True)
class Desks:
    """Who works where."""

    street: Street
    clerk: Account
    secretary: Account

    @property
    def place(self) -> Organisation:
        """The street's working committee."""
        return self.street.street


@written_once
def make_desks() -> Desks:
    street = make_street()
    clerk = make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")
    return Desks(street, clerk, make_account("shuji", Role.STREET_SECRETARY, street.street, name="刘志远"))


def acting(account: Account) -> Actor:
    """Somebody who signed in, now."""
    return Actor(reader_of(account_id=account.pk, label=account.display_name, on=today()), now())


def proposed(desks: Desks, typed: str, *, on: date, name: str = NOTICE, place: Organisation | None = None, basis: str = BASIS) -> Outcome:
    parameter = rulebook().parameters[name]
    return services.propose(
        by=acting(desks.clerk), organisation=place or desks.place, parameter=parameter, typed=typed, on=on, basis=basis, note="换届多"
    )


def proposal(outcome: Outcome) -> ParameterProposal:
    """As it stands in the database now."""
    assert outcome.decision.objections == ()
    return ParameterProposal.objects.unguarded(WHY).select_related("organisation").get(pk=outcome.row_id)


def accepted(desks: Desks, typed: str, *, on: date, name: str = NOTICE, place: Organisation | None = None) -> ParameterProposal:
    """Proposed and decided."""
    found = proposal(proposed(desks, typed, on=on, name=name, place=place))
    return proposal(services.decide(by=acting(desks.secretary), proposal=found, accepts=True))


def spans(place: Organisation, name: str = NOTICE) -> list[tuple[str, date, date]]:
    """The values of an organisation in the order of time."""
    found = LocalParameter.objects.unguarded(WHY).filter(organisation=place, parameter=name).order_by("valid_from")
    return list(found.values_list("value", "valid_from", "valid_to"))
