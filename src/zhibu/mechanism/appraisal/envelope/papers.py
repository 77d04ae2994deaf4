"""The cover that is signed, with the fingerprint of the file, and the year on paper for those who want it."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from zhibu.exchange.pdf import filled
from zhibu.files.presentation import size_in_words
from zhibu.mechanism.appraisal.models import Envelope
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.html import prose_date

COVER: Final = Path(__file__).with_name("cover.typ")
YEAR: Final = Path(__file__).with_name("year.typ")
STATES: Final = {"done": "已办", "missed": "未办", "unknown": "资料未录"}
ORDER: Final = ("missed", "unknown", "done")
GROUP: Final = 8
BLANK_DAY: Final = "　　　　　　　　年　　月　　日"


def cover(envelope: Envelope, *, actor: Actor) -> bytes:
    """One page; raises ``Unusable`` with a sentence for the user."""
    note_read(actor, "export", field=f"封存件封面：{envelope.code}", path=envelope.organisation.now_path, rows=1)
    return filled(COVER, cover_words(envelope))


def cover_words(envelope: Envelope) -> dict[str, Any]:
    """What stands on the cover; the fingerprint in groups that two people can read to each other."""
    mark = envelope.fingerprint
    return {
        "title": f"检查封存件 {envelope.code}",
        "facts": [
            ["内容", f"{envelope.scheme.title}，{envelope.number} 个党组织"],
            ["范围", envelope.organisation.now_name or str(envelope.organisation)],
            ["交给", envelope.recipient],
            ["制作", f"{prose_date(envelope.made_on)}，{envelope.made_by}"],
            ["大小", size_in_words(envelope.size)],
        ],
        "fingerprint": " ".join(mark[place : place + GROUP] for place in range(0, len(mark), GROUP)),
        "after": [
            "打开办法：双击文件，在浏览器里输入口令；不用联网，不用账号。页面由其中的记录重算每一个得分。",
            "核对办法：在“命令提示符”里输入 certutil -hashfile 文件名 SHA256，得出的应与上面的指纹相同；改动一处就不同。",
            "口令另行告知，不写在这张封面上。",
        ],
        "signed": ["制作单位（盖章）：", f"经手人（签字）：{BLANK_DAY}", f"接收人（签字）：{BLANK_DAY}"],
    }


def year_paper(content: Mapping[str, Any], *, actor: Actor, path: str, code: str) -> bytes:
    """What lies in an envelope, in print; raises ``Unusable`` with a sentence for the user."""
    note_read(actor, "export", field=f"年度得分和记录：{code}", path=path, rows=len(content["organisations"]))
    return filled(YEAR, year_words(content))


def year_words(content: Mapping[str, Any]) -> dict[str, Any]:
    """A table for each organisation, its records in the last column."""
    return {
        "title": content["title"],
        "lead": f"{content['giver']} · {content['basis']} · 截至 {prose_date(date.fromisoformat(content['on']))}",
        "organisations": [_organisation(one) for one in content["organisations"]],
    }


def _organisation(one: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "name": one["name"],
        "total": f"{_plain(one['points'])} 分{'，' + one['band'] if one['band'] else ''}",
        "rows": [_row(line) for line in one["lines"]],
        "findings": [f"{state}：{text}（{article}）" for state, text, article in one["findings"]],
    }


def _plain(points: str) -> str:
    return plain(Decimal(points))


def _row(line: Mapping[str, Any]) -> dict[str, Any]:
    return {"cells": [str(line["number"]), line["title"], _plain(line["of"]), _plain(line["points"])], "proof": _proof(line)}


def _proof(line: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """A line for each thing that was owed, what was missed first; of what is said alike once, with all its records."""
    found: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
    for one in sorted(line["items"], key=lambda one: ORDER.index(one["state"])):
        found.setdefault((one["state"], one["said"]), []).append(one)
    told = [
        (_head(state, said, len(items)), [each for one in items for each in one.get("records", ())])
        for (state, said), items in found.items()
    ]
    reason: list[tuple[str, list[str]]] = [(line["reason"], [])] if line["reason"] else []
    return [*told, *reason] or [("没有到期的事项", [])]


def _head(state: str, said: str, number: int) -> str:
    return f"{said}（{STATES[state]}{f' {number} 项' if number > 1 else ''}）"
