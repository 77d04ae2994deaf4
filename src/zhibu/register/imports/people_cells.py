"""How each column of a roster of persons is read."""

import re
from collections.abc import Callable
from typing import Any, Final

from zhibu.exchange.cells import Cell
from zhibu.exchange.values import is_blank, text
from zhibu.register.imports.columns import PERSON, SheetKind
from zhibu.register.imports.reading_cells import Bad, Column, Odd, PlainColumn, answered, coded, read_day, read_day_if_any, worded, written
from zhibu.register.rules.names import normalise_name
from zhibu.register.terms.answers import read_answer
from zhibu.register.terms.education import Education
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import (
    ERASED_NAME,
    ConfirmationOutcome,
    JoiningType,
    ManagementCategory,
    MaritalStatus,
    MarkKind,
    MembershipState,
    MemberStatus,
    Sex,
    says_no_member,
)
from zhibu.register.terms.record_sheet import DAYS as PERSON_DAYS
from zhibu.register.terms.strata import NewStratum
from zhibu.register.terms.term import Term

NAME: Final = 60
SEALED_TEXT: Final = 300
ERASED: Final = Bad("erased", "这一行的资料已按期销毁，没有可以导入的内容。", "请删去这一行；此人又来登记的，请按新登记填写姓名。")
"""A row of an own export of a past day."""

DAYS: Final = frozenset({*PERSON_DAYS, "out_of_contact_on", "floating_on"})
TEXTS: Final = {
    "native_place": 100,
    "joined_at_branch": 120,
    "work_unit_and_post": 200,
    "technical_post": 60,
    "front_line": 60,
    "training": 100,
    "archive_unit": 120,
}
"""Plain texts and how many characters their columns hold; a second process reads rows as well, and has no models to ask."""
KEPT_WORDS: Final = {"marital_status": 20, "joining_type": 40, "confirmation_note": 40, "new_stratum": 60}
"""The same for code lists whose unknown words are kept."""
LISTED: Final[dict[str, type[Term]]] = {
    "marital_status": MaritalStatus,
    "joining_type": JoiningType,
    "confirmation_note": ConfirmationOutcome,
    "new_stratum": NewStratum,
}
"""Code lists whose unknown words are kept as written in the same column."""
PLAIN: Final = (
    "sex",
    "ethnicity",
    *PERSON_DAYS,
    "native_place",
    "marital_status",
    "joining_type",
    "confirmation_note",
    "joined_at_branch",
    "standing_correction",
    "work_unit_and_post",
    "technical_post",
    "new_stratum",
    "front_line",
    "migrant_worker",
    "training",
    "archive_unit",
)
"""Facts of a person without a date of their own that are kept in plain columns."""
MARKS: Final = {
    "floating": MarkKind.FLOATING_OUT,
    "out_of_contact": MarkKind.OUT_OF_CONTACT,
    "hardship": MarkKind.HARDSHIP,
    "home_bound": MarkKind.HOME_BOUND,
    "ex_service": MarkKind.EX_SERVICE,
    "abroad": MarkKind.ABROAD,
}
"""Columns that are answered by yes or no, or by the mark's own name."""

SIGNS_IN_PHONES: Final = re.compile(r"[\s\-—–()（）]+")
WHOLE: Final = re.compile(r"[+-]?[0-9]{1,2}(?:\.0)?")


def label(field: str) -> str:
    """What a field is called in messages."""
    return PERSON[field][0]


def read_name(cell: Cell) -> str | Bad | None:
    """A name in its one spelling."""
    name = normalise_name(cell) if cell.__class__ is str else normalise_name(text(cell))
    if name == ERASED_NAME:
        return ERASED
    if len(name) > NAME:
        return Bad("too_long", f"姓名有 {len(name)} 个字，超过 {NAME} 个字的上限。", "请只填写姓名。")
    return name or None


