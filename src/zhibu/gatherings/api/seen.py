"""Gatherings listed, and one as its page shows it."""

from datetime import date, time
from typing import Annotated, Final

from pydantic import Field

from zhibu.api.bodies import After, Among, Code, Day, Sent, Told
from zhibu.api.operations import Call, operation
from zhibu.api.shapes import Listed, RowsOf, edge_of
from zhibu.gatherings.api.kinds import Kind
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.queries.gathering_page import HoldingShown, PartShown, gathering_shown
from zhibu.gatherings.queries.gatherings import CALENDAR, SEE, GatheringRow, Wanted, gatherings_found, page_beside
from zhibu.gatherings.reaching import gathering_of
from zhibu.gatherings.rules.progress import Progress, progress_of
from zhibu.gatherings.tables import GATHERINGS
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR, LONG_AGO
from zhibu.register.models import Organisation
from zhibu.web.gate import reach

ROWS: Final = RowsOf[GatheringRow]("GatheringRow", GATHERINGS)
Held = Annotated[str, Among(Progress)]


class GatheringsAsked(Sent):
    """Which gatherings; the newest first, fifty at a time."""

    after: After = Field("", description="上一页回答里的 next；第一页不填")
    within: Code | None = Field(None, description="只要这个党组织及其下级召开的（编号）")
    kind: Kind | None = Field(None, description="类型")
    state: Held | None = Field(None, description="已计划、待记录、待签批、已签批、已取消")
    since: Day | None = Field(None, description="从这一天起")
    before: Day | None = Field(None, description="到这一天以前，不含当天")


@operation(act=CALENDAR, tag="gatherings", summary="会议活动列表", tells=ROWS, asks=GatheringsAsked, about="新的在前，一页 50 行。")
def gatherings(call: Call, *, asked: GatheringsAsked) -> Listed:
    """The newest first."""
    place = reach(Organisation.objects.all(), call.reader, CALENDAR, code=asked.within.upper()) if asked.within else None
    wanted = Wanted(
        scope=place.now_path if place else "",
        kind=asked.kind or "",
        progress=asked.state or "",
        since=asked.since or LONG_AGO,
        before=asked.before or FAR,
    )
    found = gatherings_found(call.reader, wanted, act=CALENDAR, today=today())
    edge = edge_of(asked.after, (str, int))
    rows, neighbours = page_beside(found, call.reader, act=CALENDAR, today=today(), after=edge, before=None)
    acts = call.reader.acts if call.reader.paths(SEE) else call.reader.acts - {SEE}
    return ROWS.page(rows, acts, neighbours.after)


class HoldingTold(Told):
    """One part as one organisation held it; numbers for whoever sees them."""

    organisation: str = Field(description="党组织编号")
    name: str = Field(description="党组织")
    expected: int = Field(description="应到")
    present: int = Field(description="实到")
    on_leave: int = Field(description="请假")
    quorum_met: bool | None = Field(description="是否达到法定人数；没有这项规定是 null")
    signed: bool = Field(description="是否已签批")
    missing: list[str] = Field(description="记录还缺什么")


class PartTold(Told):
    """One part."""

    number: int = Field(description="第几项")
    kind: str = Field(description="类型代码")
    label: str = Field(description="类型")
    topic: str = Field(description="议题或主题")
    chair: str = Field(description="主持人")
    recorder: str = Field(description="记录人")
    lecturer: str = Field(description="授课人")
    agenda: list[str] = Field(description="议程；看不到会议记录的不列")
    holdings: list[HoldingTold] = Field(description="召开的党组织；看不到到会情况的不列")


class GatheringTold(Told):
    """One gathering."""

    code: str = Field(description="编号")
    title: str = Field(description="名称")
    on: date = Field(description="日期")
    begins: str | None = Field(description="开始时间")
    ends: str | None = Field(description="结束时间")
    place: str = Field(description="地点")
    host: str = Field(description="召集组织的编号")
    state: str = Field(description="planned 已计划、unrecorded 待记录、unsigned 待签批、signed 已签批、cancelled 已取消")
    parts: list[PartTold] = Field(description="各项内容")


@operation(
    act=CALENDAR,
    tag="gatherings",
    summary="一次会议活动",
    tells=GatheringTold,
    about="时间、地点、内容；有权限的，还有到会人数和签批情况。",
)
def gathering(call: Call, *, code: str) -> GatheringTold:
    """What the page shows, for the same rights."""
    return _told(call, gathering_of(call.request, code.upper(), CALENDAR))


def _told(call: Call, found: Gathering) -> GatheringTold:
    shown = gathering_shown(found, call.reader, calendar=CALENDAR)
    signed = [one.holding.signed_at is not None for part in shown.parts for one in part.holdings]
    return GatheringTold(
        code=found.code,
        title=found.title,
        on=found.on,
        begins=_hour(found.begins),
        ends=_hour(found.ends),
        place=found.place,
        host=found.host.code,
        state=str(progress_of(state=found.state, on=found.on, signed=signed or [False], today=today())),
        parts=[_part(one) for one in shown.parts],
    )


def _hour(at: time | None) -> str | None:
    return at.strftime("%H:%M") if at else None


def _part(one: PartShown) -> PartTold:
    part = one.part
    return PartTold(
        number=part.number,
        kind=part.kind,
        label=GatheringKind.word(part.kind),
        topic=part.topic,
        chair=part.chair,
        recorder=part.recorder,
        lecturer=part.lecturer,
        agenda=[item.typed.title for item in one.items],
        holdings=[_holding(each) for each in one.holdings],
    )


def _holding(one: HoldingShown) -> HoldingTold:
    return HoldingTold(
        organisation=one.holding.organisation.code,
        name=str(one.holding.organisation),
        expected=one.numbers.expected,
        present=one.numbers.present,
        on_leave=one.numbers.on_leave,
        quorum_met=one.quorum.met if one.quorum.needed else None,
        signed=one.holding.signed_at is not None,
        missing=list(one.missing),
    )
