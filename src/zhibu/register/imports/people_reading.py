"""Rows of a roster of persons into facts: columns first, then what the columns say of each other."""

from dataclasses import dataclass
from datetime import date
from itertools import repeat
from typing import Any, Final

from zhibu.exchange.texts import text
from zhibu.register.imports.numbers import PERSON_CODE, NumberColumn
from zhibu.register.imports.people_cells import MARKS, PLAIN, columns_for
from zhibu.register.imports.people_checks import check_dates, check_number
from zhibu.register.imports.people_facts import Note, PeopleBlock, scrubbed
from zhibu.register.imports.people_status import settle_status
from zhibu.register.imports.reading_cells import Bad, Odd
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.records import Block
from zhibu.register.rules.identity_number import GENERATED_REGION
from zhibu.register.rules.masking import mask
from zhibu.register.terms.people import MarkKind
from zhibu.register.terms.record_sheet import DAYS

NAMELESS: Final = Bad("name_missing", "没有填写姓名。", "请填写姓名。")
NOT_TAKEN: Final = frozenset({"too_long", "erased"})
"""A name that was written and refused is not missing."""
MOBILE: Final = 11
SEALED_TEXTS: Final = ("phone", "landline", "residence", "household")
RAW_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class Reading:
    """How a table is to be read, by whichever process is free; ``key`` tells one table from another."""

    key: str
    table: Table
    today: date
    on: date
    generated: bool


_readers: dict[str, "PeopleReader"] = {}
"""One table is read at a time; what its spellings mean is remembered from block to block."""


def read_block(reading: Reading, block: Block) -> PeopleBlock:
    """One block; its cells are let go, the facts stay."""
    reader = _readers.get(reading.key)
    if reader is None:
        reader = PeopleReader(reading.table, today=reading.today, on=reading.on, generated=reading.generated)
        _readers.clear()
        _readers[reading.key] = reader
    people = reader.read(block)
    block.rows = []
    return people


class PeopleReader:
    """Reads the blocks of one table; what each spelling means is remembered from block to block."""

    def __init__(self, table: Table, *, today: date, on: date, generated: bool) -> None:
        self._table = table
        self._on = on
        self._today = today
        self._columns = columns_for(table.kind)
        self._numbers = NumberColumn(today=today, generated=generated)

    def read(self, block: Block) -> PeopleBlock:
        """One block."""
        people = PeopleBlock(self._table, block, self._on)
        raw = list(zip(*block.rows, strict=True))
        for field, places in self._table.header.places.items():
            cells = raw[places[0]] if len(places) == 1 else _first_filled([raw[place] for place in places])
            if field == "id_number":
                self._take_numbers(people, list(cells))
            else:
                people.facts[field] = self._take(people, field, cells)
        self._finish(people)
        return people

    def _take(self, people: PeopleBlock, field: str, cells: Any) -> list[Any]:
        reader = self._columns[field]
        values = reader.column(cells)
        if reader.special:
            for at, value in enumerate(values):
                if value.__class__ is Bad:
                    people.refuse(at, field, value)
                    values[at] = None
                elif value.__class__ is Odd:
                    people.notes[at].append(Note(field, value.code, scrubbed(value.raw)[:RAW_LENGTH], scrubbed(value.message)))
                    values[at] = _kept(value.value)
        return values

    def _take_numbers(self, people: PeopleBlock, cells: list[Any]) -> None:
        found = self._numbers.column(cells)
        for at, value in enumerate(found):
            if value is not None and value[0].__class__ is Bad:
                _tell_all(people, at, value)
                found[at] = None
        people.facts["sound_number"] = found
        people.holds_real = any(value is not None and not value[0].startswith(GENERATED_REGION) for value in found)

    def _finish(self, people: PeopleBlock) -> None:
        for at, name in enumerate(people.get("name")):
            if name is None and not any(one.code in NOT_TAKEN for one in people.problems.get(at, ())):
                people.refuse(at, "name", NAMELESS)
        check_number(people)
        settle_status(people)
        check_dates(people, self._today)
        _spread_contact(people)
        _settle_marks(people)
        _settle_places(people)
        _note_phones(people)
        _store_days(people)
        people.facts["code"] = [code if code and PERSON_CODE.fullmatch(code) else None for code in people.get("code")]


def _kept(value: Any) -> Any:
    """A word that is kept as it was written, but no number that slipped into its column."""
    if isinstance(value, tuple):
        return tuple(map(_kept, value))
    return scrubbed(value) if isinstance(value, str) else value


def _tell_all(people: PeopleBlock, at: int, found: tuple[Bad, ...]) -> None:
    for bad in found:
        people.refuse(at, "id_number", bad)


