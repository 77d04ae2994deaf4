"""A street with people at its desks, and matters that were brought up there."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from tests.access.cast import make_account
from tests.register.factories import Street, make_street
from tests.register.put_back import written_once
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.cases import services
from zhibu.cases.models import Case, CaseDocument, CaseEntry, CaseText, StepSpan
from zhibu.cases.rules.acts import Deed
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.ties.services import Matter, open_matter
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor
from zhibu.trail.models import AuditEntry, Operation

WHY: Final = "测试"
MONDAY: Final = date(2026, 3, 2)
TITLE: Final = "三号楼道灯不亮"
MATTER: Final = "晚上下楼看不见台阶"
ASKER: Final = "王阿姨 13912345678"
ANSWER: Final = {"answer": "已请物业换灯", "channel": "当面"}


@dataclass(frozen=True, slots=True)
class Desks:
    """Who works where: the clerk of the street, the secretaries of the two communities and of a branch."""

    street: Street
    clerk: Account
    sunny: Account
    spring: Account
    branch: Account


@written_once
def make_desks() -> Desks:
    street = make_street()
    return Desks(
        street,
        make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏"),
        make_account("yangguang", Role.COMMUNITY_SECRETARY, street.sunny, name="何春燕"),
        make_account("chunhui", Role.COMMUNITY_SECRETARY, street.spring, name="方芳"),
        make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first, name="陈立"),
    )


def acting(account: Account, on: date = MONDAY, hour: int = 9, minute: int = 0) -> Actor:
    """Somebody who signed in, at an hour of a day."""
    reader = reader_of(account_id=account.pk, label=account.display_name, on=on)
    return Actor(reader, datetime.combine(on, time(hour, minute), SHANGHAI))


def case(pk: int) -> Case:
    """As it stands in the database now."""
    return Case.objects.unguarded(WHY).get(pk=pk)


def done(outcome: Outcome) -> Case:
    """What a service wrote."""
    assert outcome.decision.objections == ()
    return case(outcome.row_id)


def brought_up(desks: Desks, on: date = MONDAY, *, holder: Organisation | None = None, **more: Any) -> Case:
    """A matter at the street's desk; noted, and not assigned yet."""
    matter = Matter(more.pop("title", TITLE), MATTER, on, more.pop("asker", ASKER))
    return done(open_matter(by=acting(desks.clerk, on), organisation=holder or desks.street.street, matter=matter, **more))


def assigned(desks: Desks, on: date = MONDAY, to: Organisation | None = None, **more: Any) -> Case:
    """The same, assigned to the community of the morning sun."""
    opened = brought_up(desks, on, **more)
    deed = Deed("assign", on, {"handler": "小李"})
    return done(services.act(by=acting(desks.clerk, on), case=opened, seen=1, deed=deed, organisation=to or desks.street.sunny))


def answered(desks: Desks, on: date = MONDAY) -> Case:
    """The same, answered a day later by the secretary of the community."""
    given = assigned(desks, on)
    later = on + timedelta(days=1)
    return done(services.act(by=acting(desks.sunny, later), case=given, seen=2, deed=Deed("answer", later, ANSWER)))


def waiting(found: Case) -> list[tuple[str, int, date]]:
    """The rows of the projection: step, organisation, last day."""
    rows = StepSpan.objects.unguarded(WHY).filter(case=found, valid_to=FAR).order_by("step")
    return list(rows.values_list("step", "organisation_id", "latest"))


def everything() -> dict[str, list[Any]]:
    """All rows of all tables of cases, and how long the trail is."""
    tables: tuple[Any, ...] = (Case, CaseEntry, CaseText, CaseDocument, StepSpan)
    rows = {model.__name__: list(model.objects.unguarded(WHY).order_by("pk").values_list()) for model in tables}
    return {**rows, "trail": [Operation.objects.count(), AuditEntry.objects.count()]}
