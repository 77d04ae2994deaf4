"""Certificates, lists, the poster and good news as PDF and Word. Each is logged; of a person in that person's read log, too."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Final

import segno

from zhibu.exchange.pdf import filled
from zhibu.exchange.word_building import HEAD, Grid, Line, document
from zhibu.mechanism.honours.rules.certificates import Granted, addressed, heading_of, layout_of, quoted, said_of, spaced, titles
from zhibu.postbox.queries import link
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read, note_read_of_many
from zhibu.web.html import prose_date

CERTIFICATES: Final = Path(__file__).with_name("certificates.typ")
ANNOUNCEMENTS: Final = Path(__file__).with_name("announcements.typ")
LAYOUTS: Final = {"": "带边框", "inner": "套打（内芯已印好边框）"}
WIDE_NAMES: Final = 2
NARROW_NAMES: Final = 4
FEW_ON_BOARD: Final = 24
"""As many names fill the sheet in large type."""
MASK: Final = 2
"""Any of the eight is valid; trying all of them for the handsomest takes eight times as long."""


def certificates(granted: Sequence[Granted], *, layout: str, path: str, actor: Actor) -> bytes:
    """One page each, in the order of the list; all on paper of one size."""
    _note(granted, "证书", path, actor)
    return certificate_sheet(granted, layout)


def certificate_sheet(granted: Sequence[Granted], layout: str) -> bytes:
    """The file; where a kind has a page of its own and others stand beside it, all are printed as awards."""
    own = {layout_of(one.kind) for one in granted}
    told = {
        "title": "证书",
        "layout": layout or (own.pop() if len(own) == 1 else "award"),
        "where": link("certificate", ""),
        "pages": [_page(one) for one in granted],
    }
    return filled(CERTIFICATES, told)


def _page(one: Granted) -> dict[str, str]:
    said = said_of(one)
    return {
        "heading": heading_of(one),
        "called": addressed(one),
        "words": said.words,
        "close": said.close,
        "signed": one.giver,
        "day": prose_date(one.decided_on),
        "number": one.certificate,
        "code": spaced(one.code),
        "qr": square(link("certificate", one.code)),
    }


def square(address: str) -> str:
    """A square code as SVG, empty where there is no portal."""
    if not address:
        return ""
    stream = BytesIO()
    drawn = segno.make(address, error="m", boost_error=False, micro=False, mask=MASK)
    drawn.save(stream, kind="svg", border=0, scale=4, xmldecl=False)
    return stream.getvalue().decode()


def reading_list(granted: Sequence[Granted], ending: str, *, title: str, path: str, actor: Actor) -> bytes:
    """Large type, names with their reading in letters, in the order in which they are called up."""
    _note(granted, "宣读名单", path, actor)
    groups = [_group(group, label, readings=True) for label, group in _labelled(granted)]
    if ending == "docx":
        return _word(title, granted)
    return _announced({"kind": "reading", "title": title, "before": [], "groups": groups, "footer": actor.printed})


def poster(granted: Sequence[Granted], *, title: str, path: str, actor: Actor) -> bytes:
    """光荣榜 for the board, A3: organisations and units, and persons who have agreed to stand in public."""
    shown = on_the_board(granted)
    _note(shown, "光荣榜", path, actor)
    last = max(one.decided_on for one in shown) if shown else actor.day
    told = {
        "kind": "poster",
        "title": "光荣榜",
        "lead": title,
        "groups": [_group(group, label, readings=False) for label, group in _labelled(shown)],
        "signed": shown[0].giver if shown else "",
        "day": prose_date(last),
        "footer": "",
        "large": len(shown) <= FEW_ON_BOARD,
    }
    return _announced(told)


def on_the_board(granted: Sequence[Granted]) -> list[Granted]:
    """A person stands in public where that person agreed (PRACTICE.md 4.2); organisations always do."""
    return [one for one in granted if one.public or not one.is_person]


def good_news(granted: Sequence[Granted], ending: str, *, path: str, actor: Actor) -> bytes:
    """喜报, one for each unit or organisation, in the PDF with an envelope that tells nothing of what is inside."""
    _note(granted, "喜报", path, actor)
    pages = [_news(to, group) for to, group in by_addressee(granted).items()]
    if ending == "docx":
        return document([line for page in pages for line in _news_lines(page)])
    signed = granted[0].giver if granted else ""
    return _announced({"kind": "news", "title": "喜报", "signed": signed, "pages": pages})


def by_addressee(granted: Sequence[Granted]) -> dict[str, list[Granted]]:
    """Who gets good news, of whom."""
    found: dict[str, list[Granted]] = {}
    for one in granted:
        found.setdefault(one.news_to, []).append(one)
    return found


def _news(to: str, group: Sequence[Granted]) -> dict[str, object]:
    body = []
    for (_, title), found in titles(group).items():
        names = "、".join("你单位" if one.name == to else one.called for one in found)
        got = f"获得{quoted(title)}" if "纪念章" in title else f"被评为{found[0].year}年度{quoted(title)}"
        body.append(f"{names}{got}。")
    last = max(one.decided_on for one in group)
    return {"to": to, "body": [*body, "特此报喜。"], "day": prose_date(last), "signed": group[0].giver}


def _news_lines(page: Mapping[str, object]) -> list[Line]:
    body = page["body"]
    paragraphs = body if isinstance(body, list) else []
    return [
        Line("喜　报", 36, "center", font=HEAD),
        Line(""),
        Line(f"{page['to']}：", 18),
        *(Line(str(words), 18, indent=True) for words in paragraphs),
        Line(""),
        Line(str(page["signed"]), 18, "right"),
        Line(str(page["day"]), 18, "right"),
        Line(""),
    ]


def _labelled(granted: Sequence[Granted]) -> list[tuple[str, list[Granted]]]:
    return [(title, group) for (_, title), group in titles(granted).items()]


def _group(group: Sequence[Granted], label: str, *, readings: bool) -> dict[str, object]:
    persons = all(one.is_person for one in group)
    rows = [{"name": one.name, "of": one.of, "says": one.spoken if readings else ""} for one in group]
    return {"kind": label, "unit": "名" if persons else "个", "columns": NARROW_NAMES if persons else WIDE_NAMES, "rows": rows}


def _word(title: str, granted: Sequence[Granted]) -> bytes:
    parts: list[Line | Grid] = [Line(title, 22, "center", font=HEAD)]
    for label, group in _labelled(granted):
        rows = [(str(at), one.name, one.of) for at, one in enumerate(group, 1)]
        parts += [Line(f"{label}（{len(rows)}）", 18, bold=True), Grid((1.6, 6, 9), ("序号", "名称", "所在党组织或单位"), rows, 18, 1)]
    return document(parts)


def _announced(told: Mapping[str, object]) -> bytes:
    return filled(ANNOUNCEMENTS, told)


def _note(granted: Sequence[Granted], field: str, path: str, actor: Actor) -> None:
    people = list(dict.fromkeys(one.person_id for one in granted if one.person_id is not None))
    if people:
        note_read_of_many(actor, "export", people=people, field=field, reason="", path=path)
    else:
        note_read(actor, "export", field=field, path=path, rows=len(granted))
