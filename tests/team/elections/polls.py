"""A branch of the small street with members and a committee, and an election of it brought as far as a test needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from tests.access.cast import make_account
from tests.cases.desks import acting
from tests.register.factories import Street, actor, make_person, make_street
from tests.register.put_back import written_once
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Written
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.services.attendance import mark_attendance
from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Organisation, Person, Post
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind
from zhibu.team.elections.models import Ballot, Election
from zhibu.team.elections.queries.standing import Stand, stand_of
from zhibu.team.elections.rules.counting import Count, Mark
from zhibu.team.elections.rules.opening import Plan
from zhibu.team.elections.services.ballots import Printed, count_ballot, open_ballot
from zhibu.team.elections.services.concluding import conclude
from zhibu.team.elections.services.opening import When, nominate, open_election, plan_meeting, record_step
from zhibu.team.elections.terms import Office
from zhibu.trail.actors import Actor

WHY: Final = "测试"
BEGAN: Final = date(2023, 3, 10)
MONDAY: Final = date(2026, 3, 2)
"""A week before the term of three years ends."""
NAMES: Final = ("安红", "白雪", "蔡明", "董军", "方芳", "高山", "何平", "江海", "孔亮", "李明")


@dataclass(frozen=True)
class Poll:
    """A branch outside any community with ten full members, and who works for it."""

    street: Street
    branch: Organisation
    people: tuple[Person, ...]
    secretary: Account
    officer: Account
    clerk: Account

    def by(self, account: Account | None = None, on: date = MONDAY) -> Actor:
        """The secretary unless somebody else is named."""
        return acting(account or self.secretary, on)

    def ids(self, *places: int) -> tuple[int, ...]:
        """People by their place in the list."""
        return tuple(self.people[place].pk for place in places)


@written_once
def make_poll(members: int = 10, *, posts: bool = True) -> Poll:
    street = make_street()
    branch = street.sunny_first
    people = tuple(make_person(branch, name) for name in NAMES[:members])
    if posts:
        for person, kind in zip(people, (PostKind.SECRETARY, PostKind.ORGANISATION_MEMBER, PostKind.DISCIPLINE_MEMBER), strict=False):
            assert hold_post(by=actor(), person=person, organisation=branch, kind=kind, on=BEGAN).done
    return Poll(
        street,
        branch,
        people,
        make_account("zhibu", Role.BRANCH_SECRETARY, branch, name="陈立"),
        make_account("weiyuan", Role.BRANCH_OFFICER, branch, name="张晓芸"),
        make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏"),
    )


def well(outcome: Outcome) -> Outcome:
    """Done, with nothing against it."""
    assert [one.message for one in outcome.decision.objections] == []
    return outcome


def begun(poll: Poll, *, seats: int = 3, deputies: int = 0) -> Election:
    """An election that was opened."""
    done = well(open_election(by=poll.by(), organisation=poll.branch, plan=Plan(seats, deputies), submission="a" * 32))
    return election(done.row_id)


def election(case_id: int) -> Election:
    """As it stands now."""
    return Election.objects.unguarded(WHY).select_related("case", "organisation", "superior", "gathering").get(case_id=case_id)


def again(row: Election) -> Election:
    """The same, read anew."""
    return election(row.case_id)


def seen(row: Election) -> int:
    """The last line of its log."""
    return Case.objects.unguarded(WHY).get(pk=row.case_id).now_last


def paper(poll: Poll, row: Election, step: str, on: date = MONDAY, *, by: Account | None = None) -> None:
    """A step that is a paper."""
    well(record_step(by=poll.by(by, on), election=again(row), step=step, written=Written(seen(row), on, {"number": "3 号"})))


def named(poll: Poll, row: Election, names: Mapping[Office, Sequence[int]] | None = None, on: date = MONDAY) -> Outcome:
    """Candidates: the first four for three seats, the first of them as secretary."""
    usual = {Office.COMMITTEE: poll.ids(0, 1, 2, 3), Office.SECRETARY: poll.ids(0)} if row.seats else {Office.SECRETARY: poll.ids(0)}
    return nominate(by=poll.by(on=on), election=again(row), names=names or usual, written=Written(seen(row), on))


def reviewed(poll: Poll, *, seats: int = 3, on: date = MONDAY) -> Election:
    """Ready for the meeting."""
    row = begun(poll, seats=seats)
    paper(poll, row, "request")
    paper(poll, row, "reply", by=poll.clerk)
    well(named(poll, row))
    paper(poll, row, "review", by=poll.clerk)
    return again(row)


def met(poll: Poll, *, seats: int = 3, there: int = 10, on: date = MONDAY) -> Election:
    """The meeting is held; the first so many have come."""
    row = reviewed(poll, seats=seats)
    well(plan_meeting(by=poll.by(on=on), election=row, when=When(on)))
    marks = {person.pk: "present" if place < there else "on_leave" for place, person in enumerate(poll.people)}
    held = list(Holding.objects.unguarded(WHY).filter(gathering=again(row).gathering).select_related("part__gathering", "organisation"))
    well(mark_attendance(by=poll.by(on=on), holdings=held, marks=marks))
    return again(row)


def given_out(
    poll: Poll, row: Election, names: Sequence[int], *, office: Office = Office.COMMITTEE, issued: int = 10, present: int = 0
) -> Outcome:
    """A ballot."""
    return open_ballot(by=poll.by(), election=again(row), printed=Printed(office, tuple(names), issued, present))


def count(returned: int, votes: Mapping[int, int], invalid: int = 0, against: Mapping[int, int] | None = None) -> Count:
    """Votes by person."""
    return Count(returned, invalid, frozenset(Mark(pk, number, (against or {}).get(pk, 0)) for pk, number in votes.items()))


def counted(poll: Poll, row: Election, ballot: int, found: Count) -> None:
    """By both counters, who agree."""
    for account, name in ((poll.secretary, "江海"), (poll.officer, "孔亮")):
        well(count_ballot(by=poll.by(account), election=again(row), ballot=ballot, counted_by=name, count=found))


def voted(poll: Poll, row: Election, votes: Mapping[int, int], *, issued: int = 10) -> int:
    """A ballot of the committee with these names, counted."""
    ballot = well(given_out(poll, row, list(votes), issued=issued)).row_id
    counted(poll, row, ballot, count(issued, votes))
    return ballot


def stand(row: Election) -> Stand:
    """All of it."""
    return stand_of(again(row))


def elected(row: Election) -> list[tuple[str, str]]:
    """Name and office, by votes."""
    return [(one.who.name, str(one.office)) for one in stand(row).elected]


def posts(branch: Organisation, on: date) -> list[tuple[str, str, date]]:
    """Who is in office on a day."""
    found = Post.objects.unguarded(WHY).on(on).filter(organisation=branch).order_by("kind", "person__sort_key")
    return [(kind, name, since) for kind, name, since in found.values_list("kind", "person__name", "valid_from")]


def concluded(poll: Poll, row: Election, step: str, *, vacant: str = "", portfolios: Mapping[int, str] | None = None) -> Outcome:
    """The step of voting is over."""
    written = Written(seen(row), MONDAY)
    return conclude(by=poll.by(), election=again(row), step=step, written=written, vacant_because=vacant, portfolios=portfolios)


def ballots(row: Election) -> list[Ballot]:
    """In their order."""
    return list(Ballot.objects.unguarded(WHY).filter(election=row).order_by("pk"))


def meeting(row: Election) -> Gathering:
    """Its meeting."""
    found = again(row).gathering
    assert found is not None
    return found
