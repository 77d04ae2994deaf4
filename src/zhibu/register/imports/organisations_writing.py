"""New organisations, many at once: names, kinds and places from the day of founding, with their projections and communities."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from zhibu.kernel.dates import FAR, LONG_AGO
from zhibu.register.imports import sets
from zhibu.register.imports.branches import NewBranch
from zhibu.register.imports.directory import Entry
from zhibu.register.imports.session import Session
from zhibu.register.models import Community, Name, Organisation, OrganisationForm, Place
from zhibu.register.models.organisations import segment
from zhibu.register.rules.names import name_key
from zhibu.register.services.holding import tree_held
from zhibu.register.terms.organisations import KindReading
from zhibu.register.terms.term import spelled
from zhibu.trail.door import Work
from zhibu.trail.subjects import SubjectFacts

ENDLESS: Final = FAR.isoformat()
COMMUNITY: Final = re.compile(
    r"^(?:中国共产党|中共)?(?:.*?(?:街道|镇|乡))?(?P<name>[^街镇乡]{1,20}社区)(?:综合|联合)?(?:委员会|党委|党总支(?:部)?|总支部委员会|党支部|支部委员会)(?:委员会)?$"
)


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """What a sheet says of an organisation that nobody knows yet."""

    name: str
    kind: KindReading
    parent_id: int | None
    short_name: str = ""
    official_code: str = ""
    founded_on: date | None = None
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def since(self) -> date:
        """Without a day of founding it was always there: a roll of last year asks for its branch."""
        return self.founded_on or LONG_AGO


@dataclass(frozen=True, slots=True)
class Stood:
    """Where an organisation stood for a time."""

    first: str
    end: str
    path: str


def put_branches(wanted: Sequence[NewBranch], session: Session, work: Work) -> dict[NewBranch, int]:
    """Make the branches that rosters name and nobody knows."""
    planned = Foundation(session, work)
    made = {one: planned.found(NewOrganisation(one.name, one.kind, one.parent_id)).id for one in wanted}
    planned.carry_out()
    return made


class Foundation:
    """Organisations that are being founded: each gets its number at once, so that others can stand below it; all are written together."""

    def __init__(self, session: Session, work: Work) -> None:
        self._session = session
        self._work = work
        self._fresh: list[tuple[Entry, NewOrganisation]] = []

    def found(self, one: NewOrganisation) -> Entry:
        """Plan an organisation; its superior is there or planned."""
        (pk,) = self._work.reserve(Organisation, 1)
        directory, kind = self._session.directory, one.kind
        above = directory.by_id[one.parent_id].path if one.parent_id is not None else ""
        entry = Entry(
            pk,
            f"Z{pk:04d}",
            one.official_code,
            one.name,
            one.short_name,
            kind.kind.value,
            above + segment(pk),
            one.parent_id,
            kind.joint,
            kind.provisional,
        )
        directory.add(entry)
        self._fresh.append((entry, one))
        return entry

    def carry_out(self) -> None:
        """Write them."""
        if self._fresh and self._session.writes:
            entries = [entry for entry, _ in self._fresh]
            self._work.know("organisation", {entry.id: SubjectFacts(entry.path) for entry in entries})
            tree_held()
            _put_rows(self._work, self._fresh, _places(self._fresh))
            _put_communities(self._work, entries)
            self._work.flush()
        self._fresh = []


def _put_rows(work: Work, fresh: Sequence[tuple[Entry, NewOrganisation]], places: Mapping[int, Sequence[Stood]]) -> None:
    _put_organisations(work, fresh)
    since = {pk: stays[0].first for pk, stays in places.items()}
    _put_spans(work, Name, ("name", "short_name"), [(entry.id, since[entry.id], (entry.name, entry.short_name)) for entry, _ in fresh])
    kinds = [(entry.id, since[entry.id], (entry.kind, entry.joint, entry.provisional)) for entry, _ in fresh]
    _put_spans(work, OrganisationForm, ("kind", "joint", "provisional"), kinds)
    stays = [(entry.id, stay.first, stay.end, entry.parent_id, stay.path) for entry, _ in fresh for stay in places[entry.id]]
    numbers = work.reserve(Place, len(stays))
    work.put(
        Place,
        ("id", "organisation_id", "valid_from", "valid_to", "parent_id", "path"),
        [(number, *row) for number, row in zip(numbers, stays, strict=True)],
    )


def _put_organisations(work: Work, fresh: Sequence[tuple[Entry, NewOrganisation]]) -> None:
    facts = sorted({name for _, one in fresh for name in one.facts})
    columns = (
        "id",
        "code",
        "official_code",
        "founded_on",
        *facts,
        "now_name",
        "now_short_name",
        "now_kind",
        "now_joint",
        "now_provisional",
        "now_path",
        "now_parent_id",
        "now_sort",
    )
    work.put(
        Organisation,
        columns,
        [
            (
                entry.id,
                entry.code,
                one.official_code or None,
                one.founded_on and one.founded_on.isoformat(),
                *(one.facts.get(name, "") for name in facts),
                entry.name,
                entry.short_name,
                entry.kind,
                entry.joint,
                entry.provisional,
                entry.path,
                entry.parent_id,
                name_key(entry.title).sort_key[:160],
            )
            for entry, one in fresh
        ],
    )


def _put_spans(work: Work, model: Any, columns: tuple[str, ...], spans: Sequence[tuple[int, str, tuple[Any, ...]]]) -> None:
    numbers = work.reserve(model, len(spans))
    values = [(number, pk, since, ENDLESS, *value) for number, (pk, since, value) in zip(numbers, spans, strict=True)]
    work.put(model, ("id", "organisation_id", "valid_from", "valid_to", *columns), values)


def _places(fresh: Sequence[tuple[Entry, NewOrganisation]]) -> dict[int, list[Stood]]:
    """Where each stands, on every path that its superior has had since; it is known from the superior's first record on."""
    stood = _stood(sorted({one.parent_id for _, one in fresh if one.parent_id is not None}))
    for entry, one in fresh:
        since = one.since.isoformat()
        above = stood.get(one.parent_id or 0) or [Stood(since, ENDLESS, "")]
        stood[entry.id] = [Stood(max(stay.first, since), stay.end, stay.path + segment(entry.id)) for stay in above if stay.end > since]
    return stood


