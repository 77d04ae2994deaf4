"""Honours of the sample street: four selections told from their call on, the medals of two years, a dozen honours from above."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zhibu.cases.rules.acts import Written
from zhibu.config.sample.cases import CLERK, COMMUNITY, SECRETARY, Telling
from zhibu.config.sample.street import STREET
from zhibu.gatherings.models import Holding, Vote
from zhibu.gatherings.queries.lists import lists_of
from zhibu.gatherings.queries.reached import rules_at
from zhibu.gatherings.rules.ballots import Question, VoteDraft
from zhibu.gatherings.rules.planning import Draft, Holder, PartDraft
from zhibu.gatherings.rules.voting import Counted, Matter
from zhibu.gatherings.services.attendance import mark_attendance
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.services.votes import count_votes, open_votes
from zhibu.gatherings.terms import Ballot, GatheringKind, Presence
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.honours.models import Honour, HonourReceived, SelectionCampaign
from zhibu.mechanism.honours.queries.beside import missed_on
from zhibu.mechanism.honours.queries.facts import of_people
from zhibu.mechanism.honours.queries.standing import stand_of
from zhibu.mechanism.honours.rules.procedure import NOTICE_DAYS
from zhibu.mechanism.honours.rules.progress import notice_ends
from zhibu.mechanism.honours.services.calling import Call, call
from zhibu.mechanism.honours.services.deciding import decide, put_up, settle, take_vote
from zhibu.mechanism.honours.services.granted import Given, enter_received, make_public
from zhibu.mechanism.honours.services.nominating import Proposal, close_nominations, nominate, review
from zhibu.mechanism.honours.terms import HonourKind, Level, Receiver, Verdict
from zhibu.register.models import Membership, Organisation, ResidentUnit
from zhibu.register.terms.people import MembershipRelation
from zhibu.trail.actors import Actor

WHY: Final = "示例荣誉"
BRANCHES: Final = 6
CALLED, CLOSED, REVIEWED, VOTED, UP, OVER = 0, 20, 26, 30, 33, 50
"""On which day of its story each step of a selection is done."""
TOLD, MEDALS = (4, 22), (5, 20)
"""When those are called that the first of July honours."""
RUNS: Final = 12
"""Days since the call of the one in which nominations are taken."""
KEPT: Final = 2
"""With more nominations than these, the first is left out."""
DEEDS: Final = (
    "带头包楼联户，矛盾化解在楼道。",
    "长期照看独居老人。",
    "牵头建起便民服务点。",
    "坚持在一线值守。",
    "带队整治楼道堆物。",
    "义务维修水电。",
)
LEADING: Final = ("许文静", "郭建华")
"""党员带头人 of two units."""
DISTRICT, CITY, ORGANISERS = "中共云溪区委", "中共新州市委", "中共云溪区委组织部"
ABOVE: Final = (
    (Receiver.ORGANISATION, Level.CITY, f"{CITY}组织部", "全市城市基层党建示范点", (3, 12), "新组发〔{}〕8 号"),
    (Receiver.ORGANISATION, Level.DISTRICT, ORGANISERS, "全区先进社区党组织", (4, 16), "云组发〔{}〕14 号"),
    (Receiver.ORGANISATION, Level.DISTRICT, DISTRICT, "全区先进基层党组织", (6, 18), "云委〔{}〕21 号"),
    (Receiver.PERSON, Level.DISTRICT, DISTRICT, "全区优秀共产党员", (6, 18), "云委〔{}〕21 号"),
    (Receiver.PERSON, Level.DISTRICT, DISTRICT, "全区优秀党务工作者", (6, 18), "云委〔{}〕21 号"),
    (Receiver.PERSON, Level.CITY, CITY, "全市优秀共产党员", (6, 25), "新委〔{}〕30 号"),
)
"""Told for two years: what is honoured for the first of July is decided before it, one decision under one number."""


def holds_honours() -> bool:
    """Whether they are there."""
    return HonourReceived.objects.unguarded(WHY).exists()


def load_honours(*, on: date) -> int:
    """Everything; returns how many honours were granted."""
    telling = Telling(on)
    street = telling.places[f"{STREET}党工委"]
    branches = _branches(street)
    _from_above(telling, branches, on)
    last = on.year if on > date(on.year, 7, 1) else on.year - 1
    for year in (last - 1, last):
        _medals(telling, street, date(year, *MEDALS))
    begun = date(last, *TOLD)
    Story(telling, street, HonourKind.EXCELLENT_MEMBER, begun, OVER).tell(_members(branches, begun))
    Story(telling, street, HonourKind.ADVANCED_UNIT, on - timedelta(days=OVER), UP, "23").tell(_units(street))
    Story(telling, street, HonourKind.LEADING_MEMBER, _ended(street, on) - timedelta(days=UP), UP, "24").tell(_leading(street))
    Story(telling, street, HonourKind.ADVANCED_ORGANISATION, on - timedelta(days=RUNS), CALLED, "26").tell(_organisations(branches))
    return Honour.objects.unguarded(WHY).count()


def _branches(street: Organisation) -> list[Organisation]:
    """Of different communities, in the order of the tree."""
    found = Organisation.objects.unguarded(WHY).filter(now_path__startswith=street.now_path, now_kind="branch", dissolved_on=None)
    by_parent: dict[int | None, Organisation] = {}
    for one in found.select_related("now_parent").order_by("now_path"):
        by_parent.setdefault(one.now_parent_id, one)
    return list(by_parent.values())[:BRANCHES]


def _people(branch: Organisation, on: date, number: int) -> list[int]:
    """Of those on the roll the first with the best grade known that day."""
    rolls = Membership.objects.unguarded(WHY).on(on).filter(organisation=branch, relation=str(MembershipRelation.ROLL))
    people = list(rolls.order_by("person__sort_key", "person_id").values_list("person_id", flat=True))
    facts = of_people(people, branch.now_path or "", kind=HonourKind.EXCELLENT_MEMBER, year=on.year, on=on)
    return [pk for pk in people if facts[pk].grade == "优秀" and facts[pk].full and facts[pk].in_force][:number]


def _from_above(telling: Telling, branches: Sequence[Organisation], on: date) -> None:
    last = on.year if on > date(on.year, 7, 1) else on.year - 1
    for year in (last - 1, last):
        for at, (receiver, level, giver, title, (month, of_month), number) in enumerate(ABOVE):
            day = date(year, month, of_month)
            branch = branches[(at + year) % len(branches)]
            place = branch.now_parent if giver == ORGANISERS and branch.now_parent else branch
            who = place.pk if receiver is Receiver.ORGANISATION else next(iter(_people(branch, day, 1)), 0)
            if who:
                given = Given(receiver, who, place.pk, level, giver, title, day, number.format(year))
                _done(enter_received(by=telling.by(CLERK, day), given=given))


def _medals(telling: Telling, street: Organisation, day: date) -> None:
    by = telling.by(CLERK, day)
    said = Call(HonourKind.FIFTY_YEAR_MEDAL, day.year, day + timedelta(days=20))
    row = _row(_done(call(by=by, organisation=street, said=said)))
    decided = day + timedelta(days=18)
    verdicts = _verdicts(row, decided)
    if not verdicts:
        return
    later = day + timedelta(days=15)
    _done(review(by=telling.by(CLERK, later), campaign=row, verdicts=verdicts, written=_written(row, later)))
    said_so = _written(row, decided, number=f"{STREET}工委〔{decided.year}〕11 号")
    _done(decide(by=telling.by(SECRETARY, decided), campaign=row, written=said_so))


def _verdicts(row: SelectionCampaign, decided: date) -> dict[int, tuple[Verdict, str]]:
    """Everybody stays who still meets the conditions on the day of the decision."""
    stand = stand_of(row)
    against = missed_on(stand, decided)
    left = {one.number for one in stand.proposed if against.get(one.number) and not one.row.exception}
    return {
        one.number: (Verdict.NOT_SUPPORTED, "考察期间情况有变化。") if one.number in left else (Verdict.SUPPORTED, "")
        for one in stand.proposed
    }


Named = Sequence[tuple[Organisation, Proposal]]


def _members(branches: Sequence[Organisation], on: date) -> list[tuple[Organisation, Proposal]]:
    """Of the first branch two, of the others one."""
    return [
        (branch, Proposal(person, deeds=DEEDS[at % len(DEEDS)]))
        for at, branch in enumerate(branches)
        for person in _people(branch, on, 2 if at == 0 else 1)
    ]


def _organisations(branches: Sequence[Organisation]) -> list[tuple[Organisation, Proposal]]:
    """Some branches, each named by the committee of its community."""
    return [
        (branch.now_parent, Proposal(branch.pk, deeds="组织生活经常，带动楼院自治。", exception="上一年度的考评结果还没有公布。"))
        for branch in branches[:3]
        if branch.now_parent
    ]


def _units(street: Organisation) -> list[tuple[Organisation, Proposal]]:
    """Units that the district does not own, named by the Party organisation of their place."""
    found = ResidentUnit.objects.unguarded(WHY).filter(
        district_owned=False, closed_on=None, organisation__now_path__startswith=street.now_path
    )
    rows = found.select_related("organisation").order_by("sort_key", "pk")[:2]
    return [(one.organisation, Proposal(one.pk, deeds="为社区提供场地，派人参加共建项目。")) for one in rows]


def _leading(street: Organisation) -> list[tuple[Organisation, Proposal]]:
    """Of the same units somebody each: nobody of the register."""
    told = zip(_units(street), LEADING, strict=False)
    return [(place, Proposal(one.who, name=name, deeds="带头参加社区志愿服务和结对帮扶。")) for (place, one), name in told]


def _ended(street: Organisation, on: date) -> date:
    """The last day on which a list could be put up whose days were over yesterday."""
    days = int(rules_at(street.now_path or "", on).number(NOTICE_DAYS))
    return next(day for back in range(1, 60) if notice_ends(day := on - timedelta(days=back), days) < on)


@dataclass(frozen=True)
class Story:
    """One selection, told up to some day of it."""

    telling: Telling
    street: Organisation
    kind: HonourKind
    begun: date
    last: int
    number: str = "9"

    def by(self, after: int, username: str = CLERK) -> Actor:
        """Somebody, on a day of the story."""
        return self.telling.by(username, self.day(after))

    def day(self, after: int) -> date:
        """So many days after the call."""
        return self.begun + timedelta(days=after)

    def tell(self, named: Named) -> None:
        """From the call on."""
        said = Call(self.kind, self.begun.year, self.day(CLOSED), f"{STREET}工委〔{self.begun.year}〕{self.number} 号")
        row = _row(_done(call(by=self.by(CALLED), organisation=self.street, said=said)))
        for nominator, proposal in named:
            _done(nominate(by=self.by(8), campaign=row, nominator=nominator, proposal=proposal))
        if self.last >= UP:
            self._put_up(row)
        if self.last >= OVER:
            self._decide(row)

    def _put_up(self, row: SelectionCampaign) -> None:
        _done(close_nominations(by=self.by(CLOSED), campaign=row, written=_written(row, self.day(CLOSED))))
        verdicts = _verdicts(row, self.day(min(OVER, self.last)))
        if len(verdicts) > KEPT:
            verdicts[min(verdicts)] = (Verdict.NOT_SUPPORTED, "本年度另有上级表彰，这次不重复。")
        _done(review(by=self.by(REVIEWED), campaign=row, verdicts=verdicts, written=_written(row, self.day(REVIEWED))))
        held = _meeting(self.telling, self.street, self.day(VOTED), self.kind.label)
        _done(take_vote(by=self.by(VOTED), campaign=row, gathering=held, written=_written(row, self.day(VOTED))))
        _done(put_up(by=self.by(UP), campaign=row, at="街道和各社区宣传栏", written=_written(row, self.day(UP))))

    def _decide(self, row: SelectionCampaign) -> None:
        over = self.day(OVER)
        _done(settle(by=self.by(OVER), campaign=row, written=_written(row, over)))
        said = _written(row, over, number=f"{STREET}工委〔{over.year}〕15 号")
        _done(decide(by=self.by(OVER, SECRETARY), campaign=row, written=said))
        for honour in Honour.objects.unguarded(WHY).filter(campaign=row).order_by("certificate")[:3]:
            _done(make_public(by=self.by(OVER + 5), honour=honour, agreed_on=self.day(OVER + 4)))


def _meeting(telling: Telling, street: Organisation, on: date, what: str) -> int:
    """The working committee passes the list on paper."""
    by = telling.by(CLERK, on)
    part = PartDraft(str(GatheringKind.WORKING_COMMITTEE_SESSION), "审议拟表彰名单", (Holder(street.pk, str(street), street.now_kind),), 60)
    planned = _done(plan_gathering(by=by, host=street, draft=Draft("党工委会议", on, place="党工委会议室", parts=(part,))))
    holding = Holding.objects.unguarded(WHY).select_related("part__gathering", "organisation").get(gathering_id=planned.row_id)
    _done(mark_attendance(by=by, holdings=[holding], marks={}, rest=str(Presence.PRESENT)))
    rules = rules_at(street.now_path or "", on)
    asked = (Question(f"同意{what}拟表彰名单"),)
    issued = holding_seats(holding)
    _done(open_votes(by=by, holding=holding, draft=VoteDraft(str(Matter.ORDINARY), str(Ballot.PAPER), asked, issued=issued), rules=rules))
    vote = Vote.objects.unguarded(WHY).select_related("holding").get(gathering_id=planned.row_id)
    counted = Counted(issued, 0, issued=issued, returned=issued)
    for username, name in ((CLERK, "计票人甲"), (COMMUNITY, "计票人乙")):
        _done(count_votes(by=telling.by(username, on), vote=vote, counted_by=name, count=counted, rules=rules))
    return planned.row_id


def holding_seats(holding: Holding) -> int:
    """How many ballots are given out: one for each who is there."""
    return len(lists_of([holding])[holding.pk])


def _written(row: SelectionCampaign, on: date, **texts: str) -> Written:
    row.case.refresh_from_db()
    return Written(row.case.now_last, on, texts)


def _row(outcome: Outcome) -> SelectionCampaign:
    return SelectionCampaign.objects.unguarded(WHY).select_related("case", "organisation").get(case_id=outcome.row_id)


def _done(outcome: Outcome) -> Outcome:
    """A story that cannot have happened so is a mistake in the sample."""
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例荣誉没有建成：{why}(sample honours could not be written)"
        raise Unusable(text)
    return outcome
