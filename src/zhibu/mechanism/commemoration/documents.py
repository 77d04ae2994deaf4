"""The papers of a ceremony as PDF, and as Word where they are edited. Each is logged."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from zhibu.exchange.pdf import filled
from zhibu.exchange.word_building import HEAD, Grid, Line, document
from zhibu.mechanism.commemoration.presentation import clock_words, outline_of, when_and_where
from zhibu.mechanism.commemoration.queries.ceremony import Shown
from zhibu.mechanism.commemoration.queries.figures import Told
from zhibu.mechanism.commemoration.terms import PaperKind
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read

SOURCE: Final = Path(__file__).with_name("papers.typ")
FORMATS: Final[Mapping[PaperKind, tuple[str, ...]]] = {
    PaperKind.PROGRAMME: ("pdf", "docx"),
    PaperKind.OUTLINE: ("pdf", "docx"),
    PaperKind.SEATS: ("pdf",),
    PaperKind.CARDS: ("pdf",),
    PaperKind.FIGURES: ("docx",),
}


def ceremony_paper(kind: PaperKind, ending: str, *, shown: Shown, actor: Actor) -> bytes:
    """One of them, but for the figures."""
    told = {"kind": str(kind), "title": f"{shown.gathering.title}{kind.label}", "footer": actor.printed, "lead": when_and_where(shown)}
    _note(kind, shown, actor)
    if ending == "docx":
        return _word(kind, shown, str(told["title"]))
    return filled(SOURCE, {**told, **_data(kind, shown)})


def figures_paper(told: Sequence[Told], *, shown: Shown, actor: Actor) -> bytes:
    """A table to copy from: number, how it is worked out."""
    _note(PaperKind.FIGURES, shown, actor)
    rows = [(one.label, one.value, one.how) for one in told]
    title = f"{shown.gathering.title}参考数据"
    return document([Line(title, 22, "center", font=HEAD), Line(""), Grid((4, 3, 10), ("项目", "数字", "计算口径"), rows, 14, 0.9)])


def _data(kind: PaperKind, shown: Shown) -> dict[str, object]:
    if kind is PaperKind.SEATS:
        plan = shown.plan
        rows = [[one.name if one else "" for one in plan.row(number)] for number in range(1, plan.rows + 1)]
        return {"rows": rows, "seats": plan.seats}
    if kind is PaperKind.CARDS:
        return {"cards": [one.name for one in shown.guests]}
    lines = [
        {
            "number": str(one.number),
            "title": one.line.title,
            "presenter": one.line.presenter,
            "at": clock_words(one.at),
            "points": outline_of(one, shown),
        }
        for one in shown.lines
    ]
    return {"lines": lines}


def _word(kind: PaperKind, shown: Shown, title: str) -> bytes:
    head = [Line(title, 22, "center", font=HEAD), Line(when_and_where(shown), 14, "center"), Line("")]
    if kind is PaperKind.PROGRAMME:
        rows = [(str(one.number), one.line.title, one.line.presenter, clock_words(one.at)) for one in shown.lines]
        return document([*head, Grid((1.4, 9, 4, 2.4), ("序号", "环节", "人员", "时间"), rows, 14, 1)])
    body = [
        line
        for one in shown.lines
        for line in (
            Line(f"{one.number}. {one.line.title}　{clock_words(one.at)}", 16, bold=True),
            *(Line(words, 14, indent=True) for words in outline_of(one, shown)),
        )
    ]
    return document([*head, *body])


def _note(kind: PaperKind, shown: Shown, actor: Actor) -> None:
    note_read(actor, "export", field=f"{kind.label}：{shown.gathering.code}", path=shown.gathering.host.now_path)
