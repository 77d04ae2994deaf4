"""The log of a case as it is stored, and the case as it stands by it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from zhibu.cases.models import Case, CaseDocument, CaseEntry, CaseText
from zhibu.cases.registry import paper_of_subject, procedure
from zhibu.cases.rules.since import Told
from zhibu.cases.rules.state import Logged, State, fold
from zhibu.cases.terms import EntryKind
from zhibu.register.sealed_fields import open_field
from zhibu.store.keys import key_store

WHY: Final = "已经确认可以看到的办理事项，读取其记录"
COLUMNS: Final = (
    "number", "kind", "step", "day", "at", "account_id", "actor", "on_behalf_of", "organisation_id", "until", "limits",
)  # fmt: skip


class Line(NamedTuple):
    """One line of the log."""

    number: int
    kind: str
    step: str
    day: date
    at: datetime
    account_id: int | None
    actor: str
    on_behalf_of: str
    organisation_id: int | None
    until: date | None
    limits: str

    @property
    def told(self) -> Told:
        """As somebody is told of it who did not see it."""
        return Told(self.actor, self.at, EntryKind(self.kind), self.step)

    @property
    def logged(self) -> Logged:
        """As the fold reads it."""
        return logged((self.number, self.kind, self.step, self.day, self.organisation_id, self.until, self.limits))


Stored = tuple[int, str, str, date, int | None, date | None, str]
"""As ``STORED`` names it."""
STORED: Final = ("number", "kind", "step", "day", "organisation_id", "until", "limits")
AT_ONCE: Final = 2000


def logged(row: Stored) -> Logged:
    """A stored line as the fold reads it."""
    number, kind, step, day, organisation, until, limits = row
    return Logged(number, EntryKind(kind), day, step, organisation or 0, until, read_limits(limits) if limits else {})


def read_limits(text: str) -> dict[str, int]:
    """``answer=10,check=5``."""
    return {step: int(number) for step, _, number in (pair.partition("=") for pair in text.split(",") if pair)}


def written_limits(limits: Mapping[str, int]) -> str:
    """The same as one word."""
    return ",".join(f"{step}={number}" for step, number in sorted(limits.items()))


@dataclass(frozen=True)
class Standing:
    """A case with its log, the documents that are there, and what both come to."""

    case: Case
    lines: tuple[Line, ...]
    documents: frozenset[str]
    state: State


def lines_of(case_id: int) -> tuple[Line, ...]:
    """The log from its first line; one query."""
    found = CaseEntry.objects.unguarded(WHY).filter(case_id=case_id).order_by("number").values_list(*COLUMNS)
    return tuple(Line._make(row) for row in found)


def standing(case: Case) -> Standing:
    """How a case stands; two queries."""
    lines = lines_of(case.pk)
    present = CaseDocument.objects.unguarded(WHY).filter(case_id=case.pk).values_list("document", flat=True)
    table = procedure(case.procedure, case.version)
    itself = {paper_of_subject(case.subject_kind)} & {*(table.documents if case.subject_code else ())}
    return Standing(case, lines, frozenset(present) | itself, fold(table, [line.logged for line in lines]))


def texts_of(case: Case) -> dict[int, dict[str, str]]:
    """What was written, by line and kind; one query, and one of the key store."""
    found = list(CaseText.objects.unguarded(WHY).filter(case_id=case.pk).order_by("number", "pk").values_list("number", "kind", "sealed"))
    key = key_store().of([case.key_name]).get(case.key_name) if found else None
    texts: dict[int, dict[str, str]] = {}
    for number, kind, sealed in found:
        texts.setdefault(number, {})[kind] = open_field(sealed, field=f"{number}/{kind}", key_name=case.key_name, key=key)
    return texts


class DocumentRow(NamedTuple):
    """A document that is there."""

    number: int
    document: str
    present_on: date
    kept_at: str
    seen_by: str


def documents_of(case: Case) -> list[DocumentRow]:
    """In the order in which they came; one query."""
    found = CaseDocument.objects.unguarded(WHY).filter(case_id=case.pk).order_by("present_on", "pk")
    return [DocumentRow(*row) for row in found.values_list("pk", "document", "present_on", "kept_at", "seen_by")]


def logs_of(cases: Sequence[int] | None = None) -> Iterator[tuple[int, list[Logged]]]:
    """The logs of some cases, or of all, in the order of their numbers; one query."""
    found = CaseEntry.objects.unguarded(WHY).order_by("case_id", "number")
    rows = (found if cases is None else found.filter(case_id__in=cases)).values_list("case_id", *STORED)
    return by_case((case_id, logged(tuple(line))) for case_id, *line in rows.iterator(AT_ONCE))


def by_case(rows: Iterable[tuple[int, Logged]]) -> Iterator[tuple[int, list[Logged]]]:
    """Lines that come in the order of their cases, put together."""
    number, lines = 0, list[Logged]()
    for case_id, line in rows:
        if case_id != number and lines:
            yield number, lines
            lines = []
        number = case_id
        lines.append(line)
    if lines:
        yield number, lines
