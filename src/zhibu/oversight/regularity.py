"""Three plain numbers of an organisation and a year.

经常化 are the duties done in their period, of those owed; 规范化 the complete records, of those signed; 制度化 the institutions that were
looked at in time, of those in force on the day. They stand beside the findings from which they follow; nobody is put in an order by them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.gatherings.queries.measures.complete import RecordsOn
from zhibu.oversight.duties import duties_of
from zhibu.oversight.facts import Subject
from zhibu.rulebook.book import Rules

IN_FORCE: Final = "institutions_in_force"
REVIEWED: Final = "institutions_reviewed"
"""Facts that the package of institutions brings (``brought``); where nobody does, nothing is said."""


@dataclass(frozen=True, slots=True)
class Regularity:
    """Of one organisation, or of several together; of the year of a day, up to that day."""

    year: int
    name: str = ""
    owed: int = 0
    done: int = 0
    signed: int = 0
    complete: int = 0
    in_force: int = 0
    reviewed: int = 0

    def __bool__(self) -> bool:
        return bool(self.owed or self.signed or self.in_force)


def regularity_of(subject: Subject, rules: Rules, records: Mapping[int, RecordsOn]) -> Regularity:
    """A period counts once it is over (``reckoned_until``); what is not recorded is not owed."""
    since = date(rules.day.year, 1, 1)
    year = [duties_of(clause, subject.facts, rules, since=since) for clause in rules.clauses("organisation") if clause.frequency]
    known = records.get(subject.id)
    return Regularity(
        rules.day.year,
        subject.name,
        sum(one.owed for one in year),
        sum(one.done for one in year),
        known.signed if known else 0,
        known.complete if known else 0,
        subject.facts.get(IN_FORCE, 0),
        subject.facts.get(REVIEWED, 0),
    )


def together(found: Iterable[Regularity], year: int) -> Regularity:
    """Added up."""
    every = list(found)
    return Regularity(
        year,
        "",
        sum(one.owed for one in every),
        sum(one.done for one in every),
        sum(one.signed for one in every),
        sum(one.complete for one in every),
        sum(one.in_force for one in every),
        sum(one.reviewed for one in every),
    )
