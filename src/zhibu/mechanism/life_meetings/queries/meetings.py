"""Life meetings of a scope with how far preparation and list have come; and the cases of one of them. Constant queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from django.db.models import QuerySet

from zhibu.cases.models import Case
from zhibu.cases.queries.lists import CaseRow, case_rows
from zhibu.cases.terms import SEE as SEE_CASES
from zhibu.cases.terms import Status
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.queries.gatherings import SEE
from zhibu.gatherings.queries.reached import holdings_of
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.mechanism.life_meetings.rules.meeting import Meeting
from zhibu.mechanism.life_meetings.rules.procedures import KEYS, KINDS, LIFE_MEETING, RECTIFICATION

WHY: Final = "生活会：会议活动已在可见范围内，读取其筹备和整改事项"


def meeting_of(holding: Holding) -> Meeting:
    """As the rules take it."""
    return Meeting(holding.on, holding.signed_at is not None, holding.quorate, holding.cancelled)


def life_holdings(reader: Reader, gathering: Gathering, act: str) -> list[Holding]:
    """The life meetings of an afternoon that organisations in reach hold."""
    return [one for one in holdings_of(reader, gathering, act) if one.kind in KINDS]


@dataclass(slots=True)
class Followed:
    """The cases of one organisation's life meeting."""

    preparation: CaseRow | None = None
    matters: list[CaseRow] = field(default_factory=list)

    @property
    def done(self) -> int:
        """Matters that were put right and checked."""
        return sum(one.state is Status.DONE for one in self.matters)

    @property
    def listed(self) -> int:
        """Matters that were not called off."""
        return sum(one.state is not Status.CANCELLED for one in self.matters)

    @property
    def late(self) -> int:
        """Matters after their day."""
        return sum(one.late for one in self.matters)


Key = tuple[str, int]
"""Code of the gathering, number of the organisation."""


def cases_of(found: QuerySet[Case], codes: Iterable[str], on: date) -> Mapping[Key, Followed]:
    """By meeting and organisation; two queries. A preparation that was called off does not count."""
    followed: dict[Key, Followed] = defaultdict(Followed)
    there = found.filter(subject_kind=LIFE_MEETING, subject_code__in=list(codes))
    places = {pk: (code, holder) for pk, code, holder in there.values_list("pk", "subject_code", "now_holder_id")}
    for row in case_rows(there, on=on, order="pk"):
        one = followed[places[row.id]]
        if row.procedure == RECTIFICATION.key:
            one.matters.append(row)
        elif row.procedure in KEYS and row.state is not Status.CANCELLED:
            one.preparation = row
    return followed


def followed_by(reader: Reader, gatherings: Sequence[str], on: date) -> Mapping[Key, Followed]:
    """Those that the reader sees."""
    return cases_of(Case.objects.seen_by(reader, SEE_CASES), gatherings, on)


def begun(gathering: str, organisation: int) -> bool:
    """Whether the preparation of a meeting is under way or done, whoever asks."""
    found = Case.objects.unguarded(WHY).filter(subject_kind=LIFE_MEETING, subject_code=gathering, procedure__in=KEYS)
    return found.filter(now_holder_id=organisation).exclude(now_state=Status.CANCELLED.value).exists()


def listed_for(case: Case) -> int:
    """How many matters stand on the list of the meeting that a preparation is for."""
    found = Case.objects.unguarded(WHY).filter(subject_kind=LIFE_MEETING, subject_code=case.subject_code, procedure=RECTIFICATION.key)
    return found.filter(now_holder_id=case.now_holder_id).exclude(now_state=Status.CANCELLED.value).count()


def holding_of(case: Case) -> Holding | None:
    """The meeting that a preparation is for."""
    found = Holding.objects.unguarded(WHY).filter(gathering__code=case.subject_code, organisation_id=case.now_holder_id, kind__in=KINDS)
    return found.select_related("gathering", "organisation", "part").order_by("part__number").first()


class LifeRow(NamedTuple):
    """A line of the list: one organisation's meeting."""

    code: str
    title: str
    on: date
    kind: str
    organisation: str
    signed: bool
    cancelled: bool
    followed: Followed
    today: date


def life_meetings(reader: Reader, kind: str, *, year: int | None = None, path: str = "") -> QuerySet[Holding]:
    """Of a kind, in reach, of a year; whatever was planned or held."""
    found = Holding.objects.seen_by(reader, SEE).filter(kind=kind)
    if path:
        found = found.filter(organisation__now_path__startswith=path)
    return found.filter(on__gte=date(year, 1, 1), on__lt=date(year + 1, 1, 1)) if year else found.filter(on__lt=FAR)


COLUMNS: Final = (
    "gathering__code", "gathering__title", "on", "kind", "organisation__now_short_name", "organisation__now_name", "signed_at", "cancelled",
    "organisation_id",
)  # fmt: skip


def life_rows(found: QuerySet[Holding], reader: Reader, *, today: date, first: int = 0, end: int | None = None) -> list[LifeRow]:
    """One page, newest first; three queries."""
    rows = list(found.order_by("-on", "organisation__now_path", "pk").values_list(*COLUMNS)[first:end])
    followed = followed_by(reader, [row[0] for row in rows], today)
    return [
        LifeRow(code, title, on, kind, short or name, signed is not None, cancelled, followed.get((code, organisation), Followed()), today)
        for code, title, on, kind, short, name, signed, cancelled, organisation in rows
    ]
