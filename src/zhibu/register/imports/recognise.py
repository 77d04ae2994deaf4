"""Which roster a sheet is, told from its headings alone."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from zhibu.exchange.cells import Numbered, Sheet
from zhibu.exchange.headings import SEARCHED_ROWS, Header, find_header, normalise
from zhibu.exchange.texts import text
from zhibu.register.imports.columns import FIELDS, SheetKind, index_headings, synonyms
from zhibu.register.imports.places import holds_members, place_in

ON_THE_WAY: Final = frozenset({"applied_on", "activist_on", "prospective_on", "accepting"})
"""Columns of those who are not yet members."""
OF_MEMBERS: Final = frozenset({"joined_on", "confirmed_on", "status", "state"})
OF_PERSONS: Final = frozenset({"id_number", "birth_date", "sex", "joined_on", "status", "political"}) | ON_THE_WAY
"""One of these beside 姓名 makes a roster; a list of dues or of assessments has none."""
OF_ORGANISATIONS: Final = frozenset({"kind", "superior", "short_name", "official_code", "founded_on"})
OF_UNITS: Final = frozenset({"ownership", "social_credit_code", "organisation", "mode"})
SAYS_APPLICANTS: Final = re.compile(r"申请人|积极分子|发展对象|发展党员纪实")
SAYS_MEMBERS: Final = re.compile(r"党员(?:花)?(?:名册|名单|信息|基本)")


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with its headings understood."""

    sheet: Sheet
    kind: SheetKind
    header: Header
    branch: str = ""
    """The branch that title or sheet name speak of."""
    superior: str = ""
    """The larger organisation that they speak of."""
    others: tuple[str, ...] = ()
    """Other branches that they speak of: a title may be loose where the sheet's name is exact."""

    def bare(self) -> "Table":
        """Without the rows: what another process needs to know of it."""
        return replace(self, sheet=replace(self.sheet, walk=no_rows))

    @property
    def fields(self) -> frozenset[str]:
        """What the sheet tells."""
        return frozenset(self.header.columns.values())

    def heading(self, field: str) -> str | None:
        """The heading as written; of a field in two columns the first."""
        columns = self.header.places.get(field)
        return self.header.written[columns[0]] if columns else None

    @property
    def headings(self) -> tuple[str, ...]:
        """All headings, in the order of the columns."""
        return tuple(self.header.written.get(column, "") for column in range(self.sheet.width))

    @property
    def untaken(self) -> tuple[str, ...]:
        """Headings of columns that are not taken, the one that counts rows left out."""
        return tuple(one for one in self.header.untaken if normalise(one) not in index_headings())


def no_rows() -> Iterator[Numbered]:
    """Stands for rows that are elsewhere."""
    return iter(())


def recognise(sheet: Sheet) -> Table | None:
    """The table that a sheet holds, None for cover sheets, notes, code lists and rosters that are not ours."""
    head = sheet.head(SEARCHED_ROWS)
    headers = {kind: find_header(head, synonyms(kind)) for kind in FIELDS}
    kind = _kind({kind: frozenset(header.columns.values()) if header else frozenset() for kind, header in headers.items()})
    header = headers[kind] if kind else None
    if kind is None or header is None:
        return None
    above = said_above(sheet, header)
    if kind is SheetKind.MEMBERS and _of_applicants(frozenset(header.columns.values()), [*above, sheet.name or ""]):
        kind = SheetKind.APPLICANTS
    return table_of(sheet, kind, header)


def said_above(sheet: Sheet, header: Header) -> list[str]:
    """Titles and notes above the headings."""
    return [text(cell) for _, cells in sheet.head(header.row_index) for cell in cells if text(cell)]


def table_of(sheet: Sheet, kind: SheetKind, header: Header) -> Table:
    """With the places that title and sheet name speak of."""
    branches, superior = _places(said_above(sheet, header), sheet.name)
    return Table(sheet, kind, header, branches[0] if branches else "", superior, branches[1:])


def _kind(fields: dict[SheetKind, frozenset[str]]) -> SheetKind | None:
    """A sheet of persons has 姓名; the collection sheet of organisations tells of units as well, but not where they stand."""
    person, post = fields[SheetKind.MEMBERS], fields[SheetKind.POSTS]
    if "name" in person:
        if {"post", "organisation"} <= post and ("held_from" in post or not person & OF_MEMBERS):
            return SheetKind.POSTS
        return SheetKind.MEMBERS if person & OF_PERSONS else None
    unit, organisation = fields[SheetKind.UNITS], fields[SheetKind.ORGANISATIONS]
    if "name" in unit and unit & {"community", "head_count"}:
        return SheetKind.UNITS
    if "name" in organisation and organisation & OF_ORGANISATIONS:
        return SheetKind.ORGANISATIONS
    return SheetKind.UNITS if "name" in unit and unit & OF_UNITS else None


def _of_applicants(fields: frozenset[str], spoken: Iterable[str]) -> bool:
    if fields & ON_THE_WAY:
        return True
    return any(SAYS_APPLICANTS.search(one) and not SAYS_MEMBERS.search(one) for one in spoken)


def _places(above: Iterable[str], sheet_name: str | None) -> tuple[tuple[str, ...], str]:
    """Branches and the larger organisation, the nearest title first, the sheet's name last."""
    named = [place for one in (*reversed(list(above)), sheet_name or "") if (place := place_in(one))]
    branches = tuple(dict.fromkeys(one for one in named if holds_members(one)))
    return branches, next((one for one in named if not holds_members(one)), "")
