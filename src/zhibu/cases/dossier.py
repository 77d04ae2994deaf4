"""The dossier of a case as PDF: what its page shows to the same reader, in the order of a file of papers."""

from pathlib import Path
from typing import Final

from zhibu.cases.presentation import Shown, facts, step_line, timeline, written
from zhibu.exchange.pdf import filled
from zhibu.trail.actors import Actor

SOURCE: Final = Path(__file__).with_name("dossier.typ")
STATES: Final = {"done": "已办理", "now": "正在办理", "todo": "未到"}


def dossier_of(shown: Shown, *, by: Actor) -> bytes:
    """Set from the template beside this file; texts go in as data."""
    return filled(SOURCE, told(shown, by))


def told(shown: Shown, by: Actor) -> dict[str, object]:
    """What the template reads."""
    case, names = shown.it.case, shown.table.documents
    events = timeline(shown)
    return {
        "title": case.title,
        "kind": shown.table.title,
        "code": case.code,
        "printed": by.printed,
        "facts": [[one.label, one.value] for one in (*facts(shown), *written(shown))],
        "steps": [
            [one.label, STATES[one.state], one.note, step.article] for one, step in zip(step_line(shown), shown.table.steps, strict=True)
        ],
        "documents": [
            [
                names.get(one.document, one.document),
                one.present_on.isoformat(),
                one.kept_at,
                one.seen_by,
                "、".join(paper.name for paper in shown.papers.get(one.number, ())),
            ]
            for one in shown.documents
        ],
        "log": [
            [str(line.number), str(event.when), f"{event.title}{f'（{event.chip.word}）' if event.chip else ''}", event.what, event.who]
            for line, event in zip(shown.it.lines, reversed(events), strict=True)
        ],
    }
