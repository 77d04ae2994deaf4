"""What the columns of one row say of each other: number against sex and birth, dates against each other."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from zhibu.kernel.decisions import Objection
from zhibu.register.imports.people_cells import label
from zhibu.register.imports.people_facts import Note, PeopleBlock
from zhibu.register.imports.reading_cells import Bad, Day
from zhibu.register.rules.identity_number import IdentityNumber, contradictions, parse
from zhibu.register.rules.plausibility import COLUMNS, OLDEST, MemberDates, member_dates, not_in_future
from zhibu.register.terms.people import MemberStatus, Sex

FIELDS: Final = COLUMNS | {"sex": "sex", "identity_number": "id_number"}
"""What the rules call a field, and what the register calls it."""
STEPS: Final = ("applied_on", "activist_on", "prospective_on")
OTHER_DAYS: Final = ("league_joined_on", "work_started_on", "out_of_contact_on", "floating_on")
SURELY_OF_AGE: Final = 19
"""Years from birth to joining, counted by the calendar alone, that leave no doubt."""
SURELY_CONFIRMED: Final = 365
"""Days from joining to confirmation that no shortest probation exceeds: the eve of the anniversary is long enough."""
YEAR_OF_DOUBT: Final = OLDEST - 1


def bad(objection: Objection) -> Bad:
    """A rule's objection as one against a row."""
    return Bad(objection.code, objection.message, objection.remedy or "请核对后重新导入。")


def check_number(people: PeopleBlock) -> None:
    """The number tells birth and sex; what the row says otherwise is refused, what it doesn't say is taken from the number."""
    found = people.facts.pop("sound_number", None)
    if found is None:
        people.facts["number"] = [None] * len(people)
        return
    births, sexes = people.get("birth_date"), people.get("sex")
    _let_number_tell_sex(people, found)
    for at, sound in enumerate(found):
        if sound is None:
            continue
        number, birth, sex = sound
        told_birth, told_sex = births[at], sexes[at]
        if (told_birth is not None and told_birth.iso != birth.iso) or (told_sex is not None and told_sex != sex):
            _contradict(people, at, number, told_birth, told_sex)
        births[at] = birth
        if told_sex != sex and (told_sex is None or not Sex.stored(told_sex).tells):
            sexes[at] = sex
    people.facts |= {"number": [None if one is None else one[0] for one in found], "birth_date": births, "sex": sexes}


def _let_number_tell_sex(people: PeopleBlock, found: list[Any]) -> None:
    """An unknown word for the sex stands against the row only where no number tells."""
    for at in [at for at, problems in people.problems.items() if any(one.code == "unknown_sex" for one in problems)]:
        if found[at] is not None:
            rest = [one for one in people.problems[at] if one.code != "unknown_sex"]
            if rest:
                people.problems[at] = rest
            else:
                del people.problems[at]


def _contradict(people: PeopleBlock, at: int, number: str, birth: Day | None, sex: str | None) -> None:
    whole = parse(number, today=date.max, generated=True)
    if not isinstance(whole, IdentityNumber):
        return
    told = contradictions(whole, sex=Sex.stored(sex) if sex else None, birth=birth.partial if birth else None)
    for objection in told.objections:
        people.refuse(at, FIELDS[objection.field], bad(objection))


def check_dates(people: PeopleBlock, today: date) -> None:
    """Refuse what cannot be, note what is rare; the rules are asked only where a row is not plainly in order."""
    for at in _doubtful(people, today.toordinal(), today.year - YEAR_OF_DOUBT):
        given = {name: _partial(people, field, at) for name, field in FIELDS.items() if field.endswith(("_on", "_date"))}
        status = people.facts["status"][at]
        found = member_dates(MemberDates(**given, status=MemberStatus.stored(status) if status else None), today=today)
        for objection in found.objections:
            people.refuse(at, FIELDS[objection.field], bad(objection))
        for check in found.checks:
            field = FIELDS[check.field]
            people.notes[at].append(Note(field, check.code, str(given[check.field] or ""), check.message))
    for field in OTHER_DAYS:
        for at, day in enumerate(people.facts.get(field, ())):
            if day is not None and day.partial.day > today:
                late = not_in_future(day.partial, field=field, label=label(field), today=today)
                if late is not None:
                    people.refuse(at, field, bad(late))


def _partial(people: PeopleBlock, field: str, at: int) -> Any:
    column = people.facts.get(field)
    day = column[at] if column else None
    return None if day is None else day.partial


def _doubtful(people: PeopleBlock, today: int, oldest: int) -> Iterator[int]:
    """The rows that are not plainly in order: born, of age, joined, confirmed after a year, and nothing of it to come."""
    stepped = [people.facts[field] for field in STEPS if field in people.facts]
    columns = people.get("birth_date"), people.get("joined_on"), people.get("confirmed_on"), people.facts["status"]
    for at, (birth, joined, confirmed, status) in enumerate(zip(*columns, strict=True)):
        plain = (
            joined is not None
            and birth is not None
            and not (joined.month_only or birth.month_only)
            and joined.year - birth.year >= SURELY_OF_AGE
            and joined.ordinal <= today
            and birth.year > oldest
            and (
                status == "full" or status == "probationary"  # noqa: PLR1714  quicker than a look-up
                if confirmed is None
                else status == "full"
                and not confirmed.month_only
                and confirmed.ordinal - joined.ordinal >= SURELY_CONFIRMED
                and confirmed.ordinal <= today
            )
        )
        if not plain or any(column[at] is not None for column in stepped):
            yield at
