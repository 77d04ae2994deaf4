"""Persons who are new to the register: their rows, spans and notes, ten thousand in a handful of statements."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from zhibu.kernel.dates import FAR
from zhibu.register.imports.people_facts import PeopleBlock
from zhibu.register.imports.people_notes import put_notes
from zhibu.register.imports.people_reading import given_columns, given_sealed
from zhibu.register.imports.people_sealing import Sealed, seal_persons
from zhibu.register.imports.session import Session
from zhibu.register.models import Education, ManagementCategory, Mark, Membership, MembershipState, MemberStatus, Occupation, Person
from zhibu.register.rules.categories import proposed_category
from zhibu.register.rules.identity_number import GENERATED_REGION
from zhibu.register.rules.names import NameKey, name_key
from zhibu.register.terms.occupation import Occupation as Job
from zhibu.register.terms.people import MEMBERS, MarkKind
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.store.guards import Recorded
from zhibu.store.hands import Task
from zhibu.trail.door import Work
from zhibu.trail.subjects import SubjectFacts

ENDLESS: Final = FAR.isoformat()
IN_FORCE: Final = "in_force"
SPAN: Final = ("id", "person_id", "valid_from", "valid_to")
NULLABLE: Final = frozenset(field.column for field in Person._meta.concrete_fields if field.null)

Pick = Callable[[str], list[Any]]
Span = tuple[int, str, tuple[Any, ...]]
"""Person, first day, value."""


@dataclass(frozen=True, slots=True)
class Newcomers:
    """The new persons of a block, on their way: their texts are being sealed."""

    people: PeopleBlock
    rows: Sequence[int]
    organisations: Sequence[int]
    given: Pick
    ids: Sequence[int]
    keys: Sequence[tuple[str, bytes]]
    sealed: Task[Sealed]


def begin_new(people: PeopleBlock, rows: Sequence[int], organisations: Sequence[int], session: Session, work: Work) -> Newcomers | None:
    """Give the persons of these rows their numbers and keys; each goes to the organisation beside the row."""
    if not rows:
        return None
    keys, given = session.keys.draw(len(rows)), _picked(people, rows)
    texts = {"id_number": given("number")} | {field: given(field) for field in given_sealed(people)}
    wrapping, last_four = session.keys.wrapping, session.store.last_four_index
    sealed = session.hands.give(seal_persons, texts, keys, wrapping=wrapping, last_four_index=last_four)
    return Newcomers(people, rows, organisations, given, work.reserve(Person, len(rows)), keys, sealed)


def put_new(new: Newcomers, session: Session, work: Work) -> None:
    """Write them."""
    people, given, ids = new.people, new.given, new.ids
    sealed = new.sealed.result()
    session.keys.keep([name for name, _ in new.keys], [key for _, key in new.keys], sealed.wrapped)
    entries = session.directory.by_id
    paths = [entries[organisation].path for organisation in new.organisations]
    work.know("person", {person: SubjectFacts(path, key) for person, path, (_, key) in zip(ids, paths, new.keys, strict=True)})
    categories = _categories(given)
    columns = _person_columns(people, given, ids, new.keys)
    columns |= {f"{field}_sealed": values for field, values in sealed.columns.items()}
    columns |= {
        "id_number_index": given("number_index"),
        "last_four_index": sealed.last_four,
        "now_path": paths,
        "now_organisation_id": list(new.organisations),
        "now_status": given("status"),
        "now_category": [category[0] if category else "" for category in categories],
    }
    filled = {name: values for name, values in columns.items() if name == "id" or any(values)}
    work.put(Person, tuple(filled), list(zip(*filled.values(), strict=True)))
    _put_spans(new, categories, session, work)
    put_notes(people, dict(zip(new.rows, ids, strict=True)), session, work)
    work.flush()


def _picked(people: PeopleBlock, rows: Sequence[int]) -> Pick:
    """A column, cut down to the rows that are taken."""
    if len(rows) == len(people):
        return people.get
    return lambda name: [column[at] for at in rows] if (column := people.facts.get(name)) else [None] * len(rows)


def _person_columns(people: PeopleBlock, given: Pick, ids: Sequence[int], keys: Sequence[tuple[str, bytes]]) -> dict[str, Any]:
    names = [_name_key(name) for name in given("name")]
    columns: dict[str, Any] = {
        "id": ids,
        "code": [f"R{person:06d}" for person in ids],
        "key_name": [name for name, _ in keys],
        "generated": [number is not None and number.startswith(GENERATED_REGION) for number in given("number")],
        "name": given("name"),
        "sort_key": [name.sort_key[:120] for name in names],
        "pinyin": [name.pinyin[:120] for name in names],
        "initials": [name.initials[:30] for name in names],
        "month_only": given("month_only"),
    }
    for field in given_columns(people):
        values = given(field)
        columns[field] = values if field in NULLABLE else ["" if value is None else value for value in values]
    return columns


@lru_cache(maxsize=20_000)
def _name_key(name: str) -> NameKey:
    return name_key(name)


def _categories(given: Pick) -> list[tuple[str, bool] | None]:
    """``(category, derived)`` for members: as written, else proposed from the work post; None for those who are no members."""
    written = given("category")
    veterans = given(f"mark:{MarkKind.EX_SERVICE}")
    return [
        (own, False) if own is not None and status in MEMBERS else proposed(status, job, bool(veteran))
        for own, status, job, veteran in zip(written, given("status"), given("occupation"), veterans, strict=True)
    ]


@lru_cache(maxsize=4_096)
def proposed(status: str, job: tuple[str, str] | None, veteran: bool) -> tuple[str, bool] | None:  # noqa: FBT001  hot
    """The category that the work post proposes, marked as derived."""
    value, raw = job or ("", "")
    marks = frozenset({MarkKind.EX_SERVICE}) if veteran else frozenset()
    found = proposed_category(Job.stored(value) if value else None, marks=marks, status=Status.stored(status), raw=raw)
    return None if found is None else (found.category.value, True)


def educations(given: Pick) -> list[tuple[str, ...] | None]:
    """Level, text as written, degree, school, subject; None where the row tells nothing of it."""
    columns = [given(name) for name in ("education", "degree", "school", "subject")]
    return [
        None
        if level is None and not degree and not school and not subject
        else (*(level or ("", "")), degree or "", school or "", subject or "")
        for level, degree, school, subject in zip(*columns, strict=True)
    ]


def _put_spans(new: Newcomers, categories: Sequence[tuple[str, bool] | None], session: Session, work: Work) -> None:
    """Everything begins on the day of reference, or on its own day where the sheet gives an earlier one."""
    on, ids, given = session.options.on.isoformat(), new.ids, new.given
    statuses = given("status")
    _put(
        work,
        Membership,
        ("organisation_id", "relation"),
        [(person, on, (place, "roll")) for person, place in _beside(ids, new.organisations)],
    )
    since = [on if first is None or first > on else first for first in given("status_from")]
    _put(work, MemberStatus, ("status",), [(person, first, (status,)) for person, status, first in _beside(ids, statuses, since)])
    _put(work, MembershipState, ("state",), list(_states(new, statuses, on)))
    _put(work, ManagementCategory, ("category", "derived"), [(person, on, value) for person, value in _beside(ids, categories) if value])
    if new.people.facts.keys() & {"education", "degree", "school", "subject"}:
        told = _beside(ids, educations(given))
        _put(work, Education, ("level", "raw", "degree", "school", "subject"), [(person, on, value) for person, value in told if value])
    if "occupation" in new.people.facts:
        told = _beside(ids, given("occupation"))
        _put(work, Occupation, ("occupation", "raw"), [(person, on, value) for person, value in told if value])
    _put(work, Mark, ("mark", "detail"), list(_marks(new, on)))


def _beside(*columns: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    return zip(*columns, strict=True)


def _states(new: Newcomers, statuses: Sequence[str], on: str) -> Iterator[Span]:
    """Membership is in force since joining; another state holds from the day of reference."""
    columns = new.ids, statuses, new.given("state"), new.given("joined_on")
    for person, status, state, joined in zip(*columns, strict=True):
        if status in MEMBERS:
            in_force = state is None or state == IN_FORCE
            yield person, joined if in_force and joined is not None and joined < on else on, (state or IN_FORCE,)


def _marks(new: Newcomers, on: str) -> Iterator[Span]:
    for name in new.people.facts:
        if name.startswith("mark:"):
            kind = name.removeprefix("mark:")
            for person, value in zip(new.ids, new.given(name), strict=True):
                if value:
                    yield person, min(value[1] or on, on), (kind, value[0])


def _put(work: Work, model: type[Recorded], columns: tuple[str, ...], spans: Sequence[Span]) -> None:
    """Spans without an end."""
    numbers = work.reserve(model, len(spans)) if spans else []
    values = [(number, person, first, ENDLESS, *value) for number, (person, first, value) in zip(numbers, spans, strict=True)]
    work.put(model, (*SPAN, *columns), values)
