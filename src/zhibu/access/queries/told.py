"""What an audit entry says, in words: headings for columns, labels for codes, names for numbers of rows; sealed values masked."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import Any, Final

from django.apps import apps
from django.db import models

from zhibu.access.queries.subjects import Label, Subject, labels, person_code
from zhibu.access.terms import Role
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.register.models import MoveSource, MoveState, Person
from zhibu.register.sealed_fields import DESTROYED, SEALED, masked, open_field
from zhibu.register.services.members import LEAVING
from zhibu.register.services.undo import changes_of
from zhibu.register.terms.education import Education
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import OrganisationKind, PostKind
from zhibu.register.terms.people import (
    ERASED_NAME,
    ManagementCategory,
    MaritalStatus,
    MarkKind,
    MembershipRelation,
    MembershipState,
    MemberStatus,
    Sex,
)
from zhibu.register.terms.term import Term
from zhibu.register.terms.units import FormationMode, Ownership
from zhibu.store.keys import key_store
from zhibu.trail.models import AuditEntry
from zhibu.trail.rows import from_json

WHY: Final = "审计：打开封存的栏目以打码显示"
WITHDRAWN: Final = "（登记已撤回，内容不再可读）"
"""The person's row is gone with the operation that made it, and with it the name of the key."""
SEALED_ENDING: Final = "_sealed"

UNTOLD: Final = frozenset(
    {
        *("id", "key_name", "sort_key", "pinyin", "initials", "id_number_index", "last_four_index", "generated", "mac"),
        *("password", "demo", "secret_sealed", "last_counter", "version", "number"),
    }
)
"""Columns that repeat others or serve the machine; the day on which an account was made says the operation."""

UNSEEN: Final[Mapping[str, frozenset[str]]] = {
    "register_mark": frozenset({"mark", "detail"}),
    "register_checknote": frozenset({"field", "code", "raw", "message"}),
}
"""That a mark or a finding was recorded is a matter of the trail; which one is told to few (PRACTICE.md 4.5, 4.7), and to no keeper."""

TERMS: Final[Mapping[tuple[str, str], type[Term]]] = {
    ("register_person", "sex"): Sex,
    ("register_person", "ethnicity"): Ethnicity,
    ("register_person", "marital_status"): MaritalStatus,
    ("register_membership", "relation"): MembershipRelation,
    ("register_memberstatus", "status"): MemberStatus,
    ("register_membershipstate", "state"): MembershipState,
    ("register_managementcategory", "category"): ManagementCategory,
    ("register_mark", "mark"): MarkKind,
    ("register_education", "level"): Education,
    ("register_occupation", "occupation"): Occupation,
    ("register_post", "kind"): PostKind,
    ("register_organisationform", "kind"): OrganisationKind,
    ("register_residentunit", "ownership"): Ownership,
    ("register_unitorganisation", "mode"): FormationMode,
}
WORDS: Final[Mapping[tuple[str, str], Mapping[str, str]]] = {
    ("access_grant", "role"): {str(role): role.label for role in Role},
    ("access_factorreset", "state"): {"open": "待确认", "done": "已撤销", "withdrawn": "已收回"},
    ("register_moveproposal", "state"): {str(one): one.label for one in MoveState},
    ("register_moveproposal", "source"): {str(one): one.label for one in MoveSource},
    ("register_membership", "ending"): {**LEAVING, "moved": "转到其他党组织"},
    ("register_organisation", "dissolved_by"): {"dissolved": "撤销", "merged": "合并"},
}
_taught: Final[dict[tuple[str, str], Callable[[str], str]]] = {}


def teach(table: str, column: str, say: Callable[[str], str]) -> None:
    """Called by a package above when its app starts: how a column of its own is told."""
    _taught[table, column] = say


REFERENCES: Final = {"Organisation": "organisation", "Person": "person", "ResidentUnit": "unit", "Account": "account"}
"""Models whose rows are named instead of numbered."""


@dataclass(frozen=True, slots=True)
class Line:
    """One column: what it held and what it holds."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one row."""

    title: str
    lines: tuple[Line, ...]
    kept: bool
    """Whether the row was there before and after."""


@dataclass(frozen=True, slots=True)
class Told:
    """One entry: the subject and what was changed of it; ``silent`` says why nothing can be read."""

    entry_id: int
    subject: Label
    changes: tuple[Change, ...]
    silent: str = ""
    everything: str = ""
    """What to ask the audit for all operations on the subject."""


@dataclass(frozen=True, slots=True)
class _Person:
    key_name: str
    key: bytes | None
    erased: bool


