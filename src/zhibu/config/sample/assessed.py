"""Two years of assessments of the sample street: grades of every branch through the bulk door, some of its cases through the services."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from django.db import connection

from zhibu.access.readers import reader_of
from zhibu.accounts.models import Account
from zhibu.cases.queries.log import standing
from zhibu.config.sample.moments import at
from zhibu.config.sample.personas import BRANCH
from zhibu.gatherings.models import Holding
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.team.assessment.models import Grade
from zhibu.team.assessment.queries.assessments import case_of
from zhibu.team.assessment.services.steps import begin, carry_on, file_upward, took_place
from zhibu.team.assessment.terms import GradeOf, assessed_year
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "示例民主评议"
DECIDED_AFTER: Final = timedelta(days=8)
FILED_AFTER: Final = timedelta(days=15)
TOLD: Final = 6
"""Branches, beside the one of the personas, whose cases are told."""
FULL_ON_THE_ROLL: Final = """
SELECT h.id, h.gathering_id, h."on", m.person_id FROM gatherings_holding h
JOIN register_membership m ON m.organisation_id = h.organisation_id AND m.relation = 'roll'
 AND m.valid_from <= h."on" AND m.valid_to > h."on"
JOIN register_memberstatus s ON s.person_id = m.person_id AND s.status = 'full'
 AND s.valid_from <= h."on" AND s.valid_to > h."on"
WHERE h.kind = %s AND h.signed_at IS NOT NULL AND h."on" <= %s ORDER BY h.id, m.person_id"""


def load_assessments(*, on: date, seed: int = 20260701) -> int:
    """Of meetings that are some days past; returns how many grades there are."""
    with connection.cursor() as cursor:
        cursor.execute(FULL_ON_THE_ROLL, [str(GatheringKind.DEMOCRATIC_ASSESSMENT), on - DECIDED_AFTER])
        rows = cursor.fetchall()
    by = Actor(SystemReader(WHY, label="示例数据"), at(on, 8, on=on), "demo")
    written = _grades(Random(seed), rows)  # noqa: S311  invented grades, no secret
    with recording(by, "gathering.grades", reason=WHY) as work:
        numbers = work.reserve(Grade, len(written))
        columns = ("id", "gathering_id", "holding_id", "person_id", "year", "grade", "decided_on")
        work.put(Grade, columns, [(pk, *row) for pk, row in zip(numbers, written, strict=True)])
    _tell(on)
    return len(written)


def _grades(rng: Random, rows: Sequence[tuple[int, int, Any, int]]) -> list[tuple[int, int, int, int, str, date]]:
    """Each person once a year; about a quarter 优秀, never more than a third."""
    branches: dict[tuple[int, int, date], list[int]] = defaultdict(list)
    seen: set[tuple[int, int]] = set()
    for holding, gathering, day, person in rows:
        held = day if isinstance(day, date) else date.fromisoformat(str(day))
        if (person, assessed_year(held)) not in seen:
            seen.add((person, assessed_year(held)))
            branches[holding, gathering, held].append(person)
    return [
        (gathering, holding, person, assessed_year(held), grade, held + DECIDED_AFTER)
        for (holding, gathering, held), people in branches.items()
        for person, grade in zip(people, _drawn(rng, len(people)), strict=True)
    ]


def _drawn(rng: Random, number: int) -> list[str]:
    excellent = min(number // 3, round(number * rng.uniform(0.2, 0.33)))
    rest = [
        GradeOf.NOT_ASSESSED if chance < 0.03 else GradeOf.BASIC if chance < 0.04 else GradeOf.QUALIFIED
        for chance in (rng.random() for _ in range(number - excellent))
    ]
    found = [*[GradeOf.EXCELLENT] * excellent, *rest]
    rng.shuffle(found)
    return list(map(str, found))


def _tell(on: date) -> None:
    """Cases of one branch and its neighbours; filed where there was time for it."""
    kind = str(GatheringKind.DEMOCRATIC_ASSESSMENT)
    held = Holding.objects.unguarded(WHY).filter(kind=kind, on__lte=on - DECIDED_AFTER).exclude(signed_at=None)
    found = list(held.select_related("gathering", "organisation").order_by("organisation__now_path", "on"))
    own = [one for one in found if one.organisation.now_short_name == BRANCH]
    account = Account.objects.get(username="ganshi")
    for one in [*own, *[one for one in found if one not in own][: 2 * TOLD]]:
        _case(one, account, on)


def _case(holding: Holding, account: Account, on: date) -> None:
    reader = reader_of(account_id=account.pk, label=account.display_name, on=on)

    def by(day: date) -> Actor:
        return Actor(reader, at(day, 10, on=on), "demo")

    decided, filed = holding.on + DECIDED_AFTER, holding.on + FILED_AFTER
    done = begin(by=by(holding.on), holding=holding)
    case = case_of(holding)
    if case is None or not done.done:
        text = "示例民主评议没有建成。(sample assessment could not be written)"
        raise Unusable(text)
    took_place(by=by(holding.on), case=case, holding=holding, seen=1, counters="组织委员、宣传委员")
    carry_on(by=by(decided), holding=holding, keys=("grade",), on=decided)
    if filed <= on:
        seen = standing(case).state.last
        file_upward(by=by(filed), case=case, holding=holding, seen=seen, on=filed, sent="纸质汇总表交街道组织办。")