def _first_filled(columns: list[Any]) -> list[Any]:
    """Of a field that stands in two columns, the first that is filled."""
    return [next((cell for cell in cells if text(cell)), None) for cells in zip(*columns, strict=True)]


def _spread_contact(people: PeopleBlock) -> None:
    """联系电话 is a mobile number or it is not; where 手机号码 stands beside it and differs, it is the other telephone."""
    contacts = people.facts.pop("contact", None)
    if contacts is None:
        return
    phones, landlines = people.get("phone"), people.get("landline")
    for at, contact in enumerate(contacts):
        if contact is None or contact == phones[at]:
            continue
        if phones[at] is None and len(contact) == MOBILE and contact.startswith("1"):
            phones[at] = contact
        elif landlines[at] is None:
            landlines[at] = contact
    people.facts |= {"phone": phones, "landline": landlines}


def _settle_marks(people: PeopleBlock) -> None:
    """``mark:<kind>`` holds ``(detail, from)`` where a mark is given, False where the sheet says no."""
    details = {"floating": "floating_to", "out_of_contact": "out_of_contact_cause"}
    days = {"floating": "floating_on", "out_of_contact": "out_of_contact_on"}
    for field, own in MARKS.items():
        told = field in people.facts or details.get(field) in people.facts or days.get(field) in people.facts
        if not told:
            continue
        answers = people.facts.pop(field, None) or [None] * len(people)
        if not any(answers) and details.get(field) not in people.facts and days.get(field) not in people.facts:
            people.facts[f"mark:{own.value}"] = answers
            continue
        since = people.facts.pop(days.get(field, ""), None) or repeat(None)
        detail = people.facts.pop(details.get(field, ""), None) or repeat(None)
        _spread_marks(people, own, [_mark(*row, own) for row in zip(answers, detail, since)])  # noqa: B905  repeat has no length


def _mark(answer: Any, detail: str | None, since: Any, own: MarkKind) -> Any:
    if answer is None and (detail is not None or since is not None):
        answer = own.value
    return (answer, detail or "", since.iso if since else None) if answer else answer


def _spread_marks(people: PeopleBlock, own: MarkKind, found: list[Any]) -> None:
    """流动党员 answers for those who left as for those who came."""
    people.facts[f"mark:{own.value}"] = [one[1:] if one and one[0] == own.value else None if one else one for one in found]
    others = {one[0] for one in found if one} - {own.value}
    for other in others:
        people.facts[f"mark:{other}"] = [one[1:] if one and one[0] == other else None for one in found]


def _settle_places(people: PeopleBlock) -> None:
    """The branch from its column, else from the group, the title or the name of the sheet."""
    columns = [people.facts.pop(field) for field in ("branch", "affiliated", "accepting") if field in people.facts]
    named = columns[0] if len(columns) == 1 else [next(filter(None, row), None) for row in zip(*columns, strict=True)]
    outside = people.table.branch
    if named and None not in named:
        people.facts["branch"] = named
    else:
        beside = [group or outside or None for group in people.block.groups]
        people.facts["branch"] = [own or other for own, other in zip(named, beside, strict=True)] if named else beside
    superiors, larger = people.facts.get("superior"), people.table.superior or None
    people.facts["superior"] = [own or larger for own in superiors] if superiors else [larger] * len(people)


def _note_phones(people: PeopleBlock) -> None:
    """A mobile number of another length is kept, and shown as to check."""
    for at, phone in enumerate(people.facts.get("phone", ())):
        if phone is not None and (len(phone) != MOBILE or not phone.isdecimal()):
            people.notes[at].append(Note("phone", "phone_shape", mask(phone)[:RAW_LENGTH], "手机号码不是 11 位数字。"))


def _store_days(people: PeopleBlock) -> None:
    """Dates become ISO text; which of them are known by their month only stands in ``month_only``."""
    days = {field: people.facts[field] for field in DAYS if field in people.facts}
    months: list[str] = [""] * len(people)
    for field, column in days.items():
        for at, day in enumerate(column):
            if day is not None and day.month_only:
                months[at] = f"{months[at]},{field}" if months[at] else field
        people.facts[field] = [None if day is None else day.iso for day in column]
    people.facts["month_only"] = months


def given_columns(people: PeopleBlock) -> tuple[str, ...]:
    """The plain columns of the person that a sheet gives."""
    return tuple(field for field in PLAIN if field in people.facts)


def given_sealed(people: PeopleBlock) -> tuple[str, ...]:
    """The sealed texts that a sheet gives, the number apart."""
    return tuple(field for field in SEALED_TEXTS if field in people.facts)
