"""What was written in a case goes when its time is over; its log, which names no person but those who worked on it, stays."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from zhibu.cases.models import Case, CaseDocument, CaseText
from zhibu.cases.papers import KIND, code_of
from zhibu.cases.registry import every_version
from zhibu.files.services import remove_all
from zhibu.keeping.terms import row_of
from zhibu.kernel.dates import months_after
from zhibu.store.keys import key_store
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "办结已满保存期限，销毁文字"
ROW: Final = "case_texts"
FORGOTTEN: Final = "（内容已按期销毁）"
AT_ONCE: Final = 500


def forget_texts(*, by: Actor) -> int:
    """Cases that ended so long ago: title blanked, texts removed, then the key destroyed, so that older backups are mute too."""
    found = [one for key in _rows() for one in _due(key, by.day)]
    for start in range(0, len(found), AT_ONCE):
        part = found[start : start + AT_ONCE]
        with recording(by, "case.forget", reason=WHY) as work:
            texts = CaseText.objects.unguarded(WHY).filter(case_id__in=[pk for pk, _ in part])
            work.remove(CaseText, list(texts.values_list("pk", flat=True)))
            for pk, _ in part:
                work.change(Case, pk, title=FORGOTTEN, forgotten_on=by.day)
        remove_all(by=by, subject_kind=KIND, codes=_papers([pk for pk, _ in part]), reason=WHY)
        key_store().destroy([name for _, name in part if name], on=by.day.isoformat())
    return len(found)


def _papers(cases: Sequence[int]) -> list[str]:
    found = CaseDocument.objects.unguarded(WHY).filter(case_id__in=cases).order_by("pk")
    return [code_of(code, pk) for pk, code in found.values_list("pk", "case__code")]


def _rows() -> list[str]:
    """The rows of the retention table by which procedures that are known are kept; a procedure that is none any more goes by the first."""
    return list(dict.fromkeys([ROW, *(one.texts_kept for one in every_version())]))


def _due(row: str, on: date) -> list[tuple[int, str]]:
    """Number and key of the cases of a row whose time is over."""
    kept = row_of(row, on)
    before = months_after(on, -kept.months) if kept.months is not None else on - timedelta(days=kept.days or 0)
    named = {one.key for one in every_version() if one.texts_kept == row}
    others = {one.key for one in every_version()} - named
    due = Case.objects.unguarded(WHY).filter(now_ended_on__lt=before, forgotten_on=None).order_by("pk")
    due = due.exclude(procedure__in=others) if row == ROW else due.filter(procedure__in=named)
    return list(due.values_list("pk", "key_name"))
