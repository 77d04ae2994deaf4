"""What a row says otherwise than the register: found by comparing whole rows first, and field by field only where they differ."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from zhibu.register.imports import people_known
from zhibu.register.imports.findings import FieldChange
from zhibu.register.imports.people_cells import label
from zhibu.register.imports.people_facts import PeopleBlock
from zhibu.register.imports.people_known import Dated, Known
from zhibu.register.imports.people_new import NULLABLE, educations, proposed
from zhibu.register.imports.people_reading import given_columns, given_sealed
from zhibu.register.imports.people_sealing import Opened
from zhibu.register.imports.words import words
from zhibu.register.sealed_fields import masked, open_field
from zhibu.register.terms.people import MEMBERS, MarkKind
from zhibu.register.terms.record_sheet import DAYS

EMPTY: Final = (None, "")
NOTHING: Final = ()
BEFORE_PLAIN: Final = 2
"""``key_name`` and ``month_only`` stand before the plain columns of a known person."""


@dataclass(slots=True)
class Difference:
    """Of one row: columns of the person, plain values to be sealed, dated facts, marks."""

    at: int
    person: int
    before: dict[str, Any] = field(default_factory=dict)
    after: dict[str, Any] = field(default_factory=dict)
    sealed: dict[str, str] = field(default_factory=dict)
    dated: list[tuple[Dated, tuple[Any, ...], str | None]] = field(default_factory=list)
    """Fact, value, and its own day where the sheet gives one."""
    marks: list[tuple[str, Any]] = field(default_factory=list)
    told: list[FieldChange] = field(default_factory=list)

    def tell(self, name: str, old: Any, new: Any) -> None:
        """A line of the preview."""
        self.told.append(FieldChange(label(name), words(name, old), words(name, new)))


class Comparer:
    """Compares the rows of one block with the persons they mean."""

    def __init__(self, people: PeopleBlock, known: Known, opened: Opened) -> None:
        self._people = people
        self._known = known
        self._opened = opened
        self._plain = ("name", *given_columns(people))
        self._sealed = given_sealed(people)
        self._rows = list(zip(*(self._column(name) for name in self._plain), strict=True))
        self._education = educations(people.get) if people.facts.keys() & {"education", "degree", "school", "subject"} else None
        self._months = people.facts["month_only"]
        self._end = BEFORE_PLAIN + len(self._plain)
        self._indexes = people.facts["number_index"]
        self._sealed_pairs = [(opened.texts[name], people.facts[name]) for name in self._sealed]
        self._dated_pairs = self._pairs()
        self._categories = known.dated[people_known.CATEGORY.model]
        self._told_categories = people.facts.get("category")
        self._veterans = f"mark:{MarkKind.EX_SERVICE}" in people.facts
        self._mark_columns = {name.removeprefix("mark:"): column for name, column in people.facts.items() if name.startswith("mark:")}

    def _pairs(self) -> list[tuple[Mapping[int, tuple[Any, ...]], Sequence[Any], int]]:
        """Dated facts that can be compared as they stand: what is held, what is told, and how many of its columns are told."""
        facts, dated = self._people.facts, self._known.dated
        pairs: list[tuple[Mapping[int, tuple[Any, ...]], Sequence[Any], int]] = [
            (dated[people_known.STATUS.model], [(status,) for status in facts["status"]], 1)
        ]
        if "state" in facts:
            pairs.append((dated[people_known.STATE.model], [(state,) for state in facts["state"]], 1))
        if "occupation" in facts:
            pairs.append((dated[people_known.OCCUPATION.model], facts["occupation"], 2))
        if self._education is not None:
            pairs.append((dated[people_known.EDUCATION.model], self._education, 5))
        return pairs

    def _column(self, name: str) -> list[Any]:
        values = self._people.get(name)
        return values if name in NULLABLE else ["" if value is None else value for value in values]

    def differences(self, pairs: Sequence[tuple[int, int]]) -> list[Difference]:
        """Of ``(row, person)`` those whose row tells something new."""
        return [found for at, person in pairs if not self._is_plainly_same(at, person) and (found := self._compare(at, person))]

    def _is_plainly_same(self, at: int, person: int) -> bool:
        """A whole row against what is held: most rows of a sheet that comes again are told apart from the others in this way."""
        stored = self._known.persons[person]
        if stored[2 : self._end] != self._rows[at] or stored[1] != self._months[at] or stored[-1] != self._indexes[at]:
            return False
        key_name = stored[0]
        for texts, plain in self._sealed_pairs:
            if texts.get(key_name) != plain[at]:
                return False
        for held, told, width in self._dated_pairs:
            if held.get(person, NOTHING)[:width] != told[at]:
                return False
        return self._is_sorted_the_same(at, person)

    def _is_sorted_the_same(self, at: int, person: int) -> bool:
        """Category and marks; where service in the army may decide, the category is looked at more closely."""
        held = self._categories.get(person)
        if held is None or self._veterans or (self._told_categories and self._told_categories[at] not in {None, held[0]}):
            return False
        marks = self._known.marks
        for kind, column in self._mark_columns.items():
            told = column[at]
            if told is not None and (told is not False or (person, kind) in marks):
                return False
        return True

    def _compare(self, at: int, person: int) -> Difference | None:
        """None when the row tells nothing new."""
        found = Difference(at, person)
        stored = self._known.persons[person]
        end = self._end
        if stored[BEFORE_PLAIN:end] != self._rows[at] or stored[1] != self._months[at]:
            self._compare_plain(found, stored)
        self._compare_sealed(found, stored, end)
        self._compare_dated(found)
        self._compare_marks(found)
        return found if found.told or found.after or found.dated or found.marks else None

    def _compare_plain(self, found: Difference, stored: Sequence[Any]) -> None:
        known_months = {one for one in stored[1].split(",") if one}
        told_months = set(self._months[found.at].split(",")) - {""}
        months = set(known_months)
        for name, new, old in zip(self._plain, self._rows[found.at], stored[BEFORE_PLAIN:], strict=False):
            if new in EMPTY:
                continue
            if name in DAYS and old is not None and name in told_months and new[:7] == old[:7]:
                continue
            if name in DAYS:
                months = months | {name} if name in told_months else months - {name}
            if new != old:
                found.before[name], found.after[name] = old, new
                found.tell(name, old, new)
        if months != known_months:
            found.before["month_only"], found.after["month_only"] = stored[1], ",".join(one for one in DAYS if one in months)
            if not found.told:
                self._tell_days(found, months ^ known_months)

    def _tell_days(self, found: Difference, names: set[str]) -> None:
        """A month became a day: the first of it, so that the column itself stays."""
        for name in sorted(names):
            day = self._people.get(name)[found.at]
            found.tell(name, day[:7], day)

    def _compare_sealed(self, found: Difference, stored: Sequence[Any], first: int) -> None:
        for offset, name in enumerate(self._sealed):
            new = self._people.facts[name][found.at]
            if new is not None and self._opened.texts[name].get(stored[0]) != new:
                self._take_sealed(found, name, stored[first + offset], self._opened.texts[name].get(stored[0], ""), new)
        number = self._people.facts["number"][found.at]
        if number is not None and stored[-1] != self._people.facts["number_index"][found.at]:
            sealed, key_name = stored[first + len(self._sealed)], stored[0]
            old = open_field(sealed, field="id_number", key_name=key_name, key=self._opened.keys.get(key_name))
            self._take_sealed(found, "id_number", sealed, old, number)

    @staticmethod
    def _take_sealed(found: Difference, name: str, sealed: bytes | None, old: str, new: str) -> None:
        found.before[f"{name}_sealed"] = sealed
        found.sealed[name] = new
        found.told.append(FieldChange(label(name), masked(name, old), masked(name, new)))

    def _compare_dated(self, found: Difference) -> None:
        at, known, person = found.at, self._known, found.person
        status = self._people.facts["status"][at]
        self._dated(found, people_known.STATUS, (status,), "status", since=self._people.facts["status_from"][at])
        state = self._people.get("state")[at] if "state" in self._people.facts else None
        if state is not None:
            self._dated(found, people_known.STATE, (state,), "state")
        if self._education is not None:
            self._compare_education(found, self._education[at])
        job = self._people.facts["occupation"][at] if "occupation" in self._people.facts else None
        if job is not None:
            held = known.on_day(people_known.OCCUPATION, person)
            if held is None or (job[0] or job[1]) != (held[0] or held[1]):
                self._take(found, people_known.OCCUPATION, job, "occupation", held)
        self._compare_category(found, status, job)

    def _dated(self, found: Difference, fact: Dated, value: tuple[Any, ...], name: str, *, since: str | None = None) -> None:
        held = self._known.on_day(fact, found.person)
        if held != value:
            self._take(found, fact, value, name, held, since=since)

    def _take(
        self, found: Difference, fact: Dated, value: tuple[Any, ...], name: str, held: tuple[Any, ...] | None, *, since: str | None = None
    ) -> None:
        found.dated.append((fact, value, since))
        found.told.append(FieldChange(label(name), self._shown(name, held), self._shown(name, value)))

    def _shown(self, name: str, value: tuple[Any, ...] | None) -> str:
        """A term by its label, an unknown one as it was written."""
        return "" if value is None else words(name, value[0]) or (str(value[1]) if len(value) > 1 else "")

    def _compare_education(self, found: Difference, told: tuple[str, ...] | None) -> None:
        if told is None:
            return
        held = self._known.on_day(people_known.EDUCATION, found.person)
        before = held or ("",) * len(told)
        same_level = not (told[0] or told[1]) or (told[0] or told[1]) == (before[0] or before[1])
        level = before[:2] if same_level else told[:2]
        after = (*level, *(new or old for new, old in zip(told[2:], before[2:], strict=True)))
        if held is None or after != tuple(held):
            found.dated.append((people_known.EDUCATION, after, None))
            if not same_level:
                found.told.append(FieldChange(label("education"), self._shown("education", before), self._shown("education", after)))
            for name, old, new in zip(("degree", "school", "subject"), before[2:], after[2:], strict=True):
                if old != new:
                    found.told.append(FieldChange(label(name), old, new))

    def _compare_category(self, found: Difference, status: str, job: tuple[str, str] | None) -> None:
        """A written category is taken; a derived one follows the work post; one that somebody set stays."""
        if status not in MEMBERS:
            return
        told = self._people.get("category")[found.at] if "category" in self._people.facts else None
        held = self._known.on_day(people_known.CATEGORY, found.person)
        veteran = bool(self._mark_columns.get(MarkKind.EX_SERVICE, {found.at: None})[found.at])
        if told is not None:
            after: tuple[str, bool] | None = (told, False)
        elif held is None or (held[1] and job is not None):
            after = proposed(status, job, veteran)
        else:
            after = None
        if after is not None and (held is None or held[0] != after[0]):
            self._take(found, people_known.CATEGORY, after, "category", held and (held[0],))

    def _compare_marks(self, found: Difference) -> None:
        for kind, column in self._mark_columns.items():
            told = column[found.at]
            if told is None:
                continue
            held = self._known.marks.get((found.person, kind))
            if (told is False and held is None) or (told and held and told[0] in {"", held[1]}):
                continue
            found.marks.append((kind, told))
            old = "" if held is None else held[1] or "是"
            found.told.append(FieldChange(MarkKind.stored(kind).label, old or "否", "否" if told is False else told[0] or "是"))


def stored_columns(people: PeopleBlock) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The plain and the sealed columns that a comparison reads, in its order."""
    return ("name", *given_columns(people)), (*given_sealed(people), "id_number")
