"""Opened for the roll of the day, answered once by those who stand on it, paper counted in by two, ended once; a refusal writes nothing."""

from dataclasses import replace
from datetime import timedelta

import orjson
import pytest

from tests.polls.asking import FOOD, HOUR, WHY, all_answer, answered, asked, counts, make_canteen, members, opened, poll, reader, turned_on
from tests.register.factories import actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.polls.models import Box, Poll
from zhibu.polls.queries import parts_of, result_of
from zhibu.polls.rules import Question, Shown
from zhibu.polls.services import answer, close_due, close_poll, count_paper, open_poll
from zhibu.store.keys import key_store
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db


def refused(place: object, *questions: Question, **more: object) -> list[str]:
    done = open_poll(by=actor(today()), organisation=place, asked=asked(*questions, **more))  # type: ignore[arg-type]  # an organisation
    return [one.code for one in done.decision.objections]


def end(one: Poll, **more: bool) -> list[str]:
    return [objection.code for objection in close_poll(by=actor(today()), poll=one, **more).decision.objections]


def test_a_street_that_has_not_turned_polls_on_has_none() -> None:
    street = make_street()
    members(street.sunny_first, 9)
    assert refused(street.sunny_first) == ["not_on"]
    assert (Poll.objects.unguarded(WHY).count(), Box.objects.count(), Operation.objects.filter(act="poll.open").count()) == (0, 0, 0)


def test_turning_on_one_street_leaves_the_others_alone() -> None:
    canteen = make_canteen()
    other = make_street("春风", district=canteen.street.district)
    members(other.sunny_first, 9)
    assert (refused(canteen.street.sunny_first), refused(other.sunny_first)) == ([], ["not_on"])


def test_each_member_of_the_roll_answers_once_and_nobody_else() -> None:
    canteen = make_canteen(9)
    made = opened(canteen.street.sunny_first)
    stranger, applicant = make_person(canteen.street.spring_first, "别处的"), make_person(canteen.street.sunny_second, "二支部的")
    assert [answered(made, one, 0) for one in (stranger, applicant)] == [["not_asked"]] * 2
    assert [answered(made, canteen.people[0], 0) for _ in range(2)] == [[], ["answered"]]
    later = make_person(canteen.street.sunny_first, "后来的", by=actor(today() + timedelta(days=1)), on=today() + timedelta(days=1))
    assert answered(made, later, 0) == ["not_asked"]
    assert answer(poll=made, person_id=None, chosen=[0], today=today()).decision.objections[0].code == "not_asked"
    assert counts(made) == [[[1, 0, 0]]]


def test_an_answer_writes_neither_trail_nor_row() -> None:
    canteen = make_canteen(9)
    made = opened(canteen.street.sunny_first, opinions=True)
    before = (Operation.objects.count(), AuditEntry.objects.count(), Box.objects.count())
    assert answered(made, canteen.people[0], 1, opinion="多放点菜") == []
    assert (Operation.objects.count(), AuditEntry.objects.count(), Box.objects.count()) == before


def test_the_trail_holds_opening_end_and_final_count_only() -> None:
    canteen = make_canteen(9)
    made = opened(canteen.street.sunny_first, opinions=True)
    for number, person in enumerate(canteen.people):
        assert answered(made, person, number % 2, opinion=f"意见{number}") == []
    assert end(made) == []
    entries = AuditEntry.objects.filter(subject_kind="poll", subject_id=made.pk).order_by("pk")
    said = [bytes(one.changes).decode() for one in entries]
    assert list(Operation.objects.filter(act__startswith="poll.").order_by("pk").values_list("act", flat=True)) == [
        "poll.open",
        "poll.close",
    ]
    assert (len(said), "[[5,4,0]]" in said[1].replace("\\", ""), "意见1" in said[1], made.key_name in said[0]) == (2, True, False, False)


def test_the_result_is_the_count_and_the_opinions_come_out_together() -> None:
    canteen = make_canteen(9)
    made = opened(canteen.street.sunny_first, FOOD, HOUR, opinions=True)
    for number, person in enumerate(canteen.people):
        assert answered(made, person, number % 3, number % 2, opinion=f"意见{number}" if number else "") == []
    assert end(made) == []
    ended = poll(made.pk)
    assert result_of(ended) == Shown(9, [[3, 3, 3], [5, 4]], [])
    assert sorted(orjson.loads(ended.released)) == [f"意见{number}" for number in range(1, 9)]