def tell(entries: Sequence[AuditEntry], reader: Reader) -> list[Told]:
    """Put entries into words; at most six queries, however many there are."""
    opened = changes_of(list(entries))
    people = _people(entry.subject_id for entry in entries if entry.subject_kind == "person")
    names = labels({*_named(opened), *((entry.subject_kind, entry.subject_id) for entry in entries)}, reader)
    told = []
    for entry, changes in opened:
        subject = names.get((entry.subject_kind, entry.subject_id), Label(f"{entry.subject_kind} {entry.subject_id}"))
        person = people.get(entry.subject_id) if entry.subject_kind == "person" else None
        if changes is None:
            told.append(Told(entry.pk, subject, (), _silence(person), _everything(entry)))
        else:
            said = (_change(one, person, names) for one in changes)
            told.append(Told(entry.pk, subject, tuple(said), everything=_everything(entry)))
    return told


def _silence(person: _Person | None) -> str:
    """Why nothing can be read."""
    if person is None:
        return WITHDRAWN
    return f"（{ERASED_NAME}）" if person.erased else DESTROYED


def _everything(entry: AuditEntry) -> str:
    if entry.subject_kind == "person":
        return f"?person={person_code(entry.subject_id)}"
    return f"?account={entry.subject_id}" if entry.subject_kind == "account" else ""


def _people(numbers: Iterable[int]) -> dict[int, _Person]:
    rows = list(Person.objects.unguarded(WHY).filter(pk__in=set(numbers)).values_list("pk", "key_name", "erased_on"))
    keys = key_store().of(name for _, name, _ in rows)
    return {pk: _Person(name, keys.get(name), erased=bool(erased_on)) for pk, name, erased_on in rows}


@cache
def _models() -> dict[str, type[models.Model]]:
    return {model._meta.db_table: model for model in apps.get_models()}


@cache
def _fields(table: str) -> "dict[str, models.Field[Any, Any]]":
    return {field.column: field for field in _models()[table]._meta.concrete_fields if field.column}


def _named(opened: Iterable[tuple[AuditEntry, list[Any] | None]]) -> Iterable[Subject]:
    """The rows that values refer to."""
    for _, changes in opened:
        for table, _row, before, after in changes or ():
            for side in (before, after):
                for column, value in (side or {}).items():
                    kind = _reference(table, column)
                    if kind and isinstance(value, int):
                        yield kind, value


def _reference(table: str, column: str) -> str:
    field = _fields(table).get(column)
    related = field.related_model if field is not None and field.is_relation else None
    return REFERENCES.get(related.__name__, "") if isinstance(related, type) else ""


def _change(change: Sequence[Any], person: _Person | None, names: Mapping[Subject, Label]) -> Change:
    table, _, before, after = change
    kind = "新增" if before is None else "删去" if after is None else "更正"
    lines = []
    for column in after or before:
        if column in UNTOLD or column in UNSEEN.get(table, ()) or _is_subject(table, column):
            continue
        old, new = (_word(table, column, side, person, names) if side else "" for side in (before, after))
        if old != new:
            lines.append(Line(_label(table, column), old, new))
    return Change(f"{kind}{_models()[table]._meta.verbose_name}", tuple(lines), kept=before is not None and after is not None)


def _is_subject(table: str, column: str) -> bool:
    """The column that names the subject itself says nothing new."""
    return bool(column == getattr(_models()[table], "trail_subject", ("", ""))[1])


def _label(table: str, column: str) -> str:
    field = _fields(table).get(column)
    return str(field.verbose_name) if field is not None else column


def _word(table: str, column: str, side: Mapping[str, Any], person: _Person | None, names: Mapping[Subject, Label]) -> str:
    value = side.get(column)
    if value is None or value == "":
        return ""
    if column.endswith(SEALED_ENDING) and column.removesuffix(SEALED_ENDING) in SEALED:
        return _masked(table, column, side, person)
    kind = _reference(table, column)
    if kind:
        label = names.get((kind, value))
        return label.text if label else person_code(value) if kind == "person" else str(value)
    return _plain(table, column, value)


def _masked(table: str, column: str, side: Mapping[str, Any], person: _Person | None) -> str:
    if person is None:
        return WITHDRAWN
    field = column.removesuffix(SEALED_ENDING)
    sealed = from_json(_models()[table], {column: side[column]})[column]
    return masked(field, open_field(sealed, field=field, key_name=person.key_name, key=person.key))


def _plain(table: str, column: str, value: Any) -> str:
    field = _fields(table).get(column)
    if isinstance(field, models.BooleanField):
        return "是" if value else "否"
    if isinstance(field, models.DateTimeField):
        return _clock(str(value))
    if value == FAR.isoformat():
        return "长期"
    if (table, column) in _taught:
        return _taught[table, column](str(value))
    terms = TERMS.get((table, column))
    if terms is not None:
        return terms.word(str(value))
    return WORDS.get((table, column), {}).get(value, str(value))


def _clock(text: str) -> str:
    """A moment as the trail kept it, in local time; SQLite keeps it in UTC without saying so."""
    moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
