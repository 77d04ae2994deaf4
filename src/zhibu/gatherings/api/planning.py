"""An afternoon planned or entered afterwards, as its form takes it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from pydantic import Field

from zhibu.api.bodies import Code, Day, Hour, Line, Name, Sent, Sentence, Told
from zhibu.api.operations import Call, operation
from zhibu.api.problems import Refused, allowed
from zhibu.gatherings.api.kinds import Kind
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.queries.presets import candidates
from zhibu.gatherings.rules.drafting import Candidate, Typed, host_of, names_who_told, parts_of
from zhibu.gatherings.rules.planning import Draft, PartDraft
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Objection
from zhibu.register.models import Organisation


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
    code = Gathering.objects.seen_by(call.reader, RECORD).code_of(outcome.row_id)
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
