"""Two July firsts of the sample street: programme, guests, seats; the honours read out there are those of the sample's selections."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Final

from zhibu.config.sample.load import sample_actor
from zhibu.config.sample.moments import at
from zhibu.config.sample.personas import STREET
from zhibu.gatherings.models import Holding
from zhibu.gatherings.services.attendance import type_numbers
from zhibu.gatherings.services.minutes import sign_minutes, write_minutes
from zhibu.kernel.decisions import Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.commemoration.models import Ceremony
from zhibu.mechanism.commemoration.queries.ceremony import awarded_of, granted_since
from zhibu.mechanism.commemoration.rules.programme import begin_with
from zhibu.mechanism.commemoration.services import preparing
from zhibu.mechanism.commemoration.terms import GuestKind, Occasion
from zhibu.register.models import Organisation
from zhibu.rulebook.loading import rulebook
from zhibu.trail.actors import Actor

WHY: Final = "示例庆祝活动"
YEARS: Final = 2
PREPARED: Final = timedelta(days=5)
SEATS: Final = 24
"""In a row; of rows there are as many as it takes, and those that begin anew."""
FROM_EACH: Final = 8
GUESTS: Final = (
    (GuestKind.LEADER, (("许国梁", "区委组织部副部长"), ("彭雪", "区委社会工作部"))),
    (GuestKind.PARTNER, (("韩卫东", "驻地某部政治工作处"), ("沈立", "云溪区税务局第二分局"))),
    (GuestKind.VETERAN, (("方㛃", "退休老党员代表"),)),
)
CHAIR: Final = "党工委副书记"


def holds_ceremonies() -> bool:
    """Whether they are there."""
    return Ceremony.objects.unguarded(WHY).exists()


def load_ceremonies(*, on: date) -> int:
    """The last two; returns how many."""
    street = Organisation.objects.unguarded(WHY).get(now_short_name=STREET)
    days = list(_days(on))
    for day in days:
        _celebrate(street, day, on)
    return len(days)


def _days(on: date) -> Iterator[date]:
    """The first of July, the oldest first."""
    last = on.year if on > date(on.year, 7, 1) else on.year - 1
    for year in range(last - YEARS + 1, last + 1):
        yield date(year, 7, 1)


def _celebrate(street: Organisation, day: date, on: date) -> None:
    by = sample_actor(at(day - PREPARED, 9, on=on))
    honours = granted_since(by.reader, street, day)
    begin = preparing.Begin(str(Occasion.JULY_FIRST), day, time(9), "街道三楼会议室", chair=CHAIR)
    made = _done(preparing.begin_ceremony(by=by, host=street, begin=begin, lines=begin_with(begin.occasion, awarded_of(honours))))
    ceremony = Ceremony.objects.unguarded(WHY).select_related("gathering__host").get(pk=made)
    for kind, guests in GUESTS:
        _done(preparing.invite(by=by, ceremony=ceremony, kind=str(kind), guests=guests))
    below = (
        Organisation.objects.unguarded(WHY).filter(now_parent=street, dissolved_on=None).order_by("now_path").values_list("pk", flat=True)
    )
    _done(preparing.set_delegations(by=by, ceremony=ceremony, numbers=dict.fromkeys(below, FROM_EACH)))
    there = FROM_EACH * len(below) + len(honours)
    _done(preparing.set_hall(by=by, ceremony=ceremony, rows=there // SEATS + len(GUESTS) + 1, seats=SEATS))
    _sign(ceremony, sample_actor(at(day + timedelta(days=1), 10, on=on)), there)


def _sign(ceremony: Ceremony, by: Actor, there: int) -> None:
    holding = Holding.objects.unguarded(WHY).select_related("part__gathering", "organisation").get(gathering_id=ceremony.gathering_id)
    _done(type_numbers(by=by, holding=holding, expected=there, present=there, on_leave=0, in_attendance=0))
    _done(write_minutes(by=by, part=holding.part, text="按议程进行。"))
    _done(sign_minutes(by=by, holdings=[holding], rules=rulebook().on(holding.on), confirmed_by="党工委书记"))


def _done(outcome: Outcome) -> int:
    """A ceremony that cannot have been so is a mistake in the sample."""
    if not outcome.done:
        why = "；".join(one.message for one in outcome.decision.objections)
        text = f"示例庆祝活动没有建成：{why}(sample ceremony could not be written)"
        raise Unusable(text)
    return outcome.row_id
