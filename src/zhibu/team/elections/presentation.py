"""An election in words: what is to be done now, who stands, what was voted, who was elected and whether in office."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.cases.presentation import Shown, deadline_chip
from zhibu.cases.presentation import to_do as case_to_do
from zhibu.cases.terms import Status
from zhibu.gatherings.models import Holding
from zhibu.gatherings.rules.quorum import Quorum
from zhibu.gatherings.terms import GatheringState
from zhibu.register.terms.organisations import PostKind
from zhibu.team.elections.queries.lists import Row
from zhibu.team.elections.queries.standing import Counted, Round, Seated, Stand, Who
from zhibu.team.elections.rules.counting import settle
from zhibu.team.elections.rules.progress import Standing, may_conclude
from zhibu.team.elections.services.ballots import standings
from zhibu.team.elections.tables import SOON, election_url, state_of, step_of
from zhibu.team.elections.terms import RECORD, WAITS, Office, Timing
from zhibu.web.components import Chip, Fact, Item, filled
from zhibu.web.panels import Panel

VOTING: Final = ("meeting", "session")
RECORDED: Final = "待备案"
"""Members of a committee are reported for the record; secretary and deputies wait for the reply (PRACTICE.md 2)."""


def is_over(shown: Shown) -> bool:
    """Whether everything is voted on."""
    return bool({"report", "approval"} & {*shown.state.done, *(one.step.key for one in shown.state.open_steps)})


def facts(stand: Stand) -> list[Fact]:
    """What the register said, and what was asked."""
    row = stand.row
    seats = f"委员 {row.seats} 名，其中" if row.seats else "不设委员会，"
    deputies = f"、副书记 {row.deputies} 名" if row.deputies else ""
    rows = [
        Fact("换届的党组织", str(row.organisation), url=reverse("organisation", args=[row.organisation.code])),
        Fact("批复的上级", str(row.superior)),
        Fact("本届届满", row.term_ends.isoformat() if row.term_ends else "没有职务记录，不能推算"),
        Fact("启动", f"{row.begun_on.isoformat()}，{Timing.word(row.timing)}"),
        Fact("原因", row.reason),
        Fact("应选名额", f"{seats}书记 1 名{deputies}"),
        Fact("选举大会", _meeting(row.gathering), url=reverse("gathering", args=[row.gathering.code]) if row.gathering else ""),
        Fact("空缺的原因", row.vacant_because),
    ]
    return filled(rows)


def _meeting(found: "object") -> str:
    on, state = getattr(found, "on", None), getattr(found, "state", "")
    return f"{on.isoformat()}，{GatheringState.word(state)}" if isinstance(on, date) else ""


@dataclass(frozen=True, slots=True)
class Room:
    """The part of the afternoon in which ballots of the step that waits are cast, and whether it may decide."""

    step: str
    holding: Holding | None
    quorum: Quorum


def to_do(shown: Shown, stand: Stand, room: Room) -> list[Item]:
    """The step that waits; while it is a meeting, what is next there."""
    items = case_to_do(shown)
    step = next((one.step.key for one in shown.state.waiting if one.step.key in VOTING), "")
    if not step or not shown.reader.may(RECORD, stand.row.organisation.now_path):
        return items
    rest = [item for item in items if item.title != shown.table.by_key[step].name]
    return [*_voting(shown, stand, step, room), *rest]


def _voting(shown: Shown, stand: Stand, step: str, room: Room) -> Iterator[Item]:
    meeting, waits = stand.row.gathering, shown.state.waits(step)
    due = deadline_chip(waits.window.latest if waits else None, shown.on)
    if meeting is None or meeting.state == GatheringState.CANCELLED:
        yield Item("安排选举大会", "时间和地点；应到名单由当天的名册自动生成。", due, shown.url("election_meeting"), "去安排")
        return
    if meeting.on > shown.on:
        papers = reverse("gathering_papers", args=[meeting.code])
        yield Item(f"{meeting.on.isoformat()} 召开选举大会", "可以先打印会议通知、签到表。", due, papers, "去打印")
        return
    if step == "meeting" and not room.quorum.met:
        yield Item("点名", room.quorum.computation, due, reverse("gathering_attendance", args=[meeting.code]), "去点名")
        return
    found = standings(stand, step)
    for office, one in found.items():
        yield from _ballot_items(shown, stand, office, one)
    if may_conclude(list(found.values()), vacant_because="x").allowed and shown.may_do(step):
        left = sum(one.left for one in found.values())
        title = f"不再补选，空缺 {left} 名" if left else "确认选举结果"
        word = "写明空缺的原因，进入下一步。" if left else "名额已选满，确认以后进入下一步。"
        yield Item(title, word, due, shown.step_url(step), "去确认")


def _ballot_items(shown: Shown, stand: Stand, office: Office, one: Standing) -> Iterator[Item]:
    for ballot in stand.rounds_of(office):
        if ballot.open:
            yield Item(f"{ballot.title}：计票", _counting(ballot), Chip("check", "待计票"), _url(shown, ballot), "去计票")
    if one.left > 0 and not one.open_rounds:
        again = f"已选出 {one.seats - one.left} 名，还缺 {one.left} 名。" if one.rounds else f"应选 {one.seats} 名。"
        word = "再次投票" if one.rounds else "投票"
        yield Item(
            f"{word}：选举{office.label}", again, Chip("check", "可以投票"), shown.url("election_ballot_open", str(office)), "去发票"
        )


def _counting(ballot: Round) -> str:
    return f"发出 {ballot.row.issued} 张；{len(ballot.counts)} 位计票人已录入，共需两位。"


def _url(shown: Shown, ballot: Round) -> str:
    return reverse("election_ballot", args=[shown.it.case.code, ballot.row.pk])


def candidates(stand: Stand) -> list[Fact]:
    """By office, in the order of pinyin."""
    return [Fact(f"{office.label}候选人", names(stand.candidates[office])) for office in Office if stand.candidates.get(office)]


def names(people: Sequence[Who]) -> str:
    """One behind the other."""
    return "、".join(one.name for one in people)


def rounds(shown: Shown, stand: Stand) -> list[Item]:
    """Every ballot, void ones too."""
    return [Item(one.title, summary(stand, one), chip_of(one), _url(shown, one), "查看") for one in stand.rounds]


def chip_of(one: Round) -> Chip:
    """How it stands."""
    if one.void:
        return Chip("none", "已作废")
    if not one.open:
        return Chip("ok", "有结果")
    return Chip("check", "两次计票不一致" if len(one.counts) == 2 else "待计票")


def summary(stand: Stand, one: Round) -> str:
    """What came of it."""
    if one.void:
        return f"作废原因：{one.row.void_because}"
    count = one.settled
    if count is None:
        return _counting(one)
    settled = settle(count, one.sheet, stand.rules)
    by_id = {who.id: who.name for who in one.everybody}
    chosen = "、".join(by_id[pk] for pk in settled.elected) or "无人"
    left = f"；还缺 {settled.left} 名" if settled.left else ""
    tied = "，最后一个名额得票相等" if settled.tied else ""
    return f"应选 {one.row.seats} 名，{settled.computation}；当选：{chosen}{left}{tied}"


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of counts side by side."""

    label: str
    told: tuple[tuple[str, int], ...]

    @property
    def differs(self) -> bool:
        """To be counted again."""
        return len({number for _, number in self.told}) > 1


