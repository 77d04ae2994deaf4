"""What somebody is told, what was published, and who has no account to read it with."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q

from zhibu.access.models import AccountOwner
from zhibu.access.readers import AccountReader
from zhibu.kernel.readers import Reader
from zhibu.messages.models import Message, MessageRead
from zhibu.messages.terms import Audience, audiences_of
from zhibu.register.models import Person
from zhibu.register.queries.rolls import MEMBER_STATUSES
from zhibu.register.queries.scopes import down_to
from zhibu.store.guards import GuardedQuerySet, within

PUBLISH: Final = "publish_messages"
WHY: Final = "消息发给谁，由收件范围决定，不由授权范围决定"
SHOWN: Final = 200
"""Messages of one list; older ones have ended long before."""


class Line(NamedTuple):
    """A message in a list."""

    code: str
    title: str
    summary: str
    organisation: str
    published_by: str
    published_at: datetime
    shown_to: date
    withdrawn: bool
    read: bool = True


LINE: Final = (
    "code", "title", "summary", "organisation__now_short_name", "published_by", "published_at", "shown_to", "withdrawn_at",
)  # fmt: skip


def addressed(reader: AccountReader) -> Q:
    """Whom a message is for: those whose grant, or own branch, lies at its organisation or below; at most one query."""
    condition = Q(pk__in=())
    for one in reader.held:
        if one.path:
            condition |= Q(organisation__now_path__in=down_to(one.path), audience__in=audiences_of(one.role))
    if reader.person_id is not None:
        condition |= Q(audience=Audience.PERSON.value, person=reader.person_id)
        for path in Person.objects.unguarded(WHY).filter(pk=reader.person_id).values_list("now_path", flat=True):
            condition |= Q(organisation__now_path__in=down_to(path), audience=Audience.EVERYBODY.value)
    return condition


def inbox(reader: AccountReader, on: date) -> GuardedQuerySet[Message]:
    """What stands for the reader on a day."""
    standing = Q(shown_from__lte=on, shown_to__gt=on, withdrawn_at=None)
    return Message.objects.unguarded(WHY).filter(standing, addressed(reader))


def _unread(reader: AccountReader) -> Exists:
    return Exists(MessageRead.objects.filter(message=OuterRef("pk"), account=reader.account_id))


def inbox_lines(reader: AccountReader, on: date) -> list[Line]:
    """The same as lines, what was not opened first, then the newest; two queries."""
    found = inbox(reader, on).annotate(read=_unread(reader)).order_by("read", "-published_at", "-pk")
    return [_line(row) for row in found.values_list(*LINE, "read")[:SHOWN]]


def unread(reader: AccountReader, on: date) -> int:
    """How many were not opened; two queries."""
    return inbox(reader, on).exclude(_unread(reader)).count()


def published_lines(reader: Reader) -> list[Line]:
    """What was published where the reader publishes, the newest first; one query."""
    found = Message.objects.seen_by(reader, PUBLISH).order_by("-published_at", "-pk")
    return [_line(row) for row in found.values_list(*LINE)[:SHOWN]]


def _line(row: tuple[Any, ...]) -> Line:
    line = Line(*row)
    return line._replace(organisation=line.organisation or "", withdrawn=line.withdrawn is not None)


def message_seen(reader: AccountReader, code: str, on: date) -> Message | None:
    """A message that is for the reader, or stands where the reader publishes; at most three queries."""
    known = Message.objects.seen_by(reader, PUBLISH).select_related("organisation", "person").filter(code=code).first()
    return known or inbox(reader, on).select_related("organisation", "person").filter(code=code).first()


def places_of(codes: Iterable[str]) -> dict[str, str]:
    """Where messages stand, for the trail."""
    found = Message.objects.unguarded(WHY).filter(code__in=list(codes))
    return dict(found.values_list("code", "organisation__now_path"))


def told_of(subject_kind: str, subject_code: str, on: date) -> dict[int, frozenset[str]]:
    """Which persons were told of a subject by a message of their own that still stands, and in which words; one query."""
    found: dict[int, frozenset[str]] = {}
    standing = Message.objects.unguarded(WHY).filter(
        subject_kind=subject_kind, subject_code=subject_code, withdrawn_at=None, shown_to__gt=on
    )
    for person, body in standing.filter(audience=Audience.PERSON.value).exclude(person=None).values_list("person_id", "body"):
        found[person] = found.get(person, frozenset()) | {body}
    return found


def with_account(people: Iterable[int]) -> frozenset[int]:
    """Those of them who can read a message; one query."""
    owners = AccountOwner.objects.unguarded(WHY).filter(person_id__in=set(people), account__active=True)
    return frozenset(owners.values_list("person_id", flat=True))


class Unreached(NamedTuple):
    """Those of a message's people who have no account: names of the own branch, of other branches how many."""

    names: tuple[str, ...] = ()
    branches: tuple[tuple[str, int], ...] = ()


def unreached(reader: Reader, message: Message) -> Unreached:
    """Members without an account in use; one query. Names only to whoever publishes for this very branch, and sees names there."""
    path = message.organisation.now_path
    has_account = Exists(AccountOwner.objects.unguarded(WHY).filter(person=OuterRef("pk"), account__active=True))
    people = Person.objects.seen_by(reader, "see_names").filter(within("now_path", [path]), now_status__in=MEMBER_STATUSES)
    without = people.exclude(has_account)
    if message.person_id is not None:
        return Unreached(names=tuple(without.filter(pk=message.person_id).values_list("name", flat=True)))
    if path in reader.paths(PUBLISH) and message.organisation.now_kind == "branch":
        return Unreached(names=tuple(without.order_by("sort_key").values_list("name", flat=True)))
    counted = without.values("now_organisation__now_short_name", "now_path").annotate(number=Count("pk")).order_by("now_path")
    return Unreached(branches=tuple((row["now_organisation__now_short_name"] or "", row["number"]) for row in counted))
