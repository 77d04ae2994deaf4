"""A street with a committee of three, a branch with two excellent members, and a selection brought as far as a test needs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tests.access.cast import make_account
from tests.cases.desks import acting
from tests.gatherings.meetings import holdings, make_gathering, mark, part, rules
from tests.mechanism.sessions.committees import Committee, make_committee
from tests.register.factories import TODAY, actor, make_person
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.cases.models import Case
from zhibu.gatherings.models import Gathering, Vote
from zhibu.gatherings.rules.ballots import Question, VoteDraft
from zhibu.gatherings.rules.voting import Counted, Matter
from zhibu.gatherings.services.votes import count_votes, open_votes
from zhibu.gatherings.terms import Ballot, GatheringKind, Presence
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.honours.models import Honour, Nomination, SelectionCampaign
from zhibu.mechanism.honours.queries.standing import Stand, stand_of
from zhibu.mechanism.honours.services.calling import Call, call
from zhibu.mechanism.honours.services.deciding import decide, put_up, settle, take_vote
from zhibu.mechanism.honours.services.nominating import Proposal, Written, close_nominations, nominate, review
from zhibu.mechanism.honours.terms import HonourKind, Verdict
from zhibu.register.models import Organisation, Person
from zhibu.team.assessment.models import Grade
from zhibu.team.assessment.terms import GradeOf
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "测试"
UNTIL: Final = TODAY + timedelta(days=10)
NOTICE: Final = TODAY + timedelta(days=14)
AFTER: Final = TODAY + timedelta(days=30)


@dataclass(frozen=True)
class Selection:
    """Who takes part."""

    committee: Committee
    excellent: Person
    second: Person
    plain: Person
    clerk: Account
    head: Account
    branch: Account

    @property
    def street(self) -> Organisation:
        """The organisation that honours."""
        return self.committee.place

    @property
    def nominator(self) -> Organisation:
        """The branch of all three."""
        return self.committee.street.sunny_first

    def by(self, account: Account | None = None, on: date = TODAY) -> Actor:
        """The clerk unless somebody else is named."""
        return acting(account or self.clerk, on)


def make_selection() -> Selection:
    """Grades of last year: two 优秀, one 合格."""
    committee = make_committee()
    street = committee.street
    people = [make_person(street.sunny_first, name) for name in ("龚䶮", "王㛃", "赵平凡")]
    meeting = make_gathering(street.sunny_first, part(GatheringKind.DEMOCRATIC_ASSESSMENT, street.sunny_first), on=date(2026, 2, 2))
    (holding,) = holdings(meeting)
    with recording(actor(), "gathering.grades") as work:
        for one, grade in zip(people, (GradeOf.EXCELLENT, GradeOf.EXCELLENT, GradeOf.QUALIFIED), strict=True):
            facts = {"gathering_id": meeting.pk, "holding_id": holding.pk, "person_id": one.pk, "year": 2025, "grade": grade.value}
            work.add(Grade, decided_on=date(2026, 2, 2), **facts)
    return Selection(
        committee,
        people[0],
        people[1],
        people[2],
        make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏"),
        make_account("shuji", Role.STREET_SECRETARY, street.street, name="王书记"),
        make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first, name="陈立"),
    )


def well(outcome: Outcome) -> Outcome:
    """Done, with nothing against it."""
    assert [one.message for one in outcome.decision.objections] == []
    return outcome


def codes(outcome: Outcome) -> list[str]:
    """What stands against it."""
    return [one.code for one in outcome.decision.objections]


def called(it: Selection, kind: HonourKind = HonourKind.EXCELLENT_MEMBER, **more: Mapping[int, int]) -> SelectionCampaign:
    """The call of the year."""
    done = well(
        call(by=it.by(), organisation=it.street, said=Call(kind, 2026, UNTIL, "向阳街工委〔2026〕9 号", **more), submission="a" * 32)
    )
    return campaign(done.row_id)


def campaign(case_id: int) -> SelectionCampaign:
    """As it stands now."""
    return SelectionCampaign.objects.unguarded(WHY).select_related("case", "organisation").get(case_id=case_id)


def again(row: SelectionCampaign) -> SelectionCampaign:
    """The same, read anew."""
    return campaign(row.case_id)


def stand(row: SelectionCampaign) -> Stand:
    """All of it."""
    return stand_of(again(row))


def written(row: SelectionCampaign, on: date = TODAY, **texts: str) -> Written:
    """With the last line of the log as it is now."""
    return Written(Case.objects.unguarded(WHY).get(pk=row.case_id).now_last, on, texts)


def proposed(it: Selection, row: SelectionCampaign, person: Person, exception: str = "") -> Outcome:
    """By the branch."""
    said = Proposal(person.pk, deeds="带头包楼，热心调解。", exception=exception)
    return nominate(by=it.by(it.branch), campaign=row, nominator=it.nominator, proposal=said)


def reviewed(it: Selection, row: SelectionCampaign, *left_out: int) -> None:
    """All nominated, left out for a reason those who were named first (1), second and so on."""
    well(close_nominations(by=it.by(), campaign=again(row), written=written(row)))
    verdicts = {
        one.number: (Verdict.NOT_SUPPORTED, "考察期间请假较多") if at in left_out else (Verdict.SUPPORTED, "")
        for at, one in enumerate(nominations(row), 1)
    }
    well(review(by=it.by(), campaign=again(row), verdicts=verdicts, written=written(row)))


def session(it: Selection, *, for_it: int = 3, paper: bool = True) -> Gathering:
    """The working committee votes: on paper, counted by two under two accounts."""
    committee = it.committee
    made = make_gathering(it.street, part(GatheringKind.WORKING_COMMITTEE_SESSION, it.street), title="党工委会议")
    mark(made, dict.fromkeys((committee.head, committee.deputy, committee.member), Presence.PRESENT))
    (holding,) = holdings(made)
    ballot = Ballot.PAPER if paper else Ballot.HANDS
    asked = VoteDraft(str(Matter.ORDINARY), str(ballot), (Question("同意拟表彰名单"),), issued=3 if paper else 0)
    well(open_votes(by=actor(), holding=holding, draft=asked, rules=rules()))
    vote = Vote.objects.unguarded(WHY).select_related("holding").get(gathering_id=made.pk)
    counted = Counted(for_it, 3 - for_it, issued=3, returned=3) if paper else Counted(for_it, 3 - for_it)
    for account, name in ((it.clerk, "赵敏"), (it.head, "钱进"))[: 2 if paper else 1]:
        well(count_votes(by=acting(account, TODAY), vote=vote, counted_by=name, count=counted, rules=rules()))
    return made


def put_on_the_board(it: Selection, row: SelectionCampaign) -> None:
    """Voted and up."""
    well(take_vote(by=it.by(), campaign=again(row), gathering=session(it).pk, written=written(row)))
    well(put_up(by=it.by(on=NOTICE), campaign=again(row), at="街道宣传栏", written=written(row, NOTICE)))


def decided(it: Selection, row: SelectionCampaign) -> list[Honour]:
    """The days are over, the secretary decides."""
    well(settle(by=it.by(on=AFTER), campaign=again(row), written=written(row, AFTER)))
    said = written(row, AFTER, number="向阳街工委〔2026〕15 号")
    well(decide(by=it.by(it.head, AFTER), campaign=again(row), written=said))
    return list(Honour.objects.unguarded(WHY).order_by("certificate"))


def nominations(row: SelectionCampaign) -> list[Nomination]:
    """As the table holds them, in the order in which they came."""
    return list(Nomination.objects.unguarded(WHY).filter(campaign=row).order_by("pk"))


def number_of(row: SelectionCampaign, person: Person) -> int:
    """Of the nomination that names somebody."""
    return next(one.number for one in nominations(row) if one.person_id == person.pk)
