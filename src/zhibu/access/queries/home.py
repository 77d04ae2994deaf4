"""What the start page of each kind of reader shows, in few queries."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Count as Counted
from django.db.models import Q

from zhibu.access.queries.accounts import account_counts
from zhibu.access.queries.audit import ChainState, chain_states, moment
from zhibu.accounts.models import Account
from zhibu.kernel.readers import AccountReader
from zhibu.register.models import Organisation, Person
from zhibu.register.presentation import facts_of_record
from zhibu.register.queries.record import person_record
from zhibu.trail.models import Operation, ReadEntry
from zhibu.trail.reads import reads_about
from zhibu.web.components import Fact

WHY: Final = "是否已有党组织"
PERIOD: Final = timedelta(days=30)


def accounts_at_a_glance(now: datetime, on: date) -> dict[str, int]:
    """Accounts by state, for the keeper of rights; one query."""
    return account_counts(Account.objects.all(), now, on)


@dataclass(frozen=True, slots=True)
class Watch:
    """What the auditor looks at first: the last thirty days."""

    operations: int
    refused: int
    reveals: int
    exports: int
    full_exports: int
    chains: list[ChainState]


def watch(today: date) -> Watch:
    """Nine queries over the last thirty days."""
    since = moment(today - PERIOD)
    operations = Operation.objects.filter(at__gte=since)
    kinds = {name: Counted("pk", filter=Q(kind=name)) for name in ("reveal", "export", "export_full")}
    reads = ReadEntry.objects.filter(at__gte=since).aggregate(**kinds)
    return Watch(
        operations=operations.count(),
        refused=operations.filter(act="account.sign_in_failed").count(),
        reveals=reads["reveal"],
        exports=reads["export"],
        full_exports=reads["export_full"],
        chains=chain_states(),
    )


def own_at_a_glance(reader: AccountReader, now: datetime) -> tuple[list[Fact], int]:
    """The Party facts of the own record, and how often others have read it in thirty days; five queries."""
    person = Person.objects.seen_by(reader, "see_record").get(pk=reader.person_id or 0)
    groups = facts_of_record(person_record(person, now.date()), reader, None, contact=False)
    readings = reads_about([person.pk]).filter(at__gte=now - PERIOD).exclude(kind="own").count()
    return groups[0][1], readings


def is_empty() -> bool:
    """Whether nothing was loaded yet."""
    return not Organisation.objects.unguarded(WHY).exists()
