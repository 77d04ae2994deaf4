"""What may be put to the vote and what a count comes to: for any numbers, by the rules as they are shipped."""

from hypothesis import given
from hypothesis import strategies as st

from tests.gatherings.meetings import rules
from tests.register.factories import TODAY
from zhibu.gatherings.rules.ballots import Counter, Question, Setting, VoteDraft, computed, may_count, may_put
from zhibu.gatherings.rules.quorum import Numbers
from zhibu.gatherings.rules.voting import Counted, Matter, counts_agree, result_of

MEMBERS = "members_meeting"


@st.composite
def counted_meetings(draw: st.DrawFn) -> Numbers:
    entitled = draw(st.integers(0, 200))
    there = draw(st.integers(0, entitled))
    return Numbers(entitled, there, entitled=entitled, there=there, written=draw(st.integers(0, entitled - there)))


@given(numbers=counted_meetings(), matter=st.sampled_from(sorted(Matter)))
def test_a_vote_that_opens_has_its_quorum_and_one_that_does_not_says_why(numbers: Numbers, matter: str) -> None:
    draft = VoteDraft(matter, "paper", (Question("同意"),), issued=numbers.there)
    decision = may_put(draft, Setting(MEMBERS, TODAY, numbers), rules(), today=TODAY)
    enough = {"ordinary": 2 * numbers.there >= numbers.entitled, "admission": 2 * numbers.there > numbers.entitled}
    if matter in enough:
        assert decision.allowed == (enough[matter] and numbers.entitled > 0 and numbers.there > 0)
    assert all(objection.remedy for objection in decision.objections)


@given(numbers=counted_meetings(), data=st.data())
def test_an_admission_passes_when_papers_and_letters_exceed_half_of_those_entitled(numbers: Numbers, data: st.DataObject) -> None:
    votes = data.draw(st.integers(0, numbers.there))
    letters = data.draw(st.integers(0, numbers.written))
    count = Counted(votes, numbers.there - votes, issued=numbers.there, returned=numbers.there)
    result = result_of(MEMBERS, "admission", count, numbers, rules(), written_for=letters)
    assert counts_agree(count, numbers, paper=True).allowed
    assert result.passed == (numbers.entitled > 0 and 2 * (votes + letters) > numbers.entitled)
    assert computed(count, result, written_for=letters, paper=True).endswith("，通过" if result.passed else "未通过")


@given(numbers=counted_meetings(), data=st.data())
def test_letters_never_help_an_ordinary_matter(numbers: Numbers, data: st.DataObject) -> None:
    votes, letters = data.draw(st.integers(0, numbers.there)), data.draw(st.integers(1, 50))
    count = Counted(votes, numbers.there - votes)
    without = result_of(MEMBERS, "ordinary", count, numbers, rules())
    assert result_of(MEMBERS, "ordinary", count, numbers, rules(), written_for=letters) == without
    draft = VoteDraft("ordinary", "hands", (Question("同意"),), written_for=letters)
    decision = may_put(draft, Setting(MEMBERS, TODAY, numbers), rules(), today=TODAY)
    assert "written" in {one.code for one in decision.objections}


def test_two_counters_are_two_people() -> None:
    first = Counter("赵敏", 1)
    same = may_count(paper=True, closed=False, signed=False, me=Counter(" 赵敏 ", 2), others=[first])
    third = may_count(paper=True, closed=False, signed=False, me=Counter("孙立", 3), others=[first, Counter("钱进", 2)])
    assert [[one.code for one in each.objections] for each in (same, third)] == [["same_counter"], ["two_already"]]


def test_the_hands_are_counted_once() -> None:
    again = may_count(paper=False, closed=False, signed=True, me=Counter("赵敏", 2), others=[Counter("赵敏", 1)])
    assert [one.code for one in again.objections] == ["signed", "two_already"]
