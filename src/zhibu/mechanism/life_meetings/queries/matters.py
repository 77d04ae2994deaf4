"""The list of matters to put right as it is printed: what, who, until when, how far; five queries, whatever its length."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.cases.models import Case, CaseEntry, CaseText
from zhibu.cases.queries.lists import CaseRow
from zhibu.cases.terms import EntryKind, Status
from zhibu.register.sealed_fields import open_field
from zhibu.store.keys import key_store

WHY: Final = "整改清单：已经确认可以看到的整改事项，读取责任人、时限和结果"
WRITTEN: Final = ("responsible", "result", "verdict")


class MatterRow(NamedTuple):
    """A line of the list."""

    number: int
    code: str
    title: str
    responsible: str
    until: date | None
    progress: str
    result: str
    finished_on: date | None


def matter_rows(found: Sequence[CaseRow]) -> list[MatterRow]:
    """In the order in which they were noted; those that were called off are left out."""
    rows = [one for one in found if one.state is not Status.CANCELLED]
    numbers = [one.id for one in rows]
    until = dict(CaseEntry.objects.unguarded(WHY).filter(case_id__in=numbers, number=1).values_list("case_id", "until"))
    finished = _finished(numbers)
    texts = _texts(numbers)
    return [
        MatterRow(
            number,
            one.code,
            one.title,
            texts.get((one.id, "responsible"), ""),
            until.get(one.id),
            progress_of(one),
            texts.get((one.id, "result"), "") if one.id in finished else "",
            finished.get(one.id),
        )
        for number, one in enumerate(rows, 1)
    ]


def progress_of(row: CaseRow) -> str:
    """In words."""
    if row.state is Status.DONE:
        return "已整改，已核查"
    if row.state is Status.PAUSED:
        return "已暂停"
    return ("已逾期，" if row.late else "") + ("已整改，待核查" if row.steps == ("check",) else "正在整改")


def _finished(numbers: Sequence[int]) -> dict[int, date]:
    """The day of the last time that it was said to be put right, unless it was taken up again since."""
    found: dict[int, date] = {}
    lines = CaseEntry.objects.unguarded(WHY).filter(case_id__in=numbers, step="finish").order_by("case_id", "number")
    for case_id, kind, day in lines.values_list("case_id", "kind", "day"):
        found.pop(case_id, None)
        if kind == EntryKind.STEP:
            found[case_id] = day
    return found


def _texts(numbers: Sequence[int]) -> dict[tuple[int, str], str]:
    """The newest text of each kind by case; texts of destroyed keys are gone."""
    names = dict(Case.objects.unguarded(WHY).filter(pk__in=numbers).values_list("pk", "key_name"))
    stored = CaseText.objects.unguarded(WHY).filter(case_id__in=numbers, kind__in=WRITTEN).order_by("case_id", "number")
    rows = list(stored.values_list("case_id", "number", "kind", "sealed"))
    keys = key_store().of(list(names.values())) if rows else {}
    return {
        (case_id, kind): open_field(sealed, field=f"{number}/{kind}", key_name=names[case_id], key=keys.get(names[case_id]))
        for case_id, number, kind, sealed in rows
    }
