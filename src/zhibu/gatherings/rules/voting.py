"""What a vote means: the rule says the base, the base says how many are needed."""

from dataclasses import dataclass
from typing import Final

from zhibu.gatherings.rules.quorum import Numbers
from zhibu.gatherings.rules.shares import Share
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.terms.term import Term
from zhibu.rulebook.book import Rules


class Base(Term):
    """What a majority is a share of."""

    ENTITLED = "entitled", "应到会有表决权人数"
    THERE = "there", "实到会有表决权人数"


class Matter(Term):
    """What is decided; each has its own quorum, base and way of voting."""

    ORDINARY = "ordinary", "一般事项"
    ADMISSION = "admission", "接收预备党员、预备党员转正"
    ELECTION = "election", "选举"
    WEIGHTY = "weighty", "三重一大事项"


@dataclass(frozen=True, slots=True)
class MatterRule:
    """Parameters of a matter; ``paper`` matters are voted on paper only."""

    quorum: str
    majority: str
    base: Base
    paper: bool = False
    written_counts: bool = False


MATTERS: Final = {
    Matter.ORDINARY: MatterRule("meeting.members.quorum", "meeting.members.majority", Base.ENTITLED),
    Matter.ADMISSION: MatterRule("admission.quorum", "admission.majority", Base.ENTITLED, paper=True, written_counts=True),
    Matter.ELECTION: MatterRule("election.quorum", "election.majority", Base.THERE, paper=True),
    Matter.WEIGHTY: MatterRule("meeting.working_committee.weighty_percent", "meeting.committee.majority", Base.ENTITLED),
}
COMMITTEE: Final = MatterRule("meeting.committee.quorum", "meeting.committee.majority", Base.ENTITLED)
WORKING_COMMITTEE: Final = MatterRule("meeting.working_committee.quorum_percent", "meeting.committee.majority", Base.ENTITLED)


def matters_of(kind: str) -> list[Matter]:
    """What a meeting of this kind decides by vote: admission is the members' meeting's, 三重一大 the committee's; an election elects."""
    if kind == "election":
        return [Matter.ELECTION]
    special = {Matter.WEIGHTY: "working_committee_session"}
    return [one for one in Matter if one is Matter.ORDINARY or kind == special.get(one, "members_meeting")]


NO_RULE: Final = Objection("no_rule", "这一天还没有可以依据的规定。", remedy="请按当时的规定处理，把结果写进会议记录。")


def rule_for(kind: str, matter: str) -> MatterRule:
    """A committee decides ordinary matters by its own rule; everything else goes by the matter."""
    found = Matter.stored(matter)
    if found is Matter.ORDINARY and kind == "committee_meeting":
        return COMMITTEE
    if found is Matter.ORDINARY and kind == "working_committee_session":
        return WORKING_COMMITTEE
    return MATTERS[found]


@dataclass(frozen=True, slots=True)
class Counted:
    """A count of hands or papers. ``issued`` and ``returned`` are 0 for a show of hands."""

    for_it: int
    against: int
    abstained: int = 0
    invalid: int = 0
    issued: int = 0
    returned: int = 0

    @property
    def total(self) -> int:
        """All that were given."""
        return self.for_it + self.against + self.abstained + self.invalid


@dataclass(frozen=True, slots=True)
class Result:
    """Passed or not, with the computation and the article."""

    passed: bool
    base: int
    needed: int
    words: str
    article: str
    base_words: str

    @property
    def computation(self) -> str:
        """As the minutes hold it."""
        return f"{self.base_words} {self.base} 人，{self.words}为 {self.needed} 票"


def may_open(kind: str, matter: str, ballot: str, numbers: Numbers, rules: Rules) -> Decision:
    """Enough entitled people are there, and the matter may be voted on in this way; all objections at once."""
    rule = rule_for(kind, matter)
    if not rules.knows((rule.quorum, rule.majority)):
        return Decision.of(NO_RULE)
    share = Share.read(rules.value(rule.quorum))
    needed = share.least(numbers.entitled)
    short = numbers.there < needed or not numbers.entitled
    objections = (
        Objection(
            "no_quorum",
            f"应到会有表决权 {numbers.entitled} 人，{share}为 {needed} 人，实到 {numbers.there} 人，还不能表决。",
            rules.article(rule.quorum),
            "等人到齐再表决，或者改期。",
        )
        if short
        else None,
        Objection("paper_only", "这一事项应当无记名投票，不能举手。", rules.article(rule.majority), "请用纸质票，由两人分别计票录入。")
        if rule.paper and ballot != "paper"
        else None,
    )
    return Decision(tuple(one for one in objections if one is not None), tuple(rules.read))


def counts_agree(count: Counted, numbers: Numbers, *, paper: bool, written: int = 0) -> Decision:
    """A count that cannot be: more votes than people, more papers back than given out; each said in its own sentence."""
    most = numbers.there + written
    given = count.returned if paper else count.total
    return Decision.of(
        Objection("too_many", f"票数合计 {count.total}，多于可以投票的 {most} 人。", remedy="请再数一遍。", field="for_it")
        if count.total > most
        else None,
        Objection(
            "more_back_than_out",
            f"收回 {count.returned} 张，多于发出的 {count.issued} 张，本次投票无效。",
            remedy="应重新投票。",
            field="returned",
        )
        if paper and count.returned > count.issued
        else None,
        Objection(
            "does_not_add_up",
            f"赞成、反对、弃权、无效合计 {count.total}，与收回的 {given} 张不符。",
            remedy="请再数一遍。",
            field="returned",
        )
        if paper and count.total != given
        else None,
    )


def result_of(kind: str, matter: str, count: Counted, numbers: Numbers, rules: Rules, *, written_for: int = 0) -> Result:
    """Passed when the votes for it reach the share of the base that the rule for this matter names."""
    rule = rule_for(kind, matter)
    if not rules.knows((rule.majority,)):
        return Result(passed=False, base=0, needed=0, words=NO_RULE.message, article="", base_words=rule.base.label)
    share = Share.read(rules.value(rule.majority))
    base = numbers.entitled if rule.base is Base.ENTITLED else numbers.there
    votes = count.for_it + (written_for if rule.written_counts else 0)
    return Result(share.reached(votes, base), base, share.least(base), str(share), rules.article(rule.majority), rule.base.label)