def _stood(organisations: Sequence[int]) -> dict[int, list[Stood]]:
    found: dict[int, list[Stood]] = {}
    columns = ("organisation_id", "valid_from", "valid_to", "path")
    for pk, first, last, path in sorted(sets.select(Place, columns, key="organisation_id", keys=organisations)):
        found.setdefault(pk, []).append(Stood(first, last, path))
    return found


def _put_communities(work: Work, entries: Sequence[Entry]) -> None:
    """阳光社区党委 leads a community, in which units stand; the branches below it lead none of that name."""
    named = [(entry, match["name"]) for entry in entries if (match := COMMUNITY.match(spelled(entry.name)))]
    if not named:
        return
    led = _communities([name for _, name in named])
    fresh: list[tuple[str, Entry]] = []
    for entry, name in sorted(named, key=lambda pair: len(pair[0].path)):
        if not any(
            name == other and (entry.path.startswith(path) or path[: -len(segment(0))] == entry.path[: -len(segment(0))])
            for other, path in led
        ):
            led.append((name, entry.path))
            fresh.append((name, entry))
    numbers = work.reserve(Community, len(fresh)) if fresh else []
    rows = [(number, f"S{number:04d}", name, entry.id) for number, (name, entry) in zip(numbers, fresh, strict=True)]
    work.put(Community, ("id", "code", "name", "organisation_id"), rows)


def _communities(names: Sequence[str]) -> list[tuple[str, str]]:
    found = Community.objects.unguarded("社区是否已登记").filter(name__in=names)
    return list(found.values_list("name", "organisation__now_path"))
