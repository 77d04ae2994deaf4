"""What clauses ask of target agreements: since when one waits for a signature, and until when an objection has to be answered."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.oversight.brought import Brought, Told
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, ranges

MADE: Final = "agreement_made_on"
ANSWER: Final = "objection_answer_by"


class Waits(NamedTuple):
    """The oldest agreement of an organisation that one side has not signed, or the nearest answer that it owes below."""

    organisation_id: int
    what: str
    on: date


def waiting(paths: Sequence[str], on: date) -> Part:
    """Agreements are told to those who take them, objections to those who answer them."""
    reach = ranges("pl.path", paths)
    here = f"register_place pl WHERE {HELD_ON.format('pl')} AND {reach.text}"
    sql = Sql(
        f"SELECT a.taker_id, '{MADE}', min(a.made_on) FROM appraisal_agreement a"  # noqa: S608  fixed parts
        " JOIN appraisal_scheme s ON s.id = a.scheme_id AND s.state = 'in_force' AND s.year >= %s"
        f" WHERE a.made_on <= %s AND (a.giver_signed_on IS NULL OR a.taker_signed_on IS NULL)"
        f" AND a.taker_id IN (SELECT pl.organisation_id FROM {here}) GROUP BY a.taker_id"
        f" UNION ALL SELECT s.organisation_id, '{ANSWER}', min(o.answer_by) FROM appraisal_scoreobjection o"
        " JOIN appraisal_agreement a ON a.id = o.agreement_id JOIN appraisal_scheme s ON s.id = a.scheme_id AND s.year >= %s"
        " WHERE o.raised_on <= %s AND (o.answered_on IS NULL OR o.answered_on > %s)"
        f" AND s.organisation_id IN (SELECT pl.organisation_id FROM {here}) GROUP BY s.organisation_id",
        (on.year - 1, on, on, on, *reach.values, on.year - 1, on, on, on, on, *reach.values),
    )
    return Part(sql, ("number", "text", "day"), Waits)


def told_of(rows: Sequence[Waits], on: date) -> Mapping[int, Told]:
    """By organisation, one day for each."""
    del on
    found: dict[int, dict[str, date]] = {}
    for row in rows:
        found.setdefault(row.organisation_id, {})[row.what] = row.on
    return {pk: Told(facts) for pk, facts in found.items()}


APPRAISAL: Final = Brought(waiting, told_of)
