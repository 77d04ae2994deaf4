"""Members of the sample street who are away: registrations, two years of contact and reports, and one search under way."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any, Final, NamedTuple

from zhibu.cases import services as cases
from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Deed
from zhibu.config.sample.cases import CLERK, Telling
from zhibu.config.sample.moments import at
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Mark, Membership, Person
from zhibu.register.terms.people import MarkKind
from zhibu.team.floating.models import Contact, Registration
from zhibu.team.floating.rules.halves import half_began, next_half
from zhibu.team.floating.services import open_search
from zhibu.team.floating.terms import AWAY, Channel, ContactKind, RegistrationKind, Way
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "示例流动党员"
SEED: Final = 20241111
YEARS: Final = 730
FORGOT: Final = 0.12
"""How often a half-year passed without contact."""
WAYS: Final = (Way.PHONE, Way.PHONE, Way.PHONE, Way.MESSAGE, Way.VIDEO, Way.MEETING)
LOOKED: Final = (("phone", 3, "三天里打了五次，号码已停机。"), ("relatives", 9, "亲属说换了号码，愿意转告。"))
"""Step, days after the beginning, and what came of it."""
BEGAN: Final = 24
CONTACT: Final = ("person_id", "kind", "on", "way", "by_whom", "organisation_id")
REGISTRATION: Final = ("person_id", "kind", "channel", "on", "number")


class Away(NamedTuple):
    """Somebody who is away, of which branch, since when."""

    person_id: int
    mark: str
    since: date
    organisation_id: int
    secretary: str


def holds_away() -> bool:
    """Whether it was written before."""
    return Contact.objects.unguarded(WHY).exists()


def load_away(*, on: date) -> int:
    """Rows of contact; one operation, an audit row for each person. Returns how many people are away."""
    rng, found = Random(SEED), _away(on)  # noqa: S311  invented, no secret
    by = Actor(SystemReader(WHY, label="示例数据"), at(on, 9, on=on), "demo")
    with recording(by, "member.contacted", reason=WHY) as work:
        _put(work, Contact, CONTACT, [row for one in found for row in _contacts(rng, one, on)])
        _put(work, Registration, REGISTRATION, [row for one in found for row in _registered(rng, one, on)])
    _look_for_somebody(on)
    return len(found)


def _put(work: Any, model: Any, columns: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    numbers = work.reserve(model, len(rows))
    work.put(model, ("id", *columns), [(number, *row) for number, row in zip(numbers, rows, strict=True)])


def _away(on: date) -> list[Away]:
    marks = Mark.objects.unguarded(WHY).on(on).filter(mark__in=[str(one) for one in AWAY]).order_by("person_id", "mark")
    homes = {
        person: (place, name)
        for person, place, name in Membership.objects.unguarded(WHY)
        .on(on)
        .filter(relation="roll")
        .values_list("person_id", "organisation_id", "organisation__contact")
    }
    rows = marks.values_list("person_id", "mark", "valid_from")
    return [Away(person, mark, since, *homes[person]) for person, mark, since in rows if person in homes]


def _contacts(rng: Random, one: Away, on: date) -> Iterator[tuple[Any, ...]]:
    """One in each half-year since the absence began, seldom none; a report in the last month of the year."""
    who = one.secretary or "支部书记"
    half = half_began(max(one.since, on - timedelta(days=YEARS)))
    while half <= on:
        first, end = max(half, one.since + timedelta(days=1)), min(next_half(half), on)
        if first < end and rng.random() >= FORGOT:
            day = first + timedelta(days=rng.randrange((end - first).days))
            yield one.person_id, str(ContactKind.CONTACT), day, str(rng.choice(WAYS)), who, one.organisation_id
        report = date(half.year, 12, rng.randint(1, 28))
        if half.month > 6 and one.since < report < on:
            yield one.person_id, str(ContactKind.REPORT), report, str(Way.PHONE), who, one.organisation_id
        half = next_half(half)


def _registered(rng: Random, one: Away, on: date) -> Iterator[tuple[Any, ...]]:
    """At home within some weeks, at the host where it was heard of, the slip for most."""
    if one.mark != MarkKind.FLOATING_OUT:
        return
    for kind, channel, share in (
        (RegistrationKind.HOME, Channel.NATIONAL, 0.9),
        (RegistrationKind.HOST, Channel.NATIONAL, 0.6),
        (RegistrationKind.SLIP, Channel.HANDED, 0.7),
    ):
        day = one.since + timedelta(days=rng.randint(2, 40))
        if day <= on and rng.random() < share:
            yield one.person_id, str(kind), str(channel), day, ""


def _look_for_somebody(on: date) -> None:
    """A search that has tried two ways and has three before it."""
    began = on - timedelta(days=BEGAN)
    lost = Mark.objects.unguarded(WHY).on(began).filter(mark=str(MarkKind.OUT_OF_CONTACT), person__now_organisation__now_kind="branch")
    found = lost.filter(valid_to__gt=on).order_by("-valid_from", "person_id").values_list("person_id", flat=True).first()
    if found is None:
        return
    telling = Telling(on)
    person = Person.objects.unguarded(WHY).get(pk=found)
    opened = _done(open_search(by=telling.by(CLERK, began), person=person, last_contact="去年春节通过电话。"))
    for step, after, result in LOOKED:
        day = began + timedelta(days=after)
        case = Case.objects.unguarded(WHY).get(pk=opened.row_id)
        _done(cases.act(by=telling.by(CLERK, day), case=case, seen=case.now_last, deed=Deed(step, day, {"result": result})))


def _done(outcome: Outcome) -> Outcome:
    """A story that cannot have happened so is a mistake in the sample."""
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例联系查找没有建成：{why}(sample search could not be written)"
        raise Unusable(text)
    return outcome
