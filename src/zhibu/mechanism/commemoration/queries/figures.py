"""The year's figures for whoever writes a speech: each with how it is worked out and where its records stand. No prose.

All are read for the host of the ceremony and what stands below it, within the reader's reach, from the first of January to the day.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.db.models import QuerySet

from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.queries.gatherings import CALENDAR, Wanted, gatherings_found
from zhibu.gatherings.rules.progress import Progress
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.readers import Reader
from zhibu.mechanism.commemoration.terms import SEE
from zhibu.mechanism.honours.queries.roll import roll
from zhibu.mechanism.honours.terms import HonourKind, Level, Receiver, counted_as
from zhibu.oversight.queries.findings import Asked, regularity
from zhibu.register.models import Organisation
from zhibu.register.queries.member_counts import member_counts
from zhibu.register.queries.organisations import standing
from zhibu.register.queries.rolls import RollFilter, count_roll
from zhibu.register.queries.units import units_on
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.store.guards import within
from zhibu.web.html import thousands

WHY: Final = "庆祝活动的一年数据：范围以内的计数"
REGISTER: Final = "see_register"
A_DAY: Final = timedelta(days=1)
MEASURES: Final = {Receiver.PERSON: "人", Receiver.ORGANISATION: "个", Receiver.UNIT: "个"}
"""As it is said in a speech."""
COUNTED: Final = (GatheringKind.MEMBERS_MEETING, GatheringKind.LECTURE, GatheringKind.THEME_DAY, GatheringKind.VISIT)


class Source(NamedTuple):
    """The page that shows what was counted, and nothing else: its name and what it is asked."""

    view: str
    query: Mapping[str, str]
    args: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """One figure."""

    label: str
    value: str
    how: str
    source: Source


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom, from which day to which; both count."""

    reader: Reader
    host: Organisation
    first: date
    last: date
    today: date

    @property
    def path(self) -> str:
        """Where the host stands."""
        return self.host.now_path

    @property
    def words(self) -> str:
        """As notes say it."""
        return f"{self.first.isoformat()} 至 {self.last.isoformat()}"

    def source(self, view: str, **query: str) -> Source:
        """A list as of the last day, narrowed to the host."""
        return Source(view, {"on": self.last.isoformat(), "within": self.host.code, **query})


def figures_of(reader: Reader, host: Organisation, *, on: date, today: date) -> list[Told]:
    """About fifteen queries, however large the scope; each figure is counted by what its list is read with, so that both agree."""
    asked = Scope(reader, host, date(on.year, 1, 1), on, today)
    return [*_register(asked), *_held(asked), *_duties(asked), *_honours(asked)]


def _register(asked: Scope) -> list[Told]:
    if not asked.reader.may(REGISTER, asked.path):
        return []
    on, day = asked.last, asked.last.isoformat()
    roll = RollFilter((asked.path,), on, asked.today)
    total = sum(one.number for one in member_counts([asked.path], on=on, today=asked.today))
    admitted = count_roll(replace(roll, admitted_in=on.year)).total.value
    kinds = Counter(one.kind for one in standing(asked.reader, on=on, today=asked.today, scope=asked.path))
    groups = kinds.pop(OrganisationKind.GROUP, 0)
    by_kind = "、".join(f"{OrganisationKind.word(kind)} {number}" for kind, number in sorted(kinds.items()))
    apart = f"不含党小组 {groups} 个" if groups else "没有党小组"
    units = units_on(asked.reader, on=on, scope=asked.path).count()
    new = f"{asked.words} 成为预备党员、{day} 在名册上的"
    return [
        Told("党员", f"{thousands(total)} 人", f"{day} 名册上的正式党员和预备党员", asked.source("members")),
        Told("党组织", f"{kinds.total()} 个", f"{day} 存在的党组织，{apart}：{by_kind}", asked.source("organisations")),
        Told("新接收预备党员", f"{admitted} 人", new, asked.source("members", admitted=str(on.year))),
        Told("驻区单位", f"{units} 个", f"{day} 登记在册、没有停业或迁出的", asked.source("units")),
    ]


def _held(asked: Scope) -> list[Told]:
    if not asked.reader.may(SEE, asked.path):
        return []
    span = {"since": asked.first.isoformat(), "until": asked.last.isoformat(), "state": str(Progress.SIGNED), "within": asked.host.code}
    return [
        Told(
            kind.label,
            f"{thousands(_gatherings(asked, kind).count())} 次",
            f"{asked.words} 已签批的，几个组织一起召开的计一次{_short_of(asked, kind)}",
            Source("gatherings", {"kind": kind.value, **span}),
        )
        for kind in COUNTED
    ]


def _gatherings(asked: Scope, kind: GatheringKind) -> QuerySet[Gathering]:
    wanted = Wanted(asked.path, kind=kind.value, progress=Progress.SIGNED, since=asked.first, before=asked.last + A_DAY)
    return gatherings_found(asked.reader, wanted, act=CALENDAR, today=asked.today)


def _short_of(asked: Scope, kind: GatheringKind) -> str:
    """How many of them had too few who came: they are on the list, and whoever speaks of them should know."""
    if kind is not GatheringKind.MEMBERS_MEETING:
        return ""
    few = Holding.objects.unguarded(WHY).filter(kind=kind, quorate=False, gathering__in=_gatherings(asked, kind).values("pk"))
    number = few.filter(within("organisation__now_path", [asked.path])).values("gathering_id").distinct().count()
    return f"；其中 {number} 次到会人数不够" if number else ""


def _duties(asked: Scope) -> list[Told]:
    on = asked.last
    years = regularity(Asked.by(asked.reader, on=on, scope=asked.path))
    owed, done = sum(one.owed for _, one in years), sum(one.done for _, one in years)
    if not owed:
        return []
    how = f"{on.year}年已到期的按期召开要求 {thousands(owed)} 项中，按期完成 {thousands(done)} 项；资料未录的不计"
    there = Source("organisation_findings", {"on": on.isoformat()}, (asked.host.code,))
    return [Told("组织生活按期完成", f"{thousands(done)} / {thousands(owed)} 项", how, there)]


def _honours(asked: Scope) -> list[Told]:
    year = asked.last.year
    rows = roll(asked.reader, on=asked.last, paths=(asked.path,), year=year)
    by_kind = Counter(one.kind for one in rows if one.granted)
    how = f"{year}年度的，到 {asked.last.isoformat()} 已经授予、没有撤销的，获得者在本组织和下级"
    granted = [
        Told(
            f"获得{kind.label}",
            f"{by_kind[kind.label]} {MEASURES[counted_as(kind)]}",
            how,
            asked.source("roll", year=str(year), honour=kind.value),
        )
        for kind in HonourKind
        if by_kind[kind.label]
    ]
    by_level = Counter(one.level for one in rows if not one.granted)
    levels = "、".join(f"{one.label} {by_level[one.label]} 项" for one in reversed(Level) if by_level[one.label])
    told = f"{year}年度市、区等上级授予并已登记的{f'：{levels}' if levels else ''}"
    return [*granted, Told("上级荣誉", f"{by_level.total()} 项", told, asked.source("roll", year=str(year), kind="received"))]
