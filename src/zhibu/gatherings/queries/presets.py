"""What a form of planning knows before anybody types: who may hold, what was held last, who chairs."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby, starmap
from typing import Any, Final, NamedTuple

from django.db.models import Q

from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.rules.catalogue import CATALOGUE, Holds
from zhibu.gatherings.rules.drafting import Candidate
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation, Post
from zhibu.register.terms.organisations import OrganisationKind, PostKind
from zhibu.store.guards import within

RECORD: Final = "record_gatherings"
OFFERED: Final = 400
"""Organisations that a form offers to tick; a street has about a hundred and fifty."""
LOOKED_BACK: Final = timedelta(days=400)
ROWS: Final = 60
USUAL: Final = 4
"""A branch has as many in a month: its members' afternoon, its committee, its groups, a visit."""
NAMES: Final = 8
LECTURED: Final = tuple(str(kind) for kind, entry in CATALOGUE.items() if Holds.LECTURER in entry.minutes)
CHAIRS: Final = (PostKind.SECRETARY, PostKind.DEPUTY_SECRETARY)
SIGNERS: Final = (PostKind.SECRETARY.value, PostKind.GROUP_LEADER.value)
COLUMNS: Final = (
    "gathering__code",
    "on",
    "gathering__begins",
    "gathering__ends",
    "gathering__place",
    "kind",
    "part__chair",
    "part__recorder",
    "part__lecturer",
    "organisation__code",
)


def candidates(reader: Reader) -> list[Candidate]:
    """Organisations that the reader may record for, in the order of the tree; groups stand aside where there are too many."""
    found = Organisation.objects.seen_by(reader, RECORD).filter(dissolved_on=None).order_by("now_path")
    columns = ("pk", "code", "now_short_name", "now_name", "now_kind", "now_path")
    rows = [Candidate(pk, code, short or name, kind, path) for pk, code, short, name, kind, path in found.values_list(*columns)]
    return rows if len(rows) <= OFFERED else [one for one in rows if one.kind != OrganisationKind.GROUP][:OFFERED]


@dataclass(frozen=True, slots=True)
class Preset:
    """An afternoon as it was held before."""

    code: str = ""
    on: date | None = None
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    kinds: tuple[str, ...] = ()
    chair: str = ""
    recorder: str = ""
    lecturer: str = ""
    holders: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """What it held."""
        return "、".join(GatheringKind.word(kind) for kind in self.kinds)


def last_of(organisation: Candidate, reader: Reader, *, today: date) -> list[Preset]:
    """What an organisation and its groups have held, newest first, each combination of kinds once; one query."""
    own = organisation.organisation_id
    mine = Q(organisation_id=own) | Q(organisation__now_parent_id=own, kind=str(GatheringKind.GROUP_MEETING))
    held = Holding.objects.seen_by(reader, RECORD).filter(mine, cancelled=False)
    found = held.filter(on__gt=today - LOOKED_BACK, on__lte=today).order_by("-on", "-gathering_id", "part__number")
    presets = _presets(found.values_list(*COLUMNS)[:ROWS])
    return list({one.kinds: one for one in reversed(presets)}.values())[::-1][:USUAL]


def lecturers(reader: Reader, *, path: str, today: date) -> list[str]:
    """Who has lectured there and below, the latest first; one query."""
    held = Holding.objects.seen_by(reader, RECORD).filter(kind__in=LECTURED, on__gt=today - LOOKED_BACK, on__lte=today, cancelled=False)
    found = held.filter(within("organisation__now_path", (path,))) if path else held
    names = found.exclude(part__lecturer="").order_by("-on", "-pk").values_list("part__lecturer", flat=True)
    return list(dict.fromkeys(names[:ROWS]))[:NAMES]


def as_it_was(gathering: Gathering, reader: Reader) -> Preset:
    """One gathering, with all that held it within reach; one query."""
    found = Holding.objects.seen_by(reader, RECORD).filter(gathering=gathering).order_by("part__number", "organisation__now_path")
    return next(iter(_presets(found.values_list(*COLUMNS))), Preset(code=gathering.code, on=gathering.on))


class Line(NamedTuple):
    """One part as one organisation held it."""

    code: str
    on: date
    begins: time | None
    ends: time | None
    place: str
    kind: str
    chair: str
    recorder: str
    lecturer: str
    holder: str


def _presets(rows: Iterable[tuple[Any, ...]]) -> list[Preset]:
    return [_preset(list(lines)) for _, lines in groupby(starmap(Line, rows), key=lambda one: one.code)]


def _preset(lines: Sequence[Line]) -> Preset:
    first = lines[0]
    return Preset(
        code=first.code,
        on=first.on,
        begins=first.begins,
        ends=first.ends,
        place=first.place,
        kinds=tuple(dict.fromkeys(one.kind for one in lines)),
        chair=first.chair,
        recorder=first.recorder,
        lecturer=next((one.lecturer for one in lines if one.lecturer), ""),
        holders=tuple(dict.fromkeys(one.holder for one in lines)),
    )


def chair_by_post(organisation: Candidate, reader: Reader, *, on: date) -> str:
    """The secretary of the day, where nobody has chaired yet; one query."""
    found = Post.objects.seen_by(reader, "see_register").on(on).filter(organisation_id=organisation.organisation_id, kind__in=CHAIRS)
    rows = dict(found.order_by("-kind").values_list("kind", "person__name"))
    return next((rows[kind] for kind in CHAIRS if kind in rows), "")


def signers_by_post(organisations: Collection[int], reader: Reader, *, on: date) -> list[str]:
    """Who signs for them on paper, as it is written there: name and post; one query."""
    found = Post.objects.seen_by(reader, "see_register").on(on).filter(organisation_id__in=organisations, kind__in=SIGNERS)
    rows = found.order_by("organisation_id", "pk").values_list("person__name", "kind")
    return [f"{name}（{PostKind.word(kind)}）" for name, kind in dict.fromkeys(rows)]
