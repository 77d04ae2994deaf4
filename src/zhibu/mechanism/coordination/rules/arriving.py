"""What a stranger with a link may have written: read with care, every objection at once. Pure; nothing of it is trusted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.coordination.rules.acts import DETAIL, TITLE, Said, may_say
from zhibu.mechanism.coordination.terms import Deed, ResourceKind

CODE: Final = 12
YEAR: Final = 4
KNOWN: Final[Mapping[Deed, frozenset[str]]] = {
    Deed.ANSWER: frozenset({"need", "title", "detail", "since", "until"}),
    Deed.DECLINE: frozenset({"need"}),
    Deed.RETRACT: frozenset({"need"}),
    Deed.OFFER: frozenset({"kind", "title", "detail", "since", "until"}),
    Deed.NEED: frozenset({"kind", "title", "detail", "until"}),
    Deed.CONFIRM: frozenset({"project", "verdict", "note"}),
    Deed.SHEET: frozenset({"year"}),
}
LENGTHS: Final = {
    "title": TITLE,
    "detail": DETAIL,
    "note": DETAIL,
    "need": CODE,
    "project": CODE,
    "kind": CODE,
    "verdict": CODE,
    "year": YEAR,
}
OF_NOTHING_NEW: Final = frozenset({Deed.CONFIRM, Deed.SHEET, Deed.DECLINE, Deed.RETRACT})
"""Deeds that say nothing of an offer or a need of their own."""
YES, NO = "yes", "no"
FIRST_YEAR, LAST_YEAR = 2000, 2100
SHOWN: Final = 700
LABELS: Final = {
    "need": "需求", "project": "项目", "kind": "类别", "title": "名称", "detail": "说明", "since": "从", "until": "到",
    "verdict": "确认", "note": "说明", "year": "年度",
}  # fmt: skip


ALLOWED: Final = Decision()


@dataclass(frozen=True, slots=True)
class Read:
    """What was written, as far as it makes sense, and what stands against it."""

    said: Said
    need: str = ""
    project: str = ""
    verdict: str = ""
    note: str = ""
    year: int = 0
    decision: Decision = ALLOWED


def read(deed: Deed, content: Mapping[str, object], *, today: date, kind: str = "") -> Read:
    """Fields that belong to the deed, none longer than its box, days that are days; ``kind`` is that of the need that is answered."""
    wrong = list(_wrong(deed, content))
    if wrong:
        return Read(Said("", ""), decision=Decision.of(*wrong))
    words = {name: clean(str(content.get(name, ""))) for name in KNOWN[deed]}
    since, until = (_day(words.get(name, "")) for name in ("since", "until"))
    said = Said(kind or words.get("kind", ""), " ".join(words.get("title", "").split()), words.get("detail", ""), since, until)
    verdict = words.get("verdict", "")
    own = Decision.of(
        Objection("verdict", "没有选是否属实。") if deed is Deed.CONFIRM and verdict not in {YES, NO} else None,
        Objection("note", "情况不符的，没有写说明。") if verdict == NO and not words["note"] else None,
    )
    year = next((one for one in years_of(today) if str(one) == words.get("year")), 0)
    sheet = Decision.of(Objection("year", "没有选年度。") if deed is Deed.SHEET and not year else None)
    about = Decision() if deed in OF_NOTHING_NEW else may_say(said, today=today)
    told = (words.get("need", ""), words.get("project", ""), verdict, words.get("note", ""), year)
    return Read(said, *told, Decision.all(own, sheet, about))


def years_of(today: date) -> tuple[int, int]:
    """Of which a sheet may be asked for: an appraisal is of this year, or of the last one."""
    return today.year, today.year - 1


def _wrong(deed: Deed, content: Mapping[str, object]) -> Iterator[Objection]:
    for name, text in content.items():
        label = LABELS.get(name, "栏目")
        if name not in KNOWN[deed]:
            yield Objection("unknown", "有表单里没有的栏目。")
        elif not isinstance(text, str):
            yield Objection("type", f"“{label}”不是文字。")
        elif len(text) > LENGTHS.get(name, CODE):
            yield Objection("too_long", f"“{label}”超过 {LENGTHS.get(name, CODE)} 个字。")
        elif name in {"since", "until"} and text.strip() and _day(text.strip()) is None:
            yield Objection("day", f"“{label}”不是日期。")
        elif name == "kind" and text not in ResourceKind.labels():
            yield Objection("kind", "类别不在列出的里面。")


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def clean(text: str) -> str:
    """Without what nobody sees: PostgreSQL takes no NUL, and nobody types a control."""
    return "".join(one for one in text if one == "\n" or one.isprintable()).strip()


def shown(content: Mapping[str, object]) -> str:
    """What the clerk reads of a refused one: cut, without controls."""
    said = {name: str(text) for name, text in content.items() if name in LABELS}
    told = [f"{LABELS[name]}：{clean(text[:SHOWN])}" for name, text in said.items() if text.strip()]
    return "；".join(told)[:SHOWN]
