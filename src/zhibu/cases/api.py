"""Cases for other systems: listed, shown, opened, and the steps that wait done; who asked is told to nobody here."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Final, Literal

from django.db.models import Q
from django.urls import path
from pydantic import Field

from zhibu.api.answering import endpoint
from zhibu.api.bodies import Code, Day, Key, Name, Paged, Sent, Sentence, Told, Words
from zhibu.api.operations import Call, Operation, operation
from zhibu.api.problems import Refused, allowed
from zhibu.api.shapes import Listed, RowsOf, edge_of
from zhibu.cases import services
from zhibu.cases.models import Case
from zhibu.cases.presentation import Shown
from zhibu.cases.queries.lists import CaseRow, Wanted, case_rows, cases
from zhibu.cases.reaching import doing, shown_of, steered
from zhibu.cases.registry import newest, page_of_steps
from zhibu.cases.rules.acts import Deed
from zhibu.cases.rules.procedures import Text
from zhibu.cases.rules.since import what_happened
from zhibu.cases.rules.state import Waiting
from zhibu.cases.services import Opening
from zhibu.cases.tables import CASES
from zhibu.cases.terms import ACT, SEE, STEER, EntryKind
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Objection, Outcome
from zhibu.register.models import Organisation
from zhibu.web.gate import reach

ROWS: Final = RowsOf[CaseRow]("CaseRow", CASES)
ELSEWHERE: Final = "see_names"
ON_ITS_PAGE: Final = Objection("on_its_page", "这一步在它自己的页面上办理，不能只记一笔。", remedy="请在系统的页面上办理。", field="step")
"""It counts ballots, writes posts, grades or removes: its line of the log alone would say what nobody did."""


class CasesAsked(Paged):
    """Which cases."""

    within: Code | None = Field(None, description="只要这个党组织及其下级立项或承办的（编号）")
    procedure: Key | None = Field(None, description="类别代码")
    state: Literal["open", "paused", "done", "cancelled"] | None = Field(None, description="办理中、已暂停、已办结、已取消")
    late: bool = Field(default=False, description="只要有步骤逾期的")


@operation(act=SEE, tag="cases", summary="办理事项列表", tells=ROWS, asks=CasesAsked, about="期限近的在前。")
def listed(call: Call, *, asked: CasesAsked) -> Listed:
    """The nearest last day first."""
    place = reach(Organisation.objects.all(), call.reader, SEE, code=asked.within.upper()) if asked.within else None
    on = today()
    wanted = Wanted(
        call.reader,
        SEE,
        on,
        path=place.now_path if place else "",
        procedure=asked.procedure or "",
        state=asked.state or "",
        late=asked.late,
    )
    found = cases(wanted)
    if (edge := _edge(asked.after)) is not None:
        latest, pk = edge
        found = found.filter(Q(now_latest__gt=latest) | Q(now_latest=latest, pk__gt=pk))
    rows = case_rows(found, on=on, order="now_latest", end=asked.limit + 1)
    page = rows[: asked.limit]
    after = ((page[-1].latest or FAR).isoformat(), page[-1].id) if len(rows) > len(page) else None
    return ROWS.page(page, call.reader.acts, after)


def _edge(word: str) -> tuple[date, int] | None:
    edge = edge_of(word, (str, int))
    try:
        return (date.fromisoformat(edge[0]), edge[1]) if edge else None
    except ValueError:
        return None


class WaitingTold(Told):
    """A step that waits."""

    step: str = Field(description="步骤代码")
    name: str = Field(description="步骤")
    organisation: str = Field(description="由哪个党组织办理（编号）")
    role: str = Field(description="承办人或负责人")
    since: date = Field(description="从哪天起等办")
    earliest: date | None = Field(description="最早日期")
    latest: date | None = Field(description="最迟日期")
    late: bool = Field(description="已逾期")
    article: str = Field(description="依据")
    asks: dict[str, str] = Field(description="办理时要写的文字：代码到名称")
    assigns: bool = Field(description="办理时要写明交给哪个党组织")
    names_deadline: bool = Field(description="办理时要写明下一步最迟日期（until）")


class LineTold(Told):
    """A line of the log."""

    number: int = Field(description="第几条")
    kind: str = Field(
        description="立项 opened、办理 step、暂停 paused、恢复 resumed、转交 handed、取消 cancelled、作废 voided、退回 reopened"
    )
    says: str = Field(description="中文说明")
    step: str | None = Field(description="步骤代码")
    day: date = Field(description="日期")
    actor: str = Field(description="谁登记")
    organisation: str | None = Field(description="所涉党组织的编号")
    void: bool = Field(description="已作废")


class CaseTold(Told):
    """One case."""

    code: str = Field(description="编号")
    title: str = Field(description="事项")
    procedure: str = Field(description="类别代码")
    procedure_title: str = Field(description="类别")
    state: str = Field(description="open 办理中、paused 已暂停、done 已办结、cancelled 已取消")
    holder: str = Field(description="立项党组织的编号")
    assignee: str | None = Field(description="承办党组织的编号")
    opened_on: date = Field(description="立项日期")
    ended_on: date | None = Field(description="办结日期")
    seen: int = Field(description="办理记录的条数；办理时原样带回，别人先办了就不会覆盖")
    waiting: list[WaitingTold] = Field(description="等办的步骤")
    written: dict[str, str] = Field(description="立项时写的，不含反映人和联系方式")
    log: list[LineTold] = Field(description="办理记录，由早到晚")


@operation(
    act=SEE,
    tag="cases",
    summary="一件办理事项",
    tells=CaseTold,
    about="等办的步骤、期限、办理记录。反映人和联系方式只在页面上看，看了留下记录。",
)
def case(call: Call, *, code: str) -> CaseTold:
    """The steps that wait, their windows, the log."""
    return _told(shown_of(call.request, code.upper()))


def _told(shown: Shown) -> CaseTold:
    state, it = shown.state, shown.it
    void = {one.number for one in state.void}
    first = shown.texts.get(1, {})
    return CaseTold(
        code=it.case.code,
        title=it.case.title,
        procedure=it.case.procedure,
        procedure_title=shown.table.title,
        state=state.status.value,
        holder=_code(shown, state.holder) or "",
        assignee=_code(shown, state.assignee),
        opened_on=it.case.opened_on,
        ended_on=state.ended_on,
        seen=state.last,
        waiting=[_waiting(shown, one) for one in state.waiting],
        written={text.key: first[text.key] for text in shown.table.opening if first.get(text.key) and not text.private},
        log=[
            LineTold(
                number=line.number,
                kind=line.kind,
                says=what_happened(shown.table, EntryKind(line.kind), line.step),
                step=line.step or None,
                day=line.day,
                actor=line.actor,
                organisation=_code(shown, line.organisation_id or 0),
                void=line.number in void,
            )
            for line in it.lines
        ],
    )


def _code(shown: Shown, organisation: int) -> str | None:
    place = shown.places.get(organisation)
    return place.code if place else None


def _waiting(shown: Shown, one: Waiting) -> WaitingTold:
    step = one.step
    return WaitingTold(
        step=step.key,
        name=step.name,
        organisation=_code(shown, one.organisation) or "",
        role=step.role.label,
        since=one.since,
        earliest=one.window.earliest,
        latest=one.window.latest,
        late=one.late(shown.on),
        article=step.article,
        asks={text.key: text.label for text in step.texts},
        assigns=step.assigns,
        names_deadline=shown.table.named_by(step.key) is not None,
    )


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
    return CaseMade(code=Case.objects.seen_by(call.reader, SEE).values_list("code", flat=True).get(pk=outcome.row_id))


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
        raise Refused(Objection("unknown_step", "这类事项没有这个步骤。", remedy="等办的步骤见取得事项时的 waiting。", field="step"))
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
    return _told(shown_of(call.request, code.upper()))


def _steering(summary: str, do: Callable[..., Outcome]) -> Operation:
    @operation(act=STEER, tag="cases", summary=summary, tells=CaseTold, takes=ReasonSent, name=do.__name__)
    def steer(call: Call, *, code: str, body: ReasonSent) -> CaseTold:
        shown = steered(call.request, code.upper())
        return _after(call, code, do(by=call.by, case=shown.it.case, seen=body.seen, reason=body.reason))

    return steer


urlpatterns = [
    path("cases", endpoint(get=listed, post=open_new), name="api_cases"),
    path("cases/<str:code>", endpoint(get=case), name="api_case"),
    path("cases/<str:code>/steps/<str:step>", endpoint(post=step), name="api_case_step"),
    path("cases/<str:code>/pause", endpoint(post=_steering("暂停", services.pause)), name="api_case_pause"),
    path("cases/<str:code>/resume", endpoint(post=_steering("恢复办理", services.resume)), name="api_case_resume"),
    path("cases/<str:code>/cancel", endpoint(post=_steering("取消", services.cancel)), name="api_case_cancel"),
]
