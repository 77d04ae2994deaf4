"""What clauses ask of people who are away: until when contact and report are due. Brought to ``oversight`` at start-up.

Before a branch has recorded any contact at all, nothing is late there (PRACTICE.md 1.7): the absence of a record is not the absence of a
call. From its first record on, the half-year of the later of leaving and that record is the first that is looked at.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from zhibu.oversight.brought import Told
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.measures.people import Whose
from zhibu.register.queries.scopes import Sql, ranges
from zhibu.register.terms.people import MarkKind
from zhibu.team.floating.rules.halves import contact_due, report_due
from zhibu.team.floating.terms import AWAY, ContactKind

LAST: Final = (
    '(SELECT max(c."on") FROM floating_contact c WHERE c.person_id = k.person_id AND c.kind = %s'
    ' AND c."on" >= k.valid_from AND c."on" <= %s)'
)
FIRST: Final = '(SELECT min(c."on") FROM floating_contact c WHERE c.organisation_id = m.organisation_id AND c."on" <= %s)'
"""Of the home branch."""


class AwayOn(NamedTuple):
    """Somebody who is away on a day; somebody with both marks stands twice."""

    id: int
    mark: str
    since: date
    contact: date | None
    report: date | None
    recorded_from: date | None


def away_on(whose: Whose, on: date) -> Part:
    """Those of a scope who float out or are abroad."""
    reach, also = ranges("pl.path", whose.paths), whose.condition
    sql = Sql(
        f"SELECT p.id, k.mark, k.valid_from, {LAST}, {LAST}, {FIRST} FROM register_place pl"  # noqa: S608  fixed parts
        f" JOIN register_membership m ON m.organisation_id = pl.organisation_id AND m.relation = 'roll' AND {HELD_ON.format('m')}"
        f" JOIN register_mark k ON k.person_id = m.person_id AND k.mark IN (%s, %s) AND {HELD_ON.format('k')}"
        f" JOIN register_person p ON p.id = m.person_id WHERE {HELD_ON.format('pl')} AND {reach.text}{also.text}",
        (
            *(str(ContactKind.CONTACT), on, str(ContactKind.REPORT), on, on),
            *(on, on, *map(str, AWAY), on, on, on, on),
            *reach.values,
            *also.values,
        ),
    )
    return Part(sql, ("number", "text", "day", "day", "day", "day"), AwayOn)


def told_of_away(rows: Sequence[AwayOn], on: date) -> Mapping[int, Told]:
    """Last good days; somebody who floats out and is abroad is asked about once."""
    del on
    out = {row.id: row for row in rows if row.mark == MarkKind.FLOATING_OUT}
    abroad = {row.id: row for row in rows if row.mark == MarkKind.ABROAD and row.id not in out}
    told = {pk: _told(row, "floating_contact_by", "floating_contacts", "floating_report_by") for pk, row in out.items()}
    return told | {pk: _told(row, "abroad_contact_by", "abroad_contacts") for pk, row in abroad.items()}


def _told(row: AwayOn, contact: str, contacts: str, report: str = "") -> Told:
    known = max(row.since, row.recorded_from) if row.recorded_from else None
    shown = f"最近一次联系 {row.contact.isoformat()}" if row.contact else "没有联系记录"
    reported = f"最近一次汇报 {row.report.isoformat()}" if row.report else "没有汇报记录"
    left = f"{row.since.isoformat()} 起外出"
    spoke = row.contact or known
    facts = {contact: _last_good(contact_due(spoke)) if spoke else None, contacts: int(spoke is not None)}
    evidence = {contact: (left, shown), contacts: (left, shown)}
    if report:
        said = row.report or known
        facts[report] = _last_good(report_due(said)) if said else None
        evidence[report] = (left, reported)
    return Told(facts, evidence)


def _last_good(day: date) -> date:
    return day - timedelta(days=1)
