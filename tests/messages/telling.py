"""Somebody to tell, and something that was told."""

from datetime import date
from typing import Final

from tests.access.cast import make_account
from tests.register.factories import actor
from zhibu.access.readers import AccountReader, reader_of
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.kernel.clock import today
from zhibu.messages.models import Message
from zhibu.messages.services import publish
from zhibu.messages.terms import Audience
from zhibu.register.models import Organisation, Person

WHY: Final = "测试"


def told(
    place: Organisation,
    title: str = "周五下午三点开会",
    *,
    audience: Audience = Audience.EVERYBODY,
    until: date | None = None,
    body: str = "正文",
) -> Message:
    """Published today."""
    done = publish(
        by=actor(today()), organisation=place, title=title, summary="带笔记本", body=body, audience=audience, until=until or today()
    )
    assert done.decision.objections == ()
    return Message.objects.unguarded(WHY).select_related("organisation").get(pk=done.row_id)


def reader(account: Account) -> AccountReader:
    return reader_of(account_id=account.pk, label=account.display_name, on=today())


def somebody(name: str, role: Role | None = None, place: Organisation | None = None, person: Person | None = None) -> AccountReader:
    return reader(make_account(name, role, place, person=person))
