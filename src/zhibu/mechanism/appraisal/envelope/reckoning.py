"""Every score of an envelope reckoned anew from what lies in it, by the rules of the house; nothing is looked up."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final, NamedTuple

from zhibu.mechanism.appraisal.rules.scoring import Measured, Scored, Version, score
from zhibu.mechanism.appraisal.rules.spelling import read
from zhibu.mechanism.appraisal.rules.totals import Part, band_of, total
from zhibu.mechanism.appraisal.rules.weighing import bands_of
from zhibu.oversight.duties import Missed

Values = Mapping[str, Any]
NOT_PROVEN: Final = "没有记录证明"


class Differs(NamedTuple):
    """Where a number in the envelope is not what its records come to."""

    organisation: str
    what: str
    stands: str
    reckoned: str


def differences(content: Values) -> list[Differs]:
    """Of all organisations; none where every score is proven."""
    return [one for organisation in content["organisations"] for one in _of(content, organisation)]


def _of(content: Values, organisation: Values) -> list[Differs]:
    on, name = date.fromisoformat(content["on"]), organisation["name"]
    scored = [(line, reckoned(line, on)) for line in organisation["lines"]]
    found = [
        Differs(name, f"{line['number']}. {line['title']}", line["points"], str(one.points))
        for line, one in scored
        if Decimal(line["points"]) != one.points
    ]
    points = total(_parts(content, scored), bonus=Decimal(organisation["bonus"]), cap=Decimal(content["cap"]))
    if points != Decimal(organisation["points"]):
        found.append(Differs(name, "总分", organisation["points"], str(points)))
    vetoed = any(line["veto"] and one.lost for line, one in scored)
    band = "" if vetoed else band_of(points, bands_of(content["bands"]))
    if band != organisation["band"]:
        found.append(Differs(name, "等次", organisation["band"], band))
    return found


def _parts(content: Values, scored: Sequence[tuple[Values, Scored]]) -> list[Part]:
    kinds = dict.fromkeys(line["part"] for line, _ in scored)
    return [Part(Decimal(content["weights"][kind]), tuple(one for line, one in scored if line["part"] == kind)) for kind in kinds]


def reckoned(line: Values, on: date) -> Scored:
    """One indicator."""
    versions = [Version(date.fromisoformat(first), read(rule)) for first, rule in line["rules"]]
    return score(Decimal(line["of"]), versions, _measured(line, on), on)


def _measured(line: Values, on: date) -> Measured:
    """Done is what its records show, missed what has a day or lacks its records."""
    items = line["items"]
    missed = [Missed(date.fromisoformat(one["day"]), one["said"]) for one in items if one["state"] == "missed"]
    claimed = [one for one in items if one["state"] == "done"]
    done = sum(len(one.get("records", ())) >= one.get("needed", 0) for one in claimed)
    missed += [Missed(on, NOT_PROVEN)] * (len(claimed) - done)
    judged = None if line["judged"] is None else Decimal(line["judged"])
    unknown = sum(one["state"] == "unknown" for one in items)
    return Measured(done + len(missed), done, tuple(missed), unknown, judged)