def read_status(kind: SheetKind) -> Callable[[Cell], Any]:
    """人员类别. Among applicants 群众 and 共青团员 are what they still are; among members they are refused."""

    def read(cell: Cell) -> str | Bad | None:
        value = text(cell)
        found = MemberStatus.read(value) if value else None
        if found is not None or is_blank(cell):
            return None if found is None else found.value
        if not says_no_member(value):
            return Bad(
                "unknown_status",
                f"人员类别“{value[:40]}”不在代码表中。",
                "请填写：正式党员、预备党员、发展对象、入党积极分子或入党申请人。",
            )
        if kind is SheetKind.APPLICANTS:
            return None
        return Bad("not_a_member", f"人员类别“{value[:40]}”不是党员。", "不是党员的不列入党员名册；入党申请人请用入党申请人名册导入。")

    return read


def read_political(cell: Cell) -> str | None:
    """政治面貌 tells of members only."""
    found = MemberStatus.read(text(cell))
    return found.value if found is not None and found.is_member else None


def read_mark(own: MarkKind, heading: str) -> Callable[[Cell], Any]:
    """The mark that a cell gives, False where it says no."""
    others = {MarkKind.FLOATING_IN, MarkKind.FLOATING_OUT} if own is MarkKind.FLOATING_OUT else {own}

    def read(cell: Cell) -> Any:
        value = text(cell)
        if not value:
            return None
        answer = read_answer(value)
        if answer is not None:
            return own.value if answer else False
        found = MarkKind.read(value)
        if found is not None and found in others:
            return found.value
        return Odd(None, "unknown_value", f"{heading}“{value[:40]}”不是“是”或“否”。", value)

    return read


def read_correction(cell: Cell) -> Any:
    """党龄校正值 in whole years."""
    value = text(cell)
    if is_blank(cell):
        return None
    if WHOLE.fullmatch(value):
        return int(float(value))
    return Odd(None, "unknown_value", f"党龄校正值“{value[:40]}”不是整数年。", value)


def read_phone(cell: Cell) -> Any:
    """Digits without the signs between them; what is no phone number is kept all the same."""
    if cell is None or (isinstance(cell, str) and len(cell) == 11 and cell.isdecimal() and cell.isascii()):
        return cell
    if is_blank(cell):
        return None
    value = SIGNS_IN_PHONES.sub("", text(cell))
    if "*" in value:
        return None
    return value[:SEALED_TEXT] or None


def _cut_to(longest: int) -> Callable[[str], str]:
    return lambda raw: raw[:longest]


def columns_for(kind: SheetKind) -> dict[str, Column | PlainColumn]:
    """A reader for each field but the identity number."""
    readers: dict[str, Column | PlainColumn] = {
        "name": Column(read_name),
        "sex": Column(coded(Sex, label="性别", code="unknown_sex")),
        "ethnicity": Column(coded(Ethnicity, label="民族", code="unknown_ethnicity")),
        "status": Column(read_status(kind)),
        "political": Column(read_political),
        "state": Column(coded(MembershipState, label="党籍状态")),
        "category": Column(coded(ManagementCategory, label="管理类别")),
        "education": Column(worded(Education, label=label("education"), longest=60)),
        "occupation": Column(worded(Occupation, label=label("occupation"), longest=100)),
        "standing_correction": Column(read_correction),
        "migrant_worker": Column(answered(label=label("migrant_worker"))),
        "phone": PlainColumn(read_phone),
        "landline": PlainColumn(read_phone),
        "contact": PlainColumn(read_phone),
    }
    readers |= {field: Column(read_day) for field in DAYS} | {"probation_extended_to": Column(read_day_if_any)}
    readers |= {field: Column(read_mark(mark, label(field))) for field, mark in MARKS.items()}
    readers |= {field: Column(written(label=label(field), longest=longest)) for field, longest in TEXTS.items()}
    for field, terms in LISTED.items():
        readers[field] = Column(coded(terms, label=label(field), keep=_cut_to(KEPT_WORDS[field])))
    for field in ("residence", "household"):
        readers[field] = PlainColumn(written(label=label(field), longest=SEALED_TEXT))
    for field, longest in (("degree", 60), ("school", 120), ("subject", 120), ("floating_to", 150), ("out_of_contact_cause", 150)):
        readers[field] = Column(written(label=label(field), longest=longest))
    for field in ("branch", "affiliated", "accepting", "superior"):
        readers[field] = Column(lambda cell: None if is_blank(cell) else text(cell)[:200])
    readers["code"] = Column(lambda cell: text(cell).upper() or None)
    return readers