def test_seven_opinions_are_not_told() -> None:
    canteen = make_canteen(9)
    made = opened(canteen.street.sunny_first, opinions=True)
    for number, person in enumerate(canteen.people):
        assert answered(made, person, 0, opinion=f"意见{number}" if number < 7 else "") == []
    assert end(made) == []
    assert (result_of(poll(made.pk)).answered, poll(made.pk).released) == (9, "")


def test_what_is_not_asked_for_is_not_kept() -> None:
    canteen = make_canteen(9)
    made = opened(canteen.street.sunny_first)
    for person in canteen.people:
        assert answered(made, person, 0, opinion="没有问我") == []
    assert end(made) == []
    assert poll(made.pk).released == ""


@pytest.mark.parametrize(("second", "parts"), [(8, [[[8, 0, 0]], [[0, 8, 0]]]), (7, [])])
def test_parts_are_fixed_at_the_opening_and_shown_where_each_has_eight(second: int, parts: list[list[list[int]]]) -> None:
    canteen = make_canteen(8)
    others = members(canteen.street.sunny_second, 8)
    made = opened(canteen.street.sunny, by_part=True)
    assert [(one.name, one.entitled) for one in parts_of(made)] == [
        (canteen.street.sunny_first.now_short_name, 8),
        (canteen.street.sunny_second.now_short_name, 8),
    ]
    all_answer(made, canteen.people, *[0] * 8)
    all_answer(made, others[:second], *[1] * second)
    assert end(made) == []
    assert result_of(poll(made.pk)) == Shown(8 + second, [[8, second, 0]], parts)


def test_parts_that_are_too_small_are_refused() -> None:
    canteen = make_canteen(9)
    members(canteen.street.sunny_second, 7)
    assert refused(canteen.street.sunny, by_part=True) == ["small_part"]
    assert refused(canteen.street.sunny_first, by_part=True) == ["one_part"]


def test_the_same_question_is_not_asked_again_here_above_or_below_within_a_year() -> None:
    canteen = make_canteen(9)
    members(canteen.street.spring_first, 9)
    opened(canteen.street.sunny_first)
    assert refused(canteen.street.sunny) == ["overlaps"]
    assert refused(canteen.street.sunny, Question(f" {FOOD.text}？", FOOD.choices)) == ["overlaps"]
    assert refused(canteen.street.sunny, HOUR) == []
    assert (refused(canteen.street.sunny_first), refused(canteen.street.spring_first)) == (["overlaps"], [])


def test_after_a_poll_without_a_result_the_question_may_be_asked_again() -> None:
    canteen = make_canteen(9)
    assert end(opened(canteen.street.sunny_first)) == []
    assert refused(canteen.street.sunny_first) == []


def test_papers_are_counted_in_by_two_who_do_not_see_each_other() -> None:
    canteen = make_canteen(11)
    made = opened(canteen.street.sunny_first)
    all_answer(made, canteen.people[:8], *[0] * 8)
    first, second = (actor(today(), reader=reader(name, Role.BRANCH_SECRETARY, canteen.street.sunny_first)) for name in ("wang", "li"))

    def entered(by: object, *numbers: int) -> list[str]:
        done = count_paper(by=by, poll=made, part=0, counts=[list(numbers)])  # type: ignore[arg-type]  # an actor
        return [one.code for one in done.decision.objections]

    assert entered(first, 1, 1, 1) == []
    assert end(made) == ["unmatched"]
    assert entered(second, 1, 2, 0) == ["disagree"]
    assert (entered(first, 1, 1, 1), entered(first, 1, 1, 1), end(made)) == ([], [], ["unmatched"])
    assert (entered(second, 1, 1, 1), end(made)) == ([], [])
    ended = poll(made.pk)
    assert result_of(ended) == Shown(11, [[9, 1, 1]], [])
    assert orjson.loads(ended.result)["counters"] == ["li的姓名", "wang的姓名"]
    assert Operation.objects.filter(act__startswith="poll.").count() == 2


