"""Cases opened and moved on by other systems: as on their pages, by the same services; whoever was overtaken is told."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

from pydantic import Field

from zhibu.api.bodies import Code, Day, Key, Line, Name, Sent, Sentence, Told, Words
from zhibu.api.operations import Call, Operation, operation
from zhibu.api.problems import Refused, allowed
from zhibu.cases import services
from zhibu.cases.api.seen import CaseTold, told
from zhibu.cases.models import Case
from zhibu.cases.reaching import doing, handling, passing, shown_of, turned
from zhibu.cases.registry import newest, page_of_steps
from zhibu.cases.rules.acts import Deed
from zhibu.cases.rules.procedures import Text
from zhibu.cases.services import Opening
from zhibu.cases.terms import ACT, SEE, STEER
from zhibu.kernel.decisions import Objection, Outcome
from zhibu.register.models import Organisation
from zhibu.web.gate import reach

ELSEWHERE: Final = "see_names"
ON_ITS_PAGE: Final = Objection("on_its_page", "这一步在它自己的页面上办理，不能只记一笔。", remedy="请在系统的页面上办理。", field="step")
"""It counts ballots, writes posts, grades or removes: its line of the log alone would say what nobody did."""
NO_STEP: Final = Objection("unknown_step", "这类事项没有这个步骤。", remedy="步骤代码见取得事项时的 waiting 和 log。", field="step")


class CaseSent(Sent):
    """A new case."""

    procedure: Key = Field(description="类别代码")
    organisation: Code = Field(description="立项党组织的编号")
    title: Name = Field(min_length=1, description="事项名称，一句话，不写姓名和住址")
    on: Day = Field(description="立项日期")
    until: Day | None = Field(None, description="第一步最迟日期，类别要求时写")
    texts: dict[Key, Words] = Field(default_factory=dict, max_length=20, description="类别要求写的文字")


class CaseMade(Told):
    """Where it is."""

    code: str = Field(description="编号")


@operation(act=STEER, tag="cases", summary="立项", tells=CaseMade, takes=CaseSent, status=201, about="和页面上立项一样核对。")
def open_new(call: Call, *, body: CaseSent) -> CaseMade:
    """The same checks as the form of the page."""
    table = newest(body.procedure)
    if table is None or not table.menu:
        raise Refused(Objection("unknown_procedure", "没有这一类事项，或不能直接立项。", remedy="请核对类别代码。", field="procedure"))
    texts = _texts(body.texts, table.opening)
    organisation = reach(Organisation.objects.all(), call.reader, STEER, code=body.organisation.upper())
    opening = Opening(table, body.title, body.on, texts, until=body.until)
    outcome = services.open_case(by=call.by, organisation=organisation, opening=opening)
    allowed(outcome.decision)
    return CaseMade(code=Case.objects.seen_by(call.reader, SEE).code_of(outcome.row_id))


def _texts(given: Mapping[str, str], asked: tuple[Text, ...]) -> dict[str, str]:
    """Nothing is kept that nobody asked for, and nothing longer than its box."""
    boxes = {one.key: 2000 if one.long else 200 for one in asked}
    strange = [Objection("extra_forbidden", "不认识这一项。", remedy="请去掉。", field=f"texts.{key}") for key in given if key not in boxes]
    long = [
        Objection("string_too_long", f"最多 {boxes[key]} 个字。", remedy="请缩短。", field=f"texts.{key}")
        for key, text in given.items()
        if key in boxes and len(text) > boxes[key]
    ]
    if strange or long:
        raise Refused(*strange, *long)
    return dict(given)


class StepSent(Sent):
    """A step that was done."""

    seen: int = Field(ge=1, le=30_000, description="取得事项时的 seen")
    on: Day = Field(description="办理日期")
    until: Day | None = Field(None, description="下一步最迟日期，步骤要求时写")
    organisation: Code | None = Field(None, description="交给哪个党组织，步骤要求时写")
    texts: dict[Key, Words] = Field(default_factory=dict, max_length=20, description="步骤要求写的文字")
    on_behalf_of: Name = Field("", description="代谁办理")


@operation(
    act=ACT,
    tag="cases",
    summary="办理一个步骤",
    tells=CaseTold,
    takes=StepSent,
    about="轮到的步骤才能办；别人先办了的，回答 409，什么都没有改动。换届选举、民主评议等在自己的页面上办的步骤除外。",
)
def step(call: Call, *, code: str, step: str, body: StepSent) -> CaseTold:
    """Only what waits; whoever was overtaken is told and nothing is written."""
    shown = shown_of(call.request, code.upper())
    found = shown.table.by_key.get(step)
    if found is None:
        raise Refused(NO_STEP)
    shown = doing(call.request, code.upper(), step)
    if page_of_steps(shown.table.key, step):
        raise Refused(ON_ITS_PAGE)
    deed = Deed(step, body.on, _texts(body.texts, found.texts), until=body.until)
    to = None
    if body.organisation is not None and found.assigns:
        to = reach(Organisation.objects.all(), call.reader, ELSEWHERE, code=body.organisation.upper())
    by = replace(call.by, on_behalf_of=body.on_behalf_of)
    outcome = services.act(by=by, case=shown.it.case, seen=body.seen, deed=deed, organisation=to)
    return _after(call, code, outcome)


class ReasonSent(Sent):
    """Why."""

    seen: int = Field(ge=1, le=30_000, description="取得事项时的 seen")
    reason: Sentence = Field("", description="原因，不写姓名和住址")


def _after(call: Call, code: str, outcome: Outcome) -> CaseTold:
    allowed(outcome.decision)
    return told(shown_of(call.request, code.upper()))


def _steering(summary: str, do: Callable[..., Outcome]) -> Operation:
    @operation(act=STEER, tag="cases", summary=summary, tells=CaseTold, takes=ReasonSent, name=do.__name__)
    def steer(call: Call, *, code: str, body: ReasonSent) -> CaseTold:
        shown = turned(call.request, code.upper())
        return _after(call, code, do(by=call.by, case=shown.it.case, seen=body.seen, reason=body.reason))

    return steer


pause = _steering("暂停", services.pause)
resume = _steering("恢复办理", services.resume)
cancel = _steering("取消", services.cancel)


class HandSent(ReasonSent):
    """To whom, and why."""

    organisation: Code = Field(description="转交给哪个党组织（编号）")


@operation(act=STEER, tag="cases", summary="转交", tells=CaseTold, takes=HandSent, about="期限不变。")
def hand_over(call: Call, *, code: str, body: HandSent) -> CaseTold:
    """Another organisation works on it; its last day stays."""
    shown = passing(call.request, code.upper())
    to = reach(Organisation.objects.all(), call.reader, ELSEWHERE, code=body.organisation.upper())
    outcome = services.hand_over(by=call.by, case=shown.it.case, seen=body.seen, to=to, reason=body.reason)
    return _after(call, code, outcome)


def _undoing(summary: str, about: str, do: Callable[..., Outcome]) -> Operation:
    """A step that was done is to be done again; whether its line alone may be undone the service says, as for the page."""

    @operation(act=STEER, tag="cases", summary=summary, tells=CaseTold, takes=ReasonSent, name=do.__name__, about=about)
    def undo(call: Call, *, code: str, step: str, body: ReasonSent) -> CaseTold:
        shown = turned(call.request, code.upper(), void=step if do is services.void else "")
        if step not in shown.table.by_key:
            raise Refused(NO_STEP)
        return _after(call, code, do(by=call.by, case=shown.it.case, seen=body.seen, step=step, reason=body.reason))

    return undo


void = _undoing("作废一个步骤", "登记有误的，连同建立在它上面的步骤重新办理。", services.void)
reopen = _undoing("退回一个步骤", "没有办好的，退回重办，期限重新计算。", services.reopen)


class DocumentSent(Sent):
    """A document that has come."""

    document: Key = Field(description="材料代码，见取得事项时的 documents")
    on: Day = Field(description="收到日期")
    kept_at: Line = Field(min_length=1, description="存放在哪里；登记的人看过原件")


@operation(
    act=ACT,
    tag="cases",
    summary="登记材料",
    tells=CaseTold,
    takes=DocumentSent,
    about="只登记收到了什么、放在哪里；照片和文件在页面上添加。",
)
def document(call: Call, *, code: str, body: DocumentSent) -> CaseTold:
    """The same register as on the page; registered twice alike, it stands once."""
    shown = handling(call.request, code.upper())
    outcome = services.register_document(by=call.by, case=shown.it.case, document=body.document, on=body.on, kept_at=body.kept_at)
    return _after(call, code, outcome)
