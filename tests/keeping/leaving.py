"""Full numbers that leave the house: who asks, who looks at it, and what is in the file."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, BinaryIO, Final

import openpyxl

from tests.access.cast import PASSWORD, make_account
from tests.register.factories import TODAY, Street, actor, identity_number, make_person, make_street
from tests.register.put_back import written_once
from zhibu.access.readers import AccountReader, reader_of
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.exchange.locking import unlock
from zhibu.keeping.models import FullExport
from zhibu.keeping.queries.exports import ASK
from zhibu.keeping.services.exporting import Wanted, ask, decide, fetch, make
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register.models import Organisation, Person
from zhibu.register.queries.rolls import RollFilter
from zhibu.trail.actors import Actor

WHY: Final = "测试"
COLUMNS: Final = ("name", "phone", "id_number")


@dataclass(frozen=True, slots=True)
class Office:
    """A street with its clerk, its secretary, and the secretary of a branch."""

    street: Street
    clerk: Account
    secretary: Account
    branch: Account


@written_once
def make_office() -> Office:
    """Three accounts, no members yet."""
    street = make_street()
    return Office(
        street,
        make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏"),
        make_account("shuji", Role.STREET_SECRETARY, street.street, name="刘志远"),
        make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first, name="陈立"),
    )


def members(branch: Organisation, count: int, *, surname: str = "张") -> list[Person]:
    """People with numbers and phones of their own, however many branches the database has counted before."""
    mine = branch.pk % 25
    return [
        make_person(
            branch,
            f"{surname}{number:03d}",
            id_number=identity_number(date(1930, 1, 1) + timedelta(days=mine * 1000 + number)),
            phone=f"139{mine:04d}{number:04d}",
        )
        for number in range(count)
    ]


def reader(account: Account, day: date = TODAY) -> AccountReader:
    """What the account may."""
    return reader_of(account_id=account.pk, label=account.display_name, on=day)


def by(account: Account, *, later: timedelta = timedelta()) -> Actor:
    """Somebody at noon of the day of all tests, or later."""
    noon = actor(reader=reader(account), channel="web")
    return Actor(noon.reader, noon.at + later, noon.channel)


def asked(account: Account, scope: Organisation, *, later: timedelta = timedelta(), on: date = TODAY, **changes: Any) -> Outcome:
    """The whole roll of a scope."""
    actor_ = by(account, later=later)
    roll = RollFilter(actor_.reader.paths(ASK), on, actor_.day)
    known: dict[str, Any] = {"columns": COLUMNS, "reason": "填报上级系统", "recipient": "报区委组织部"}
    return ask(by=actor_, account_id=account.pk, wanted=Wanted(changes.pop("roll", roll), scope, **known | changes))


def export_of(outcome: Outcome) -> FullExport:
    """As it stands now."""
    return FullExport.objects.unguarded(WHY).select_related("organisation", "account", "decided_by").get(pk=outcome.row_id)


def allowed(office: Office, scope: Organisation, **changes: Any) -> FullExport:
    """Asked for by the clerk, allowed by the secretary where that is needed."""
    outcome = asked(office.clerk, scope, **changes)
    assert outcome.decision.objections == ()
    export = export_of(outcome)
    if not export.approved:
        assert decide(by=by(office.secretary), export=export, approved=True, reason="").done
    return export_of(outcome)


def made(account: Account, export: FullExport, *, later: timedelta = timedelta(), password: str = PASSWORD) -> tuple[str, Decision]:
    """The file, and its password."""
    return make(by=by(account, later=later), export=export, own_password=password)


def fetched(account: Account, export: FullExport, *, later: timedelta = timedelta()) -> BinaryIO:
    """The locked file."""
    stream, decision = fetch(by=by(account, later=later), export=export)
    assert decision.objections == ()
    assert stream is not None
    return stream


def opened(stream: BinaryIO, password: str) -> io.BytesIO:
    """The plain workbook."""
    plain = io.BytesIO()
    unlock(stream, plain, password=password)
    plain.seek(0)
    return plain


def lines(plain: io.BytesIO) -> list[tuple[Any, ...]]:
    """Every row of the sheet."""
    return list(openpyxl.load_workbook(plain).worksheets[0].iter_rows(values_only=True))