def test_one_person_under_two_accounts_is_not_two_who_count() -> None:
    canteen = make_canteen(11)
    made = opened(canteen.street.sunny_first)
    secretary, other = make_person(canteen.street.sunny_first, "书记"), make_person(canteen.street.sunny_first, "委员")
    owners = (("wang", secretary), ("wang2", secretary), ("li", other))
    by = [actor(today(), reader=reader(name, Role.BRANCH_SECRETARY, canteen.street.sunny_first, person)) for name, person in owners]

    def entered(number: int) -> list[str]:
        done = count_paper(by=by[number], poll=made, part=0, counts=[[1, 0, 0]])
        return [one.code for one in done.decision.objections]

    assert (entered(0), entered(1), end(made)) == ([], ["same_person"], ["unmatched"])
    assert (entered(2), end(made)) == ([], [])


def test_two_of_one_name_are_two_who_count() -> None:
    canteen = make_canteen(11)
    made = opened(canteen.street.sunny_first)
    by = [
        actor(today(), reader=replace(reader(name, Role.BRANCH_SECRETARY, canteen.street.sunny_first), label="王芳"))
        for name in ("wang", "li")
    ]
    assert all(count_paper(by=one, poll=made, part=0, counts=[[8, 0, 0]]).done for one in by)
    assert (end(made), orjson.loads(poll(made.pk).result)["counters"]) == ([], ["王芳", "王芳"])


def test_whoever_counted_papers_does_not_find_the_few_on_the_screen_by_taking_them_off() -> None:
    canteen = make_canteen(9)
    made = opened(canteen.street.sunny_first)
    all_answer(made, canteen.people[:1], 2)
    for name in ("wang", "li"):
        by = actor(today(), reader=reader(name, Role.BRANCH_SECRETARY, canteen.street.sunny_first))
        assert count_paper(by=by, poll=made, part=0, counts=[[7, 0, 0]]).done
    assert end(made) == []
    ended = poll(made.pk)
    assert (ended.answered, ended.result) == (8, "")


def test_no_more_papers_than_people_without_an_account() -> None:
    canteen = make_canteen(9)
    for number in range(3):
        reader(f"has{number}", person=canteen.people[number])
    made = opened(canteen.street.sunny_first)
    done = count_paper(by=actor(today()), poll=made, part=0, counts=[[7, 0, 0]])
    assert [one.code for one in done.decision.objections] == ["too_many"]
    assert count_paper(by=actor(today()), poll=made, part=0, counts=[[6, 0, 0]]).done


def test_what_has_ended_takes_nothing_more_and_its_key_is_gone() -> None:
    canteen = make_canteen(9)
    made = opened(canteen.street.sunny_first)
    all_answer(made, canteen.people[:8], *[0] * 8)
    assert [end(made), end(made)] == [[], ["closed"]]
    assert answered(made, canteen.people[8], 0) == ["closed"]
    assert count_paper(by=actor(today()), poll=made, part=0, counts=[[1, 0, 0]]).decision.objections[0].code == "closed"
    assert (Box.objects.count(), key_store().of([made.key_name])) == (0, {})


def test_it_ends_by_itself_after_its_last_day_and_a_key_that_was_left_behind_goes() -> None:
    canteen = make_canteen(9)
    made = opened(canteen.street.sunny_first)
    all_answer(made, canteen.people, *[0] * 9)
    assert [close_due(by=actor(today() + timedelta(days=days))) for days in (0, 1, 2)] == [0, 1, 0]
    assert result_of(poll(made.pk)).answered == 9
    ((name, _),) = key_store().make(1)
    Poll._base_manager.filter(pk=made.pk).update(key_name=name)
    close_due(by=actor(today() + timedelta(days=3)))
    assert key_store().of([name]) == {}


def test_after_a_backup_without_its_key_nothing_can_be_answered_and_it_ends_without_result() -> None:
    canteen = make_canteen(9)
    made = opened(canteen.street.sunny_first)
    all_answer(made, canteen.people[:8], *[0] * 8)
    key_store().destroy([made.key_name], on=today().isoformat())
    assert answered(made, canteen.people[8], 0) == ["unreadable"]
    assert (end(made), poll(made.pk).answered, poll(made.pk).result) == ([], 0, "")


def test_a_street_that_was_turned_on_at_a_lower_place_is_on_there_alone() -> None:
    street = make_street()
    turned_on(street.sunny)
    members(street.sunny_first, 9)
    members(street.spring_first, 9)
    assert (refused(street.sunny_first), refused(street.spring_first)) == ([], ["not_on"])
