"""What a working committee's month fills on the workbooks and papers that it takes today, counted in what the product itself makes of it.

Counted are filled cells and nothing else, so that no number is anybody's guess. Of topics: the rows of the list of decisions, and of the
list of supervised matters. Of sessions and the study session: the fields of sign-in sheet, agenda and minutes, and the agenda's rows. Of
study: its row in the archive, its row in the report of the year, the papers whose place is noted. Of letters: the fields of the paper, a
paragraph one. Not counted is what is taken over from the last time (names on the sign-in sheet, the order of speaking), what only a
computer prints, and the summary, whose words stand in the list of decisions.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from zhibu.cases.queries.lists import Wanted, case_rows, cases
from zhibu.cases.tables import CASES
from zhibu.cases.terms import SEE as SEE_CASES
from zhibu.config.bench.committee_task import NOTICE
from zhibu.config.sample.load import sample_actor
from zhibu.gatherings.ledger_tables import STUDY
from zhibu.gatherings.models import Holding
from zhibu.gatherings.queries.ledgers import Asked, ledger_rows
from zhibu.gatherings.queries.papers import Meeting, paper
from zhibu.gatherings.terms import GatheringKind as Kind
from zhibu.gatherings.terms.papers import PaperKind
from zhibu.kernel.clock import now
from zhibu.kernel.readers import Reader
from zhibu.letters.documents import printed
from zhibu.letters.models import Letter
from zhibu.mechanism.sessions.documents import paper_data
from zhibu.mechanism.sessions.queries.session import session_shown
from zhibu.mechanism.sessions.queries.topics import shown, topics_seen
from zhibu.mechanism.sessions.tables import DECISIONS
from zhibu.mechanism.sessions.terms import SEE_SESSIONS, SUPERVISED_MATTER
from zhibu.mechanism.study.documents import REPORTED
from zhibu.mechanism.study.queries.session import session_facts
from zhibu.mechanism.study.terms import DERIVED
from zhibu.register.models import Organisation
from zhibu.web.tables import values

WHY: Final = "测速：数一个月的文书"
PRINTED: Final = frozenset({"打印日期", "版本"})
"""Only a computer writes them."""
TAKEN_OVER: Final = frozenset({"名单", "发言", "上次决议"})
"""Rows that come from the last time."""


def committee_month(*, code: str, days: int) -> dict[str, Any]:
    """What was held, decided, followed up and sent within these days, and how many cells that is."""
    by = sample_actor(now())
    street = Organisation.objects.unguarded(WHY).get(code=code)
    found = Holding.objects.unguarded(WHY).filter(organisation=street, on__gt=by.day - timedelta(days=days)).exclude(signed_at=None)
    held = list(found.select_related("part__gathering", "organisation").order_by("on", "pk"))
    sessions = [one for one in held if one.kind == Kind.WORKING_COMMITTEE_SESSION]
    decided = _decided(by.reader, sessions, by.day)
    supervised = _supervised(by.reader, street, by.day)
    sent = Letter.objects.unguarded(WHY).filter(sender=street).exclude(sent_at=None).exclude(title=NOTICE)
    letters = list(sent.select_related("sender").order_by("pk"))
    studied = [one for one in held if one.kind == Kind.STUDY_SESSION]
    return {
        "sessions": len(sessions),
        "topics": len(decided),
        "supervised": len(supervised),
        "studied": len(studied),
        "letters": len(letters),
        "cells": {
            "decisions": _filled(decided),
            "supervised": _filled(supervised),
            "sessions": sum(_session(by.reader, one, by.day) for one in sessions),
            "study": sum(_study(by.reader, one, by.day) for one in studied),
            "letters": sum(map(_letter, letters)),
        },
    }


def _filled(rows: Iterable[Sequence[object]]) -> int:
    """Cells with something in them; a cross that is not made is none."""
    return sum(cell not in {None, "", False} for row in rows for cell in row)


def _decided(reader: Reader, sessions: Sequence[Holding], on: date) -> list[list[object]]:
    codes = {one.part.gathering.code for one in sessions}
    rows = shown(topics_seen(reader, on=on), open_to=frozenset())
    pairs = [(row, stage) for row in rows for stage in row.stages if stage.code in codes and stage.tabled.decided]
    return list(values(DECISIONS.columns, pairs))


def _supervised(reader: Reader, street: Organisation, on: date) -> list[list[object]]:
    wanted = Wanted(reader, SEE_CASES, on, path=street.now_path or "", procedure=SUPERVISED_MATTER)
    return list(values(CASES.columns, case_rows(cases(wanted), on=on, order="pk")))


def _fields(data: Mapping[str, Any]) -> int:
    """Single fields and rows of a paper."""
    single = [[value for name, value in data.items() if isinstance(value, str) and name not in PRINTED]]
    rows = [row for name, several in data.items() if not isinstance(several, str) and name not in TAKEN_OVER for row in several]
    return _filled(single) + _filled([value for name, value in row.items() if name not in PRINTED] for row in rows)


def _papers(reader: Reader, one: Holding, on: date) -> int:
    """Sign-in sheet and minutes, which every meeting has."""
    meeting = Meeting.of(one.part.gathering, reader, SEE_SESSIONS, today=on)
    return sum(_fields(paper(kind, meeting)) for kind in (PaperKind.SIGN_IN, PaperKind.MINUTES))


def _session(reader: Reader, one: Holding, on: date) -> int:
    agenda = paper_data(PaperKind.SESSION_AGENDA, session=session_shown(reader, one, on=on), today=on)
    return _papers(reader, one, on) + _fields(agenda)


def _study(reader: Reader, one: Holding, on: date) -> int:
    rows = ledger_rows(Asked(reader, (str(Kind.STUDY_SESSION),), gathering=one.gathering_id))
    kept = session_facts(reader, one).kept
    return _papers(reader, one, on) + _filled(values(STUDY.columns, rows)) + len(REPORTED) + len(DERIVED) + len(kept)


def _letter(one: Letter) -> int:
    """Title, number, addressees, sender, day, signer, copies, and paragraph by paragraph."""
    found = printed(one)
    return _filled([[found.title, found.number, found.to, found.sender, found.day, found.signer, found.copies, *found.paragraphs]])