def compared(one: Round, counts: Sequence[Counted]) -> list[Compared]:
    """Every number of every count that may be seen; abstentions are derived."""
    lines = [
        Compared("收回", tuple((each.row.counted_by, each.count.returned) for each in counts)),
        Compared("无效", tuple((each.row.counted_by, each.count.invalid) for each in counts)),
    ]
    for who in one.everybody:
        added = "（另选）" if who.id not in one.sheet.names else ""
        lines.append(Compared(f"{who.name}{added} 赞成", tuple((each.row.counted_by, each.count.of(who.id).for_it) for each in counts)))
        if not added:
            against = tuple((each.row.counted_by, each.count.of(who.id).against) for each in counts)
            rest = tuple((each.row.counted_by, each.count.abstained(who.id)) for each in counts)
            lines += [Compared(f"{who.name} 反对", against), Compared(f"{who.name} 弃权", rest)]
    return lines


def ballot_facts(stand: Stand, one: Round) -> list[Fact]:
    """As it was given out."""
    row = one.row
    facts_ = [
        Fact("投票日期", row.opened_on.isoformat(), chip=chip_of(one)),
        Fact("应选名额", f"{row.seats} 名"),
        Fact("选票上的候选人", f"{names(one.names)}（{len(one.names)} 名，按姓名拼音排列）"),
        Fact("应到有选举权", f"{row.entitled} 人"),
        Fact("实到有选举权", f"{row.there} 人"),
        Fact("发出票数", f"{row.issued} 张"),
        Fact("结果", summary(stand, one) if one.settled is not None else ""),
        Fact("作废原因", row.void_because),
    ]
    return [fact for fact in facts_ if fact.value]


def seated(stand: Stand, state: Status) -> list[Item]:
    """Who was elected, what to, by how many votes, and whether in office."""
    return [Item(f"{one.who.name} · {posts(one)}", _elected(one), _office_chip(one, state)) for one in stand.elected]


def posts(one: Seated) -> str:
    """The office with the portfolio."""
    return f"{one.office.label}（{PostKind.word(one.portfolio)}）" if one.portfolio else one.office.label


def _elected(one: Seated) -> str:
    since = f"；{one.post_from.isoformat()} 起任职" if one.post_from else ""
    return f"{one.elected_on.isoformat()} 当选，赞成 {one.votes} 票{since}"


def _office_chip(one: Seated, state: Status) -> Chip:
    if one.post_from:
        return Chip("ok", "已任职")
    if state is Status.CANCELLED:
        return Chip("none", "事项已取消")
    return Chip("due", RECORDED) if one.office is Office.COMMITTEE else Chip("check", WAITS)


def panel_of(row: Row, begin: str) -> Panel:
    """What stands on the organisation's page: the term, the election under way, the way to begin one."""
    items = [Item(f"本届 {row.due.isoformat()} 届满", f"从 {row.began} 开始", _term_chip(row))] if row.due else []
    if row.case is not None and row.case.open:
        items.append(
            Item("正在换届", step_of(row), Chip("check" if row.waits else "due", state_of(row)), election_url(row.case.code), "打开")
        )
        return Panel("换届选举", items)
    last = row.case
    if last is not None:
        day = last.ended_on.isoformat() if last.ended_on else ""
        items.append(Item("上一次换届", f"{day} 办结", Chip("ok", "已换届"), election_url(last.code), "查看"))
    text = "" if items else "没有登记过任职，不能推算届满日期。"
    return Panel("换届选举", items, text, "启动换届" if begin else "", begin)


def _term_chip(row: Row) -> Chip:
    days = row.days or 0
    if row.days is not None and row.days <= 0:
        return Chip("late", f"已届满 {-days} 天")
    return Chip("due", f"还有 {days} 天") if days <= SOON.days else Chip("none", "届内")
