"""What the register says of persons on the sheet's day of reference, read for a block at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from zhibu.register.imports import sets
from zhibu.register.imports.people_facts import PeopleBlock
from zhibu.register.models import Education, ManagementCategory, Mark, Membership, MembershipState, MemberStatus, Occupation, Person
from zhibu.store.guards import Recorded

ON_DAY: Final = "valid_from <= %s AND valid_to > %s"


@dataclass(frozen=True, slots=True)
class Dated:
    """A dated fact: its table and the columns of its value."""

    model: type[Recorded]
    columns: tuple[str, ...]


STATUS: Final = Dated(MemberStatus, ("status",))
STATE: Final = Dated(MembershipState, ("state",))
CATEGORY: Final = Dated(ManagementCategory, ("category", "derived"))
EDUCATION: Final = Dated(Education, ("level", "raw", "degree", "school", "subject"))
OCCUPATION: Final = Dated(Occupation, ("occupation", "raw"))
MARK: Final = Dated(Mark, ("mark", "detail"))


@dataclass(frozen=True, slots=True)
class Known:
    """The persons of a block: rows of their own columns, and what holds on the day."""

    columns: tuple[str, ...]
    """Of ``persons``; ``key_name`` and ``month_only`` come first, ``id_number_index`` last."""
    persons: Mapping[int, tuple[Any, ...]]
    roll: Mapping[int, int]
    """The organisation on whose roll a person stands on the day."""
    dated: Mapping[type[Recorded], Mapping[int, tuple[Any, ...]]]
    marks: Mapping[tuple[int, str], tuple[Any, ...]]

    def sealed_column(self, field: str) -> dict[str, bytes | None]:
        """Cipher texts of a field by the name of the person's key."""
        place = self.columns.index(f"{field}_sealed")
        return {row[0]: row[place] for row in self.persons.values()}

    def on_day(self, dated: Dated, person: int) -> tuple[Any, ...] | None:
        """The value of a dated fact, None when none is recorded for the day."""
        return self.dated[dated.model].get(person)


def load(ids: Sequence[int], people: PeopleBlock, *, plain: Sequence[str], sealed: Sequence[str], on: date) -> Known:
    """Read what the sheet's columns are compared with, and nothing else."""
    columns = ("key_name", "month_only", *plain, *(f"{field}_sealed" for field in sealed), "id_number_index")
    persons = {row[0]: row[1:] for row in sets.select(Person, ("id", *columns), key="id", keys=ids)}
    day = on.isoformat()
    roll = dict(
        sets.select(
            Membership,
            ("person_id", "organisation_id"),
            key="person_id",
            keys=ids,
            where=f"relation = 'roll' AND {ON_DAY}",
            values=(day, day),
        )
    )
    wanted = [STATUS, CATEGORY]
    wanted += [STATE] if "state" in people.facts else []
    wanted += [EDUCATION] if people.facts.keys() & {"education", "degree", "school", "subject"} else []
    wanted += [OCCUPATION] if "occupation" in people.facts else []
    dated = {one.model: _dated(one, ids, day) for one in wanted}
    marks = {(row[0], row[1]): row[1:] for row in _rows(MARK, ids, day)} if any(name.startswith("mark:") for name in people.facts) else {}
    return Known(columns, persons, roll, dated, marks)


def _dated(dated: Dated, ids: Sequence[int], day: str) -> dict[int, tuple[Any, ...]]:
    return {row[0]: row[1:] for row in _rows(dated, ids, day)}


def _rows(dated: Dated, ids: Sequence[int], day: str) -> Any:
    return sets.select(dated.model, ("person_id", *dated.columns), key="person_id", keys=ids, where=ON_DAY, values=(day, day))
