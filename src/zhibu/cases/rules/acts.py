"""What may be done with a case as it stands; every objection at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from zhibu.cases.rules.procedures import Procedure, Step, Text
from zhibu.cases.rules.state import State
from zhibu.cases.terms import Status
from zhibu.kernel.decisions import Decision, Objection, after_today


@dataclass(frozen=True, slots=True)
class Deed:
    """A step as somebody wants to record it."""

    step: str
    day: date
    texts: Mapping[str, str] = field(default_factory=dict)
    organisation: int = 0
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What is written with a step in a package that does more than the log says; ``seen`` is the last line of the log on the page."""

    seen: int
    on: date
    texts: Mapping[str, str] = field(default_factory=dict)


def may_open(procedure: Procedure, *, title: str, deed: Deed, today: date, dissolved: bool) -> Decision:
    """A case begins on a day that has come, in an organisation that is there."""
    return Decision.of(
        Objection("title_missing", "没有写事项名称。", remedy="请用一句话写明是什么事，不写姓名和住址。", field="title")
        if not title.strip()
        else None,
        Objection("dissolved", "这个党组织已经撤销。", remedy="请由现在的党组织立项。", field="organisation") if dissolved else None,
        after_today(deed.day, today, remedy="请填实际办理的日期。"),
        _named(procedure, "", deed),
        *_texts(procedure.opening, deed.texts),
    )


def may_do(state: State, deed: Deed, *, documents: Collection[str], today: date) -> Decision:
    """A step waits, its time has come, its documents are there, and all that it asks for is written."""
    waiting = state.waits(deed.step)
    step = state.procedure.by_key[deed.step]
    if waiting is None:
        return Decision.of(not_waiting(state, step))
    earliest = waiting.window.earliest
    return Decision.of(
        after_today(deed.day, today, remedy="请填实际办理的日期。"),
        Objection("before_entered", f"这一步从{waiting.since.isoformat()}才开始。", step.article, "请填这一天或以后的日期。", "on")
        if deed.day < waiting.since
        else None,
        Objection("too_early", f"最早{earliest.isoformat()}才能办理。", step.article, "请到期再办。", "on")
        if earliest is not None and waiting.since <= deed.day < earliest
        else None,
        *(missing_document(state.procedure, step, key) for key in step.needs if key not in documents),
        Objection("assignee_missing", "没有写明交给哪个党组织。", step.article, "请填写承办的党组织。", "organisation")
        if step.assigns and not deed.organisation
        else None,
        _named(state.procedure, deed.step, deed),
        *_texts(step.texts, deed.texts),
    )


def not_waiting(state: State, step: Step) -> Objection:
    """Why a step cannot be done now."""
    why, remedy = {
        Status.PAUSED: ("事项已暂停。", "请先恢复办理。"),
        Status.DONE: ("事项已经办结。", "无须再办。"),
        Status.CANCELLED: ("事项已经取消。", "仍需办理的，请重新立项。"),
    }.get(state.status, ("", ""))
    if why:
        return Objection("not_open", why, step.article, remedy)
    done = state.done.get(step.key)
    if done is not None:
        return Objection("done", f"“{step.name}”已于{done.day.isoformat()}办理。", step.article, "办错了的，请先作废再重新办理。")
    missing = "、".join(f"“{state.procedure.by_key[key].name}”" for key in step.rests_on if key not in state.done)
    return Objection("not_yet", f"还没有轮到“{step.name}”。", step.article, f"请先办理{missing}。")


def missing_document(procedure: Procedure, step: Step, key: str) -> Objection:
    """A document that the step needs is not there."""
    return Objection("document_missing", f"还缺“{procedure.documents[key]}”。", step.article, "材料到了以后，请先登记存放在哪里。")


def missing(state: State, documents: Collection[str]) -> list[tuple[Step, str]]:
    """The documents that steps which wait still need."""
    return [(one.step, key) for one in state.open_steps for key in one.step.needs if key not in documents]


def may_pause(state: State, *, reason: str) -> Decision:
    """What is under way may rest, for a reason; its time does not run meanwhile."""
    return Decision.of(_under_way(state), _reason(reason))


def may_resume(state: State) -> Decision:
    """What rests may go on."""
    resting = state.status is Status.PAUSED
    return Decision.of(None if resting else Objection("not_paused", f"事项{state.status.label}，没有暂停。", remedy="无须恢复。"))


def may_hand(state: State, *, to: int, reason: str) -> Decision:
    """What is under way goes to another organisation; its time runs on."""
    now = state.assignee or state.holder
    return Decision.of(
        _under_way(state),
        _reason(reason),
        Objection("same_organisation", "已经由这个党组织承办。", remedy="请填写另一个党组织。", field="organisation")
        if to == now
        else None,
    )


def may_cancel(state: State, *, reason: str) -> Decision:
    """What has not ended may be given up, for a reason."""
    ended = state.status.ended
    return Decision.of(Objection("ended", f"事项{state.status.label}。", remedy="无须取消。") if ended else None, _reason(reason))


def may_void(state: State, key: str, *, reason: str) -> Decision:
    """A step that was done by mistake is to be done again, together with what rests on it."""
    step = state.procedure.by_key[key]
    undone = None if key in state.done else Objection("not_done", f"“{step.name}”没有办理过，或已经作废。", step.article, "无须作废。")
    blocked = state.status in {Status.PAUSED, Status.CANCELLED}
    return Decision.of(not_waiting(state, step) if blocked else undone, _stays(state, key), _reason(reason))


def stands(state: State, key: str) -> Step | None:
    """The step that was done for good and rests on this one, or is it."""
    return next((done.step for done in state.done.values() if done.step.final and done.step.key in state.procedure.resting[key]), None)


def _stays(state: State, key: str) -> Objection | None:
    done = stands(state, key)
    if done is None:
        return None
    return Objection("final", f"“{done.name}”已经生效，不能作废。", done.article, "有误的，请在登记它的页面上更正。")


def may_reopen(state: State, key: str, *, reason: str) -> Decision:
    """While a step waits that allows it, the case goes back to an earlier one: what was answered did not settle it."""
    allowed = any(one.step.reopens == key for one in state.waiting)
    step = state.procedure.by_key[key]
    refused = Objection("not_reopened", f"现在不能回到“{step.name}”。", step.article, "请在等待确认的时候办理。")
    return Decision.of(None if allowed else refused, _reason(reason))


def _under_way(state: State) -> Objection | None:
    if state.status is Status.OPEN:
        return None
    return Objection("not_open", f"事项{state.status.label}。", remedy="只有办理中的事项可以这样办。")


def _reason(reason: str) -> Objection | None:
    return None if reason.strip() else Objection("reason_missing", "没有写明原因。", remedy="请写明原因。", field="reason")


def _named(procedure: Procedure, key: str, deed: Deed) -> Objection | None:
    """Where the next step's last day is named now it has to be, and not before today's deed."""
    begins = procedure.named_by(key)
    if begins is None or (deed.until is not None and deed.until >= deed.day):
        return None
    message = "没有写明办理期限。" if deed.until is None else "办理期限早于办理日期。"
    return Objection("until", message, begins.article, f"请填写“{begins.name}”最迟在哪一天。", "until")


def _texts(asked: Collection[Text], given: Mapping[str, str]) -> list[Objection]:
    return [
        Objection("text_missing", f"没有填写“{one.label}”。", remedy=one.help or "请填写。", field=one.key)
        for one in asked
        if one.required and not given.get(one.key, "").strip()
    ]
