"""Cases as they are told to other systems; who asked is told to nobody here."""

from collections.abc import Iterator
from datetime import date
from typing import Final, Literal

from django.db.models import Q
from pydantic import Field

from zhibu.api.bodies import Code, Key, Paged, Told
from zhibu.api.operations import Call, operation
from zhibu.api.shapes import Listed, RowsOf, edge_of
from zhibu.cases.presentation import Shown
from zhibu.cases.queries.lists import CaseRow, Wanted, case_rows, cases
from zhibu.cases.reaching import shown_of
from zhibu.cases.rules.since import what_happened
from zhibu.cases.rules.state import Waiting
from zhibu.cases.tables import CASES
from zhibu.cases.terms import SEE, EntryKind
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.register.models import Organisation
from zhibu.web.gate import reach

ROWS: Final = RowsOf[CaseRow]("CaseRow", CASES)


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


class DocumentTold(Told):
    """A document of the kind's list."""

    document: str = Field(description="材料代码")
    name: str = Field(description="材料")
    present_on: date | None = Field(description="收到日期；还没有收到是 null")
    kept_at: str = Field(description="存放在")


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
    documents: list[DocumentTold] = Field(description="这一类事项要有的材料，一种收到几份的有几行")
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
    return told(shown_of(call.request, code.upper()))


def told(shown: Shown) -> CaseTold:
    """As it stands for whoever asks."""
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
        documents=[*_documents(shown)],
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


def _documents(shown: Shown) -> Iterator[DocumentTold]:
    """Those that are there, then those that are missing; where the papers themselves lie is seen on the page."""
    for one in shown.documents:
        yield DocumentTold(
            document=one.document,
            name=shown.table.documents.get(one.document, one.document),
            present_on=one.present_on,
            kept_at=one.kept_at,
        )
    there = {one.document for one in shown.documents}
    for key, name in shown.table.documents.items():
        if key not in there:
            yield DocumentTold(document=key, name=name, present_on=None, kept_at="")


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
