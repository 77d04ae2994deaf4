"""Topics and sessions in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.cases.terms import Status
from zhibu.gatherings.rules.agenda import BEFORE
from zhibu.kernel.dates import FAR
from zhibu.mechanism.sessions.queries.session import AgendaLine, Needed, SessionShown
from zhibu.mechanism.sessions.queries.topics import Followed, Stage, TopicShown
from zhibu.mechanism.sessions.tables import CHIPS, topic_url
from zhibu.mechanism.sessions.terms import TopicKind, TopicState
from zhibu.web.components import Chip, Event, Fact, Item
from zhibu.web.html import prose_date
from zhibu.web.pages import Act

NOT_YET: Final = "尚未点名"


def state_chip(one: TopicShown) -> Chip:
    """How far it has come."""
    return Chip(CHIPS[one.standing.state], one.standing.label)


def facts_of(one: TopicShown) -> list[Fact]:
    """What was proposed, by whom; nothing of it where it is veiled."""
    topic = one.topic
    screened = one.screened
    facts = [
        Fact("类别", TopicKind.word(topic.kind), chip=Chip("none", "党建工作议题") if topic.party_building else None),
        Fact("提出", str(topic.proposer), note=topic.proposed_as),
        Fact("提出日期", topic.proposed_on.isoformat(), note=f"{topic.entered_by}录入"),
        Fact("情况说明", "" if one.veiled else topic.background),
        Fact("所涉督办", topic.about_case, url=reverse("case", args=[topic.about_case]) if topic.about_case else ""),
        Fact("审核", _screened(one), note=screened.reason if screened else ""),
        Fact("撤回原因", topic.withdrawn_because),
        Fact("编号", topic.code),
    ]
    return [fact for fact in facts if fact.value]


def _screened(one: TopicShown) -> str:
    if one.screened is None:
        return ""
    word = "列为上会议题" if one.screened.taken_up else "退回"
    entered = "" if one.screened.entered_by == one.screened.by else f"（{one.screened.entered_by}代录）"
    return f"{word}，{one.screened.by}，{one.screened.on.isoformat()}{entered}"


def events_of(one: TopicShown, *, inside: bool) -> list[Event]:
    """Each session, newest first; what was said there only for whoever reads the session."""
    return [_event(stage, inside=inside and not one.veiled, opens=inside) for stage in reversed(one.stages)]


def _event(stage: Stage, *, inside: bool, opens: bool) -> Event:
    said = _said(stage) if inside else []
    noted = [("不同意见", stage.tabling.dissent), ("缺席成员的意见（不计票）", stage.tabling.absent_opinions)] if inside else []
    what = "\n".join([*said, *(f"{label}：{text}" for label, text in noted if text), *_followed(stage.followed)])
    url = reverse("session", args=[stage.code]) if opens else ""
    return Event(stage.on, f"{stage.title} 第 {stage.number} 项：{_came_to(stage)}", what=what, url=url)


def _said(stage: Stage) -> list[str]:
    """What stands in minutes that nobody has signed is no decision yet."""
    stands = stage.tabled.decided or stage.signed
    return [f"决定：{text}" if stands else f"拟作决定（会议记录签批后生效）：{text}" for text in stage.decisions]


def _came_to(stage: Stage) -> str:
    tabled = stage.tabled
    words = (
        (tabled.called_off, "会议取消"),
        (tabled.deferred, "缓议"),
        (tabled.declined, "未通过"),
        (tabled.decided, "已决定"),
        (tabled.signed, "未议到"),
        (bool(stage.decisions) or stage.passed is not None, "待签批"),
    )
    return next((word for holds, word in words if holds), "待议")


def _followed(followed: Followed | None) -> Iterator[str]:
    if followed is not None:
        until = f"，最迟 {followed.latest.isoformat()}" if followed.latest != FAR and not Status(followed.state).ended else ""
        yield f"督办 {followed.code}：{Status(followed.state).label}{until}"


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line of the agenda as the page says it."""

    number: int
    title: str
    url: str
    chips: tuple[Chip, ...]
    notes: tuple[str, ...]
    left: tuple[tuple[str, str], ...]
    """Who left the room with the reason, and the address that takes it back."""
    acts: tuple[Act, ...]


def lines_of(session: SessionShown, *, records: bool, steers: bool, on: date) -> list[LineShown]:
    """In order."""
    return [_line(session, one, records=records, steers=steers, on=on) for one in session.lines]


def _line(session: SessionShown, one: AgendaLine, *, records: bool, steers: bool, on: date) -> LineShown:
    topic, stage = one.topic, stage_of(one)
    chips = [Chip("check", "三重一大")] if one.weighty else []
    if topic is not None and topic.topic.party_building:
        chips.append(Chip("none", "党建"))
    if stage is not None:
        word = _came_to(stage)
        chips.append(Chip("ok" if stage.tabled.decided else "none", word))
    title = topic.title if topic is not None else one.item.title
    open_ = records and not session.signed and not session.cancelled
    return LineShown(
        one.item.number,
        title,
        topic_url(topic.topic.code) if topic is not None else "",
        tuple(chips),
        tuple(_notes(session, one, stage, on)),
        tuple((_left_words(one, at), _undo(session, one, at) if open_ else "") for at in range(len(one.left))),
        tuple(_acts(session, one, stage, open_=open_, steers=steers, on=on)),
    )


def stage_of(one: AgendaLine) -> Stage | None:
    """This very session among those at which the topic stood."""
    stages = one.topic.stages if one.topic is not None else ()
    return next((stage for stage in stages if one.tabling is not None and stage.tabling.pk == one.tabling.pk), None)


