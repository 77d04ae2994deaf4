"""A case in the words of its page: its steps as a line, what is to be done now, documents, and the log as a timeline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.cases.models import Case
from zhibu.cases.permissions import may_do_there, may_pass_on, may_steer, may_turn, needed_for
from zhibu.cases.queries.lists import CaseRow, Place
from zhibu.cases.queries.log import DocumentRow, Line, Standing
from zhibu.cases.queries.waiting import Card
from zhibu.cases.registry import newest, page_of_steps, page_of_subject, step_name
from zhibu.cases.rules.acts import stands
from zhibu.cases.rules.procedures import Procedure, Text
from zhibu.cases.rules.since import what_happened
from zhibu.cases.rules.state import Done, State, Waiting
from zhibu.cases.rules.working_days import NOT_ANNOUNCED
from zhibu.cases.services.writing import REASON
from zhibu.cases.tables import CHIPS, state_of, steps_of
from zhibu.cases.terms import ACT, EntryKind, Status
from zhibu.cases.undoing import kept_elsewhere
from zhibu.files.models import FileRecord
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.readers import AccountReader
from zhibu.web.components import Chip, Event, Fact, Item, Step, filled
from zhibu.web.pages import Act

SOON_DAYS: Final = 3
HIDDEN: Final = "已登记，办理的负责人可以看到"


@dataclass(frozen=True)
class Shown:
    """A case as one reader sees it on a day."""

    it: Standing
    reader: AccountReader
    places: Mapping[int, Place]
    texts: Mapping[int, Mapping[str, str]]
    documents: Sequence[DocumentRow]
    on: date
    papers: Mapping[int, Sequence[FileRecord]] = field(default_factory=dict)
    """Photos and files by document."""
    paths: dict[int, str] = field(init=False)

    def __post_init__(self) -> None:
        """Paths alone, for questions about rights."""
        object.__setattr__(self, "paths", {pk: place.path for pk, place in self.places.items()})

    @property
    def state(self) -> State:
        """How it stands."""
        return self.it.state

    @property
    def table(self) -> Procedure:
        """Its procedure."""
        return self.it.state.procedure

    @property
    def steers(self) -> bool:
        """Whether the reader steers it."""
        return may_steer(self.reader, self.state, self.paths)

    @property
    def turns(self) -> bool:
        """Whether the reader may pause and cancel it."""
        return may_turn(self.reader, self.state, self.paths)

    def takes_back(self, key: str) -> bool:
        """Whether the reader may void a step."""
        return may_turn(self.reader, self.state, self.paths, void=key)

    @property
    def passes_on(self) -> bool:
        """Whether the reader may hand it over."""
        return may_pass_on(self.reader, self.state, self.paths)

    @property
    def handles(self) -> bool:
        """Whether the reader works on it."""
        return may_steer(self.reader, self.state, self.paths, act=ACT)

    def url(self, name: str, *more: str) -> str:
        """The page of an act on it."""
        return reverse(name, args=[self.it.case.code, *more])

    def step_url(self, key: str) -> str:
        """Where a step is done."""
        return self.url(page_of_steps(self.table.key, key) or "case_step", key)

    def may_do(self, key: str) -> bool:
        """Whether the reader may do a step."""
        return may_do_there(self.reader, needed_for(self.state, key), self.paths)

    def name_of(self, organisation: int) -> str:
        """What an organisation is called."""
        place = self.places.get(organisation)
        return place.name if place else ""


def step_line(shown: Shown) -> list[Step]:
    """Done, where it stands now, still to come; with dates."""
    now = {one.step.key: one for one in shown.state.open_steps}
    steps = []
    for step in shown.table.steps:
        if step.key in shown.state.done:
            steps.append(Step(step.name, "done", _done_note(shown.state.done[step.key])))
        elif step.key in now:
            steps.append(Step(step.name, "now", _now_note(now[step.key], rests=shown.state.status is Status.PAUSED)))
        else:
            steps.append(Step(step.name))
    return steps


def _done_note(done: Done) -> str:
    return f"{done.day.isoformat()}{'（逾期）' if done.late else ''}"


def _now_note(waiting: Waiting, *, rests: bool) -> str:
    if rests:
        return "暂停中，期限顺延"
    latest = waiting.window.latest
    return f"最迟 {latest.isoformat()}" if latest else f"{waiting.since.isoformat()} 起"


def deadline_chip(latest: date | None, on: date) -> Chip:
    """How near the last day is."""
    if latest is None:
        return Chip("none", "没有期限")
    days = (latest - on).days
    if days < 0:
        return Chip("late", f"逾期 {-days} 天")
    word = "今天到期" if days == 0 else f"还有 {days} 天"
    return Chip("due" if days <= SOON_DAYS else "none", word)


def to_do(shown: Shown) -> list[Item]:
    """The steps that wait, each with its day, who does it, where it stands; a link for whoever may."""
    items = []
    for one in shown.state.waiting:
        may = shown.may_do(one.step.key)
        url = shown.step_url(one.step.key) if may else ""
        items.append(Item(one.step.name, _why(shown, one), deadline_chip(one.window.latest, shown.on), url, "去办理"))
        if one.step.reopens and shown.turns:
            back = shown.table.by_key[one.step.reopens].name
            items.append(
                Item(
                    f"没有解决的，退回“{back}”",
                    "已办的内容留在记录里。",
                    Chip("none", "可退回"),
                    shown.url("case_reopen", one.step.reopens),
                    "退回",
                )
            )
    return items


def _why(shown: Shown, one: Waiting) -> str:
    window, missing = one.window, [key for key in one.step.needs if key not in shown.it.documents]
    parts = [
        f"{shown.name_of(one.organisation)} · {one.step.role.label}",
        f"最早 {window.earliest.isoformat()}" if window.earliest else "",
        f"最迟 {window.latest.isoformat()}" if window.latest else "",
        NOT_ANNOUNCED if window.assumed else "",
        f"依据：{one.step.article}",
        f"还缺{'、'.join(shown.table.documents[key] for key in missing)}" if missing else "",
    ]
    return "；".join(filter(None, parts))


def facts(shown: Shown) -> list[Fact]:
    """What it is, where it is, and where it came from."""
    case, state = shown.it.case, shown.state
    source = shown.table.subjects.get(case.subject_kind, "")
    rows = [
        Fact("编号", case.code),
        Fact("状态", state.status.label, chip=_late_chip(shown)),
        Fact("类别", shown.table.title),
        Fact("立项", f"{case.opened_on.isoformat()}，{shown.name_of(state.holder)}"),
        Fact("承办", shown.name_of(state.assignee)),
        Fact("来源", f"{source} {case.subject_code}" if source else "", url=subject_url(case)),
        Fact("暂停", f"{state.paused_since.isoformat()} 起，期限顺延" if state.paused_since else ""),
        Fact("办结", state.ended_on.isoformat() if state.ended_on else ""),
    ]
    return filled(rows)


def subject_url(case: Case) -> str:
    """The page of what the case came out of; empty where it has none."""
    page = page_of_subject(case.subject_kind)
    return reverse(page, args=[case.subject_code]) if page and case.subject_code else ""


def _late_chip(shown: Shown) -> Chip | None:
    return Chip("late", "有步骤逾期") if any(one.late(shown.on) for one in shown.state.waiting) else None


def written(shown: Shown) -> list[Fact]:
    """What was written when it was opened; who asked only for those who steer it."""
    first = shown.texts.get(1, {})
    return [Fact(text.label, _shown_text(shown, text, first[text.key])) for text in shown.table.opening if first.get(text.key)]


def _shown_text(shown: Shown, text: Text, value: str) -> str:
    return HIDDEN if text.private and not shown.steers else value


def reads_private(shown: Shown) -> str:
    """What the page shows that only few may read, in words; reading it is logged."""
    asked = (*shown.table.opening, *(text for step in shown.table.steps for text in step.texts))
    labels = {text.key: text.label for text in asked if text.private}
    read = {key: label for key, label in labels.items() if any(written.get(key) for written in shown.texts.values())}
    return "、".join(read.values()) if shown.steers else ""


def timeline(shown: Shown) -> list[Event]:
    """The log, newest first."""
    return [_event(shown, line) for line in reversed(shown.it.lines)]


def _event(shown: Shown, line: Line) -> Event:
    kind = EntryKind(line.kind)
    to = shown.name_of(line.organisation_id or 0)
    moved = f"，交给{to}" if to and kind in {EntryKind.STEP, EntryKind.HANDED} else ""
    title = f"{what_happened(shown.table, kind, line.step)}{moved}"
    behalf = f"（代{line.on_behalf_of}办理）" if line.on_behalf_of else ""
    entered = line.at.astimezone(SHANGHAI)
    late = f"，{entered.date().isoformat()} 补录" if entered.date() > line.day else ""
    return Event(line.day.isoformat(), title, f"{line.actor}{behalf}{late}", _said(shown, line), _line_chip(shown, line))


def _said(shown: Shown, line: Line) -> str:
    texts = shown.texts.get(line.number, {})
    step = shown.table.by_key.get(line.step)
    asked = {text.key: text for text in (step.texts if step else ())}
    parts = [f"{asked[key].label}：{_shown_text(shown, asked[key], value.rstrip('。'))}" for key, value in texts.items() if key in asked]
    if texts.get(REASON):
        parts.append(f"原因：{texts[REASON].rstrip('。')}")
    return "；".join(parts)


def _line_chip(shown: Shown, line: Line) -> Chip | None:
    if any(one.number == line.number for one in shown.state.void):
        return Chip("none", "已作废")
    done = next((one for one in (*shown.state.done.values(), *shown.state.again) if one.number == line.number), None)
    if done is None or not (done.late or done.early):
        return None
    return Chip("late", "逾期办理") if done.late else Chip("check", "早于规定")


def acts(shown: Shown) -> list[Act]:
    """What can be done with the case as a whole."""
    found = [Act("案卷", shown.url("case_dossier"))]
    if shown.state.status is Status.OPEN:
        hand = [Act("转交", shown.url("case_hand"))] if shown.passes_on else []
        return [*hand, *([Act("暂停", shown.url("case_pause"))] if shown.turns else []), *found]
    if shown.turns and shown.state.status is Status.PAUSED:
        return [Act("恢复办理", shown.url("case_resume"), "go"), *found]
    return found


def more_acts(shown: Shown) -> list[Act]:
    """What is done seldom."""
    voids = shown.state.done if shown.state.status in {Status.OPEN, Status.DONE} else {}
    mine = [key for key in voids if stands(shown.state, key) is None and kept_elsewhere(shown.state, key) is None and shown.takes_back(key)]
    found = [Act(f"作废“{shown.table.by_key[key].name}”", shown.url("case_void", key)) for key in mine]
    return found if shown.state.status.ended or not shown.turns else [*found, Act("取消事项", shown.url("case_cancel"))]


def card_item(card: Card, on: date) -> Item:
    """A step that waits, as a line of a list."""
    known = newest(card.procedure)
    step = step_name(card.procedure, known.version, card.step) if known else card.step
    latest = f"；最迟 {card.latest.isoformat()}" if card.latest else ""
    return Item(
        card.title, f"{step} · {card.organisation}{latest}", deadline_chip(card.latest, on), reverse("case", args=[card.code]), "去办理"
    )


def row_item(row: CaseRow) -> Item:
    """A case as a line on the page of what it came from."""
    latest = f"；最迟 {row.latest.isoformat()}" if row.latest and row.steps else ""
    why = f"{steps_of(row) or row.state.label} · {row.assignee or row.holder}{latest}"
    return Item(row.title, why, Chip("late" if row.late else CHIPS[row.state], state_of(row)), reverse("case", args=[row.code]), "查看")
