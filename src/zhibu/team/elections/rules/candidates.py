"""Who may stand, and how many must: a fifth more than seats for the committee, as many as seats for secretary and deputies."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.rulebook.book import Rules
from zhibu.team.elections.rules.procedure import CANDIDATES, RULES, SECRETARY
from zhibu.team.elections.terms import Office

DIFFERENCE: Final = "election.difference_percent"
VOTERS: Final = f"{RULES}第五条"


@dataclass(frozen=True, slots=True)
class Nominee:
    """Somebody who is to stand, as the register knows him on the day."""

    person_id: int
    name: str
    full: bool = True
    in_force: bool = True


@dataclass(frozen=True, slots=True)
class Seats:
    """How many are elected to each office; a committee of 0 is none."""

    committee: int
    deputies: int = 0

    def of(self, office: Office) -> int:
        """The seats of one office."""
        return {Office.COMMITTEE: self.committee, Office.SECRETARY: 1, Office.DEPUTY: self.deputies}[office]

    @property
    def offices(self) -> tuple[Office, ...]:
        """What is elected, in this order."""
        return tuple(one for one in Office if self.of(one))


def least_candidates(seats: int, rules: Rules) -> int:
    """Twenty in a hundred more than seats, rounded up: 5 seats need 6, 3 need 4, 7 need 9."""
    return seats + -(-seats * rules.number(DIFFERENCE) // 100)


def may_stand(found: Sequence[Nominee], seats: int, rules: Rules) -> Decision:
    """The list for the committee alone, before anybody is named to lead it."""
    able, number = [_able(one) for one in found], _how_many(Office.COMMITTEE, found, Seats(seats), rules)
    return Decision(Decision.of(*able, *number).objections, tuple(rules.read))


Nominations = Mapping[Office, Sequence[Nominee]]


def may_nominate(nominations: Nominations, seats: Seats, rules: Rules) -> Decision:
    """Everybody is a full member with all rights, nobody stands twice, and there are as many as the rule asks for."""
    everybody = {one.person_id: one for found in nominations.values() for one in found}
    return Decision(
        Decision.of(
            *(_able(one) for one in everybody.values()),
            *(problem for office in seats.offices for problem in _how_many(office, nominations.get(office, ()), seats, rules)),
            *_apart(nominations, seats),
        ).objections,
        tuple(rules.read),
    )


def _able(one: Nominee) -> Objection | None:
    if one.full and one.in_force:
        return None
    why = "不是正式党员" if not one.full else "党籍不在正常状态"
    return Objection("not_entitled", f"{one.name}{why}，没有被选举权。", VOTERS, "请另提人选。", "names")


def _how_many(office: Office, found: Sequence[Nominee], seats: Seats, rules: Rules) -> list[Objection]:
    number = seats.of(office)
    field = "names" if office is Office.COMMITTEE else str(office)
    twice = [found[0].name for found in ([one for one in found if one.person_id == pk] for pk in _repeated(found))]
    problems = [Objection("twice", f"{name}在{office.label}候选人中出现两次。", remedy="请去掉一个。", field=field) for name in twice]
    if office is Office.COMMITTEE:
        least = least_candidates(number, rules)
        if len(found) < least:
            message = f"应选委员 {number} 名，候选人 {len(found)} 名，至少要 {least} 名。"
            problems.append(Objection("too_few", message, rules.article(DIFFERENCE), "候选人要比应选名额多百分之二十以上。", field))
    elif len(found) != number:
        message = f"应选{office.label} {number} 名，提名 {len(found)} 名。"
        problems.append(Objection("not_equal", message, SECRETARY, "书记、副书记等额选举，提名人数与名额相同。", field))
    return problems


def _repeated(found: Sequence[Nominee]) -> list[int]:
    return [pk for pk, number in Counter(one.person_id for one in found).items() if number > 1]


def _apart(nominations: Nominations, seats: Seats) -> list[Objection]:
    """Where there is a committee its secretary and deputies stand for it, too; and they are different people."""
    committee = {one.person_id for one in nominations.get(Office.COMMITTEE, ())}
    leading = [one for office in (Office.SECRETARY, Office.DEPUTY) for one in nominations.get(office, ())]
    outside = [one for one in leading if seats.committee and one.person_id not in committee]
    both = _repeated(leading)
    return [
        *(
            Objection("outside", f"{one.name}不在委员候选人中。", CANDIDATES, "书记、副书记从新一届委员中选举产生。", "names")
            for one in outside
        ),
        *(
            Objection("both", f"{one.name}同时提名为书记和副书记。", SECRETARY, "请另提人选。", str(Office.DEPUTY))
            for one in {one.person_id: one for one in leading if one.person_id in both}.values()
        ),
    ]
