"""Envelopes of invented organisations, for readers in Python and in a browser."""

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from zhibu.mechanism.appraisal.envelope.reckoning import reckoned
from zhibu.mechanism.appraisal.rules.totals import Part, band_of, total
from zhibu.mechanism.appraisal.rules.weighing import bands_of

ON: Final = date(2026, 12, 31)
FIRST: Final = date(2026, 1, 1)


def invented(seed: int, organisations: int = 3) -> dict[str, Any]:
    """With official points as the house reckons them; the same for a seed."""
    draw = random.Random(seed)  # noqa: S311  nothing secret
    content: dict[str, Any] = {
        "form": 1,
        "year": 2026,
        "title": "2026年考评",
        "giver": "街道",
        "basis": "文件",
        "on": ON.isoformat(),
        "made_on": ON.isoformat(),
        "weights": {"regular": draw.choice(["70", "33.33", "100"]), "yearly": draw.choice(["30", "66.67"]), "satisfaction": "10"},
        "cap": "3",
        "bands": "优秀:95,良好:90,一般:60:40",
        "organisations": [],
    }
    for number in range(organisations):
        one: dict[str, Any] = {"name": f"第{number}党支部", "code": f"Z{number}", "bonus": draw.choice(["0", "1.25", "7"]), "findings": []}
        one["lines"] = [_line(draw, place) for place in range(draw.randint(1, 7))]
        _officially(content, one)
        content["organisations"].append(one)
    return content


def _line(draw: random.Random, number: int) -> dict[str, Any]:
    rules = [[(FIRST + timedelta(days=draw.randint(0, 300))).isoformat(), _rule(draw)] for _ in range(draw.randint(0, 2))]
    items: list[dict[str, Any]] = [
        {"said": "期", "state": "done", "needed": 1, "records": ["G1 2026-02-01"]} for _ in range(draw.randint(0, 9))
    ]
    days = [(FIRST + timedelta(days=draw.randint(0, 364))).isoformat() for _ in range(draw.randint(0, 5))]
    items += [{"said": "期", "state": "missed", "day": day} for day in days]
    items += [{"said": "期", "state": "unknown"}] * draw.randint(0, 2)
    return {
        "number": number,
        "area": "",
        "title": f"指标 {number}",
        "of": draw.choice(["10", "7", "2.5", "3", "0.35"]),
        "part": draw.choice(["regular", "yearly", "satisfaction"]),
        "veto": draw.choice(["", "", "", "文件"]),
        "says": "",
        "reason": "",
        "rules": [[FIRST.isoformat(), _rule(draw)], *rules],
        "judged": draw.choice([None, "5", "2.345", "40"]),
        "items": items,
    }


def _rule(draw: random.Random) -> dict[str, Any]:
    return draw.choice(
        [
            {"kind": "deduct", "per_miss": draw.choice(["1", "0.5", "1.125"]), "floor": draw.choice(["0", "0.5"])},
            {"kind": "ratio"},
            {"kind": "threshold", "at_least": draw.choice(["60", "66.6"])},
            {"kind": "steps", "steps": [["60", "1.5"], ["90", "2.25"]]},
            {"kind": "judged"},
        ]
    )


def _officially(content: dict[str, Any], one: dict[str, Any]) -> None:
    scored = [(line, reckoned({**line, "points": "0"}, ON)) for line in one["lines"]]
    for line, points in scored:
        line["points"] = f"{points.points:.2f}"
    kinds = dict.fromkeys(line["part"] for line in one["lines"])
    parts = [Part(Decimal(content["weights"][kind]), tuple(points for line, points in scored if line["part"] == kind)) for kind in kinds]
    whole = total(parts, bonus=Decimal(one["bonus"]), cap=Decimal(content["cap"]))
    vetoed = any(line["veto"] and points.lost for line, points in scored)
    one["points"], one["band"] = str(whole), "" if vetoed else band_of(whole, bands_of(content["bands"]))
