"""Minutes in words: what was said of the part, what is done next, how the text came about."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse

from zhibu.gatherings.models import Gathering, Part
from zhibu.gatherings.presentation import TOPIC, part_facts
from zhibu.gatherings.queries.minutes import Version, is_called_up
from zhibu.gatherings.queries.reached import RECORD, holdings_of
from zhibu.gatherings.roll_sheet import Choice
from zhibu.gatherings.rules.catalogue import Holds, entry_of
from zhibu.gatherings.terms import GatheringKind, MinutesState
from zhibu.kernel.readers import Reader
from zhibu.web.components import Chip, Event, Fact
from zhibu.web.html import prose_date
from zhibu.web.pages import Act

NOT_HELD: Final = "会议还没有召开，这里写的是草稿；开过并签批以后，决议才算数。"
LONGEST_TOPIC: Final = 300
CALL: Final = "gathering_attendance"
SIGN: Final = "gathering_sign"


def lead_of(gathering: Gathering, *, ahead: bool) -> str:
    """Which gathering minutes are written of; before its day that what is typed decides nothing yet."""
    lead = f"{gathering.title} · {prose_date(gathering.on)}"
    return f"{lead}。{NOT_HELD}" if ahead else lead


def subtitle_of(gathering: Gathering, part: str) -> str:
    """Gathering, part and day; where both are called alike, the name stands once."""
    return " · ".join(dict.fromkeys((gathering.title, part, prose_date(gathering.on))))


def topic_of(part: Part, items: Sequence[str]) -> str:
    """What was typed of the part; where that is but a line of the agenda, or nothing, all its lines."""
    return "；".join(items)[:LONGEST_TOPIC] if items and part.topic in {"", *items} else part.topic


def paths_of(gathering: Gathering, part: Part, reader: Reader) -> list[str]:
    """Where those stand that called it or hold this part, as far as the reader records for them."""
    held = [one.organisation.now_path or "" for one in holdings_of(reader, gathering, RECORD) if one.part_id == part.pk]
    return [gathering.host.now_path or "", *held]


def acts_of(at: Any, *, records: bool, reader: Reader, on: date) -> list[Act]:
    """What can be done with these minutes now, and what is next as the button; nobody checks what he wrote himself."""
    if not records:
        return []
    if not at.open:
        return [Act("更正", at.to("gathering_minutes_correct")), Act("签批", reverse("gathering_sign", args=[at.gathering.code]))]
    draft = at.latest is not None and at.latest.minutes.state == MinutesState.DRAFT
    following = _next(at, reader, on)
    writing = Act("修改" if at.latest else "写会议记录", at.to("gathering_minutes_write"), "plain" if following else "go")
    others = draft and at.latest.minutes.written_by != reader.label
    checking = [Act("核对", at.to("gathering_minutes_check"))] if others else []
    called = [Act("点名", reverse(CALL, args=[at.gathering.code]), "go")] if following == CALL else []
    signing = [Act("签批", reverse(SIGN, args=[at.gathering.code]), "go" if following == SIGN else "plain")] if at.latest else []
    return [*called, *signing, *checking, writing]


def _next(at: Any, reader: Reader, on: date) -> str:
    """Once something is written of a meeting that has been: who was there, then the signature, for whoever signs."""
    if at.latest is None or at.gathering.on > on:
        return ""
    if Holds.ATTENDANCE in entry_of(at.part.kind).minutes and not is_called_up(at.part):
        return CALL
    return SIGN if reader.paths("sign_minutes") else ""


def parts_to_choose(parts: Sequence[Part], chosen: Part) -> list[Choice]:
    """The parts of the afternoon."""
    if len(parts) < 2:
        return []
    return [Choice(f"第 {one.number} 项 {GatheringKind.word(one.kind)}", f"?part={one.number}", one.pk == chosen.pk) for one in parts]


def facts_of(part: Part, latest: Version | None, items: Sequence[str]) -> list[Fact]:
    """The part with its agenda, and how far its minutes have come."""
    topic = topic_of(part, items)
    facts = [Fact(TOPIC, topic) if one.label == TOPIC else one for one in part_facts(part)]
    facts = [*facts, Fact(TOPIC, topic)] if topic and not part.topic else facts
    if latest is None:
        return facts
    minutes = latest.minutes
    state = MinutesState.stored(minutes.state)
    chip = Chip("ok" if latest.is_signed else "check", state.label)
    where = f"手写记录{f'，存放：{minutes.kept_at}' if minutes.kept_at else ''}" if minutes.on_paper else ""
    told = [
        Fact("状态", f"第 {minutes.version} 版", chip=chip),
        Fact("最后保存", f"{minutes.written_by}，{minutes.written_on.isoformat()}"),
        Fact("核对", f"{minutes.checked_by}，{minutes.checked_on.isoformat()}" if minutes.checked_on else ""),
        Fact("更正原因", minutes.correction_reason),
        Fact("原件", where),
    ]
    return [*facts, *(one for one in told if one.value)]


def history_of(versions: Sequence[Version]) -> list[Event]:
    """Versions, newest first, where there is more than one."""
    if len(versions) < 2:
        return []
    return [
        Event(
            one.minutes.written_on,
            f"第 {one.minutes.version} 版（{MinutesState.word(one.minutes.state)}）",
            one.minutes.written_by,
            one.minutes.correction_reason,
        )
        for one in versions
    ]
