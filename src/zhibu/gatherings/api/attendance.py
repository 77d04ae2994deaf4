"""Who was there."""

from typing import Annotated, Literal

from django.http import Http404
from pydantic import Field

from zhibu.api.bodies import Among, Code, Name, Sent, Told
from zhibu.api.operations import Call, operation
from zhibu.api.problems import Refused, allowed
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.queries.reached import holdings_of
from zhibu.gatherings.queries.roll import Roll, rolls_of
from zhibu.gatherings.reaching import gathering_of
from zhibu.gatherings.services.attendance import mark_attendance
from zhibu.gatherings.terms import Presence
from zhibu.kernel.decisions import Objection

Mark = Annotated[str, Among((*Presence, ""))]


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
    found = gathering_of(call.request, code.upper(), RECORD)
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
    found = gathering_of(call.request, code.upper(), RECORD)
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
