"""Elections of the sample street: some done in the last two years, others under way, each written through the services on its day."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from zhibu.cases.rules.acts import Written
from zhibu.config.sample.cases import CLERK, COMMUNITY, Telling
from zhibu.gatherings.models import Holding
from zhibu.gatherings.services.attendance import mark_attendance
from zhibu.gatherings.services.minutes import sign_minutes, write_minutes
from zhibu.gatherings.terms import Presence
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.oversight.facts import Subject
from zhibu.register.models import Organisation, Post
from zhibu.register.terms.organisations import COMMITTEE_SEATS, OrganisationKind
from zhibu.rulebook.loading import rulebook
from zhibu.team.elections.models import Election
from zhibu.team.elections.queries.bodies import able, body_of, subjects
from zhibu.team.elections.rules.counting import Count, Mark
from zhibu.team.elections.rules.opening import Plan, due_of
from zhibu.team.elections.services.ballots import Printed, count_ballot, open_ballot
from zhibu.team.elections.services.concluding import approve, conclude
from zhibu.team.elections.services.opening import When, nominate, open_election, plan_meeting, record_step
from zhibu.team.elections.terms import Office
from zhibu.trail.actors import Actor

WHY: Final = "示例换届选举"
STEPS: Final = (
    ("request", 3), ("reply", 10), ("nominate", 17), ("review", 24), ("meeting", 35), ("session", 35), ("report", 38), ("approval", 50),
)  # fmt: skip
"""On which day of the story each step is done."""
STORIES: Final = ((620, 50), (430, 50), (210, 50), (49, 38), (36, 34), (27, 17), (52, 3))
"""Begun so many days ago, and the last day that is told: done, waiting for approval, a tie, to be reviewed, without a reply."""
TIED: Final = 34
SEATS: Final = 3
ABOUT: Final = timedelta(days=60)
LEAST: Final = 9
"""Full members of a branch that is taken for a story."""
PORTFOLIOS: Final = ("", "organisation_member", "discipline_member")
REASON: Final = "委员变动较多，支部研究提前换届。"
COUNTERS: Final = ((CLERK, "计票人甲"), (COMMUNITY, "计票人乙"))


def holds_elections() -> bool:
    """Whether they are there."""
    return Election.objects.unguarded(WHY).exists()


def load_elections(*, on: date) -> int:
    """All stories; returns how many there are."""
    telling = Telling(on)
    taken: set[int] = set()
    for ago, last in STORIES:
        begun = on - timedelta(days=ago)
        place = _place(begun, taken)
        if place is not None:
            taken.add(place.pk)
            Story(telling, place, begun, last).tell()
    return len(taken)


def _place(begun: date, taken: set[int]) -> Organisation | None:
    """A branch with a committee whose term ends nearest to a day some weeks later, and of which no seat has changed since; no persona's."""
    places = Organisation.objects.unguarded(WHY)
    root = min(places.values_list("now_path", flat=True), key=len)
    later = Post.objects.unguarded(WHY).filter(kind__in=COMMITTEE_SEATS, valid_from__gte=begun).values_list("organisation_id", flat=True)
    apart = taken | set(later)
    rules = rulebook().on(begun)
    ends = [(due_of(body_of(one), rules), one) for one in subjects([root], begun) if _fits(one) and one.id not in apart]
    near = [(abs((due - begun - ABOUT).days), one.path, one.id) for due, one in ends if due is not None]
    return places.get(pk=min(near)[2]) if near else None


PERSONAS: Final = frozenset({"晨光社区第二党支部", "晨光社区第一党支部"})


def _fits(one: Subject) -> bool:
    return (
        one.name not in PERSONAS
        and one.facts["kind"] == OrganisationKind.BRANCH
        and one.facts["full_members"] >= LEAST
        and one.facts["term_began"] is not None
    )


