"""Gatherings for other systems: listed, shown, planned or entered afterwards, with who was there and what the minutes say so far.

Signing, votes and corrections stay with people and their pages.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from typing import Annotated, Final, Literal

from django.http import Http404
from django.urls import path
from pydantic import Field

from zhibu.api.answering import endpoint
from zhibu.api.bodies import After, Among, Code, Day, Hour, Line, Name, Sent, Sentence, Told, Words
from zhibu.api.operations import Call, operation
from zhibu.api.problems import Refused, allowed
from zhibu.api.shapes import Listed, RowsOf, edge_of
from zhibu.gatherings.models import Gathering, Holding, Part
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.queries.gathering_page import HoldingShown, PartShown, gathering_shown
from zhibu.gatherings.queries.gatherings import CALENDAR, SEE, GatheringRow, Wanted, gatherings_found, page_beside
from zhibu.gatherings.queries.minutes import Version, agenda_of, versions_of
from zhibu.gatherings.queries.presets import candidates
from zhibu.gatherings.queries.reached import holdings_of
from zhibu.gatherings.queries.roll import Roll, rolls_of
from zhibu.gatherings.rules.deciding import Resolved
from zhibu.gatherings.rules.drafting import Candidate, Typed, host_of, names_who_told, parts_of
from zhibu.gatherings.rules.planning import Draft, PartDraft
from zhibu.gatherings.rules.progress import Progress, progress_of
from zhibu.gatherings.services.attendance import mark_attendance
from zhibu.gatherings.services.minutes import latest_minutes, write_minutes
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.tables import GATHERINGS
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.gatherings.views.at import gathering_at, part_at
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR, LONG_AGO
from zhibu.kernel.decisions import Objection
from zhibu.register.models import Organisation
from zhibu.web.gate import reach

ROWS: Final = RowsOf[GatheringRow]("GatheringRow", GATHERINGS)
Kind = Annotated[str, Among(GatheringKind)]
Mark = Annotated[str, Among((*Presence, ""))]
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
    return _told(call, gathering_at(call.request, code.upper(), CALENDAR))


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


class PartSent(Sent):
    """One part to be planned or entered."""

    kind: Kind = Field(description="类型")
    topic: Sentence = Field("", description="议题或主题")
    lecturer: Name = Field("", description="授课人")


class GatheringSent(Sent):
    """An afternoon, as its form takes it: who holds which kind follows from the organisations."""

    on: Day = Field(description="日期；今天以前的是补录")
    parts: list[PartSent] = Field(min_length=1, max_length=8, description="开什么会；一个下午连着开的写在一起")
    organisations: list[Code] = Field(min_length=1, max_length=400, description="召开的党组织编号")
    begins: Hour | None = Field(None, description="开始时间，如 09:00")
    ends: Hour | None = Field(None, description="结束时间")
    place: Line = Field("", description="地点")
    title: Line = Field("", description="名称；不写就用类型")
    agenda: list[Line] = Field(default_factory=list, max_length=30, description="议程，每项一条")
    chair: Name = Field("", description="主持人")
    recorder: Name = Field("", description="记录人")
    reported_by: Name = Field("", description="报告人：补录时谁报来的")


class GatheringMade(Told):
    """Where it is."""

    code: str = Field(description="编号")


@operation(
    act=RECORD,
    tag="gatherings",
    summary="安排或补录会议活动",
    tells=GatheringMade,
    takes=GatheringSent,
    status=201,
    about="和“安排会议活动”的页面一样核对；补录的写报告人。签批仍由书记在页面上办理。",
)
def plan(call: Call, *, body: GatheringSent) -> GatheringMade:
    """The same checks as the form of the page."""
    offered = candidates(call.reader)
    wanted = dict.fromkeys(code.upper() for code in body.organisations)
    ticked = [one for one in offered if one.code in wanted]
    unknown = [code for code in wanted if code not in {one.code for one in ticked}]
    if unknown:
        said = f"没有这些党组织，或不在令牌的范围内：{'、'.join(unknown[:5])}。"
        raise Refused(Objection("unknown_holder", said, remedy="请核对编号。", field="organisations"))
    draft, host = _draft(body, ticked, offered), host_of(ticked, offered)
    allowed(names_who_told(draft, today=today(), own=call.reader.may_at(RECORD, host.path)))
    organisation = Organisation.objects.seen_by(call.reader, RECORD).get(pk=host.organisation_id)
    outcome = plan_gathering(by=call.by, host=organisation, draft=draft)
    allowed(outcome.decision)
    code = Gathering.objects.seen_by(call.reader, RECORD).values_list("code", flat=True).get(pk=outcome.row_id)
    return GatheringMade(code=code)


def _draft(body: GatheringSent, ticked: Sequence[Candidate], offered: Sequence[Candidate]) -> Draft:
    typed = [Typed(one.kind, one.topic, one.lecturer) for one in body.parts]
    items = [one for one in body.agenda if one]
    parts: tuple[PartDraft, ...] = parts_of(typed, ticked, offered, chair=body.chair, recorder=body.recorder, items=items)
    return Draft(
        title=body.title,
        on=body.on,
        begins=time.fromisoformat(body.begins) if body.begins else None,
        ends=time.fromisoformat(body.ends) if body.ends else None,
        place=body.place,
        parts=tuple(replace(part, topic=one.topic) for part, one in zip(parts, typed, strict=True)),
        reported_by=body.reported_by,
    )


class PersonTold(Told):
    """Somebody on the list."""

    code: str = Field(description="人员编号")
    name: str = Field(description="姓名")
    expected: bool = Field(description="应到；否则是列席")
    presence: str = Field(description="到会情况代码；没有登记是空")
    label: str = Field(description="到会情况")


class RollTold(Told):
    """The list of one organisation."""

    organisation: str = Field(description="党组织编号")
    open: bool = Field(description="还可以登记；签批以后不再改动")
    people: list[PersonTold] = Field(description="名单")


class RollsTold(Told):
    """The lists of a gathering."""

    rolls: list[RollTold] = Field(description="每个召开的党组织一份名单")


class RollAsked(Sent):
    """Of which part."""

    part: int | None = Field(None, ge=1, le=99, description="只看第几项；不写是全部")


@operation(act=RECORD, tag="gatherings", summary="到会名单", tells=RollsTold, asks=RollAsked, about="应到的人由名册推出，不用报来。")
def attendance(call: Call, *, code: str, asked: RollAsked) -> RollsTold:
    """Who is expected follows from the roll."""
    found = gathering_at(call.request, code.upper(), RECORD)
    return RollsTold(rolls=[_roll(one) for one in rolls_of(_holdings(call, found, asked.part))])


def _holdings(call: Call, found: Gathering, part: int | None) -> list[Holding]:
    holdings = [one for one in holdings_of(call.reader, found, RECORD) if part is None or one.part.number == part]
    if part is not None and not holdings:
        raise Http404
    return holdings


def _roll(one: Roll) -> RollTold:
    people = [
        PersonTold(
            code=row.code,
            name=row.name,
            expected=not row.is_guest,
            presence=row.presence,
            label=row.differs or (Presence.word(row.presence) if row.presence else ""),
        )
        for row in one.rows
    ]
    return RollTold(organisation=one.organisation.code, open=bool(one.open), people=people)


class AttendanceSent(Sent):
    """Who was there."""

    marks: dict[Code, Mark] = Field(default_factory=dict, max_length=2000, description="人员编号到到会情况；空字符串是取消登记")
    rest: Literal["present", "absent", "on_leave", ""] = Field("", description="没有写到的人一律算")
    in_attendance: list[Name] = Field(default_factory=list, max_length=20, description="列席人员的姓名（不在名单上的）")
    part: int | None = Field(None, ge=1, le=99, description="只登记第几项；不写是全部")


@operation(act=RECORD, tag="gatherings", summary="登记到会情况", tells=RollsTold, takes=AttendanceSent, about="名单上的人按编号登记。")
def mark(call: Call, *, code: str, body: AttendanceSent) -> RollsTold:
    """By the codes of the list."""
    found = gathering_at(call.request, code.upper(), RECORD)
    rolls = rolls_of(_holdings(call, found, body.part))
    known = {row.code: row.person_id for roll in rolls for row in roll.rows}
    said = {one.upper(): presence for one, presence in body.marks.items()}
    if unknown := [one for one in said if one not in known]:
        told = f"名单上没有：{'、'.join(unknown[:5])}。"
        raise Refused(Objection("not_on_the_list", told, remedy="请先取得到会名单，按名单上的编号登记。", field="marks"))
    marks = {known[one]: presence for one, presence in said.items()}
    names = [one for one in body.in_attendance if one]
    outcome = mark_attendance(by=call.by, holdings=[one for roll in rolls for one in roll.open], marks=marks, named=names, rest=body.rest)
    allowed(outcome.decision)
    return RollsTold(rolls=[_roll(one) for one in rolls_of(_holdings(call, found, body.part))])


class ResolutionTold(Told):
    """Something that was decided."""

    text: str = Field(description="决议")
    agenda: int | None = Field(description="议程的第几项；议程以外的是 null")
    by_vote: bool = Field(description="是表决的结果")


class MinutesTold(Told):
    """The newest version."""

    version: int = Field(description="第几版；0 是还没有")
    revision: int = Field(description="保存过几次；写入时原样带回")
    state: str = Field(description="draft 草稿、checked 已核对、signed 已签批；没有是空")
    text: str = Field(description="正文")
    resolutions: list[ResolutionTold] = Field(description="决议")
    on_paper: bool = Field(description="另有手写记录")
    kept_at: str = Field(description="手写记录存放在哪里")


@operation(act=SEE, tag="gatherings", summary="会议记录", tells=MinutesTold, about="最新的一版。")
def minutes(call: Call, *, code: str, number: int) -> MinutesTold:
    """The newest version."""
    found = gathering_at(call.request, code.upper(), SEE)
    part, _ = part_at(call.request, found, SEE, str(number))
    newest = next(iter(versions_of(part)), None)
    if newest is None:
        return MinutesTold(version=0, revision=0, state="", text="", resolutions=[], on_paper=False, kept_at="")
    one = newest.minutes
    return MinutesTold(
        version=one.version,
        revision=one.revision,
        state=one.state,
        text=one.text,
        resolutions=[_resolution(newest, each) for each in newest.decided],
        on_paper=one.on_paper,
        kept_at=one.kept_at,
    )


def _resolution(newest: Version, one: Resolved) -> ResolutionTold:
    numbers = {pk: number for number, (pk, _) in enumerate(newest.items, 1)}
    return ResolutionTold(text=one.text, agenda=numbers.get(one.item_id or 0), by_vote=one.vote_id is not None)


class ResolutionSent(Sent):
    """Something that was decided."""

    text: Sentence = Field(min_length=1, description="决议")
    agenda: int | None = Field(None, ge=1, le=99, description="议程的第几项；议程以外的不写")


class MinutesSent(Sent):
    """A draft."""

    text: Words = Field("", description="正文；民主生活会等留在纸上的会议不写")
    resolutions: list[ResolutionSent] = Field(
        default_factory=list, max_length=60, description="决议，每项一条；表决的结果由系统保留，不用写"
    )
    on_paper: bool = Field(default=False, description="另有手写记录")
    kept_at: Line = Field("", description="手写记录存放在哪里")
    seen: int | None = Field(None, ge=0, le=30_000, description="取得时的 revision；别人先保存过就不覆盖（409）")


class MinutesSaved(Told):
    """What was saved."""

    revision: int = Field(description="现在保存过几次")


@operation(
    act=RECORD,
    tag="gatherings",
    summary="保存会议记录草稿",
    tells=MinutesSaved,
    takes=MinutesSent,
    about="只保存草稿；核对和签批由人在页面上办理。",
)
def write(call: Call, *, code: str, number: int, body: MinutesSent) -> MinutesSaved:
    """A draft; checking and signing are done by people."""
    found = gathering_at(call.request, code.upper(), RECORD)
    part, _ = part_at(call.request, found, RECORD, str(number))
    outcome = write_minutes(
        by=call.by,
        part=part,
        text=body.text,
        resolutions=_decided(part, body.resolutions),
        on_paper=body.on_paper,
        kept_at=body.kept_at,
        seen=body.seen,
    )
    allowed(outcome.decision)
    latest = latest_minutes(part)
    return MinutesSaved(revision=latest.revision if latest else 0)


def _decided(part: Part, sent: Sequence[ResolutionSent]) -> list[Resolved]:
    """What was sent, and the results of votes that stand there: those are no words of another system's."""
    newest, items = next(iter(versions_of(part)), None), [pk for pk, _ in agenda_of(part)]
    if too_far := [one.agenda for one in sent if one.agenda is not None and one.agenda > len(items)]:
        said = f"议程没有第 {too_far[0]} 项。"
        raise Refused(Objection("no_such_item", said, remedy=f"议程共 {len(items)} 项；议程以外的不写 agenda。", field="resolutions"))
    typed = [Resolved(one.text, items[one.agenda - 1] if one.agenda else None, None) for one in sent]
    return [*typed, *(one for one in (newest.decided if newest else ()) if one.vote_id is not None)]


urlpatterns = [
    path("gatherings", endpoint(get=gatherings, post=plan), name="api_gatherings"),
    path("gatherings/<str:code>", endpoint(get=gathering), name="api_gathering"),
    path("gatherings/<str:code>/attendance", endpoint(get=attendance, put=mark), name="api_attendance"),
    path("gatherings/<str:code>/parts/<int:number>/minutes", endpoint(get=minutes, put=write), name="api_minutes"),
]
