"""Who needs a second factor, and what waits for a second keeper."""

from datetime import datetime
from typing import Final, NamedTuple

from zhibu.access.models import FactorReset
from zhibu.access.readers import AccountReader
from zhibu.access.rules import may_do_without_second_factor
from zhibu.accounts.terms import RESET_OPEN
from zhibu.kernel.decisions import Decision
from zhibu.kernel.readers import outermost
from zhibu.register.models import Organisation
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.store.guards import within

WHY: Final = "判断账号能看到几个党支部"
WHY_RESET: Final = "撤销二次验证的申请由管理员办理，不涉及名册"
ENOUGH: Final = 2


def branches_seen(reader: AccountReader) -> int:
    """How many branches the grants of the day reach, counted to two; one query, none for those who reach nothing."""
    roots = outermost([one.path for one in reader.held if one.path])
    if not roots:
        return 0
    found = Organisation.objects.unguarded(WHY).filter(within("now_path", roots), now_kind=OrganisationKind.BRANCH, dissolved_on=None)
    return len(found.order_by().values_list("pk", flat=True)[:ENOUGH])


def without_second_factor(reader: AccountReader) -> Decision:
    """Whether the account may go on without one; every reason why not."""
    return may_do_without_second_factor(roles=[one.role for one in reader.held], branches=branches_seen(reader))


def needs_factor(reader: AccountReader) -> bool:
    """The same in one word."""
    return not without_second_factor(reader).allowed


class ResetLine(NamedTuple):
    """A request to take a second factor away, as those who may confirm it see it."""

    id: int
    holder: str
    username: str
    asked_by: str
    asked_at: datetime
    reason: str
    asked_by_id: int
    account_id: int


COLUMNS: Final = (
    "pk",
    "account__display_name",
    "account__username",
    "asked_by__display_name",
    "asked_at",
    "reason",
    "asked_by_id",
    "account_id",
)


def open_resets(now: datetime) -> list[ResetLine]:
    """Those that nobody has settled and that have not lapsed, oldest first; one query."""
    found = FactorReset.objects.unguarded(WHY_RESET).filter(state="open", asked_at__gt=now - RESET_OPEN.span)
    return [ResetLine(*row) for row in found.order_by("pk").values_list(*COLUMNS)]


def reset_asked(reset_id: int) -> FactorReset | None:
    """One request, with whose factor it is and who asks."""
    return FactorReset.objects.unguarded(WHY_RESET).select_related("account", "asked_by").filter(pk=reset_id).first()
