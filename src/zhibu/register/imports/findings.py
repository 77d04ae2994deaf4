"""What an import found: rows made, changed, unchanged, refused; for the preview, the command and its JSON alike."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from zhibu.exchange.cells import Cells
from zhibu.exchange.values import text
from zhibu.kernel.decisions import Objection
from zhibu.register.imports.columns import SheetKind
from zhibu.register.rules.masking import mask

SHOWN: Final = 2000
"""Lines of a kind that a preview keeps; the counts are always whole."""

LONG_NUMBER: Final = re.compile(r"\d{11,}[Xx]?")
NUMBERS: Final = frozenset({"id_number", "phone", "landline", "contact"})
"""Fields whose cells are never told in full."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One objection to a row; ``column`` is the heading as written, None when the row as a whole is meant."""

    code: str
    reason: str
    remedy: str
    column: str | None = None
    value: str | None = None


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that stays out, with its cells as they were, so that it can be given back for mending."""

    row: int
    problems: tuple[Problem, ...]
    cells: Cells
    place: str = ""
    """The branch, where it stood outside the row."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What a field said and what it says now, as shown."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """A row of the preview: whom it concerns, what changes, what somebody should look at."""

    row: int
    title: str
    place: str = ""
    changes: tuple[FieldChange, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(slots=True)
class SheetResult:
    """One sheet that was recognised. Lists are cut at ``SHOWN``, numbers are not."""

    sheet: str | None
    kind: SheetKind
    untaken: tuple[str, ...] = ()
    header: tuple[str, ...] = ()
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    proposals: int = 0
    checks: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    created_lines: list[RowLine] = field(default_factory=list)
    updated_lines: list[RowLine] = field(default_factory=list)
    remark_lines: list[RowLine] = field(default_factory=list)
    new_organisations: list[str] = field(default_factory=list)
    questions: "list[BranchQuestion]" = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Record rows: titles, notes, totals, signatures and blank rows are none."""
        return self.created + self.updated + self.unchanged + len(self.refused)

    def show(self, lines: list[RowLine], line: RowLine) -> None:
        """Keep a line while there is room."""
        if len(lines) < SHOWN:
            lines.append(line)


@dataclass(frozen=True, slots=True)
class BranchQuestion:
    """A branch name that identifies nothing: what it may mean, for somebody to decide."""

    raw: str
    rows: int
    candidates: tuple[tuple[int, str, str], ...]
    """``(organisation, name, how it differs)``."""


@dataclass(slots=True)
class FileResult:
    """One file: what was found in its sheets, or why it cannot be used."""

    file: str
    sheets: list[SheetResult] = field(default_factory=list)
    skipped: list[tuple[str | None, str]] = field(default_factory=list)
    unusable: str = ""
    operation_id: int | None = None

    def total(self, name: str) -> int:
        """A count over all sheets."""
        return sum(getattr(sheet, name) for sheet in self.sheets)

    @property
    def refused(self) -> int:
        """Rows that stay out."""
        return sum(len(sheet.refused) for sheet in self.sheets)

    @property
    def rejected(self) -> Iterator[dict[str, Any]]:
        """One entry for each objection, in the order of the rows."""
        for sheet in self.sheets:
            for refused in sheet.refused:
                for one in refused.problems:
                    yield {
                        "file": self.file,
                        "sheet": sheet.sheet,
                        "row": refused.row,
                        "column": one.column,
                        "value": one.value,
                        "code": one.code,
                        "reason": one.reason,
                        "remedy": one.remedy,
                    }


def as_json(results: Iterable[FileResult]) -> dict[str, Any]:
    """The answer of ``zhibu import --json``; no number stands in it unmasked."""
    files = list(results)
    counts = {name: sum(one.total(name) for one in files) for name in ("rows", "created", "updated", "unchanged")}
    return {
        **counts,
        "rejected": [entry for one in files for entry in one.rejected],
        "unusable": [{"file": one.file, "reason": one.unusable} for one in files if one.unusable],
    }


def shown(cell: Any, field_name: str = "") -> str | None:
    """A cell as written, for a message: numbers masked, also where one stands in a column that is not its own."""
    written = text(cell)
    if not written:
        return None
    if field_name in NUMBERS:
        return mask(written)
    return LONG_NUMBER.sub(lambda found: mask(found[0]), written)


def problem_of(objection: Objection, *, column: str | None = None, value: str | None = None) -> Problem:
    """A rule's objection as a problem of a row."""
    remedy = objection.remedy or "请核对后重新导入。"
    return Problem(objection.code, objection.message, remedy, column, value)
