"""Who elects, how many, and when it is due: derived from the register; what cannot be derived is asked."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zhibu.kernel.dates import months_after
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.rulebook.book import Rules
from zhibu.team.elections.rules.procedure import LATE_OR_EARLY, RULES
from zhibu.team.elections.terms import Timing

ELECTING: Final = frozenset({OrganisationKind.BRANCH, OrganisationKind.GENERAL_BRANCH, OrganisationKind.COMMITTEE})
COMMITTEE_FROM: Final = "branch.committee.from_full_members"
SEATS_LEAST: Final = "branch.committee.seats_least"
SEATS_MOST: Final = "branch.committee.seats_most"
DEPUTIES_MOST: Final = 3
PROVISIONAL: Final = "《中国共产党支部工作条例（试行）》第八条"


@dataclass(frozen=True, slots=True)
class Body:
    """An organisation as the register shows it on a day."""

    kind: str
    provisional: bool = False
    in_community: bool = False
    full_members: int = 0
    seats: int = 0
    term_began: date | None = None

    @property
    def elects(self) -> bool:
        """Whether it has elections at all: the street's working committee is appointed, and so is who leads a provisional branch."""
        return self.kind in ELECTING and not self.provisional


def has_committee(body: Body, rules: Rules) -> bool:
    """A branch of few has a secretary alone."""
    return body.kind != OrganisationKind.BRANCH or body.full_members >= rules.number(COMMITTEE_FROM)


def due_of(body: Body, rules: Rules) -> date | None:
    """The day on which the term is over; unknown where nobody is recorded in a post."""
    if body.term_began is None or not body.elects:
        return None
    branch = "term.community_branch_years" if body.in_community else "term.other_branch_years"
    name = "term.committee_years" if body.kind == OrganisationKind.COMMITTEE else branch
    return months_after(body.term_began, 12 * rules.number(name)) if rules.knows([name]) else None


def timing_of(due: date | None, on: date, rules: Rules) -> Timing:
    """Begun within the days of notice before the end of the term, it is on time."""
    if due is None:
        return Timing.FIRST
    if on >= due:
        return Timing.LATE
    return Timing.ON_TIME if on >= due - timedelta(days=rules.number("term.notice_days")) else Timing.EARLY


def too_late(due: date | None, on: date, rules: Rules) -> bool:
    """Whether it lies behind its term by more than a postponement usually may."""
    return due is not None and on >= months_after(due, 12 * rules.number("election.late_years"))


def usual_seats(body: Body, rules: Rules) -> int:
    """As many as now, within what a branch may have."""
    if not has_committee(body, rules):
        return 0
    least = rules.number(SEATS_LEAST)
    return max(body.seats, least) if body.kind != OrganisationKind.BRANCH else min(max(body.seats, least), rules.number(SEATS_MOST))


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked: how many are to be elected, and why it is not on time."""

    seats: int
    deputies: int = 0
    reason: str = ""


def may_open(body: Body, plan: Plan, timing: Timing, rules: Rules, *, under_way: str, superior: bool) -> Decision:
    """All that stands against beginning an election."""
    if not body.elects:
        return Decision.of(_appointed(body))
    committee = has_committee(body, rules)
    unexplained = timing.needs_reason and not plan.reason.strip()
    return Decision(
        Decision.of(
            Objection("under_way", f"已经在办换届：{under_way}。", remedy="请打开它继续办理。") if under_way else None,
            Objection("no_superior", "没有登记可以批复的上级党组织。", LATE_OR_EARLY, "请先在党组织页面登记隶属关系。")
            if not superior
            else None,
            Objection("reason", f"{timing.label}没有写明原因。", LATE_OR_EARLY, "提前或延期换届要报上级批准，请写明原因。", "reason")
            if unexplained
            else None,
            _seats(body, plan, rules) if committee else None,
            Objection("deputies", f"副书记一般不超过 {DEPUTIES_MOST} 名，也少于委员的名额。", remedy="请核对名额。", field="deputies")
            if plan.deputies > DEPUTIES_MOST or (committee and plan.deputies >= plan.seats)
            else None,
        ).objections,
        tuple(rules.read),
    )


def _appointed(body: Body) -> Objection:
    if body.kind == OrganisationKind.STREET_COMMITTEE:
        return Objection("appointed", "街道党工委是派出机关，由上级任命，没有换届选举。", RULES, "任免以后请登记职务。")
    if body.provisional:
        return Objection("provisional", "临时党支部的书记、副书记和委员由批准成立的党组织指定。", PROVISIONAL, "指定以后请登记职务。")
    return Objection("no_election", "这类党组织没有换届选举。", RULES, "支部、总支和基层党委才换届。")


def _seats(body: Body, plan: Plan, rules: Rules) -> Objection | None:
    least = rules.number(SEATS_LEAST)
    most = rules.number(SEATS_MOST) if body.kind == OrganisationKind.BRANCH else 99
    if least <= plan.seats <= most:
        return None
    said = f"{least} 至 {most} 名" if body.kind == OrganisationKind.BRANCH else f"{least} 名以上"
    return Objection(
        "seats", f"委员（含书记、副书记）为{said}，填写的是 {plan.seats} 名。", rules.article(SEATS_LEAST), "请核对名额。", "seats"
    )
