"""What a count of ballots comes to. Elected are those for whom more than half of the voters present have voted, by number of votes.

If more have a majority than there are seats, votes decide; of those with as many votes at the last seat a second ballot among them does.
If fewer have one, a second ballot fills the seats that are left, or they stay vacant (REGULATIONS.md 5; articles not compared).
A ballot with more names than seats is invalid, one with fewer is valid; a name that somebody wrote in counts as any other.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from zhibu.gatherings.rules.shares import Share
from zhibu.kernel.decisions import Decision, Objection
from zhibu.rulebook.book import Rules
from zhibu.team.elections.rules.candidates import least_candidates
from zhibu.team.elections.rules.procedure import MEETING

MAJORITY: Final = "election.majority"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A ballot as it was given out: seats, voters present, papers, the names printed on it."""

    seats: int
    there: int
    issued: int
    names: frozenset[int]


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """What one name got. Who neither voted for nor against abstained: nobody types that."""

    person_id: int
    for_it: int
    against: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """What one counter has counted; equal counts are the same whatever the order of names."""

    returned: int
    invalid: int
    marks: frozenset[Mark]

    @property
    def valid(self) -> int:
        """Blank ones among them: nothing on paper is an abstention."""
        return self.returned - self.invalid

    def of(self, person_id: int) -> Mark:
        """What a name got; one that nobody wrote in got nothing."""
        return next((one for one in self.marks if one.person_id == person_id), Mark(person_id, 0))

    def abstained(self, person_id: int) -> int:
        """Of the valid ballots."""
        mark = self.of(person_id)
        return self.valid - mark.for_it - mark.against


def counts_agree(count: Count, sheet: Sheet) -> Decision:
    """A count that cannot be; each reason in its own sentence."""
    votes = sum(one.for_it for one in count.marks)
    return Decision.of(
        Objection(
            "more_back_than_out",
            f"收回 {count.returned} 张，多于发出的 {sheet.issued} 张，本次选举无效。",
            MEETING,
            "请把这次投票注明原因作废，重新投票。",
            "returned",
        )
        if count.returned > sheet.issued
        else None,
        Objection("invalid", f"无效 {count.invalid} 张，多于收回的 {count.returned} 张。", remedy="请再数一遍。", field="invalid")
        if count.invalid > count.returned
        else None,
        Objection(
            "too_many_votes",
            f"赞成票合计 {votes}，多于有效票 {count.valid} 张乘应选 {sheet.seats} 名。",
            MEETING,
            "所选人数多于应选名额的选票是无效票，请核对。",
        )
        if votes > max(count.valid, 0) * sheet.seats
        else None,
        *(
            Objection("does_not_add_up", f"赞成 {one.for_it} 加反对 {one.against}，多于有效票 {count.valid} 张。", remedy="请再数一遍。")
            for one in sorted(count.marks)
            if one.for_it + one.against > count.valid >= 0
        ),
    )


def may_issue(issued: int, there: int) -> Decision:
    """One paper for everybody who is there with a vote; nobody votes for somebody else."""
    return Decision.of(
        Objection("no_papers", "没有填发出的票数。", remedy="先数好发出几张票。", field="issued") if issued < 1 else None,
        Objection(
            "too_many_papers",
            f"发出 {issued} 张，多于到会有选举权的 {there} 人。",
            MEETING,
            "每人一张，不能代别人投票；请再数一遍。",
            "issued",
        )
        if issued > there
        else None,
    )


@dataclass(frozen=True, slots=True)
class Settled:
    """Who is elected, how many seats are left, and between whom the next ballot is."""

    elected: tuple[int, ...]
    left: int
    next_names: tuple[int, ...]
    tied: bool
    base: int
    needed: int
    words: str
    article: str

    @property
    def computation(self) -> str:
        """As the minutes hold it."""
        return f"实到会有选举权 {self.base} 人，{self.words}为 {self.needed} 票"


def settle(count: Count, sheet: Sheet, rules: Rules) -> Settled:
    """By the rule of the day of the meeting."""
    share = Share.read(rules.value(MAJORITY))
    everybody = [count.of(pk) for pk in sorted(sheet.names | {one.person_id for one in count.marks})]
    passed = _by_votes(one for one in everybody if share.reached(one.for_it, sheet.there))
    last = passed[sheet.seats - 1].for_it if len(passed) > sheet.seats else 0
    over = len(passed) > sheet.seats and passed[sheet.seats].for_it == last
    elected = [one for one in passed if one.for_it > last] if over else passed[: sheet.seats]
    tied = [one for one in passed if one.for_it == last] if over else []
    left = sheet.seats - len(elected)
    beaten = tied or _next([one for one in everybody if one not in elected], left, rules)
    return Settled(
        tuple(one.person_id for one in elected),
        left,
        tuple(one.person_id for one in beaten) if left else (),
        bool(tied),
        sheet.there,
        share.least(sheet.there),
        str(share),
        rules.article(MAJORITY),
    )


def _by_votes(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda one: (-one.for_it, one.person_id))


def _next(beaten: Sequence[Mark], left: int, rules: Rules) -> list[Mark]:
    """Those with most votes, again a fifth more than seats; who has as many votes as the last of them stands, too."""
    ranked = _by_votes(beaten)
    wanted = least_candidates(left, rules)
    if not left or len(ranked) <= wanted:
        return ranked if left else []
    edge = ranked[wanted - 1].for_it
    return [one for one in ranked if one.for_it >= edge]