@dataclass(frozen=True)
class Story:
    """One election, told up to some day."""

    telling: Telling
    place: Organisation
    begun: date
    last: int

    def tell(self) -> None:
        """From its beginning on."""
        _done(open_election(by=self.by(0), organisation=self.place, plan=Plan(SEATS, reason=REASON)))
        for step, after in STEPS:
            if after <= self.last:
                self._step(step, after)
        if self.last == TIED:
            self._meeting(TIED, tie=True)

    def by(self, after: int, username: str = CLERK) -> Actor:
        """Somebody, on a day of the story."""
        return self.telling.by(username, self.day(after))

    def day(self, after: int) -> date:
        """So many days after its beginning."""
        return self.begun + timedelta(days=after)

    @property
    def row(self) -> Election:
        """As it stands."""
        found = Election.objects.unguarded(WHY).select_related("case", "organisation", "superior", "gathering")
        return found.filter(organisation=self.place).latest("pk")

    def _written(self, after: int) -> Written:
        return Written(self.row.case.now_last, self.day(after), {"number": f"〔{self.day(after).year}〕{self.place.pk % 40 + 1} 号"})

    def _step(self, step: str, after: int) -> None:
        by, written = self.by(after), self._written(after)
        if step == "nominate":
            people = self._people(after)
            names = {Office.COMMITTEE: people[: SEATS + 1], Office.SECRETARY: people[:1]}
            _done(nominate(by=by, election=self.row, names=names, written=Written(written.seen, written.on)))
        elif step == "meeting":
            self._meeting(after, tie=False)
        elif step == "session":
            self._session(after)
        elif step == "approval":
            _done(approve(by=by, election=self.row, written=written))
        else:
            _done(record_step(by=by, election=self.row, step=step, written=written))

    def _people(self, after: int) -> list[int]:
        return [one.person_id for one in able(self.place, self.day(after))]

    def _meeting(self, after: int, *, tie: bool) -> None:
        by, day = self.by(after), self.day(after)
        _done(plan_meeting(by=by, election=self.row, when=When(day, time(14, 30), "支部活动室")))
        holdings = self._holdings()
        people = self._people(after)
        away = {people[-1]: str(Presence.ON_LEAVE)}
        _done(mark_attendance(by=by, holdings=holdings, marks=away, rest=str(Presence.PRESENT)))
        there = len(people) - 1
        names = people[: SEATS + 1]
        half = there // 2 + 1
        votes = (there - 1, there - 3, half, half) if tie else (there - 1, there - 2, half + 1, 2)
        self._ballot(after, Office.COMMITTEE, dict(zip(names, votes, strict=True)), there)
        if not tie:
            _done(conclude(by=by, election=self.row, step="meeting", written=Written(self.row.case.now_last, day)))

    def _session(self, after: int) -> None:
        names = self._people(after)[:SEATS]
        self._ballot(after, Office.SECRETARY, {names[0]: SEATS}, SEATS)
        written = Written(self.row.case.now_last, self.day(after))
        shared = dict(zip(names, PORTFOLIOS, strict=True))
        _done(conclude(by=self.by(after), election=self.row, step="session", written=written, portfolios=shared))
        self._minutes(after)

    def _ballot(self, after: int, office: Office, votes: dict[int, int], there: int) -> None:
        printed = Printed(office, tuple(votes), there, there if office is Office.SECRETARY else 0)
        ballot = _done(open_ballot(by=self.by(after), election=self.row, printed=printed))
        count = Count(there, 0, frozenset(Mark(pk, number, there - number) for pk, number in votes.items()))
        for username, name in COUNTERS:
            _done(count_ballot(by=self.by(after, username), election=self.row, ballot=ballot, counted_by=name, count=count))

    def _minutes(self, after: int) -> None:
        by, holdings = self.by(after), self._holdings()
        for one in holdings:
            _done(write_minutes(by=by, part=one.part, text=one.part.topic, resolutions=("按会议程序进行，结果已当场宣布。",)))
        _done(sign_minutes(by=by, holdings=holdings, rules=rulebook().on(self.day(after))))

    def _holdings(self) -> list[Holding]:
        found = Holding.objects.unguarded(WHY).filter(gathering=self.row.gathering_id)
        return list(found.select_related("part__gathering", "organisation").order_by("part__number"))


def _done(outcome: Outcome) -> int:
    """A story that cannot have happened so is a mistake in the sample."""
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例换届选举没有建成：{why}(sample election could not be written)"
        raise Unusable(text)
    return outcome.row_id
