"""What the minutes say so far; checked and signed by people."""

from collections.abc import Sequence

from pydantic import Field

from zhibu.api.bodies import Line, Sent, Sentence, Told, Words
from zhibu.api.operations import Call, operation
from zhibu.api.problems import Refused, allowed
from zhibu.gatherings.models import Part
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.queries.gatherings import SEE
from zhibu.gatherings.queries.minutes import Version, agenda_of, versions_of
from zhibu.gatherings.reaching import gathering_of, part_of
from zhibu.gatherings.rules.deciding import Resolved
from zhibu.gatherings.services.minutes import latest_minutes, write_minutes
from zhibu.kernel.decisions import Objection


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
    found = gathering_of(call.request, code.upper(), SEE)
    part, _ = part_of(call.request, found, SEE, str(number))
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
    found = gathering_of(call.request, code.upper(), RECORD)
    part, _ = part_of(call.request, found, RECORD, str(number))
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
