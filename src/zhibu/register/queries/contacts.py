"""What a reader may see of each row: facts where the register is open to the reader, numbers and addresses masked where contacts are."""

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any, Final

from zhibu.kernel.readers import Reader
from zhibu.register.queries.rolls import UNSEEN, RollRow
from zhibu.register.sealed_fields import masked, open_field
from zhibu.store.keys import key_store

SEALED_COLUMNS: Final = frozenset({"id_number", "phone", "residence"})
FACTS: Final = "see_register"
CONTACTS: Final = "see_contact"
BLANK: Final[dict[str, Any]] = {
    "sex": "",
    "ethnicity": "",
    "birth_date": None,
    "joined_on": None,
    "confirmed_on": None,
    "month_only": "",
    "standing_correction": None,
    "state": "",
    "education": "",
    "education_raw": "",
    "occupation": "",
    "occupation_raw": "",
    "marks": UNSEEN,
}
"""A person of whom only the name is seen."""


def shown_to(reader: Reader, rows: Sequence[RollRow], columns: Collection[str], *, past: bool) -> list[RollRow]:
    """The rows as a reader may see them.

    Rights are asked person by person, where each stands today: somebody may be a secretary in one branch and a plain member of
    another. On a past day the roll is whole, with the status and category of that day, but facts are only those of people in
    reach today.
    """
    facts, contacts = reader.paths(FACTS), reader.paths(CONTACTS)
    blank = BLANK if past else BLANK | {"status": "", "category": ""}
    seen = [row if row.now_path.startswith(facts) else row._replace(**blank) for row in rows]
    hidden: dict[str, Any] = dict.fromkeys(SEALED_COLUMNS)
    return with_masked((row if row.now_path.startswith(contacts) else row._replace(**hidden) for row in seen), columns)


def with_masked(rows: Iterable[RollRow], columns: Collection[str]) -> list[RollRow]:
    """Rows whose chosen sealed values are masked text, the others nothing. One look into the key store for all rows."""
    return _opened(rows, columns, masked)


def with_full(reader: Reader, act: str, rows: Iterable[RollRow], columns: Collection[str]) -> list[RollRow]:
    """Rows with chosen sealed values in full, of those who stand today where the reader may do the act; the others are left out."""
    reach = reader.paths(act)
    return _opened((row for row in rows if row.now_path.startswith(reach)), columns, lambda _, value: value)


def _opened(rows: Iterable[RollRow], columns: Collection[str], shown: Callable[[str, str], str]) -> list[RollRow]:
    wanted = SEALED_COLUMNS.intersection(columns)
    nothing: dict[str, Any] = dict.fromkeys(SEALED_COLUMNS - wanted)
    if not wanted:
        return [row._replace(**nothing) for row in rows]
    found = list(rows)
    keys = key_store().of(row.key_name for row in found)
    return [
        row._replace(**{**nothing, **{name: shown(name, _open(row, name, keys.get(row.key_name))) for name in wanted}}) for row in found
    ]


def _open(row: RollRow, name: str, key: bytes | None) -> str:
    return open_field(getattr(row, name), field=name, key_name=row.key_name, key=key)
