"""The year's figures for whoever writes a speech: each with how it is worked out and where its records stand. No prose.

All are read for the host of the ceremony and what stands below it, within the reader's reach, from the first of January to the day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Count, Q

from zhibu.gatherings.models import Holding
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.readers import Reader
from zhibu.mechanism.commemoration.terms import SEE
from zhibu.mechanism.honours.models import Honour, HonourReceived
from zhibu.mechanism.honours.terms import HonourKind, Level
from zhibu.oversight.queries.findings import Asked, regularity
from zhibu.register.models import MemberStatus, OrganisationForm, ResidentUnit
from zhibu.register.queries.member_counts import member_counts
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.store.guards import within
from zhibu.web.html import thousands

WHY: Final = "庆祝活动的一年数据：范围以内的计数"
REGISTER: Final = "see_register"
NAMES: Final = "see_names"
COUNTED: Final = (GatheringKind.MEMBERS_MEETING, GatheringKind.LECTURE, GatheringKind.THEME_DAY, GatheringKind.VISIT)


class Source(NamedTuple):
    """The page on which the records stand: its name and what it is asked."""

    view: str
    query: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """One figure."""

    label: str
    value: str
    how: str
    source: Source


def figures_of(reader: Reader, path: str, *, on: date, today: date) -> list[Told]:
    """About ten queries, however large the scope."""
    year = Period(date(on.year, 1, 1), on)
    return [
        *_members(reader, path, year, today),
        *_held(reader, path, year),
        *_duties(reader, path, on),
        *_honours(reader, path, year),
    ]


class Period(NamedTuple):
    """Both days count."""

    first: date
    last: date

    def within(self, field: str) -> Q:
        """The condition that a day lies in it."""
        return Q(**{f"{field}__gte": self.first, f"{field}__lte": self.last})

    @property
    def words(self) -> str:
        """As notes say it."""
        return f"{self.first.isoformat()} 至 {self.last.isoformat()}"


def _inside(reader: Reader, act: str, path: str) -> bool:
    return reader.may(act, path)


def _members(reader: Reader, path: str, year: Period, today: date) -> list[Told]:
    if not _inside(reader, REGISTER, path):
        return []
    on = min(year.last, today)
    total = sum(one.number for one in member_counts([path], on=on, today=today))
    day = {"on": on.isoformat()}
    standing = Q(organisation__dissolved_on=None) | Q(organisation__dissolved_on__gt=on)
    forms = OrganisationForm.objects.unguarded(WHY).on(on).filter(standing, within("organisation__now_path", [path]))
    kinds = dict(forms.exclude(kind=OrganisationKind.GROUP).values_list("kind").annotate(n=Count("pk")).order_by("kind"))
    new = MemberStatus.objects.unguarded(WHY).filter(year.within("valid_from"), status=Status.PROBATIONARY)
    admitted = new.filter(within("person__now_path", [path])).aggregate(n=Count("person_id", distinct=True))["n"]
    units = ResidentUnit.objects.unguarded(WHY).filter(within("organisation__now_path", [path]))
    open_units = units.filter(Q(closed_on=None) | Q(closed_on__gt=on)).count()
    by_kind = "、".join(f"{OrganisationKind.word(kind)} {number}" for kind, number in kinds.items())
    return [
        Told("党员", f"{thousands(total)} 人", f"{on.isoformat()} 名册上的正式党员和预备党员", Source("members", day)),
        Told("党组织", f"{sum(kinds.values())} 个", f"{on.isoformat()} 存在的党组织，不含党小组：{by_kind}", Source("organisations", {})),
        Told("新接收预备党员", f"{admitted} 人", f"{year.words} 成为预备党员的", Source("members", {"status": "probationary"})),
        Told("驻区单位", f"{open_units} 个", f"{on.isoformat()} 登记在册、没有停业或迁出的", Source("units", {})),
    ]


def _held(reader: Reader, path: str, year: Period) -> list[Told]:
    if not _inside(reader, SEE, path):
        return []
    found = Holding.objects.unguarded(WHY).filter(year.within("on"), within("organisation__now_path", [path]), cancelled=False)
    counted = found.filter(kind__in=COUNTED).exclude(signed_at=None).exclude(quorate=False)
    numbers = dict(counted.values_list("kind").annotate(n=Count("pk")).order_by("kind"))
    asked = {"since": year.first.isoformat(), "until": year.last.isoformat()}
    return [
        Told(
            kind.label,
            f"{thousands(numbers.get(kind.value, 0))} 次",
            f"{year.words} 已签批、到会人数够的，几个组织一起召开的各计一次",
            Source("gatherings", {"kind": kind.value, **asked}),
        )
        for kind in COUNTED
    ]


def _duties(reader: Reader, path: str, on: date) -> list[Told]:
    years = regularity(Asked.by(reader, on=on, scope=path))
    owed, done = sum(one.owed for _, one in years), sum(one.done for _, one in years)
    if not owed:
        return []
    how = f"{on.year}年已到期的按期召开要求 {owed} 项中，按期完成 {done} 项；资料未录的不计"
    return [Told("组织生活按期完成", f"{thousands(done)} / {thousands(owed)} 项", how, Source("findings", {}))]


def _honours(reader: Reader, path: str, year: Period) -> list[Told]:
    given = Honour.objects.seen_by(reader, NAMES).filter(year.within("decided_on"), within("giver__now_path", [path]), revoked_on=None)
    by_kind = list(given.values_list("kind").annotate(n=Count("pk")).order_by("kind"))
    came = HonourReceived.objects.seen_by(reader, NAMES).filter(year.within("given_on"), within("place__now_path", [path]))
    by_level = dict(came.order_by().values_list("level").annotate(n=Count("pk")))
    how = f"{year.words} 作出决定、没有撤销的"
    granted = [Told(f"授予{HonourKind.word(kind)}", f"{number} 个", how, Source("certificates", {})) for kind, number in by_kind]
    levels = "、".join(f"{one.label} {by_level[one.value]} 项" for one in reversed(Level) if one.value in by_level)
    told = f"{year.words} 市、区等上级授予并已登记的{f'：{levels}' if levels else ''}"
    source = Source("honours_summary", {"year": str(year.first.year)})
    return [*granted, Told("上级荣誉", f"{sum(by_level.values())} 项", told, source)]
