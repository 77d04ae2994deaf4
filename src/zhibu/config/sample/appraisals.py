"""Two years of targets of the sample street: a table for its branches and one for its communities, and who has taken them; a trial.

Each table was brought from the catalogue and has rows that a section judges; signing, judging and publishing come after.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from zhibu.config.sample.load import ACT, REASON, sample_actor
from zhibu.config.sample.moments import at
from zhibu.config.sample.street import STREET
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.appraisal.models import Agreement, Scheme
from zhibu.mechanism.appraisal.rules.catalogue import catalogue
from zhibu.mechanism.appraisal.rules.drafts import STARS, RowDraft, TableDraft
from zhibu.mechanism.appraisal.rules.scoring import Judged, Listed
from zhibu.mechanism.appraisal.services.tables import begin_table, put_in_force
from zhibu.mechanism.appraisal.terms import PartKind, Reach
from zhibu.register.models import Organisation
from zhibu.store.guards import within
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "示例目标考评"
OFFICE: Final = "街道党工委办公室"
BRANCHES: Final = (
    ("members_meeting", 15), ("committee_meeting", 10), ("lecture", 10), ("theme_day", 15), ("organisational_life", 10),
    ("assessment", 10), ("records", 10), ("secretary", 5), ("branch_committee", 5), ("election_community", 5), ("rectification", 5),
)  # fmt: skip
COMMUNITIES: Final = (
    ("members_meeting", 20), ("theme_day", 15), ("lecture", 10), ("records", 15), ("committee_secretary", 5), ("branch_committee", 5),
    ("election_committee", 5), ("institutions", 5), ("visits", 10), ("supervised", 10),
)  # fmt: skip
GENERALS: Final = (("members_meeting", 30), ("lecture", 30), ("committee_secretary", 20), ("supervised", 20))
JUDGED: Final = (
    RowDraft(
        "班子团结，作用发挥好",
        Decimal(60),
        Judged(),
        area="作用发挥",
        standard="由街道党工委办公室结合平时了解评定。",
        part=PartKind.YEARLY,
        scorer=OFFICE,
    ),
    RowDraft(
        "按要求完成党工委部署的任务",
        Decimal(40),
        Listed((("没有按时完成", Decimal(5)), ("没有完成", Decimal(10)))),
        area="作用发挥",
        standard="没有按时完成，每项扣5分；没有完成，每项扣10分。",
        part=PartKind.YEARLY,
        scorer=OFFICE,
    ),
)
TABLES: Final[tuple[tuple[str, str, tuple[tuple[str, int], ...], str], ...]] = (
    ("branch", "党支部目标考评办法（五星党支部）", BRANCHES, STARS),
    ("committee", "社区党委目标考评办法", COMMUNITIES, "优秀:95,良好:90,一般:80"),
)
TRIAL: Final = ("general_branch", "党总支目标考评办法（试行）", GENERALS, "优秀:80:20,良好:70")
"""Tried with the general branches alone, one year later than the others: its year is still under way."""


def holds_appraisals() -> bool:
    """Whether they are there."""
    return Scheme.objects.unguarded(WHY).exists()


def load_appraisals(*, on: date) -> int:
    """Last year's and this year's."""
    street = Organisation.objects.unguarded(WHY).get(now_short_name=f"{STREET}党工委")
    number = 0
    made = [(year, *table) for year in (on.year - 1, on.year) for table in TABLES] + [(on.year - 1, *TRIAL)]
    for year, kind, title, picked, bands in made:
        by = _by(min(date(year, 1, 20), on), on)
        draft = TableDraft(
            year,
            kind,
            f"{year}年度{title}",
            f"示例：街道党工委〔{year}〕3 号",
            bands,
            Decimal(70),
            Decimal(30),
            bonus_cap=Decimal(5),
        )
        number += _take(by, _table(by, street, draft, picked), street, kind)
    return number


def _by(day: date, on: date) -> Actor:
    return sample_actor(at(day, 9, on=on))


def _table(by: Actor, street: Organisation, draft: TableDraft, picked: Sequence[tuple[str, int]]) -> Scheme:
    rows = [*_rows(draft.kind, picked), *JUDGED]
    done = begin_table(by=by, organisation=street, draft=draft, rows=rows)
    scheme = Scheme.objects.unguarded(WHY).select_related("organisation").get(pk=done.row_id) if done.done else None
    forced = put_in_force(by=by, scheme=scheme) if scheme is not None else done
    if scheme is None or not forced.done:
        why = "；".join(one.message for one in (*done.decision.objections, *forced.decision.objections))
        text = f"示例目标考评没有建成：{why}(sample table could not be written)"
        raise Unusable(text)
    return scheme


def _rows(kind: str, picked: Sequence[tuple[str, int]]) -> Iterator[RowDraft]:
    for key, points in picked:
        one = catalogue()[key]
        yield RowDraft(one.title, Decimal(points), one.rule, one.measure, one.area, reach=one.reach_for(kind) or Reach.OWN)


def _take(by: Actor, scheme: Scheme, street: Organisation, kind: str) -> int:
    """Everything of the kind below; who has signed is told later."""
    found = Organisation.objects.unguarded(WHY).filter(within("now_path", [street.now_path or ""]), now_kind=kind, dissolved_on=None)
    takers = list(found.order_by("now_path").values_list("pk", flat=True))
    with recording(by, ACT, reason=REASON) as work:
        numbers = work.reserve(Agreement, len(takers))
        rows: list[tuple[Any, ...]] = [(pk, f"A{pk:06d}", scheme.pk, taker) for pk, taker in zip(numbers, takers, strict=True)]
        work.put(Agreement, ("id", "code", "scheme_id", "taker_id"), rows)
    return len(rows)