def _left_words(one: AgendaLine, at: int) -> str:
    left = one.left[at]
    veiled = one.topic is not None and one.topic.veiled
    return f"{left.name}回避" if veiled else f"{left.name}回避：{left.reason}"


def _undo(session: SessionShown, one: AgendaLine, at: int) -> str:
    return reverse("session_recuse_undo", args=[session.gathering.code, one.left[at].id])


def _notes(session: SessionShown, one: AgendaLine, stage: Stage | None, on: date) -> Iterator[str]:
    reports = one.item.presenter if one.item.presenter != str(session.committee) else ""
    if words := " · ".join(filter(None, (f"{reports}汇报" if reports else "", _papers(session, one, on)))):
        yield words
    if one.left:
        yield f"本议题{quorum_words(one.needed)}"
    if stage is not None and not (one.topic is not None and one.topic.veiled):
        yield from _said(stage)
        if stage.tabling.dissent:
            yield f"不同意见：{stage.tabling.dissent}"
        if stage.tabling.absent_opinions:
            yield f"缺席成员的意见（不计票）：{stage.tabling.absent_opinions}"
    if stage is not None:
        yield from _followed(stage.followed)


def _papers(session: SessionShown, one: AgendaLine, on: date) -> str:
    """At the latest on the day before."""
    if one.item.papers_on is not None:
        return f"材料 {one.item.papers_on.isoformat()} 发出"
    return f"材料最晚 {(session.gathering.on - BEFORE).isoformat()} 发出" if on <= session.gathering.on else ""


def _acts(session: SessionShown, one: AgendaLine, stage: Stage | None, *, open_: bool, steers: bool, on: date) -> Iterator[Act]:
    if one.tabling is None or one.topic is None or stage is None:
        return
    code, number = session.gathering.code, one.tabling.pk
    if open_:
        if session.gathering.on <= on and stage.passed is None:
            vote = reverse("gathering_vote_open", args=[code, session.holding.pk])
            yield Act("表决", f"{vote}?item={one.item.number}")
        yield Act("议定情况", reverse("session_note", args=[code, number]))
        yield Act("回避", reverse("session_recuse", args=[code, number]))
        if not stage.decisions and stage.passed is None:
            yield Act("撤下", reverse("session_take_off", args=[code, number]), "quiet")
    if (
        steers
        and one.topic.standing.state is TopicState.DECIDED
        and one.topic.last == stage
        and one.topic.topic.kind != TopicKind.APPOINTMENTS
    ):
        yield Act("列入督办", reverse("session_supervise", args=[code, number]))


def quorum_words(needed: Needed) -> str:
    """Live: as people are marked."""
    if not needed.least:
        return "没有可以依据的到会人数规定"
    if not needed.there:
        return f"{needed.words}；{NOT_YET}"
    verdict = "可以开会" if needed.met else f"还差 {needed.least - needed.there} 人"
    return f"{needed.words}；实到 {needed.there} 人，{verdict}"


def table_url(session: str, topic: str) -> str:
    """The agenda of a session with one topic ticked already."""
    return f"{reverse('session_table', args=[session])}?topic={topic}"


def ready_items(session: SessionShown, on: date) -> list[Item]:
    """What waits for a session: topics taken up, and supervised matters that are late."""
    topics = [
        Item(
            one.title,
            f"{TopicKind.word(one.topic.kind)} · {one.topic.proposer} · {one.topic.proposed_on.isoformat()} 提出",
            state_chip(one),
            table_url(session.gathering.code, one.topic.code),
            "列入",
        )
        for one in session.ready
    ]
    late = [
        Item(
            f"督办事项进展：{one.title}",
            one.words(on),
            Chip("late", "督办逾期"),
            table_url(session.gathering.code, one.code),
            "列入",
        )
        for one in session.late
    ]
    return [*late, *topics]


def choices_of(session: SessionShown, on: date) -> list[tuple[str, str]]:
    """The same to tick."""
    late = [(one.code, f"督办事项进展：{one.title}（{one.words(on)}）") for one in session.late]
    return [*late, *((one.topic.code, f"{one.title}（{one.standing.label}）") for one in session.ready)]


def items_of(session: SessionShown) -> list[Item]:
    """For the page of the gathering."""
    return [_item(one) for one in session.lines]


def _item(one: AgendaLine) -> Item:
    stage = stage_of(one)
    word = Chip("ok" if stage.tabled.decided else "none", _came_to(stage)) if stage else None
    why = "；".join([*(["三重一大"] if one.weighty else []), *(f"{left.name}回避" for left in one.left)])
    return Item(f"{one.item.number}. {one.topic.title if one.topic else one.item.title}", why, word)


def order_words(session: SessionShown) -> list[str]:
    """Who speaks after whom; the head last."""
    return [f"{one.name}（{one.post}）{'——末位表态' if one.head else ''}" for one in session.seats]


def lead_of(session: SessionShown) -> str:
    """Day and place."""
    one = session.gathering
    return " · ".join(filter(None, (prose_date(one.on), f"{one.begins:%H:%M}" if one.begins else "", one.place)))


def absent_words(session: SessionShown) -> str:
    """Who is not there, for whoever notes opinions; before the roll call nobody knows."""
    if session.absent:
        return f"缺席的成员：{'、'.join(session.absent)}。"
    return "没有缺席的成员。" if session.needed.there else f"{NOT_YET}。"
