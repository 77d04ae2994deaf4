"""光荣册: honours granted and received, by organisation and year, as they stood on a day; two queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Q

from zhibu.kernel.readers import Reader
from zhibu.mechanism.honours.models import Honour, HonourReceived
from zhibu.mechanism.honours.terms import RECORD, SEE, HonourKind, Level, Receiver
from zhibu.register.terms.people import ERASED_NAME
from zhibu.store.guards import within

WHY: Final = "光荣册：本人页上的荣誉，本人或者能查看本人信息的人打开"
BESIDE: Final = "推荐：推荐对象的荣誉，能看这份推荐的人看得到"
GRANTED: Final = "本级"
SHARED: Final = (
    "person__code", "person__name", "person__erased_on", "organisation__code", "organisation__now_short_name", "organisation__now_name",
    "unit__code", "unit__name", "name", "place__code", "place__now_short_name", "place__now_name", "place__now_path", "title", "year",
    "document", "public_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Honoured:
    """One line of the roll."""

    key: str
    """The number of the certificate, or the code of what was received."""
    granted: bool
    receiver: str
    """person, organisation or unit."""
    receiver_code: str
    who: str
    place: str
    place_code: str
    place_path: str
    title: str
    year: int
    document: str
    public_on: date | None
    level: str
    giver: str
    on: date
    kind: str = ""
    revoked_on: date | None = None


def roll(reader: Reader, *, on: date, year: int = 0, since: int = 0, paths: Sequence[str] | None = None) -> list[Honoured]:
    """What stood on the roll of a reader's reach that day, the newest first, then in the order of the tree; never by merit."""
    where = where_of(year, paths) & (Q(year__gte=since) if since else Q())
    granted = Honour.objects.seen_by(reader, SEE).filter(where, decided_on__lte=on)
    received = HonourReceived.objects.seen_by(reader, SEE).filter(where, given_on__lte=on)
    return _together(granted.filter(Q(revoked_on=None) | Q(revoked_on__gt=on)), received)


def where_of(year: int, paths: Sequence[str] | None) -> Q:
    """The year that an honour counts for, and where it stands; 0 and None limit nothing."""
    where = Q(year=year) if year else Q()
    return where if paths is None else where & within("place__now_path", paths)


def of_person(person_id: int) -> list[Honoured]:
    """On the page of somebody whom the reader may look at; what was taken back is not told there."""
    granted = Honour.objects.unguarded(WHY).filter(person_id=person_id, revoked_on=None)
    return _together(granted, HonourReceived.objects.unguarded(WHY).filter(person_id=person_id))


def of_organisation(organisation_id: int, path: str, *, year: int = 0) -> list[Honoured]:
    """Its own honours and those of everybody below, for whoever reaches it."""
    where = where_of(year, [path]) & (Q() if year else Q(organisation_id=organisation_id))
    granted = Honour.objects.unguarded(WHY).filter(where, revoked_on=None)
    return _together(granted, HonourReceived.objects.unguarded(WHY).filter(where))


def of_receivers(receiver: Receiver, numbers: Collection[int]) -> list[Honoured]:
    """What those of one sort hold and received, beside a nomination that the reader may read; what was taken back is not told."""
    who = Q(**{f"{receiver.value}_id__in": numbers})
    granted = Honour.objects.unguarded(BESIDE).filter(who, revoked_on=None)
    return _together(granted, HonourReceived.objects.unguarded(BESIDE).filter(who))


def received_between(path: str, first: date, last: date) -> list[Honoured]:
    """What came from above in a span, to be read out at a ceremony; one query."""
    found = HonourReceived.objects.unguarded(WHY).filter(within("place__now_path", [path]), given_on__gte=first, given_on__lt=last)
    return _together(Honour.objects.unguarded(WHY).filter(pk__in=()), found)


def _together(granted: Any, received: Any) -> list[Honoured]:
    own = ("certificate", "giver__now_short_name", "giver__now_name", "decided_on", "kind", "revoked_on")
    rows = [_granted(row[: len(SHARED)], row[len(SHARED) :]) for row in granted.values_list(*SHARED, *own)]
    above = ("code", "giver", "given_on", "level")
    rows += [_received(row[: len(SHARED)], row[len(SHARED) :]) for row in received.values_list(*SHARED, *above)]
    return sorted(sorted(rows, key=lambda one: (one.place_path, one.title, one.who)), key=lambda one: one.on, reverse=True)


def _granted(shared: Sequence[Any], own: Sequence[Any]) -> Honoured:
    certificate, short, name, on, kind, revoked = own
    return _one(
        certificate, shared, granted=True, level=GRANTED, giver=short or name, on=on, kind=HonourKind.word(kind), revoked_on=revoked
    )


def _received(shared: Sequence[Any], own: Sequence[Any]) -> Honoured:
    code, giver, on, level = own
    return _one(code, shared, granted=False, level=Level.word(level), giver=giver, on=on)


def _one(key: str, shared: Sequence[Any], **more: Any) -> Honoured:
    told = dict(zip(SHARED, shared, strict=True))
    receiver, code, who = _receiver(told)
    return Honoured(
        key,
        receiver=receiver,
        receiver_code=code,
        who=who,
        place=told["place__now_short_name"] or told["place__now_name"],
        place_code=told["place__code"],
        place_path=told["place__now_path"],
        title=told["title"],
        year=told["year"],
        document=told["document"],
        public_on=told["public_on"],
        **more,
    )


def _receiver(told: Mapping[str, Any]) -> tuple[str, str, str]:
    """Kind, code, and how it is called."""
    if told["person__code"] is not None:
        return Receiver.PERSON, told["person__code"], ERASED_NAME if told["person__erased_on"] else told["person__name"]
    if told["organisation__code"] is not None:
        return Receiver.ORGANISATION, told["organisation__code"], told["organisation__now_short_name"] or told["organisation__now_name"]
    name, inside = told["unit__name"], told["name"]
    return Receiver.UNIT, told["unit__code"], f"{name}　{inside}" if inside else name


def honours_of(reader: Reader, campaign: int) -> list[Honoured]:
    """What came of a selection, of those in reach; what was taken back is not told there."""
    return _together(
        Honour.objects.seen_by(reader, SEE).filter(campaign_id=campaign, revoked_on=None),
        HonourReceived.objects.unguarded(WHY).filter(pk__in=()),
    )


def code_received(reader: Reader, number: int) -> str:
    """By which one that was just entered is opened."""
    return HonourReceived.objects.seen_by(reader, RECORD).code_of(number)
