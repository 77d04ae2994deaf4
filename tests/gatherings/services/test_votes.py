"""Votes: who may put one, what two counters see of each other, what a count comes to under the rule for the matter."""

import pytest

from tests.access.cast import make_account
from tests.gatherings.meetings import WHY, holdings, make_gathering, mark, members_meeting, part, rules, sign, write
from tests.register.factories import TODAY, Street, actor, make_person, make_street
from tests.register.state import codes, nothing_written, one_operation
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering, Holding, Vote, VoteCount
from zhibu.gatherings.queries.votes import votes_of
from zhibu.gatherings.rules.ballots import Question, VoteDraft
from zhibu.gatherings.rules.voting import Counted
from zhibu.gatherings.services.votes import count_votes, open_votes, void_vote
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Person
from zhibu.register.terms.people import MemberStatus
from zhibu.trail.actors import Actor

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


def people(street: Street, count: int) -> list[Person]:
    return [make_person(street.sunny_first, f"党员{number:02d}") for number in range(count)]


def meeting(street: Street, there: int, of: int, *, written: int = 0) -> Gathering:
    """So many of the full members came, some wrote beforehand, the rest did not."""
    everybody = people(street, of)
    gathering = members_meeting(street.sunny_first)
    marks = dict.fromkeys(everybody[:there], Presence.PRESENT) | dict.fromkeys(everybody[there : there + written], Presence.WRITTEN)
    mark(gathering, marks, rest="absent")
    return gathering


def ordinary(*questions: str) -> VoteDraft:
    return VoteDraft("ordinary", "hands", tuple(Question(one) for one in questions or ("同意工作计划",)))


def admission(issued: int, *, written_for: int = 0) -> VoteDraft:
    return VoteDraft("admission", "paper", (Question("接收钱七为预备党员"),), issued, written_for)


def put(gathering: Gathering, draft: VoteDraft) -> Outcome:
    return open_votes(by=actor(), holding=holdings(gathering)[0], draft=draft, rules=rules())


def vote(outcome: Outcome) -> Vote:
    assert outcome.decision.objections == ()
    return Vote.objects.unguarded(WHY).get(pk=outcome.row_id)


def fresh(one: Vote) -> Vote:
    return Vote.objects.unguarded(WHY).get(pk=one.pk)


def counter(street: Street, name: str) -> Actor:
    """Somebody of the branch under an account of his own."""
    account = make_account(name, Role.BRANCH_OFFICER, street.sunny_first, name=name)
    return actor(reader=reader_of(account_id=account.pk, label=name, on=TODAY))


def test_ten_of_twenty_may_vote_on_an_ordinary_matter_and_not_on_an_admission(street: Street) -> None:
    gathering = meeting(street, there=10, of=20)
    assert codes(put(gathering, ordinary())) == []
    refused = put(gathering, admission(issued=10))
    assert codes(refused) == ["no_quorum"]
    (objection,) = refused.decision.objections
    assert objection.message == "应到会有表决权 20 人，超过半数为 11 人，实到 10 人，还不能表决。"
    assert objection.article == rules().article("admission.quorum")


def test_ten_for_it_of_twenty_is_not_more_than_half_of_those_entitled(street: Street) -> None:
    one = vote(put(meeting(street, there=10, of=20), ordinary()))
    count_votes(by=actor(), vote=one, counted_by="赵敏", count=Counted(10, 0), rules=rules())
    settled = fresh(one)
    assert (settled.passed, settled.computation, settled.article) == (
        False,
        "赞成 10 票，反对 0 票，弃权 0 票；应到会有表决权人数 20 人，超过半数为 11 票，未通过",
        rules().article("meeting.members.majority"),
    )


def test_everything_that_stands_against_a_vote_is_said_at_once(street: Street) -> None:
    gathering = meeting(street, there=4, of=20)
    draft = VoteDraft("admission", "hands", (), issued=0, written_for=2)
    with nothing_written():
        assert codes(put(gathering, draft)) == ["no_question", "no_quorum", "paper_only", "more_written"]
    assert codes(put(gathering, VoteDraft("ordinary", "paper", (Question("x"),), 5, 1))) == ["no_quorum", "written", "too_many_papers"]
    assert codes(put(make_gathering(street.sunny_first, part(GatheringKind.LECTURE, street.sunny_first)), ordinary())) == ["no_voters"]


def test_probationary_members_neither_count_nor_vote(street: Street) -> None:
    gathering = meeting(street, there=2, of=3)
    young = make_person(street.sunny_first, "预备", status=MemberStatus.PROBATIONARY)
    mark(gathering, {young: Presence.PRESENT})
    one = vote(put(gathering, ordinary()))
    assert (one.entitled, one.there) == (3, 2)
    too_many = count_votes(by=actor(), vote=one, counted_by="赵敏", count=Counted(3, 0), rules=rules())
    assert codes(too_many) == ["too_many"]


def test_people_are_voted_on_one_by_one(street: Street) -> None:
    gathering = meeting(street, there=3, of=3)
    draft = VoteDraft("election", "paper", (Question("选举委员", None), Question("选举书记", None)), issued=3)
    with one_operation("gathering.vote", about={("gathering", gathering.pk)}):
        put(gathering, draft)
    assert [one.question for one in Vote.objects.unguarded(WHY).order_by("pk")] == ["选举委员", "选举书记"]


