"""Honours granted, as certificates and lists tell them; what was revoked is on none of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from django.db.models import Count, Max, QuerySet

from zhibu.exchange.bundles import plain_code, surnames_typed
from zhibu.kernel.readers import Reader
from zhibu.mechanism.honours.models import Honour
from zhibu.mechanism.honours.rules.certificates import Granted, in_order, surnames_of
from zhibu.mechanism.honours.terms import Receiver
from zhibu.register.models import Organisation, Person

WHY: Final = "核对证书：有证书编号和姓氏的人都可以核对"
GIVER: Final = "证书的颁发组织：由可见的荣誉指明"
COLUMNS: Final = (
    "pk",
    "kind",
    "title",
    "person_id",
    "person__name",
    "person__pinyin",
    "organisation__now_name",
    "organisation__now_short_name",
    "unit__name",
    "name",
    "place__now_short_name",
    "place__now_name",
    "place__now_parent__now_name",
    "certificate",
    "check_code",
    "year",
    "decided_on",
    "giver__now_name",
    "public_on",
)
ORDER: Final = ("decided_on", "kind", "place__now_sort", "person__sort_key", "pk")


class Batch(NamedTuple):
    """What one organisation granted in one year."""

    code: str
    giver: str
    year: int
    number: int
    last: date


def batches(reader: Reader, act: str) -> list[Batch]:
    """Within reach, the newest year first; one query."""
    found = Honour.objects.seen_by(reader, act).filter(revoked_on=None).values_list("giver__code", "giver__now_name", "year")
    return [Batch(*row) for row in found.annotate(n=Count("pk"), last=Max("decided_on")).order_by("-year", "-last", "giver__code")]


def granted(
    reader: Reader, act: str, giver: Organisation, *, year: int | None = None, after: date | None = None, until: date | None = None
) -> list[Granted]:
    """What an organisation granted: in a year, or after a day until another; one query."""
    found = Honour.objects.seen_by(reader, act).filter(giver=giver, revoked_on=None)
    if year is not None:
        found = found.filter(year=year)
    if after is not None:
        found = found.filter(decided_on__gt=after)
    if until is not None:
        found = found.filter(decided_on__lte=until)
    return told(found)


def of_year(reader: Reader, act: str, code: str, year: int) -> list[Granted]:
    """What of an organisation's honours of a year lies within reach: the giver is named by them, so that it needs no right of its own."""
    giver = Organisation.objects.unguarded(GIVER).filter(code=code).first()
    return granted(reader, act, giver, year=year) if giver else []


def told(found: QuerySet[Honour]) -> list[Granted]:
    """In the order in which they are called up."""
    return in_order([_one(row) for row in found.order_by(*ORDER).values(*COLUMNS)])


def of_row(honour: Honour) -> Granted:
    """The same of a row that the caller has reached."""
    return of_honours([honour.pk])[0]


def of_honours(honours: Sequence[int]) -> list[Granted]:
    """The same of rows that the caller holds, by their numbers."""
    return told(Honour.objects.unguarded(WHY).filter(pk__in=honours))


def _one(row: Mapping[str, Any]) -> Granted:
    place, unit = row["place__now_name"], row["unit__name"]
    shared = {name: row[name] for name in ("kind", "certificate", "year", "decided_on", "person_id")}
    shared |= {"id": row["pk"], "code": row["check_code"], "giver": row["giver__now_name"], "public": row["public_on"] is not None}
    shared["title"] = row["title"].removeprefix(f"{row['year']}年")
    if row["person_id"] is not None:
        name, of = row["person__name"], row["place__now_short_name"] or place
        return Granted(receiver=Receiver.PERSON, name=name, short=name, of=of, spoken=row["person__pinyin"], news_to=place, **shared)
    if unit is not None:
        name, of = (row["name"], unit) if row["name"] else (unit, "")
        return Granted(receiver=Receiver.UNIT, name=name, short=name, of=of, spoken="", news_to=unit, **shared)
    name, above = row["organisation__now_name"], row["place__now_parent__now_name"]
    short = row["organisation__now_short_name"] or name
    return Granted(receiver=Receiver.ORGANISATION, name=name, short=short, of="", spoken="", news_to=above or name, **shared)


class Checked(NamedTuple):
    """What a check of a certificate tells: nothing of a person that the paper does not tell."""

    title: str
    certificate: str
    giver: str
    decided_on: date
    revoked_on: date | None


def checked(code: str, surname: str) -> Checked | None:
    """By code and surname together; None for either that is wrong."""
    asked = plain_code(code)
    found = Honour.objects.unguarded(WHY).filter(check_code=asked) if asked else Honour.objects.unguarded(WHY).none()
    row = found.values(*COLUMNS, "revoked_on").first()
    if row is None or not {*surnames_typed(surname)} & _surnames_on(row):
        return None
    one = _one(row)
    return Checked(one.title, one.certificate, one.giver, one.decided_on, row["revoked_on"])


def _surnames_on(row: Mapping[str, Any]) -> set[str]:
    """Those of today and, of a person, those of records that were merged since: the paper bears the name under which it was granted."""
    before = Person.objects.unguarded(WHY).filter(merged_into=row["person_id"], merged_into__isnull=False)
    rows = [row, *({**row, "person__name": name} for name in before.values_list("name", flat=True))]
    return {surname for one in rows for surname in surnames_of(_one(one))}
