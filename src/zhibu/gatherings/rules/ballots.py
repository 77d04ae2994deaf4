"""What may be put to the vote, and when two counts of paper settle it. There is no ballot on a screen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhibu.gatherings.rules.catalogue import Voters, entry_of
from zhibu.gatherings.rules.quorum import Numbers
from zhibu.gatherings.rules.voting import Counted, Result, may_open, rule_for
from zhibu.gatherings.terms.words import Ballot
from zhibu.kernel.decisions import Decision, Objection
from zhibu.rulebook.book import Rules


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, of one person where it is about persons: they are voted on one by one."""

    text: str
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class VoteDraft:
    """A vote about to be opened; several questions are several votes."""

    matter: str
    ballot: str
    questions: tuple[Question, ...]
    issued: int = 0
    written_for: int = 0
    item_id: int | None = None
    """The line of the agenda that it belongs to."""


@dataclass(frozen=True, slots=True)
class Setting:
    """The meeting in which it is put."""

    kind: str
    on: date
    numbers: Numbers
    signed: bool = False
    cancelled: bool = False
    items: frozenset[int] = frozenset()
    """Lines of its agenda."""


def may_put(draft: VoteDraft, setting: Setting, rules: Rules, *, today: date) -> Decision:
    """The meeting is on, somebody has a vote, enough are there, the way of voting is the one that the matter asks for."""
    if entry_of(setting.kind).voters == Voters.NOBODY:
        return Decision.of(Objection("no_voters", "这一类会议不表决。", remedy="需要表决的，在支部党员大会或者支部委员会上进行。"))
    return Decision.all(
        Decision.of(
            Objection("signed", "已经签批，不能再表决。", remedy="另外召开会议表决。") if setting.signed else None,
            Objection("cancelled", "这次会议已经取消。", remedy="另外召开会议表决。") if setting.cancelled else None,
            Objection("not_yet", "会议还没有开。", remedy="开会当天点名以后再表决。") if setting.on > today else None,
            Objection("no_question", "没有写表决事项。", remedy="一句话写清同意什么。", field="question") if not draft.questions else None,
            Objection("item_gone", "议程里没有这一项。", remedy="请重新选择议题。", field="item")
            if draft.item_id is not None and draft.item_id not in setting.items
            else None,
        ),
        may_open(setting.kind, draft.matter, draft.ballot, setting.numbers, rules),
        _written(draft, setting.numbers, rules, setting.kind),
        _papers(draft, setting.numbers),
    )


def _written(draft: VoteDraft, numbers: Numbers, rules: Rules, kind: str) -> Decision:
    """A written opinion that came before the meeting counts in a vote on admission, and nowhere else."""
    rule = rule_for(kind, draft.matter)
    if not draft.written_for:
        return Decision()
    if not rule.written_counts:
        return Decision.of(
            Objection("written", "这一事项不计算书面意见。", remedy="书面意见只在接收预备党员、转正的表决中计入。", field="written_for")
        )
    article = rules.article(rule.majority) if rules.knows([rule.majority]) else ""
    more = f"会前收到的书面意见只有 {numbers.written} 份。"
    remedy = "点名时把会前交了书面意见的人标为“书面”。"
    return Decision.of(Objection("more_written", more, article, remedy, "written_for") if draft.written_for > numbers.written else None)


def _papers(draft: VoteDraft, numbers: Numbers) -> Decision:
    if draft.ballot != Ballot.PAPER:
        return Decision()
    most = f"发出 {draft.issued} 张，多于到会有表决权的 {numbers.there} 人。"
    return Decision.of(
        Objection("no_papers", "没有填发出的票数。", remedy="先数好发出几张票。", field="issued") if not draft.issued else None,
        Objection("too_many_papers", most, remedy="请再数一遍。", field="issued") if draft.issued > numbers.there else None,
    )


@dataclass(frozen=True, slots=True)
class Counter:
    """Who counted, and under which account it was entered."""

    name: str
    account_id: int | None


def may_count(*, paper: bool, closed: bool, signed: bool, me: Counter, others: Sequence[Counter]) -> Decision:
    """Two counters on paper are two people under two accounts; ``others`` are those who have entered, without oneself."""
    same = [one.name for one in others if one.name.strip() == me.name.strip()]
    return Decision.of(
        Objection("closed", "这一项表决已经有了结果，或者已经作废。") if closed else None,
        Objection("signed", "已经签批，不能再改计票。", remedy="请写更正的记录。") if signed else None,
        Objection("same_counter", f"{me.name}已经录入过一次。", remedy="两次计票由两个人分别进行，各用各的账号录入。", field="counted_by")
        if paper and same
        else None,
        Objection("two_already", "两位计票人都已录入。", remedy="由他们各自再录入，直到一致；或者注明原因作废。")
        if len(others) >= (2 if paper else 1)
        else None,
    )


def computed(count: Counted, result: Result, *, written_for: int, paper: bool) -> str:
    """The sentence that stands in the vote and is offered to the minutes."""
    written = f"，另有会前书面赞成 {written_for} 票" if written_for else ""
    invalid = f"，无效 {count.invalid} 票" if count.invalid else ""
    papers = f"发出 {count.issued} 张、收回 {count.returned} 张；" if paper else ""
    votes = f"赞成 {count.for_it} 票{written}，反对 {count.against} 票，弃权 {count.abstained} 票{invalid}"
    return f"{papers}{votes}；{result.computation}，{'通过' if result.passed else '未通过'}"
