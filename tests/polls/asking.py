"""A street that has turned polls on, people on its roll with accounts, and polls that they answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.access.cast import make_account
from tests.register.factories import Street, actor, make_person, make_street
from tests.register.put_back import written_once
from zhibu.access.readers import AccountReader, reader_of
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.parameters.models import LocalParameter
from zhibu.polls.models import Box, Poll
from zhibu.polls.queries import key_of, tally_of
from zhibu.polls.rules import Question
from zhibu.polls.services import Asked, answer, open_poll
from zhibu.polls.terms import SWITCH
from zhibu.register.models import Organisation, Person
from zhibu.trail.door import recording

WHY: Final = "测试"
FOOD: Final = Question("食堂的饭菜怎么样", ("满意", "一般", "不满意"))
HOUR: Final = Question("几点开饭", ("十一点半", "十二点"))


@dataclass(frozen=True, slots=True)
class Canteen:
    """A street with polls on, and members of the first branch of its first community."""

    street: Street
    people: list[Person]


def turned_on(place: Organisation) -> None:
    """By the street's own value."""
    with recording(actor(today()), "parameter.accept") as work:
        work.add(
            LocalParameter,
            organisation_id=place.pk,
            parameter=SWITCH,
            value="1",
            basis="测试文件",
            valid_from=today(),
            valid_to=FAR,
        )


@written_once
def make_canteen(number: int = 12, *, branch: str = "sunny_first") -> Canteen:
    street = make_street()
    turned_on(street.street)
    return Canteen(street, members(getattr(street, branch), number))


def members(branch: Organisation, number: int) -> list[Person]:
    return [make_person(branch, f"党员{branch.pk}-{one}") for one in range(number)]


def asked(*questions: Question, **more: object) -> Asked:
    facts = {"title": "食堂", "questions": list(questions or (FOOD,)), "until": today(), **more}
    return Asked(**facts)  # type: ignore[arg-type]  # facts as they are named


def opened(place: Organisation, *questions: Question, **more: object) -> Poll:
    done = open_poll(by=actor(today()), organisation=place, asked=asked(*questions, **more))
    assert done.decision.objections == ()
    return poll(done.row_id)


def poll(pk: int) -> Poll:
    return Poll.objects.unguarded(WHY).select_related("organisation").get(pk=pk)


def answered(one: Poll, person: Person, *chosen: int, opinion: str = "") -> list[str]:
    """The codes of what stood against it."""
    done = answer(poll=one, person_id=person.pk, chosen=chosen, opinion=opinion, today=today())
    return [objection.code for objection in done.decision.objections]


def all_answer(one: Poll, people: Sequence[Person], *choices: int) -> None:
    """One after the other."""
    assert [answered(one, person, choice) for person, choice in zip(people, choices, strict=True)] == [[]] * len(choices)


def counts(one: Poll) -> list[list[list[int]]]:
    """What lies in the open box."""
    tally = tally_of(one, Box.objects.values_list("content", flat=True).get(poll=one))
    assert tally is not None
    assert key_of(one) is not None
    return tally.counts


def reader(name: str, role: Role | None = None, place: Organisation | None = None, person: Person | None = None) -> AccountReader:
    account = make_account(name, role, place, person=person)
    return reader_of(account_id=account.pk, label=account.display_name, on=today())
