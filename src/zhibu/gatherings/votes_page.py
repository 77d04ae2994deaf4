"""Votes in words: whether one may be put now, how it stands, and what two counters saw differently."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zhibu.gatherings.models import Holding, VoteCount
from zhibu.gatherings.queries.roll import Roll
from zhibu.gatherings.queries.votes import VoteShown, agendas_of
from zhibu.gatherings.rules.catalogue import Voters, entry_of
from zhibu.gatherings.rules.quorum import Numbers
from zhibu.gatherings.rules.shares import Share
from zhibu.gatherings.rules.voting import Matter, matters_of, rule_for
from zhibu.gatherings.terms import Ballot, GatheringKind
from zhibu.rulebook.book import Rules
from zhibu.web.components import Chip, Fact

COLUMNS: Final = (("for_it", "赞成"), ("against", "反对"), ("abstained", "弃权"), ("invalid", "无效"), ("returned", "收回"))


@dataclass(frozen=True, slots=True)
class Threshold:
    """Whether a matter may be voted on with those who are there."""

    matter: str
    words: str
    article: str
    met: bool


@dataclass(frozen=True, slots=True)
class Room:
    """One organisation's meeting in which votes are taken."""

    holding: Holding
    title: str
    thresholds: tuple[Threshold, ...]
    lines: tuple[tuple[int, str], ...] = ()
    """Lines of the agenda that are voted on: number and title."""

    @property
    def open(self) -> bool:
        """Before its signature."""
        return self.holding.signed_at is None and not self.holding.cancelled


def rooms_of(rolls: Sequence[Roll], rules: Rules) -> list[Room]:
    """Those where somebody has a vote; one query beside the rolls."""
    agendas = agendas_of([one.part_id for roll in rolls for one in roll.holdings])
    return [
        Room(
            one,
            f"{roll.organisation} · {GatheringKind.word(one.kind)}",
            tuple(thresholds(one.kind, roll.numbers[one.pk], rules)),
            tuple((item.number, item.title) for item in agendas.get(one.part_id, ()) if item.matter),
        )
        for roll in rolls
        for one in roll.holdings
        if entry_of(one.kind).voters != Voters.NOBODY
    ]


def thresholds(kind: str, numbers: Numbers, rules: Rules) -> list[Threshold]:
    """Each matter with its own rule: of 20 entitled 10 are enough for one and not for another."""
    found = []
    for matter in matters_of(kind):
        rule = rule_for(kind, matter)
        if not rules.knows([rule.quorum]):
            continue
        share = Share.read(rules.value(rule.quorum))
        needed = share.least(numbers.entitled)
        met = share.reached(numbers.there, numbers.entitled)
        verdict = "可以表决" if met else f"还差 {max(needed - numbers.there, 1)} 人，不能表决"
        words = f"应到会有表决权 {numbers.entitled} 人，{share}为 {needed} 人；实到 {numbers.there} 人，{verdict}"
        found.append(Threshold(matter.label, words, rules.article(rule.quorum), met))
    return found


def chip_of(one: VoteShown) -> Chip:
    """How it stands."""
    vote = one.vote
    if vote.void_because:
        return Chip("none", "已作废")
    if vote.settled_on is not None:
        return Chip("ok", "通过") if vote.passed else Chip("check", "未通过")
    return Chip("check", "两次计票不一致" if one.differs else "待计票")


def facts_of(one: VoteShown) -> list[Fact]:
    """As it was opened, and what came of it."""
    vote = one.vote
    facts = [
        Fact("召开组织", str(vote.holding.organisation)),
        Fact("议题", f"{vote.item.number}. {vote.item.title}" if vote.item is not None else ""),
        Fact("事项种类", Matter.word(vote.matter)),
        Fact("表决方式", Ballot.word(vote.ballot), chip=chip_of(one)),
        Fact("应到会有表决权", f"{vote.entitled} 人"),
        Fact("实到有表决权", f"{vote.there} 人"),
        Fact("会前书面意见", f"{vote.written} 份，其中赞成 {vote.written_for} 份" if vote.written else ""),
        Fact("发出票数", f"{vote.issued} 张" if vote.issued else ""),
        Fact("结果", vote.computation),
        Fact("依据", vote.article),
        Fact("作废原因", vote.void_because),
    ]
    return [fact for fact in facts if fact.value]


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of two counts side by side: who counted, and what."""

    label: str
    told: tuple[tuple[str, int], ...]

    @property
    def differs(self) -> bool:
        """To be counted again."""
        return len({number for _, number in self.told}) > 1


def compared(counts: Sequence[VoteCount]) -> list[Compared]:
    """Every number of every count that may be seen."""
    lines = [(label, tuple((one.counted_by, int(getattr(one, name))) for one in counts)) for name, label in COLUMNS]
    return [Compared(label, told) for label, told in lines if any(number for _, number in told)]
