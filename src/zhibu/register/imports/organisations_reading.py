"""The collection sheet of organisations, and the short one, row by row."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from zhibu.exchange.texts import text
from zhibu.exchange.values import is_blank
from zhibu.register.imports.findings import problem_of
from zhibu.register.imports.reading_cells import Bad, Day
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.simple_rows import Row, rows_of
from zhibu.register.models import Organisation
from zhibu.register.rules.codes import OfficialCode, mend_code
from zhibu.register.rules.matching import identity_of
from zhibu.register.terms.answers import read_answer
from zhibu.register.terms.organisations import KindReading, OrganisationKind, kind_by_ending, read_kind

NAMELESS: Final = Bad("name_missing", "没有填写党组织名称。", "请填写党组织的全称。")
TEXTS: Final = ("contact", "phone", "unit_situation")
LENGTHS: Final = {field.name: field.max_length or 60 for field in Organisation._meta.concrete_fields if field.name in TEXTS}
LOCAL_CODE: Final = "Z"


@dataclass(slots=True)
class OrganisationRow:
    """What one row says of one organisation."""

    row: Row
    name: str
    short_name: str
    superior: str
    kind: KindReading | None
    official_code: str
    mended: bool
    local_code: str
    founded: Day | None
    facts: dict[str, str]

    @property
    def identities(self) -> set[str]:
        """The texts by which others may name it."""
        return {identity_of(one) for one in (self.name, self.short_name, self.official_code) if one}

    @property
    def said(self) -> tuple[Any, ...]:
        """Everything but the place of the row."""
        founded = self.founded.iso if self.founded else ""
        return self.short_name, self.kind or "", self.official_code, founded, *(self.facts.get(name, "") for name in TEXTS)


def read_rows(table: Table, *, today: date, codes: set[str]) -> list[OrganisationRow]:
    """All rows of a table; ``codes`` are the official codes that are known, against which a lost zero is mended."""
    return [_read(row, today, codes) for row, _ in rows_of(table)]


def _read(row: Row, today: date, codes: set[str]) -> OrganisationRow:
    name = row.given("name").replace(" ", "")
    if not name and not row.problems:
        row.refuse("name", NAMELESS)
    code, mended = _code(row, codes)
    local = text(row.cell("code")).upper()
    return OrganisationRow(
        row=row,
        name=name,
        short_name=row.given("short_name", longest=60).replace(" ", ""),
        superior=row.given("superior").replace(" ", ""),
        kind=_kind(row, name),
        official_code=code,
        mended=mended,
        local_code=local if local.startswith(LOCAL_CODE) else "",
        founded=row.day("founded_on", today=today),
        facts={one: given for one in TEXTS if (given := row.given(one, longest=LENGTHS[one]))},
    )


def _code(row: Row, codes: set[str]) -> tuple[str, bool]:
    cell = row.cell("official_code")
    if is_blank(cell):
        return "", False
    found = mend_code(cell if isinstance(cell, (int, float)) and not isinstance(cell, bool) else text(cell), codes)
    if isinstance(found, OfficialCode):
        return found.value, found.mended
    row.problems.append(problem_of(found, column=row.table.heading("official_code"), value=text(cell)))
    return "", False


def _kind(row: Row, name: str) -> KindReading | None:
    """By name or code in its own column; without one by the ending of the organisation's name."""
    written = row.given("kind")
    kind = read_kind(written) if written else kind_by_ending(name)
    if kind is None:
        if written:
            labels = "、".join(one.label for one in list(OrganisationKind)[2:])
            row.refuse("kind", Bad("unknown_kind", f"组织类别“{written}”不在代码表中。", f"请填写类别名称或代码，如 {labels}。"))
        elif name:
            row.refuse(
                "kind" if row.table.heading("kind") else "name",
                Bad("unknown_kind", f"没有填写组织类别，从名称“{name}”也看不出来。", "请填写组织类别，如党委、党总支、党支部。"),
            )
        return None
    joint, provisional = read_answer(text(row.cell("joint"))), read_answer(text(row.cell("provisional")))
    return KindReading(kind.kind, joint=kind.joint or bool(joint), provisional=kind.provisional or bool(provisional))