def test_written_opinions_received_before_count_for_an_admission(street: Street) -> None:
    gathering = meeting(street, there=6, of=10, written=2)
    one = vote(put(gathering, admission(issued=6, written_for=2)))
    count = Counted(4, 2, issued=6, returned=6)
    for name in ("赵敏", "钱进"):
        count_votes(by=counter(street, name), vote=one, counted_by=name, count=count, rules=rules())
    settled = fresh(one)
    assert (settled.passed, settled.written) == (True, 2)
    assert "赞成 4 票，另有会前书面赞成 2 票" in settled.computation


def test_two_counters_that_agree_settle_it(street: Street) -> None:
    one = vote(put(meeting(street, there=8, of=10), admission(issued=8)))
    count = Counted(7, 1, issued=8, returned=8)
    count_votes(by=counter(street, "赵敏"), vote=one, counted_by="赵敏", count=count, rules=rules())
    assert fresh(one).settled_on is None
    count_votes(by=counter(street, "钱进"), vote=one, counted_by="钱进", count=count, rules=rules())
    assert (fresh(one).passed, fresh(one).settled_on) == (True, TODAY)


def test_neither_the_same_person_nor_the_same_account_counts_twice(street: Street) -> None:
    one = vote(put(meeting(street, there=8, of=10), admission(issued=8)))
    first, second = counter(street, "赵敏"), counter(street, "钱进")
    count = Counted(7, 1, issued=8, returned=8)
    count_votes(by=first, vote=one, counted_by="赵敏", count=count, rules=rules())
    with nothing_written():
        assert codes(count_votes(by=second, vote=one, counted_by="赵敏", count=count, rules=rules())) == ["same_counter"]
    count_votes(by=first, vote=one, counted_by="钱进", count=count, rules=rules())
    assert (fresh(one).settled_on, VoteCount.objects.unguarded(WHY).count()) == (None, 1)


def test_a_counter_sees_the_others_numbers_only_after_the_own(street: Street) -> None:
    gathering = meeting(street, there=8, of=10)
    one = vote(put(gathering, admission(issued=8)))
    first, second = counter(street, "赵敏"), counter(street, "钱进")

    def seen_by(who: Actor) -> list[int]:
        (shown,) = votes_of(who.reader, gathering, "see_gatherings")
        return [each.for_it for each in shown.counts]

    count_votes(by=first, vote=one, counted_by="赵敏", count=Counted(7, 1, issued=8, returned=8), rules=rules())
    assert (seen_by(first), seen_by(second)) == ([7], [])
    count_votes(by=second, vote=one, counted_by="钱进", count=Counted(6, 2, issued=8, returned=8), rules=rules())
    assert (seen_by(first), seen_by(second)) == ([7, 6], [7, 6])
    assert fresh(one).settled_on is None
    count_votes(by=second, vote=one, counted_by="钱进", count=Counted(7, 1, issued=8, returned=8), rules=rules())
    assert fresh(one).passed is True


def test_a_third_counter_is_not_asked(street: Street) -> None:
    one = vote(put(meeting(street, there=8, of=10), admission(issued=8)))
    for name, votes in (("赵敏", 7), ("钱进", 6)):
        count = Counted(votes, 8 - votes, issued=8, returned=8)
        count_votes(by=counter(street, name), vote=one, counted_by=name, count=count, rules=rules())
    third = count_votes(by=counter(street, "孙立"), vote=one, counted_by="孙立", count=Counted(7, 1, issued=8, returned=8), rules=rules())
    assert codes(third) == ["two_already"]


def test_more_papers_back_than_given_out_is_declared_void_with_its_reason(street: Street) -> None:
    one = vote(put(meeting(street, there=8, of=10), admission(issued=7)))
    more = count_votes(by=counter(street, "赵敏"), vote=one, counted_by="赵敏", count=Counted(7, 1, issued=7, returned=8), rules=rules())
    assert codes(more) == ["more_back_than_out"]
    assert codes(void_vote(by=actor(), vote=one, reason=" ")) == ["no_reason"]
    void_vote(by=actor(), vote=one, reason="收回多于发出")
    assert fresh(one).void_because == "收回多于发出"
    assert codes(count_votes(by=actor(), vote=one, counted_by="赵敏", count=Counted(7, 0, issued=7, returned=7), rules=rules())) == [
        "closed"
    ]


def test_an_open_vote_keeps_from_signing_and_after_that_nothing_is_voted(street: Street) -> None:
    gathering = meeting(street, there=3, of=3)
    one = vote(put(gathering, ordinary()))
    write(gathering)
    held: Holding = holdings(gathering)[0]
    count_votes(by=actor(), vote=one, counted_by="赵敏", count=Counted(3, 0), rules=rules())
    sign(gathering)
    assert codes(put(gathering, ordinary())) == ["signed"]
    assert codes(void_vote(by=actor(), vote=one, reason="数错了")) == ["signed"]
    assert held.signed_at is None
